"""Cut a paragraph into sentences, and a sentence that is too long into clauses. Offsets only; nothing is lost."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

import regex
import sentencex

from embeddings.text import Language, fold, visible_span

Span = tuple[int, int]

# sentencex knows the abbreviations of English and few of Arabic. These are its false ends: an initial or a
# one-letter title ("د. أحمد", "و. هايدون"), the Arabic name of a Latin letter ("ميشيل إس. مان"), a common
# short form, and an ellipsis, which in Arabic no capital letter tells from a pause.
_FALSE_END: Final[dict[Language, regex.Pattern[str]]] = {
    "ar": regex.compile(
        r"(?:(?<![\p{L}\p{M}\p{N}])(?:و?\p{Arabic}\u0640?"
        r"|إيه|ايه|بي|سي|دي|إي|إف|اف|جي|إتش|اتش|آي|اي|جيه|كيه|كي|إل|ال|إم|ام|إن|ان|أو|او|كيو|آر|ار|إس|اس|تي|يو|في"
        r"|دبليو|إكس|اكس|واي|زد|[A-Z])\.|\.\.\.|…)$"
    ),
    "en": regex.compile(r"(?<!\p{L})(?:Sr|St|Ms|Mx|Messrs|Mmes|Attys?|Eqs?|approx)\.$"),
}
# A short form that a number follows: "No. 5", "Vol. 3", "عدد. 4".
_BEFORE_NUMBER: Final = regex.compile(
    r"(?<!\p{L})(?:Nos?|Vol|Arts?|Chs?|Secs?|Figs?|pp?|رقم|عدد|ج|ص)\.$", regex.IGNORECASE
)
SENTENCE_END: Final = regex.compile(r"[.!?؟۔…][\"'”’»)\]\s\p{Cf}]*$")
"""How a text ends that ends like a sentence."""

_ERA: Final = regex.compile(r"\p{N}\s*(?:م|هـ?|ق\.\s*م)\.$")
_NUMBER: Final = regex.compile(r"\s*\p{N}")
_CLOSERS: Final = regex.compile(r"[)\]»”’]+")
# «"متى نصل؟"، سألته»: the question is part of a sentence. sentencex knows that of the commas of English alone. As
# many closers and blanks as this are never followed by a comma, and to read on to their end takes time.
_GOES_ON: Final = regex.compile(r"[\s\p{Cf}\"'”’»)\]]{0,16}+[،؛,;]")
_CLAUSE_END: Final = regex.compile(r"[،؛;:,](?=\s)|\s[–—-](?=\s)")
# Over folded text.
_TAKES_BACK: Final = regex.compile(
    r"\b(?:but|although|though|however|whereas|while|yet|except|unless|if|until|despite|only|rather|nor)\b"
    r"|(?<!\p{L})(?:و?لكن\p{L}*|غير ان\p{L}*|الا|بيد ان\p{L}*|(?:ب?ال|ب)?رغم|لو|ان لم|اذا|ما لم|بينما|فيما|في حين"
    r"|باستثنا|سوي|فقط|بل)(?!\p{L})"
)
_SPACE: Final = regex.compile(r"\s+")
_MARKS: Final = regex.compile(r"[\p{M}\p{Cf}]+")
_LETTER: Final = regex.compile(r"\p{L}")
_LAST_LETTER: Final = regex.compile(r"(?r)\p{L}")

# sentencex takes quadratic time over quotation marks that are never closed, so it gets a text in windows. It panics
# over some blanks that take more than a byte, as in "plan B\u00a0.", so they are plain ones there.
_WINDOW: Final = 10_000
_LONG_BLANK: Final = regex.compile(r"[^\S\x00-\x7f]")
# Characters of a sentence's end that tell whether it is one; no pattern above is longer.
_TAIL: Final = 24


def sentence_spans(text: str, language: Language) -> list[Span]:
    """Where the sentences of `text` stand, in order and without the blanks around them."""
    last = _LAST_LETTER.search(text)
    borders = [0]
    checked, has_letters = 0, False
    for border in _borders(text, language):
        has_letters = has_letters or bool(_LETTER.search(text, checked, border))
        checked = border
        # What has no letters, such as the number of a list's point, is no sentence of its own.
        if has_letters and last and border <= last.start() and _is_end(text, borders[-1], border, language):
            closers = _CLOSERS.match(text, border)
            borders.append(closers.end() if closers else border)
            has_letters = False
    borders.append(len(text))
    spans = (visible_span(text, start, end) for start, end in pairwise(borders))
    return [span for span in spans if span]


def _borders(text: str, language: Language) -> Iterator[int]:
    """Where sentencex would cut `text`."""
    start = 0
    while start < len(text):
        window = text[start : start + _WINDOW]
        segments = sentencex.segment(language, _LONG_BLANK.sub(" ", window))
        is_last = start + len(window) == len(text)
        if not is_last and len(segments) == 1:
            start += len(window)
            continue
        # The last sentence of a window may go on after it, so it opens the next one.
        for segment in segments if is_last else segments[:-1]:
            start += len(segment)
            yield start


def _is_end(text: str, start: int, border: int, language: Language) -> bool:
    if _GOES_ON.match(text, border):
        return False
    span = visible_span(text, start, border)
    tail = text[max(start, span[1] - _TAIL) : span[1]] if span else ""
    if _ERA.search(tail):
        return True
    if _BEFORE_NUMBER.search(tail) and _NUMBER.match(text, border):
        return False
    return not _FALSE_END[language].search(tail)


def cut(text: str, span: Span, fits: Callable[[str], bool]) -> Iterator[Span]:
    """Halve `text[start:end]`, and its halves again, until each piece fits or is a single character.

    Cuts stand after the clause mark nearest to the middle if there is one in the middle half, else at a blank,
    else anywhere but before a combining mark.
    """
    start, end = span
    if end - start <= 1 or fits(text[start:end]):
        yield span
        return
    for part in _halves(text, start, end):
        yield from cut(text, part, fits)


def clause_ends(text: str) -> list[int]:
    """Where `text` can be cut so that its beginning says what the whole does: at the ends of clauses, outside of
    brackets and quotation marks, and where nothing that follows takes it back ("but", "unless").
    """
    ends = [mark.end() for mark in _CLAUSE_END.finditer(text) if mark[0] != ":"]  # what follows is what it is about
    return [end for end in ends if _is_closed(text[:end]) and not _TAKES_BACK.search(fold(text[end:]))]


def _is_closed(text: str) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0


def _halves(text: str, start: int, end: int) -> Iterator[Span]:
    middle = (start + end) // 2
    border = _nearest(_CLAUSE_END, text, (start, end), middle) or _nearest(_SPACE, text, (start, end), middle)
    if border is None:
        marks = _MARKS.match(text, middle, end)
        border = marks.end() if marks and marks.end() < end else middle
    for part in (visible_span(text, start, border), visible_span(text, border, end)):
        if part:
            yield part


def _nearest(mark: regex.Pattern[str], text: str, span: Span, middle: int) -> int | None:
    quarter = (span[1] - span[0]) // 4
    ends = [m.end() for m in mark.finditer(text, middle - quarter, middle + quarter)]
    return min(ends, key=lambda end: abs(end - middle), default=None)
