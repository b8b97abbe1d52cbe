"""What of a text runs the other way, and is laid out by itself.

In a sentence of the reader's language a name or a phrase of the other one is a run, and what stands between two of
them (the commas of a list of names) belongs to the sentence. A quotation in the other language is no part of the
sentence: all of it is one run, with its commas, its full stop and its quotation marks, and so is a line that is in that
language alone.
"""

from collections.abc import Iterator
from typing import Final

import regex

from embeddings.text import Language, detect_language

OTHER: Final[dict[Language, Language]] = {"ar": "en", "en": "ar"}

_LATIN: Final = regex.compile(
    r"""
    (?: [+\-−$€£\#@~]? [\p{Latin}0-9] (?: [^\s\p{Arabic}\p{Cf}]* [\p{Latin}0-9%+\#°] )? )
    (?: [\ \u00a0] [+\-−$€£\#@~]? [\p{Latin}0-9] (?: [^\s\p{Arabic}\p{Cf}]* [\p{Latin}0-9%+\#°] )? )*
    """,
    regex.VERBOSE,
)
_ARABIC: Final = regex.compile(r"\p{Arabic}[\p{Arabic}\p{M}\p{Cf}]*(?:[\s،]+\p{Arabic}[\p{Arabic}\p{M}\p{Cf}]*)*")
_RUN: Final[dict[Language, regex.Pattern[str]]] = {"ar": _LATIN, "en": _ARABIC}

_LETTER: Final[dict[Language, regex.Pattern[str]]] = {
    "ar": regex.compile(r"[\p{Arabic}&&\p{L}]", regex.V1),
    "en": regex.compile(r"[\p{Latin}&&\p{L}]", regex.V1),
}
_MARK: Final = regex.compile('[“”„«»"\n]')
_CLOSES: Final = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_NESTED: Final = 4
"""Quotations in one another that are told apart: what opens thousands is no writing."""

_OPENING: Final = "“„«\"'‘([{"
_CLOSING: Final = "”“»\"'’)]}.!?؟…"
_LINE: Final = regex.compile(r"[^\n]+")
_SAID: Final = regex.compile(r"[\p{L}\p{N}\p{Sc}#@]")


def runs(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Names and phrases of the other language in a sentence in `language`, and composite numbers."""
    for match in _RUN[language].finditer(text):
        # A plain number can't be reordered, and stays bare.
        if not match[0].isdecimal():
            yield match.span()


def apart(text: str, language: Language) -> list[tuple[int, int]]:
    """Quotations and lines of a text in `language` that are in the other one; none is in another."""
    other = OTHER[language]
    if not _LETTER[other].search(text):
        return []
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not _LETTER[other].search(text, start, end):
            continue
        if not _LETTER[language].search(text, start, end):
            found.append(_said(text, start, end))
            continue
        position = start
        for first, last in _quotations(text, start, end):
            if first >= position and _is_in(other, text[first:last]):
                found.append((first, last))
                position = last
    return found


def _is_in(language: Language, text: str) -> bool:
    """Whether a quotation begins in a language, and most of it is: "«برنامج Visual Studio»" is Arabic."""
    own, others = _LETTER[language].search(text), _LETTER[OTHER[language]].search(text)
    if own is None or others is None:
        return own is not None
    return own.start() < others.start() and detect_language(text, OTHER[language]) == language


def _said(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without what may belong to what stands before or behind it, such as a comma after a marker."""
    said = list(_SAID.finditer(text, start, end))
    first, last = said[0].start(), said[-1].end()
    while first > start and text[first - 1] in _OPENING:
        first -= 1
    while last < end and text[last] in _CLOSING:
        last += 1
    return first, last


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where quotations stand, with their marks: an outer one before those in it."""
    found = []
    open_marks: list[int] = []
    for match in _MARK.finditer(text, start, end):
        closed = next((at for at in reversed(open_marks) if match[0] in _CLOSES[text[at]]), None)
        if closed is not None:
            found.append((closed, match.end()))
            del open_marks[open_marks.index(closed) :]
        elif match[0] in _CLOSES:
            open_marks = [*open_marks[1 - _NESTED :], match.start()]
    return sorted(found, key=lambda span: (span[0], -span[1]))
