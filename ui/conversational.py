"""What the page needs of an assistant."""

import ipaddress
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self
from urllib.parse import urlsplit

from assistant.answer import Answer, AnswerEvent
from assistant.llm import is_local
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.text import Language

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is.

What is being done: "model" (the search model), "weights" (the bundled language model is put together), "index", or
"waiting" (for another process that builds the index).
"""


class Conversational(Protocol):
    """An assistant for one article, as `assistant.Assistant` is. Made in a moment; `prepare` is what takes time."""

    @property
    def article(self) -> Article: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def ready(self) -> bool:
        """Whether everything is loaded, so that nothing here takes longer than a question."""

    @property
    def model_name(self) -> str | None: ...

    def prepare(self, progress: Progress | None = None) -> None: ...

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[AnswerEvent]: ...

    def stream_with(
        self, others: Sequence[Self], question: str, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[AnswerEvent]: ...

    def translating(self) -> Iterator[tuple[int, int] | Article]:
        """How many sentences are translated of how many, again and again, and the article with its translation last."""

    def suggestions(self, language: Language) -> tuple[str, ...]: ...

    def follow_ups(self, answer: Answer, history: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]: ...

    def with_settings(self, settings: Settings) -> "Conversational": ...


MakeAssistant = Callable[[Article], Conversational]
"""Makes an assistant for an article of the reader's own. It loads nothing yet."""


def is_hosted(settings: Settings, model_name: str | None) -> bool:
    """Whether questions and sentences leave this computer: they do, unless the model is known to be on it."""
    if model_name is None or settings.llm == "none" or is_local(settings.llm):
        return False
    if settings.llm_base_url:
        return not _is_here(settings.llm_base_url)
    if settings.llm.startswith("ollama:"):
        return not _is_here(os.environ.get("OLLAMA_HOST") or "http://localhost")
    return True


def can_translate(settings: Settings, model_name: str | None) -> bool:
    """Whether the language model may translate articles: those in this process are too small for it."""
    return model_name is not None and settings.llm != "none" and not is_local(settings.llm)


def kept_on(settings: Settings) -> str | None:
    """The other machine that keeps the indexes, and so the texts, of articles; None where this one does."""
    url = settings.chroma_url
    return None if url is None or _is_here(url) else urlsplit(url).hostname


def _is_here(address: str) -> bool:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
