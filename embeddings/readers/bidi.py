"""From the order in which glyphs stand on a line to the order in which they are read.

The bidirectional algorithm (UAX #9) goes from reading order to places, and loses what it doesn't need: the way
back is a choice among several readings. These are the choices: in an Arabic line, a run of Latin letters is read from
left to right with the numbers and signs inside it, a number with the point, comma, colon or slash inside it, and
all else from right to left.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import regex

_RTL: Final = regex.compile(r"(?=\p{L})[\p{Arabic}\p{Hebrew}\p{Syriac}ـ]")  # the tatweel is of no script
_LTR: Final = regex.compile(r"(?=\p{L})[^\p{Arabic}\p{Hebrew}\p{Syriac}ـ]")
_DIGIT: Final = regex.compile(r"\p{Nd}")
_ARABIC_DIGIT: Final = regex.compile(r"[٠-٩]")
_JOINER: Final = regex.compile(r"[.,:/٫٬،]")
_ATTACHED: Final = regex.compile(r"[%$€£#°+\-−٪]")
_MIRRORED: Final = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENERS: Final = frozenset("([{«‹")
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_CLOSING: Final = regex.compile(r"[)\]}]?[.,;:!?]{1,3}(?=$|[\s()\[\]«»])")
_BRACKETS: Final = frozenset("()[]{}«»‹›")

# "european" digits join Latin letters, "arabic" ones never do: the algorithm treats them so.
_Kind = Literal["latin", "european", "arabic"]


class _Run(NamedTuple):
    start: int
    end: int
    kind: _Kind


def is_rtl(text: str) -> bool:
    """Whether `text` has a letter that is read from right to left."""
    return bool(_RTL.search(text))


def is_ltr(text: str) -> bool:
    """Whether `text` has a letter that is read from left to right."""
    return bool(_LTR.search(text))


def reading_order(cells: Sequence[str], rtl: bool) -> list[tuple[int, bool]]:
    """The places of `cells`, which stand from left to right, in reading order; True where one is read leftwards."""
    spans = _ltr_spans(cells) if rtl else _rtl_spans(cells)
    order: list[tuple[int, bool]] = []
    position = 0
    for start, end in spans:
        order += [(i, rtl) for i in range(position, start)]
        inner = [(i, not rtl) for i in range(start, end)]
        if not rtl:
            # A number inside Arabic inside English is read from left to right again.
            inner = [(start + i, leftwards) for i, leftwards in reading_order(cells[start:end], rtl=True)]
        order += inner[::-1] if rtl else inner
        position = end
    order += [(i, rtl) for i in range(position, len(cells))]
    return order[::-1] if rtl else order


def _ltr_spans(cells: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of an Arabic line that are read from left to right."""
    runs: list[_Run] = []
    for i, cell in enumerate(cells):
        kind = _kind(cell)
        if kind is None:
            continue
        gap = "".join(cells[runs[-1].end : i]) if runs else ""
        if runs and not is_rtl(gap) and _is_one(runs[-1].kind, gap, kind):
            runs[-1] = _Run(runs[-1].start, i + 1, "latin" if "latin" in (kind, runs[-1].kind) else kind)
        else:
            runs.append(_Run(i, i + 1, kind))
    return [(run.start, _with_signs(cells, run)) for run in runs]


def _kind(cell: str) -> _Kind | None:
    if is_rtl(cell):
        return None
    if is_ltr(cell):
        return "latin"
    return "arabic" if _ARABIC_DIGIT.search(cell) else "european" if _DIGIT.search(cell) else None


def _is_one(left: _Kind, gap: str, right: _Kind) -> bool:
    """Whether two neighbours are read as one run; `gap` is what stands between them."""
    if left == right and left != "latin":
        return not gap or bool(_JOINER.fullmatch(gap))
    if "arabic" in (left, right):
        return False
    # "Whitfield، 1931" stands as it is read; where the space is on the other side of the comma, 1931 comes first.
    return len(gap) <= 1 if left == "european" else not gap.startswith(" ") or gap.isspace() or right == "latin"


def _with_signs(cells: Sequence[str], run: _Run) -> int:
    """The end of a run of Latin letters with the signs that belong to it, as in "Trust 18%" and "f(n)"."""
    end = run.end
    if run.kind != "latin":
        return end
    while end < len(cells) and _DIGIT.search(cells[end - 1]) and _ATTACHED.match(cells[end]):
        end += 1
    inside = "".join(cells[run.start : end])
    while end < len(cells) and (pair := _PAIRS.get(cells[end])) and inside.count(pair) > inside.count(cells[end]):
        inside += cells[end]
        end += 1
    # Nothing is read before a full stop but a word: without one it stands behind the Latin letters.
    closing = _CLOSING.match("".join(cells[end : end + 5]))
    return end + len(closing[0]) if closing else end


def _rtl_spans(cells: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of an English line that are read from right to left."""
    spans: list[tuple[int, int]] = []
    for i, cell in enumerate(cells):
        if is_rtl(cell):
            if spans and not any(map(is_ltr, cells[spans[-1][1] : i])):
                spans[-1] = (spans[-1][0], i + 1)
            else:
                spans.append((i, i + 1))
    return spans


def mirrored(text: str) -> str:
    """`text` with each bracket for its counterpart."""
    return text.translate(_MIRRORED)


def bracket_balance(text: str) -> int:
    """More than 0 where brackets and guillemets open before words, less where they close there."""
    balance = 0
    for i, character in enumerate(text):
        if character in _BRACKETS:
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            opens = (not before or before.isspace()) and after.isalnum()
            closes = (not after or not after.isalnum()) and before.isalnum()
            if opens != closes:
                balance += 1 if opens == (character in _OPENERS) else -1
    return balance
