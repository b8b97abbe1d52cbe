"""What a line may be of a list or of a table: an item with a mark, with a number or with a quantity, or a row."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

import regex

from embeddings.days import is_date
from embeddings.facts import closes_letter, is_fact

MAX_SHORT_CHARACTERS: Final = 90
_MAX_SHORT_WORDS: Final = 12
_MAX_HEAD_WORDS: Final = 3

_SENTENCE_END: Final = regex.compile(r"[.!?؟۔…:؛;,،][\"'”’»)\]\s\p{Cf}]*$")
BULLET: Final = regex.compile(r"^[\s\p{Cf}]*[-*+•·‣▪◦●–—](?=\s)")
_CELLS: Final = regex.compile(r"\t|\s\|\s|^\|?(?:\s*+:?-+:?\s*+\|){2}")  # a row of a table, or the rule in one
_ORDINAL: Final = regex.compile(
    r"^[\s\p{Cf}]*(?:(?:[أا]ول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|[أا]خير)\p{M}*ا\p{M}*\s?[:،,؛–—-]"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Last|Final)(?:ly)?\s?[:,–—])"
)
NUMBERED: Final = regex.compile(r"^[\s\p{Cf}]*\(?(?:(?P<number>\p{Nd}{1,3})|\p{N}{1,3}|\p{L})[.)\-](?=\s)")

# "د. أحمد", "J. Smith": a letter and a full stop begin a name as often as an item.
ITEM: Final = regex.compile(r"^[\s\p{Cf}]*(?:[-*+•·‣▪◦●–—]|\(?(?:\p{N}{1,3}[.)\-]|\p{L}[)\-]))(?=\s)")
_FIGURE: Final = regex.compile(r"(?<!\p{N})(?!(?:19|20)\p{N}{2}(?!\p{N}))\p{N}")  # of no year
# "1914" is a year.
_QUANTITY: Final = regex.compile(
    r"^\p{Cf}*(?:\p{Nd}{1,3}(?:[.,٫/:–-]\p{Nd}+)?(?:\s?[½¼¾⅓⅔])?|[½¼¾⅓⅔])\s?\p{L}"
    r"|^\p{Cf}*(?i:an?\s+(?:pinch|handful|cup|glass|bunch|dash|sprig|spoonful)|half\s+an?|(?:the\s+)?(?:juice|zest)\s+of)\s"
    r"|^\p{Cf}*(?:نصف|ربع|ثلث|كوب(?:ان|ين)?|ملعق(?:ة|تان|تين)|كيلو|رشة|حبة|حبتان|حزمة|فنجان|قبضة|عصير)\s"
)


def is_short(line: str) -> bool:
    """Whether `line` may be a title or an item without a mark."""
    return len(line) <= MAX_SHORT_CHARACTERS and len(line.split()) <= _MAX_SHORT_WORDS


def ends_sentence(line: str) -> bool:
    """Whether `line` ends with a mark, of a sentence or of a part of one."""
    return bool(_SENTENCE_END.search(line))


def is_list_item(line: str) -> bool:
    """Whether `line` begins with the mark or the number of a list's item."""
    return item_mark(line) is not None


def item_mark(line: str) -> Literal["bullet", "number"] | None:
    """What `line` begins with, if it is an item of a list."""
    if BULLET.match(line):
        return "bullet"
    return "number" if NUMBERED.match(line) or _ORDINAL.match(line) else None


def is_row(line: str) -> bool:
    """Whether `line` is a row of a table: cells with a bar or a tab between them."""
    return bool(_CELLS.search(line))


def cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    return [cell.strip() for cell in row.replace("\t", "|").strip(" |").split("|")]


def has_figure(line: str) -> bool:
    """Whether there is a number in `line`: in the row that says what the columns are there is none but years."""
    return bool(_FIGURE.search(line))


def tells_quantity(line: str) -> bool:
    """Whether `line` is an item of a list that has no marks: "2 onions, chopped", "كوب سكر"."""
    return bool(_QUANTITY.match(line)) and is_short(line) and not (ends_sentence(line) or is_date(line))


def counts_on(line: str, following: str) -> bool:
    """Whether both are numbered, and `following` may be the next item of the same list: "4. Cleaning" is a chapter of
    which "1. Unplug it" is the first step.
    """
    one, other = NUMBERED.match(line), NUMBERED.match(following)
    if not (one and other and one["number"] and other["number"]):
        return bool(one and other)
    # In Markdown all items may be "1.".
    return int(other["number"]) - int(one["number"]) in (0, 1)


def unmarked_items(lines: Sequence[str], apart: Sequence[bool]) -> frozenset[int]:
    """Which lines are the rows of tables or the items of lists without marks: short lines in a row that mostly tell a
    quantity or a fact, or stand under one of a few words. `apart` are the lines with a blank one before.
    """
    starts = [position for position, begins in enumerate(apart) if begins or position == 0]
    rows = [is_row(line) for line in lines]
    items = {place + beside for place, both in enumerate(pairwise(rows)) if all(both) for beside in (0, 1)}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if end - start < 2 or not all(map(_is_bare, lines[start + 1 : end])):
            continue
        told = [tells_quantity(line) or is_fact(line) for line in lines[start:end]]
        first = start if told[0] and _is_bare(lines[start]) else start + 1
        counts = 2 * sum(told[first - start :]) > end - first
        if end - first > 1 and (counts or (first > start > 0 and _heads(lines[start], lines[start - 1]))):
            items.update(range(first, end))
    return frozenset(items)


def _heads(line: str, before: str) -> bool:
    """Whether `line` stands over the list that it begins, and is no item of one that the block before announces."""
    is_brief = _is_bare(line) and len(line.split()) <= _MAX_HEAD_WORDS and not closes_letter(line)
    return is_brief and ends_sentence(before) and not before.endswith((":", "：")) and not ITEM.match(before)


def _is_bare(line: str) -> bool:
    """Whether `line` is short and has no mark, neither before nor behind it."""
    return is_short(line) and not (ends_sentence(line) or ITEM.match(line) or is_date(line))
