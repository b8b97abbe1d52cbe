"""From the glyphs of a page to its lines, each in the order in which it is read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from embeddings.readers.bidi import bracket_balance, is_ltr, is_rtl, mirrored, reading_order
from embeddings.readers.glyphs import UNKNOWN, Glyph, visible

# In em: less is a gap between letters, more is one between words, and that between the columns of a table.
_WORD_GAP: Final = 0.17
_CELL_GAP: Final = 1.6
_BLANK_CELL_GAP: Final = 6.0  # with a blank drawn in it: a justified line has wide ones
_BLANK: Final = regex.compile(r"\s+")
# The letters that join the next one, and the signs that may stand between two letters of their own right.
_JOINING: Final = regex.compile(r"(?=\p{L})(?=\p{Arabic})[^ءآأؤإاةدذرزوىٱ]")
_INSIDE: Final = frozenset("/-–—._'’:،,()[]«»")
_HARAKA: Final = regex.compile(r"[\u064b-\u065f\u0670]")
_OTHER: Final = regex.compile(r"\s|\p{N}|(?=\p{L})\P{Arabic}")
_KASHIDA: Final = regex.compile(r"(?<=\p{Arabic}\p{M}*)ـ+(?=\p{M}*(?=\p{L})\p{Arabic})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A glyph that takes a place, with those that stand on it, in reading order."""

    glyphs: tuple[Glyph, ...]
    host: Glyph

    @property
    def text(self) -> str:
        """What it reads."""
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Habits:
    """What the maker of a PDF does to Arabic.

    `mirror`: brackets are stored as they look, and not as they are meant. `fillers`: the codes of strokes that
    stretch a word to the margin, and read as anything.
    """

    mirror: bool = False
    fillers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its cells from left to right, and its frame in points; `y` grows upwards."""

    cells: tuple[Cell, ...]
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool

    def text(self, rtl: bool, habits: "Habits") -> str:
        """The line as it is read in a paragraph from right to left, or left to right."""
        columns = [_ordered(_spaced(column, habits.fillers), rtl, habits.mirror) for column in _columns(self.cells)]
        return " | ".join(reversed(columns) if rtl else columns)

    @property
    def letters(self) -> tuple[int, int]:
        """How many cells are Arabic, and how many Latin."""
        return sum(is_rtl(cell.text) for cell in self.cells), sum(is_ltr(cell.text) for cell in self.cells)


def marks_lead(pages: Sequence[Sequence[Glyph]]) -> bool:
    """Whether Arabic marks are drawn before the letters that they stand on, as by most makers, or after them.

    The place of a mark says little, for fonts draw it on either side of its place. But no word begins with a mark:
    one beside a blank is of the letter on its other side.
    """
    lead = 0
    for page in pages:
        for before, mark, after in zip(page, page[1:], page[2:], strict=False):
            if mark.is_mark and is_rtl(before.text) != is_rtl(after.text):
                lead += (before.text.isspace() and is_rtl(after.text)) - (after.text.isspace() and is_rtl(before.text))
    return lead >= 0


def lines(glyphs: Sequence[Glyph], page: int, lead: bool = True) -> Iterator[Line]:
    """The lines in the order in which they are drawn; `lead` is what `marks_lead` says of the document.

    A line is what is drawn in a row on one base line: columns and the cells of a table, that are drawn one after
    the other, are not mixed up.
    """
    row: list[Glyph] = []
    loose: list[Glyph] = []  # marks and blanks, until it is known which line they are of
    base = None
    for glyph in glyphs:
        if glyph.is_mark or glyph.text.isspace():
            loose.append(glyph)
        elif base is None or _on_line(base, glyph):
            row += [*loose, glyph]
            loose = []
            base = glyph if base is None or glyph.size > base.size else base
        else:
            yield from _line([*row, *(each for each in loose if _is_nearer(each, base, glyph))], page, lead)
            row = [*(each for each in loose if not _is_nearer(each, base, glyph)), glyph]
            base, loose = glyph, []
    yield from _line([*row, *loose], page, lead)


def _on_line(base: Glyph, glyph: Glyph) -> bool:
    return abs(glyph.y - base.y) < 0.4 * max(base.size, glyph.size)


def _is_nearer(loose: Glyph, one: Glyph, other: Glyph) -> bool:
    return abs(loose.y - one.y) < abs(loose.y - other.y)


def _line(row: Sequence[Glyph], page: int, lead: bool) -> Iterator[Line]:
    shown = list(visible(row))
    if not shown:
        return
    sizes = Counter(round(glyph.size, 1) for glyph in shown)
    yield Line(
        tuple(_cells(row, lead)),
        page,
        min(glyph.x0 for glyph in shown),
        max(glyph.x1 for glyph in shown),
        max(shown, key=lambda glyph: glyph.x1 - glyph.x0).y,
        sizes.most_common(1)[0][0],
        2 * sum(glyph.bold for glyph in shown) > len(shown),
    )


def _cells(row: Sequence[Glyph], lead: bool) -> list[Cell]:
    """The glyphs that take a place, from left to right, with the marks and half ligatures that stand on them."""
    hosts = [i for i, glyph in enumerate(row) if not glyph.is_mark]
    if not hosts:
        return [Cell(tuple(row), row[0])]
    members: dict[int, list[int]] = {i: [i] for i in hosts}
    position = 0
    for i, glyph in enumerate(row):
        if not glyph.is_mark:
            continue
        while position < len(hosts) and hosts[position] < i:
            position += 1
        before = hosts[position - 1] if position else None
        after = hosts[position] if position < len(hosts) else None
        members[_host(row, glyph, (before, after), lead)].append(i)
    cells = []
    for i in hosts:
        inside = sorted(members[i])
        # Arabic is drawn from left to right: what is read after a letter is drawn before it.
        if is_rtl("".join(row[j].text for j in inside)) and inside[0] < i:
            inside.reverse()
        cells.append(Cell(tuple(row[j] for j in inside), row[i]))
    return sorted(cells, key=lambda cell: round(cell.host.x0, 1))


def _host(row: Sequence[Glyph], mark: Glyph, sides: tuple[int | None, int | None], lead: bool) -> int:
    """Which neighbour a mark stands on."""
    before, after = sides
    if before is None or after is None:
        return before if before is not None else after if after is not None else 0
    if _HARAKA.match(mark.text):
        # No other letter, digit or blank has an Arabic mark.
        fits = [not _OTHER.search(row[i].text) for i in (before, after)]
        if fits[0] != fits[1]:
            return before if fits[0] else after
    # The next letter may be far away, in another run of the line.
    middle = (mark.x0 + mark.x1) / 2
    left, right = _outside(row[before], middle), _outside(row[after], middle)
    if abs(left - right) > 0.5 * mark.size:
        return before if left < right else after
    leftwards = is_rtl(row[before].text + mark.text + row[after].text) and row[before].x0 <= row[after].x0
    return after if leftwards and lead else before


def _outside(glyph: Glyph, x: float) -> float:
    """How far `x` is outside the glyph, but no farther than its size; a blank is far from everything."""
    return glyph.size if glyph.text.isspace() else min(max(glyph.x0 - x, x - glyph.x1, 0), glyph.size)


def _columns(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells, cut where a gap is as wide as that between the columns of a table."""
    columns: list[list[Cell]] = [[]]
    end: float | None = None
    for i, cell in enumerate(cells):
        if not cell.text.isspace():
            wide = _BLANK_CELL_GAP if i and cells[i - 1].text.isspace() else _CELL_GAP
            if end is not None and cell.host.x0 - end > wide * cell.host.size:
                columns.append([])
            end = cell.host.x1
        columns[-1].append(cell)
    return columns


