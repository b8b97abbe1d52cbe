"""Lists of an article: what belongs to the line that announces one, and which line announces what an item is."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

import regex

from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.layout import announces, item_mark
from embeddings.passages import Passage
from embeddings.text import fold

Around = Callable[[Passage], tuple[Passage | None, Iterator[Passage]]]
"""A sentence -> the one before it, and those after it in the article's order."""

MAX_LIST_WORDS: Final = 120
"""A list is quoted whole up to this length: half of it would pass for all of it."""

_ALIKE: Final = 1.5
"""An item without a mark is at most so many times as long as the longest before it."""

_REACH: Final = 40
"""Sentences back within which a list begins."""

ASKS: Final = regex.compile(r"[?؟][\"'”’»)\]*_\s]*$")
"""Ends like a question."""

# Over folded text. "A: Since May.", "ج: لا."; without a label, a word or two.
_REPLIES: Final = regex.compile(r"^\W*(?:(?:a|ج|answer|الجواب|جواب|الاجابه) ?[:.)]|\p{L}+(?: \p{L}+)?\W*$)")


def announced(lead: Passage, sentences: Iterable[Passage]) -> Iterator[Passage]:
    """What `lead` announces of the `sentences` behind it: the rest of its paragraph, or a list."""
    rest = iter(sentences)
    first = next(rest, None)
    if first is None:
        return
    same = first.paragraph == lead.paragraph
    mark, outer = item_mark(first.text), item_mark(lead.text)
    budget = (MAX_QUOTE_WORDS if same else MAX_LIST_WORDS) - length(lead)
    paragraph, longest = lead.paragraph, length(first)
    for sentence in chain([first], rest):
        budget -= length(sentence)
        if sentence.paragraph == paragraph:
            belongs = same or mark is not None  # an item of two sentences
        elif same or sentence.paragraph != paragraph + 1 or sentence.section != first.section:
            belongs = False
        elif mark:
            # Items of items belong to theirs, and the next item of the list that `lead` is of doesn't.
            own = item_mark(sentence.text)
            belongs = own is not None and (own == mark or own != outer)
        else:
            # Prose after the list is longer.
            belongs = length(sentence) <= _ALIKE * longest
        if budget < 0 or not belongs:
            return
        paragraph, longest = sentence.paragraph, max(longest, length(sentence))
        yield sentence


def lead_of(quote: Passage, around: Around) -> Passage | None:
    """The line that says what `quote` is an item of, or the question that it is the reply to."""
    first, mark = quote, None
    for _ in range(_REACH):
        before, _ = around(first)
        if not before:
            return None
        if before.paragraph != first.paragraph:
            own = item_mark(first.text)
            mark = mark or own
            if mark is None:
                return before if ASKS.search(before.text) and _REPLIES.search(fold(first.text)) else None
            if own is None:
                return None
            if own == mark and announces(before.text, first.text):
                return before
        first = before
    return None


def length(*passages: Passage) -> int:
    """The words of all `passages` together."""
    return sum(len(passage.text.split()) for passage in passages)
