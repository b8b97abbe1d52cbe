"""Questions that an article may answer, made from its own words.

Code can't ask as well as a person, so it asks little: only what can be put into a question without changing
a word that carries the sense. Whether the article answers is for `assistant.suggest` to find out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from embeddings.chunks import Chunk
from embeddings.layout import is_byline
from embeddings.text import Language, words

NATURAL: Final = 0
"""The rank of a question as a reader would ask it: "When was the canal opened?"."""
SECTION: Final = 1
"""The rank of a question about what stands under a title."""
MENTIONED: Final = 2
"""The rank of a question about a name or a term, which may be what matters and may not."""

_MAX_CHARACTERS: Final = 90
_MAX_TITLE_WORDS: Final = 7
_INVISIBLE: Final = regex.compile(r"[\p{Cf}\p{Cc}--[\s]]|ـ", regex.V1)
# All but the mark of "نومًا", which prose without tashkeel has too.
_TASHKEEL: Final = regex.compile(r"(?<=\p{Arabic}\p{M}*)(?!\u064b)\p{M}")
_QUOTED: Final = regex.compile(r"([«“\"])([^«»“”\"\n]{3,40})[»”\"]")
_MARKUP: Final = regex.compile(r"[\[\]<>{}|\\`*_#~=]|//")
_NUMBERING: Final = regex.compile(r"^[\s(]*(?:\p{N}{1,3}|\p{L})[.)\-:]\s+")
# Titles that name a part of any text, and so nothing to ask about.
_ANY_TEXT: Final = frozenset(
    tuple(words(title))
    for title in (
        "Introduction", "Conclusion", "Conclusions", "Summary", "Overview", "Abstract", "References", "Notes",
        "Sources", "Contents", "See also", "Further reading", "Discussion", "Background", "Common questions", "FAQ",
        "مقدمة", "المقدمة", "تمهيد", "خاتمة", "الخاتمة", "خلاصة", "الخلاصة", "ملخص", "المراجع", "مراجع", "المصادر",
        "الهوامش", "المحتويات", "نبذة", "خلفية", "أسئلة تتكرر", "أسئلة شائعة", "انظر أيضا",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as read in one language; `start` is where the article's own one begins, and names it."""

    text: str
    paragraph: int
    start: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and the sentences, by their starts, of which one has to answer it."""

    question: str
    rank: int
    lines: frozenset[int]


def read(chunks: Iterable[Chunk], language: Language, own: Language) -> tuple[Line, ...]:
    """An article as read in `language`; `own` is the article's. Empty where it can't be read in it.

    Tashkeel and invisible characters are gone: a question is written without them. So are bylines.
    """
    lines = []
    for chunk in chunks:
        title = chunk.headings.get(language, "").rpartition(" — ")[2]
        for sentence in chunk.sentences:
            text = sentence.text if language == own else sentence.translation
            if text and not is_byline(text):
                lines.append(Line(plain(text), sentence.paragraph, sentence.start, plain(title) or None))
    return tuple(lines)


def plain(text: str) -> str:
    """`text` on one line, without tashkeel, tatweel and what can't be seen."""
    return " ".join(_TASHKEEL.sub("", _INVISIBLE.sub("", text)).split())


def of_sections(
    lines: Sequence[Line], title: str, phrase: Callable[[str], tuple[str, int] | None]
) -> Iterator[Candidate]:
    """A question a section; `phrase` makes it from the section's title. `title` is the article's own."""
    sections: dict[str, set[int]] = {}
    for line in lines:
        if line.section:
            sections.setdefault(line.section, set()).add(line.start)
    for section, starts in sections.items():
        name = _NUMBERING.sub("", section).strip(" .:؛،,—–-")
        if words(name) == words(title) or tuple(words(name)) in _ANY_TEXT or len(name.split()) > _MAX_TITLE_WORDS:
            continue
        phrased = phrase(name)
        if phrased:
            yield Candidate(phrased[0], phrased[1], frozenset(starts))


def of_terms(lines: Sequence[Line], about: Callable[[str], str]) -> Iterator[Candidate]:
    """Questions about terms in quotation marks: names that the article takes up, not what somebody said."""
    places = Places(lines)
    for line in lines:
        for match in _QUOTED.finditer(line.text):
            mark, term, before = match[1], match[2].strip(" ,،."), line.text[: match.start()]
            speech = before.rstrip().endswith((":", ","))
            if 2 <= len(term.split()) <= 4 and not speech and not regex.search(r"[.,،؛;:!?؟()\u064b]|^\p{Ll}", term):
                closing = {"«": "»", "“": "”", '"': '"'}[mark]
                the = "the " if before.casefold().split(" ")[-2:] == ["the", ""] else ""
                yield Candidate(about(f"{the}{mark}{term}{closing}"), MENTIONED, places.holding(term))


def of_names(lines: Sequence[Line], names: Iterable[str], about: Callable[[str], str]) -> Iterator[Candidate]:
    """Questions about names, those first that most sentences hold."""
    places = Places(lines)
    held = {name: places.holding(name) for name in names}
    for name, starts in sorted(held.items(), key=lambda item: -len(item[1])):
        yield Candidate(about(name), MENTIONED, starts)


class Places:
    """Where phrases stand in an article, which is folded once: a long one has names by the thousand."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._texts: dict[int, str] = {}
        self._lines: dict[str, list[int]] = {}
        for line in lines:
            row = words(line.text)
            self._texts[line.start] = f" {' '.join(row)} "
            for word in set(row):
                self._lines.setdefault(word, []).append(line.start)

    def holding(self, phrase: str) -> frozenset[int]:
        """The starts of the lines that hold the words of `phrase` in a row."""
        row = words(phrase)
        wanted = f" {' '.join(row)} "
        # Those with its rarest word are few.
        likely = min((self._lines.get(word, []) for word in row), key=len, default=[])
        return frozenset(start for start in likely if wanted in self._texts[start])


def is_askable(question: str) -> bool:
    """Whether a question fits a button, with its quotation marks in pairs, and is words and no markup."""
    if _MARKUP.search(question):
        return False
    pairs = (("(", ")"), ("«", "»"), ("“", "”"))
    return len(question) <= _MAX_CHARACTERS and all(question.count(a) == question.count(b) for a, b in pairs)