def _spaced(cells: Sequence[Cell], fillers: frozenset[str]) -> list[str]:
    """The texts of the cells, with a space before a gap that is as wide as one."""
    texts: list[str] = []
    before: Cell | None = None
    for cell in cells:
        blank = cell.text.isspace()
        inside = cell.host.code in fillers or (before is not None and before.host.code in fillers)
        if before and not (blank or inside or before.text.isspace()):
            gap = cell.host.x0 - before.host.x1
            if gap > _WORD_GAP * max(cell.host.size, before.host.size):
                texts.append(" ")
        texts.append(" " if blank else "".join(glyph.text for glyph in cell.glyphs if glyph.code not in fillers))
        before = cell
    return texts


def _ordered(texts: Sequence[str], rtl: bool, mirror: bool) -> str:
    order = reading_order(texts, rtl)
    read = "".join(mirrored(texts[i]) if mirror and leftwards else texts[i] for i, leftwards in order)
    return _KASHIDA.sub("", _BLANK.sub(" ", read)).strip()


def habits_of(found: Sequence[Line], rtl: bool) -> Habits:
    """The habits that the lines of a document show."""
    if not rtl:
        return Habits()
    fillers = _fillers(found)
    balance = sum(bracket_balance(line.text(rtl, Habits(fillers=fillers))) for line in found)
    return Habits(balance < 0, fillers)


def _fillers(found: Sequence[Line]) -> frozenset[str]:
    """The codes of the glyphs that stretch Arabic words.

    LibreOffice names them by any sign, as in "بع<<د". They are known by where they stand: hardly ever but behind a
    letter that joins the next one, and before another.
    """
    inside: Counter[str] = Counter()
    total: Counter[str] = Counter()
    texts: dict[str, str] = {}
    doubled: set[str] = set()
    for line in found:
        hosts = [cell.host for cell in line.cells]
        for start, end in _same(hosts):
            code, text = hosts[start].code, hosts[start].text
            if is_rtl(text) or is_ltr(text) or text.isspace() or text.isdigit():
                continue
            total[code] += 1
            texts[code] = text
            # Lines run from left to right here, Arabic words the other way.
            joins = end < len(hosts) and bool(_JOINING.fullmatch(hosts[end].text[-1:]))
            if joins and start and is_rtl(hosts[start - 1].text):
                inside[code] += 1
                doubled |= {code} if end > start + 1 else set()
    return frozenset(
        code
        for code, count in inside.items()
        if (code in doubled and count > 0.8 * total[code])
        or (count == total[code] and (texts[code] == UNKNOWN or (count > 1 and texts[code] not in _INSIDE)))
    )


def _same(hosts: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    """The runs of one glyph."""
    start = 0
    for end in range(1, len(hosts) + 1):
        if end == len(hosts) or hosts[end].code != hosts[start].code:
            yield start, end
            start = end
