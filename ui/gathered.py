"""All of a reader's articles, asked as one. They are those on the reader's own shelf, and nobody else's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self, TypeVar

from assistant.answer import Answer, AnswerEvent, Citation
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.text import Language, detect_language
from embeddings.translation import Translation
from ui.conversational import Conversational, Progress
from ui.reader import titles
from ui.strings import PAGE

ALL: Final = Article(
    id="a11" + 29 * "0",
    title=PAGE["ar"].all_articles,
    language="ar",
    text="",
    paragraphs=(),
    translation=Translation("en", PAGE["en"].all_articles, "", machine=False, sentences=()),
)
"""Stands where an article is expected, with a title in both languages and no text; no article's id is its id."""

_EACH: Final = 1
"""Questions to begin with that each article gives."""


Place = TypeVar("Place", Passage, Citation)


def _named(places: Sequence[Place], names: Mapping[str, str]) -> tuple[Place, ...]:
    return tuple(replace(place, title=names.get(place.article or "", place.title)) for place in places)


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The assistants of all articles as one; there is at least one."""

    assistants: tuple[Conversational, ...]

    @property
    def article(self) -> Article:
        return ALL

    @property
    def settings(self) -> Settings:
        return self.assistants[0].settings

    @property
    def ready(self) -> bool:
        return all(assistant.ready for assistant in self.assistants)

    @property
    def model_name(self) -> str | None:
        return self.assistants[0].model_name

    def prepare(self, progress: Progress | None = None) -> None:
        """Prepare each.

        Raises:
            ArticleAssistantError: as `Assistant.prepare`.
        """
        for assistant in self.assistants:
            assistant.prepare(progress)

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[AnswerEvent]:
        """The steps to an answer from all of them."""
        return self.stream_with((), question, history)

    def stream_with(
        self, others: Sequence[Conversational], question: str, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[AnswerEvent]:
        """The steps to an answer from all of them and `others`. Articles are named in the question's language, as far
        as they have a title in it.
        """
        every = (*self.assistants, *others)
        language = detect_language(question)
        names = {each.article.id: titles(each.article)[language] for each in every}
        for event in every[0].stream_with(every[1:], question, history):
            answer = event.answer and replace(
                event.answer,
                citations=_named(event.answer.citations, names),
                passages=_named(event.answer.passages, names),
                nearest=_named(event.answer.nearest, names),
            )
            yield replace(event, passages=_named(event.passages, names), answer=answer)

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """The first question of each."""
        return tuple(question for each in self.assistants for question in each.suggestions(language)[:_EACH])

    def follow_ups(self, answer: Answer, history: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
        """Questions about the article that the answer cites first."""
        cited = answer.citations[0].article if answer.citations else None
        of_it = tuple(citation for citation in answer.citations if citation.article == cited)
        about = [assistant for assistant in self.assistants if assistant.article.id == cited]
        return about[0].follow_ups(replace(answer, citations=of_it), history) if about else ()

    def translating(self) -> Iterator[tuple[int, int] | Article]:
        """Nothing: each is translated by itself."""
        return iter(())

    def with_settings(self, settings: Settings) -> Self:
        """All of them under other settings."""
        return replace(self, assistants=tuple(each.with_settings(settings) for each in self.assistants))
