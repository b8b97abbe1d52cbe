"""What the page needs of an assistant."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from assistant.answer import Answer, AnswerEvent
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.text import Language

Progress = Callable[[str, int, int], None]
"""Called with what is being done ("weights", "model" or "index"), how much of it is done, and how much there is."""


class Conversational(Protocol):
    """An assistant for one article, as `assistant.Assistant` is."""

    @property
    def article(self) -> Article: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def model_name(self) -> str | None: ...

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[AnswerEvent]: ...

    def suggestions(self, language: Language) -> tuple[str, ...]: ...

    def follow_ups(self, answer: Answer, history: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]: ...

    def with_settings(self, settings: Settings) -> "Conversational": ...


OpenArticle = Callable[[Article, Progress], Conversational]
"""Makes an assistant for an article of the reader's own, ready to be asked."""
