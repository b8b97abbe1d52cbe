"""An assistant that streams what it was given, over the article that ships."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.answer import Answer, AnswerEvent, Citation
from assistant.default import default_article
from assistant.errors import ModelError, StorageError
from assistant.settings import Settings
from assistant.title import title_of
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.text import Language
from embeddings.translation import TranslatedSentence, Translation

QUESTION_AR = "متى وصل ويتكوف وكوشنر إلى موسكو؟"
QUESTION_EN = "When did Witkoff and Kushner arrive in Moscow?"
QUESTION_NOT_SAID = "ما عاصمة فرنسا؟"

OPENING: dict[str, threading.Event] = {}
"""By its title, an article that is indexed only when the test sets the event."""


@dataclass
class FakeAssistant:
    """Streams `events[question]`. `heard` keeps every question with its history; an exception is raised in place.

    Before an event that stands in `gates` it waits until the test sets the gate.
    """

    article: Article
    events: Mapping[str, Sequence[AnswerEvent | Exception]]
    heard: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    gates: dict[tuple[str, int], threading.Event] = field(default_factory=dict)
    settings: Settings = field(default_factory=lambda: Settings(llm="none"))
    model_name: str | None = "fake-1"
    own: bool = False
    ready: bool = True
    preparing: Callable[[Callable[[str, int, int], None]], None] | None = None
    asked_with: list[Settings] = field(default_factory=list)

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[AnswerEvent]:
        self.heard.append((question, tuple(history)))
        self.asked_with.append(self.settings)
        for position, event in enumerate(self.events[question]):
            if gate := self.gates.get((question, position)):
                gate.wait(20)
            if isinstance(event, Exception):
                raise event
            yield event

    def stream_with(
        self, others: Sequence["FakeAssistant"], question: str, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[AnswerEvent]:
        """What each that knows the question says, one behind the other; each place names its article."""
        knowing = [each for each in (self, *others) if question in each.events]
        for each in knowing[:-1]:
            each.heard.append((question, tuple(history)))
        *events, last = (named(event, knowing[-1].article) for event in knowing[-1].stream(question, history))
        answers = [named(each.events[question][-1], each.article).answer for each in knowing]
        yield from events
        yield replace(last, answer=joined([answer for answer in answers if answer]))

    def translating(self) -> Iterator[tuple[int, int] | Article]:
        """Each paragraph but the last is translated; the rest of it waits for the gate of its title in `OPENING`."""
        total = len(self.article.paragraphs)
        yield 0, total
        yield 1, total
        while (gate := OPENING.get(f"translate {self.article.title}")) and not gate.wait(0.2):
            yield 1, total
        if "UNTRANSLATABLE" in self.article.text:
            raise ModelError("The language model could not be reached: 1 of 2 sentences are translated, and kept.")
        yield self.article.with_translation(machine_translation(self.article))

    def with_settings(self, settings: Settings) -> "FakeAssistant":
        """The same assistant, ears and gates included, under other settings."""
        return replace(self, settings=settings)

    def prepare(self, progress: Callable[[str, int, int], None] | None = None) -> None:
        """Does what `preparing` does, and is ready."""
        if self.preparing:
            self.preparing(progress or (lambda *_: None))
        self.ready = True

    def follow_ups(self, answer: Answer, history: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
        return (QUESTION_EN, QUESTION_AR) if answer.found else ()

    def suggestions(self, language: Language) -> tuple[str, ...]:
        if self.own:
            return ()
        return {
            "ar": (QUESTION_AR, "ما أهداف اللقاء بين بوتين والوفد الأمريكي؟", QUESTION_NOT_SAID),
            "en": (QUESTION_EN, "What remains disputed between the two sides?"),
        }[language]


def named(event: AnswerEvent | Exception, article: Article) -> AnswerEvent:
    """An event whose places all name the article."""
    assert isinstance(event, AnswerEvent)
    own: dict[str, Any] = {"article": article.id, "title": article.title}
    passages = tuple(replace(each, **own) for each in event.passages)
    if event.answer is None:
        return replace(event, passages=passages)
    answer = replace(
        event.answer,
        citations=tuple(replace(each, **own) for each in event.answer.citations),
        passages=tuple(replace(each, **own) for each in event.answer.passages),
        nearest=tuple(replace(each, **own) for each in event.answer.nearest),
    )
    return replace(event, passages=passages, answer=answer)


def joined(answers: Sequence[Answer]) -> Answer:
    """One answer that says all of them, with the first citation of each."""
    cited = [replace(answer.citations[0], marker=n) for n, answer in enumerate(answers, 1) if answer.citations]
    text = " ".join(f"{citation.quote} [{citation.marker}]" for citation in cited) or answers[0].text
    return replace(answers[0], text=text, citations=tuple(cited))


def machine_translation(article: Article) -> Translation:
    """A machine's, of each paragraph as a sentence; the last has none."""
    texts = [f"قال النموذج هذا في الفقرة {p.number}." for p in article.paragraphs[:-1]]
    sentences = tuple(
        TranslatedSentence(text, p.start, p.end) for text, p in zip([*texts, None], article.paragraphs, strict=True)
    )
    return Translation("ar", "عنوان من النموذج", "fake-1", True, sentences, "2026-11-24")


