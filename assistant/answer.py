"""What a question gets: an answer whose every claim is cited, and the events that lead to it."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

import regex

from assistant.markers import neutralise_markers
from embeddings.passages import Passage
from embeddings.text import Language

_STOPS: Final = " .!?؟۔…\"'”’»)"
_WORD: Final = regex.compile(r"\w")

LIKELY: Final = 0.5
"""Where it is less likely than this that the article answers, a quotation says that it may not. A language model's own
sentences don't: it has read what it cites, and could have refused.
"""

_CAUTION: Final[dict[Language, str]] = {
    "ar": "قد لا يجيب المقال عن هذا السؤال، وما يلي أقرب ما ورد فيه.",
    "en": "The article may not answer this; what follows is the nearest that it says.",
}

Mode = Literal["quote", "generated"]
Status = Literal["verbatim", "supported"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The place in the article that a claim rests on: `article.text[start:end] == quote`, in characters.

    `marker` is the n of `[n]` in the answer's text. `translation` is what the article's parallel translation
    says there, or None; `machine_translated` says that a machine made that. `status` tells what was checked:
    "verbatim", the answer repeats the quote word for word; "supported", it repeats the translation, or it says it in
    other words, its numbers, names and words stand in what it cites, and a small model, where one is asked, finds that
    it follows. Where a library was asked, `article` and `title` name which of its articles is cited; otherwise they
    are None.
    """

    marker: int
    paragraph: int
    quote: str
    start: int
    end: int
    translation: str | None
    status: Status
    article: str | None = None
    title: str | None = None
    machine_translated: bool = False

    @classmethod
    def of(cls, marker: int, source: Passage, verbatim: bool) -> "Citation":
        """Of `source`, which the answer repeats word for word where `verbatim`."""
        return cls(
            marker,
            source.paragraph,
            source.text,
            source.start,
            source.end,
            source.translation,
            "verbatim" if verbatim else "supported",
            machine_translated=source.machine_translated,
        )

    def is_given_in_translation(self, text: str) -> bool:
        """Whether an answer of this text says the quote in its parallel translation."""
        # A marker may stand before its full stop.
        said = neutralise_markers(self.translation or "").strip(_STOPS)
        # `re` finds it, as the other takes seconds to compile thousands of characters; only that knows Arabic's marks.
        starts = (place.start() for place in re.finditer(f"(?={re.escape(said)})", text))
        return bool(said) and not all(
            _WORD.match(text[start - 1 : start]) or _WORD.match(text, start + len(said)) for start in starts
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The checked answer to one question.

    `text` is in `language` and carries a marker `[n]` for every citation. `found` is False where the article
    doesn't say; then there are no citations, and `nearest` are sentences on the same things, if it has any.
    `passages` are what was read for the answer. `mode` is "quote" where the answer is the article's own
    sentences, "generated" where a model wrote it.
    `note` is a sentence or two for the reader about how the answer came to be: a model that failed, or wrote in another
    language than the article's, where less can be checked; or None.
    `dropped` are the sentences that a model wrote and that didn't stand up to the check. `confidence` is how
    likely it is that the article answers, from 0 to 1, as judged before anything was written, or None. `doubtful` is
    True of a quotation where that is less than 0.5: at most every second of these is an answer, if every second
    question has one.
    """

    question: str
    text: str
    language: Language
    found: bool
    mode: Mode
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...] = field(repr=False)
    seconds: float
    note: str | None = None
    dropped: tuple[str, ...] = ()
    confidence: float | None = None
    nearest: tuple[Passage, ...] = field(default=(), repr=False)
    doubtful: bool = False

    @property
    def caution(self) -> str | None:
        """What a reader of a doubtful answer has to know, in a sentence in its language; None of others."""
        return _CAUTION[self.language] if self.doubtful else None

    def __str__(self) -> str:
        """The answer and its numbered quotes, one a line, as a terminal shows them."""
        paragraph, machine = {
            "ar": ("الفقرة", "ترجمة آلية"),
            "en": ("paragraph", "machine translation"),
        }[self.language]
        lines = [*([self.caution] if self.caution else []), self.text]
        for citation in self.citations:
            place = f"{paragraph} {citation.paragraph}" + (f" · {citation.title}" if citation.title else "")
            if citation.machine_translated and citation.is_given_in_translation(self.text):
                place += f" · {machine}"
            lines.append(f"[{citation.marker}] {place}: “{citation.quote}”")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """A step of `Assistant.stream`: the passages first, then pieces of text, the checked answer last.

    `text` is a piece to append to the pieces before it. The pieces are what a model proposes; `answer.text`
    is what has been checked, and replaces them.
    """

    kind: Literal["passages", "text", "answer"]
    passages: tuple[Passage, ...] = ()
    text: str = ""
    answer: Answer | None = None
