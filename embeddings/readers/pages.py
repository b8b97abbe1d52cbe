"""From the lines of a PDF to its paragraphs: what a page adds to a text is taken away again.

A PDF knows no paragraphs, so these are guesses from sizes, gaps and margins, as a reader makes them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from embeddings.readers.lines import Line

_DIGITS: Final = regex.compile(r"\p{Nd}+")
# Words of a page number, so that "Page 3 of 9" on a single page is known as one.
_PAGE_NUMBER: Final = regex.compile(
    r"(?:page|p\.|صفحة|الصفحة|ص)?\s*[-–—(\[]?\s*\p{Nd}{1,4}\s*[-–—)\]]?(?:\s*(?:of|/|من)\s*\p{Nd}{1,4})?",
    regex.IGNORECASE,
)
_POINT: Final = regex.compile(
    r"[•·‣▪◦●○■\uf0b7\uf0a7]|[-*+–—](?=\s)|\(?(?:\p{Nd}{1,3}[.)](?=\s|\p{L}|$)|[a-z][.)](?=\s))"
)
_SENTENCE_END: Final = regex.compile(r"[.!?؟۔…][\"'”’»)\]\s]*$")


@dataclass(frozen=True, slots=True)
class Read:
    """A line with its text in reading order, and whether it is read from right to left."""

    line: Line
    text: str
    rtl: bool

    @property
    def start(self) -> float:
        """How far the line begins from the left edge, or for Arabic from the right: larger is deeper."""
        return -self.line.x1 if self.rtl else self.line.x0

    @property
    def end(self) -> float:
        """Where it ends, in the same measure."""
        return -self.line.x0 if self.rtl else self.line.x1

    @property
    def is_point(self) -> bool:
        """Whether it begins with the bullet or the number of a list."""
        return bool(_POINT.match(self.text))


def without_running_titles(pages: Sequence[Sequence[Read]]) -> list[list[Read]]:
    """The pages without the lines that stand at the top or the bottom of most of them, numbers aside."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    # On two pages a line that comes twice, on many one that stands on left or on right pages only.
    enough = max(2, 0.4 * len(pages))
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge if counts[_key(line)] >= enough or _PAGE_NUMBER.fullmatch(line.text)}
        kept.append([line for line in page if id(line) not in running])
    return kept


def _edges(page: Sequence[Read]) -> list[Read]:
    """The two highest and the two lowest lines of a page."""
    ordered = sorted(page, key=lambda read: read.line.y)
    return ordered if len(ordered) < 5 else ordered[:2] + ordered[-2:]


def _key(read: Read) -> tuple[str, int]:
    return _DIGITS.sub("0", read.text), round(read.line.y / 4)


def paragraphs(lines: Sequence[Read]) -> Iterator[list[Read]]:
    """The lines of a text, cut into paragraphs and titles."""
    if not lines:
        return
    pitch = _pitch(lines)
    margins = _margins(lines, pitch)
    block = [lines[0]]
    for before, after in pairwise(lines):
        if _is_break(block, before, after, pitch, margins):
            yield block
            block = []
        block.append(after)
    yield block


def body_size(lines: Sequence[Read]) -> float:
    """The size that most letters are set in, in points."""
    sizes: Counter[float] = Counter()
    for read in lines:
        sizes[read.line.size] += len(read.text)
    return sizes.most_common(1)[0][0]


def _pitch(lines: Sequence[Read]) -> float:
    """From base line to base line inside a paragraph, in em of the line: the least that is common."""
    gaps = Counter(
        round(gap / after.line.size, 1)
        for before, after in pairwise(lines)
        if _follows(before, after) and 0.9 < (gap := before.line.y - after.line.y) / after.line.size < 3
    )
    often = [gap for gap, count in gaps.items() if count >= 0.2 * max(gaps.values())]
    return min(often, default=1.5)


