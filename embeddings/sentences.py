"""Cut a paragraph into sentences, and a sentence that is too long into clauses. Offsets only; nothing is lost."""

from collections.abc import Callable, Iterator
from typing import Final

import regex
import sentencex

from embeddings.text import Language

Span = tuple[int, int]

# sentencex knows the abbreviations of English and few of Arabic. These are its false ends: an initial or a
# one-letter title ("د. أحمد", "و. هايدون"), the Arabic name of a Latin letter ("ميشيل إس. مان"), a common
# short form, and an ellipsis, which in Arabic no capital letter tells from a pause.
_FALSE_END: Final = regex.compile(
    r"(?:(?<![\p{L}\p{M}\p{N}])(?:و?\p{Arabic}\u0640?"
    r"|إيه|ايه|بي|سي|دي|إي|إف|اف|جي|إتش|اتش|آي|اي|جيه|كيه|كي|إل|ال|إم|ام|إن|ان|أو|او|كيو|آر|ار|إس|اس|تي|يو|في"
    r"|دبليو|إكس|اكس|واي|زد"
    r"|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|vs|No|Vol|[A-Z])\.|\.\.\.|…)\s*$"
)
_ERA: Final = regex.compile(r"\p{N}\s*(?:م|ه|هـ|ق\.\s*م)\.\s*$")
_CLAUSE_END: Final = regex.compile(r"[،؛;:,](?=\s)|\s[–—-](?=\s)")
_SPACE: Final = regex.compile(r"\s+")
_VISIBLE: Final = regex.compile(r"[^\s\p{Cf}\p{Cc}]")
_LETTER: Final = regex.compile(r"[\p{L}\p{N}]")


def sentence_spans(text: str, language: Language) -> list[Span]:
    """Where the sentences of `text` stand, in order and without the blanks around them."""
    borders: list[int] = [0]
    position = 0
    for segment in sentencex.segment(language, text):
        position += len(segment)
        if position < len(text) and _is_end(text[borders[-1] : position], text[position:]):
            borders.append(position)
    borders.append(len(text))
    spans = (_strip(text, start, end) for start, end in zip(borders, borders[1:], strict=False))
    return [span for span in spans if span]


def _is_end(left: str, right: str) -> bool:
    if not _LETTER.search(left) or not _LETTER.search(right):
        return False
    if _ERA.search(left):
        return True
    return not _FALSE_END.search(left)


def cut(text: str, span: Span, fits: Callable[[str], bool]) -> Iterator[Span]:
    """Cut `text[start:end]` into as few near-equal pieces as it takes for each to fit.

    Cuts stand after a clause mark if there is one in the middle half, else at a blank, else anywhere.
    """
    start, end = span
    if end - start <= 1 or fits(text[start:end]):
        yield span
        return
    middle = (start + end) // 2
    border = _nearest(_CLAUSE_END, text, span, middle) or _nearest(_SPACE, text, span, middle) or middle
    for part in (_strip(text, start, border), _strip(text, border, end)):
        if part:
            yield from cut(text, part, fits)


def _nearest(mark: regex.Pattern[str], text: str, span: Span, middle: int) -> int | None:
    quarter = (span[1] - span[0]) // 4
    ends = [m.end() for m in mark.finditer(text, middle - quarter, middle + quarter)]
    return min(ends, key=lambda end: abs(end - middle), default=None)


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and not _VISIBLE.match(text[start]):
        start += 1
    while start < end and not _VISIBLE.match(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None