def shipped_article() -> Article:
    """The default article with its translation."""
    return default_article()


def passage(article: Article, number: int, score: float = 1.0) -> Passage:
    """A whole paragraph as a passage."""
    found = article.paragraphs[number - 1]
    said = (
        " ".join(s.text or "" for s in article.translation.sentences if found.start <= s.start < found.end)
        if article.translation
        else None
    )
    return Passage(found.text, found.number, found.start, found.end, score, said, found.section)


def citation(
    article: Article, marker: int, quote: str, translation: str | None = None, verbatim: bool = True
) -> Citation:
    """A citation of the first place where `quote` stands."""
    start = article.text.index(quote)
    number = next(p.number for p in article.paragraphs if p.start <= start < p.end)
    end = start + len(quote)
    return Citation(marker, number, quote, start, end, translation, "verbatim" if verbatim else "supported")


def answers(article: Article) -> dict[str, Answer]:
    """An answer in Arabic, one in English, and one that the article doesn't give."""
    evening = "إذ كان ويتكوف وكوشنر قد وصلا إلى موسكو مساء الخميس، وتم استقبالهما من قبل الجانب الروسي"
    day = "إلى موسكو، الخميس 22 يناير 2026"
    passages = tuple(passage(article, number, 1 / number) for number in (2, 3, 8, 4))
    english = "Witkoff and Kushner had arrived in Moscow on Thursday evening and were received by the Russian side."
    return {
        QUESTION_AR: Answer(
            QUESTION_AR,
            f"{evening} [1]. وكان ذلك يوم الخميس 22-1-2026 بحسب Steve Witkoff (GPT-4) [2].",
            "ar",
            True,
            "quote",
            (citation(article, 1, evening), citation(article, 2, day, verbatim=False)),
            passages,
            0.31,
        ),
        QUESTION_EN: Answer(
            QUESTION_EN,
            "They arrived in Moscow on Thursday evening [1], on January 22, 2026 [2].",
            "en",
            True,
            "generated",
            (
                citation(article, 1, evening, english, verbatim=False),
                citation(article, 2, day, "arrived in Moscow on Thursday, January 22, 2026", verbatim=False),
            ),
            passages,
            2.4,
            "The model's second sentence was dropped: its numbers do not stand in what it cites.",
            ("They stayed for 19 days.", "Steve Smith came along."),
        ),
        QUESTION_NOT_SAID: Answer(
            QUESTION_NOT_SAID, "المقال لا يذكر ذلك.", "ar", False, "quote", (), passages, 0.2, nearest=passages[:1]
        ),
    }


def streamed(answer: Answer) -> tuple[AnswerEvent, ...]:
    """The events that lead to an answer: passages, its text in pieces, the answer."""
    words = answer.text.split(" ")
    pieces = [" ".join(words[i : i + 3]) + " " for i in range(0, len(words), 3)]
    return (
        AnswerEvent("passages", answer.passages),
        *(AnswerEvent("text", text=piece) for piece in pieces),
        AnswerEvent("answer", answer=answer),
    )


def make_fake(article: Article) -> FakeAssistant:
    """An assistant for any article: it answers "Quote?" with the first paragraph, and "Title?" with the title."""
    paragraph = article.paragraphs[0]
    cited = Citation(1, paragraph.number, paragraph.text, paragraph.start, paragraph.end, None, "verbatim")
    found = (passage(article, 1),)
    answer = Answer("Quote?", f"{paragraph.text} [1]", "en", True, "quote", (cited,), found, 0.1)
    known = {"Quote?": streamed(answer)}
    if title := title_of(article):
        of_title = Citation(1, title.paragraph, title.text, title.start, title.end, None, "verbatim")
        known["Title?"] = streamed(Answer("Title?", f"{title.text} [1]", "en", True, "quote", (of_title,), found, 0.1))

    def preparing(progress: Callable[[str, int, int], None]) -> None:
        progress("index", 1, 2)
        if "REFUSED" in article.text:
            raise StorageError("The index can't be kept.")
        if gate := OPENING.get(article.title):
            gate.wait(20)
        progress("index", 2, 2)

    return FakeAssistant(article, known, own=True, ready=False, preparing=preparing)


def fake_assistant(**more: Sequence[AnswerEvent | Exception]) -> FakeAssistant:
    """An assistant that knows `answers`, and under the names of `more` other events."""
    article = shipped_article()
    known = {question: streamed(answer) for question, answer in answers(article).items()}
    return FakeAssistant(article, {**known, **more})