def _follows(before: Read, after: Read) -> bool:
    """Whether `after` stands under `before`, on the same page and in the same column."""
    return (
        before.line.page == after.line.page
        and after.line.y < before.line.y
        and min(before.line.x1, after.line.x1) > max(before.line.x0, after.line.x0)
    )


def _margins(lines: Sequence[Read], pitch: float) -> dict[int, float]:
    """For each line, by its place in memory, the margin that it runs to."""
    columns = _columns(lines)
    groups: list[list[Read]] = [[lines[0]]]
    for before, after in pairwise(lines):
        close = _follows(before, after) and before.line.y - after.line.y < 1.3 * pitch * after.line.size
        if not close or before.line.size != after.line.size:
            groups.append([])
        groups[-1].append(after)
    margins = {}
    for group in groups:
        full = max(read.end for read in group)
        start, end = columns[id(group[0])]
        # A quotation is indented on both sides; of a list the points are known by their signs.
        indent = min(read.start for read in group) - start
        if full <= end - indent + 0.5 * group[0].line.size:
            end -= indent
        for read in group:
            margins[id(read)] = max(full, end)
    return margins


def _columns(lines: Sequence[Read]) -> dict[int, tuple[float, float]]:
    """For each line, where the first line begins of its column and the longest ends."""
    frames: dict[int, tuple[float, float]] = {}
    pages: defaultdict[tuple[int, bool], list[Read]] = defaultdict(list)
    for read in lines:
        pages[read.line.page, read.rtl].append(read)
    for page in pages.values():
        column: list[Read] = []
        edge = float("-inf")
        for read in sorted(page, key=lambda read: read.line.x0):
            if read.line.x0 > edge:
                frames |= _framed(column)
                column = []
            column.append(read)
            edge = max(edge, read.line.x1)
        frames |= _framed(column)
    return frames


def _framed(column: Sequence[Read]) -> dict[int, tuple[float, float]]:
    frame = min((read.start for read in column), default=0.0), max((read.end for read in column), default=0.0)
    return {id(read): frame for read in column}


def _is_break(block: Sequence[Read], before: Read, after: Read, pitch: float, margins: dict[int, float]) -> bool:
    """Whether `after` begins a new paragraph; `block` is the paragraph as far as `before`."""
    if after.is_point or _looks_other(block, before, after) or _has_room(before, after, margins):
        return True
    # A full line at the end of a page is rarely the last of its paragraph.
    return _follows(before, after) and (_has_gap(before, after, pitch) or _is_indented(block, after))


def _looks_other(block: Sequence[Read], before: Read, after: Read) -> bool:
    """Whether the two are set in different type, or are rows of a table."""
    size = before.line.size
    return (
        abs(size - after.line.size) > 0.08 * size
        or (before.line.bold != after.line.bold and len(block) == 1)
        or " | " in before.text
        or " | " in after.text
    )


def _has_gap(before: Read, after: Read, pitch: float) -> bool:
    gap = (before.line.y - after.line.y) / (pitch * before.line.size)
    # A letter of another font may make one line of a paragraph higher.
    return gap > 1.5 or (gap > 1.12 and bool(_SENTENCE_END.search(before.text)))


def _is_indented(block: Sequence[Read], after: Read) -> bool:
    """Whether `after` is indented as a paragraph is, and not as the text of a list's point, or by chance."""
    size = after.line.size
    has_margin = len(block) > 1 and abs(block[-1].start - block[-2].start) < 0.3 * size
    return has_margin and not block[0].is_point and after.start - block[-1].start > 0.8 * size


def _has_room(before: Read, after: Read, margins: dict[int, float]) -> bool:
    """Whether the first word of `after` would have fitted at the end of `before`: then its author broke the line."""
    first = after.text.split()[0]
    width = after.line.x1 - after.line.x0
    word = width * len(first) / max(len(after.text), 1)
    return margins[id(before)] - before.end > word + 0.8 * before.line.size
