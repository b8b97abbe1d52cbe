"""Lists of an article: what belongs to the line that announces one, and which line announces what an item is."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, zip_longest
from typing import Final, Literal

import regex

from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.days import is_part_of_date, tells_time
from embeddings.items import cells, has_figure, is_list_item, is_row, item_mark
from embeddings.layout import announces
from embeddings.passages import Passage
from embeddings.sentences import SENTENCE_END
from embeddings.text import fold

Around = Callable[[Passage], tuple[Passage | None, Iterator[Passage]]]
"""A sentence -> the one before it, and those after it in the article's order."""

MAX_LIST_WORDS: Final = 120
"""A list is quoted whole up to this length: half of it would pass for all of it."""

_ALIKE: Final = 1.5
"""An item without a mark is at most so many times as long as the longest before it."""

_COUNTED: Final = 25
"""Words that an item may have anyway where the line over the list says how many there are."""

_REACH: Final = 40
"""Sentences back within which a list begins."""

ASKS: Final = regex.compile(r"[?؟][\"'”’»)\]*_\s]*$")
"""Ends like a question."""

# Over folded text. "A: Since May.", "ج: لا."; without a label, a word or two.
_REPLIES: Final = regex.compile(r"^\W*(?:(?:a|ج|answer|الجواب|جواب|الاجابه) ?[:.)]|\p{L}+(?: \p{L}+)?\W*$)")


_COLON: Final = regex.compile(r"[:：][\s\p{Cf}]*$")

# Over folded text, at its end: "three reasons why it failed:", "لثلاثة أسباب:".
_NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        (
            "two|سببين|سببان|امرين|امران|شرطين|شرطان|نقطتين|نقطتان|هدفين|هدفان|خطوتين|خطوتان",
            "three|ثلاثه|ثلاث",
            "four|اربعه|اربع",
            "five|خمسه|خمس",
            "six|سته|ست",
            "seven|سبعه|سبع",
            "eight|ثمانيه|ثماني|ثمان",
            "nine|تسعه|تسع",
            "ten|عشره|عشر",
        ),
        2,
    )
    for name in names.split("|")
}
_COUNT: Final = regex.compile(
    rf"(?<![\p{{L}}\d])(?:[ولبف]?({'|'.join(_NUMBERS)})\b|(\d \p{{L}}+))(?: [\p{{L}}'-]+){{0,6}}\W{{0,4}}:\W{{0,4}}$"
)

_MIN_COLUMNS: Final = 3
"""A table of two columns often begins with its first row: "Monday | closed"."""

_COUNT_WITHIN: Final = 100
"""Characters at the end of a line in which it may say how many points there are."""

Kind = Literal["bullet", "number", "row", "short"]


def kind_of(text: str) -> Kind | None:
    """What `text` may be of a list or a table: by its mark, as a row, or as a line that doesn't end like a sentence."""
    return item_mark(text) or ("row" if is_row(text) else None if SENTENCE_END.search(text) else "short")


def is_item(text: str) -> bool:
    """Whether `text` may be an item of a list, so that a reader may take several for all; rows of tables say enough."""
    return kind_of(text) not in (None, "row")


def announced(lead: Passage, sentences: Iterable[Passage]) -> Iterator[Passage]:
    """What `lead` announces of the `sentences` behind it: the rest of its paragraph, or a list."""
    coming = list(islice(sentences, MAX_LIST_WORDS))
    if not coming:
        return
    first = coming[0]
    same = first.paragraph == lead.paragraph
    mark, outer = _mark(first.text), _mark(lead.text)
    budget = (MAX_QUOTE_WORDS if same else MAX_LIST_WORDS) - length(lead)
    count, told = _count(lead.text), 0
    longest, last = length(first), lead
    for sentence, after in zip_longest(coming, coming[1:]):
        budget -= length(sentence)
        told += sentence.paragraph != last.paragraph
        if sentence.paragraph == last.paragraph:
            belongs = same or mark is not None  # an item of two sentences
        elif same or sentence.paragraph != last.paragraph + 1 or sentence.section != first.section:
            belongs = False
        elif mark:
            # Items of items belong to theirs, and the next item of the list that `lead` is of doesn't.
            own = _mark(sentence.text)
            belongs = own == mark or (None is not own != outer and "row" not in (own, mark))
        elif told > 1 and after and is_over(sentence, after):
            belongs = False
        elif not _COLON.search(lead.text):
            is_short = kind_of(sentence.text) == kind_of(first.text) == "short"
            belongs = told == 1 or (is_short and _is_right_under(last, sentence))
        else:
            # Prose after the list is longer.
            belongs = length(sentence) <= max(_ALIKE * longest, _COUNTED if count else 0)
        if budget < 0 or not belongs or (mark is None and count and told > count):
            return
        longest, last = max(longest, length(sentence)), sentence
        yield sentence


def lead_of(quote: Passage, around: Around) -> Passage | None:
    """What says what `quote` is: the line over the list or the head of the table that it is of, the time under which it
    stands first, or the question that it is the reply to.
    """
    first, kind = quote, None
    for _ in range(_REACH):
        before, _ = around(first)
        if not before:
            return None
        if before.paragraph != first.paragraph:
            own = kind_of(first.text)
            if kind is None and _is_answered(before, first, quote):
                return before
            kind = kind or own
            if own is None or (own != kind and "short" in (own, kind)):
                return None
            heads = kind == "row" and first is not quote and _begins_table(first, before)
            if heads or (own == kind and _stands_over(before, first, around)):
                return first if heads else before
            if not _may_be_beside(before, first, kind):
                return None
        first = before
    return None


def is_head(sentence: Passage, around: Around) -> bool:
    """Whether `sentence` says what the columns of a table are: over its rows that tells something, alone nothing."""
    if kind_of(sentence.text) != "row" or len(cells(sentence.text)) < _MIN_COLUMNS:
        return False
    before, behind = around(sentence)
    first = next(behind, None)
    stands_over = first is not None and kind_of(first.text) == "row" and first.section == sentence.section
    return stands_over and (_begins_table(sentence, before) if before else not has_figure(sentence.text))


def _is_answered(before: Passage, first: Passage, quote: Passage) -> bool:
    """Whether `before` is the question to which `first` is the reply, or the time at which `quote` was so."""
    replies = ASKS.search(before.text) and _REPLIES.search(fold(first.text))
    return bool(replies) or (first is quote and tells_time(before.text) and _is_section(before, first))


def _begins_table(row: Passage, before: Passage) -> bool:
    """Whether `row` says what the columns of a table are: it has no number, and the table begins with it."""
    return not has_figure(row.text) and (kind_of(before.text) != "row" or before.section != row.section)


def _may_be_beside(before: Passage, first: Passage, kind: Kind | None) -> bool:
    """Whether `before` may be of the list or the table that `first` is of, which is a line of this kind."""
    if kind in ("bullet", "number"):
        return True
    return before.section == first.section and (kind == "row" or _is_right_under(before, first))


def _is_right_under(before: Passage, first: Passage) -> bool:
    """Whether there is no blank line between two lines: so the items of a list without marks stand."""
    return first.start - before.end == 1


def _stands_over(before: Passage, first: Passage, around: Around) -> bool:
    """Whether `before` is a line that announces the list or the table that begins with `first`."""
    above, _ = around(before)
    is_line = above is None or above.paragraph != before.paragraph
    return is_over(before, first) and (is_line or bool(_COLON.search(before.text)))


def is_over(line: Passage, first: Passage) -> bool:
    """Whether `line` announces `first`: what has no mark is an item if the article's layout says so."""
    if _is_section(line, first):
        return True
    return announces(line.text, first.text) and (bool(_COLON.search(line.text)) or is_list_item(first.text))


def _is_section(line: Passage, first: Passage) -> bool:
    """Whether `first` is in a section that has its name from `line`, a paragraph."""
    return first.section == " ".join(line.text.split())


def _mark(text: str) -> Kind | None:
    kind = kind_of(text)
    return None if kind == "short" else kind


def _count(lead: str) -> int | None:
    """How many points `lead` says that there are."""
    found = _COUNT.search(fold(lead[-_COUNT_WITHIN:]))
    if not found or is_part_of_date(found[2] or ""):  # "On 3 May she said:"
        return None
    return _NUMBERS.get(found[1]) or int(found[2][0])


def length(*passages: Passage) -> int:
    """The words of all `passages` together."""
    return sum(len(passage.text.split()) for passage in passages)
