"""Answers without a model: one to three sentences of the article that answer, word for word, and what they lean on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product
from typing import Final

import regex

from assistant.answer import Citation
from assistant.listed import ASKS, Around, announced, is_over, length
from assistant.markers import neutralise_markers
from assistant.telling import GOES_ON, Telling, repeats
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.layout import announces, is_byline
from embeddings.passages import Passage
from embeddings.text import Language, detect_language, fold, words

ENOUGH: Final = 0.95
"""Where the best sentence holds the answer with this probability, no second one is shown."""

MOST: Final = 3
"""Sentences that are quoted as likely to answer, but for lists."""

_WORTH_READING: Final = 0.05
"""How likely what is quoted after the best must be to hold the answer."""

_LOOK_AT: Final = 6

_HEADLINE: Final = 15
"""Words of a line that may be one."""

_LEAST_SHARE: Final = 0.6
"""How much of what a sentence holds its beginning must hold, to be quoted in its place."""

_CUT: Final = 0.02
"""By how much less a beginning counts: what gains next to nothing by it stays whole."""

_GAIN: Final = 0.05
"""How much more a longer beginning must hold than a shorter one, to be looked at as well: a list has many clauses."""

# Over folded text. "No.", "She asked why it was late." and "He replied that the sea was rough."
_BARE: Final = regex.compile(r"^\W*(?:(?:a|answer|ج|الجواب) ?[:.)]\W*)?(?:yes|no|نعم|لا|كلا|بلي|اجل)\W*$")
_ASKED: Final = regex.compile(
    r"^(?>.*?\b(?:asked|wondered|wanted to know)\b).*\b(?:whether|if|why|how|when|where|what|who|which)\b"
    rf"|(?<!\p{{L}})[وف]?(?:{'|'.join(words('سأل سئل يسأل تسأل تساءل يتساءل'))})(?:ت|وا)?(?!\p{{L}})"
)
_REPLIED: Final = regex.compile(
    r"\b(?:replied|answered|responded)\b|^\W*(?:yes|no)\b|^\W*[وف]?(?:(?:لكن|قد) )?(?:اجاب|رد)(?:ت|وا|ه|ته)?(?!\p{L})"
)
_IS_CUT: Final = regex.compile(r"[,،;؛–—-]\s*$")

Beginnings = Callable[[Passage], Iterable[tuple[Passage, float]]]
"""A sentence -> what of it can be quoted without the rest, each with the probability that it holds the answer if the
sentence does."""

_INTRODUCTION: Final[dict[Language, str]] = {
    "ar": "يقول المقال بلغته الأصلية:",
    "en": "The article says, in its own language:",
}
_QUOTATION_MARKS: Final[dict[Language, str]] = {"ar": "«{}»", "en": "“{}”"}


def choose(
    sentences: Sequence[Passage], around: Around, article_text: str, beginnings: Beginnings = lambda _: ()
) -> tuple[Passage, ...]:
    """What to quote of `sentences`, best first, whose scores are the probabilities that they hold the answer.

    The best one and, where that leaves doubt, up to two more that are worth reading: those that together are likeliest
    to hold the answer in `MAX_QUOTE_WORDS` words, shortened to one of their `beginnings` where that makes room for
    more. Where the best one announces what comes ("the following points:") or is a question of the article's own, that
    too, and where it is a piece of a longer sentence, a bare "No." or tells of a question, what belongs to it. See
    `Telling.told` for what they are shown with, and in which order. What belongs to a sentence stands `around` it.
    """
    best, others = _fuller(sentences[:_LOOK_AT], around)
    before, after = around(best)
    if _announces(best, around):
        return (best, *announced(best, after))
    if ASKS.search(best.text):
        return (best, *_reply(best, after))
    whole = _joined(best, next(after, None), article_text) or _joined(before, best, article_text)
    others = [other for other in others if is_worth_reading(other) and not _announces(other, around)]
    if whole or best.score >= ENOUGH:
        best, others = whole or best, []
    return _likeliest(best, others, beginnings, Telling(around, article_text))


def _fuller(sentences: Sequence[Passage], around: Around) -> tuple[Passage, Sequence[Passage]]:
    """The best of `sentences`, and the others. A headline that stands in the text as a line says less than the lead
    that repeats it, so that is the best in its place.
    """
    best, *others = sentences
    before, after = around(best)
    beside = (before, next(after, None))
    is_line = all(other is None or other.paragraph != best.paragraph for other in beside)
    if is_line and GOES_ON.search(best.text) and length(best) <= _HEADLINE:
        for place, other in enumerate(others):
            if not GOES_ON.search(other.text) and length(other) > length(best) and repeats(best, other):
                return replace(other, score=best.score), [*others[:place], *others[place + 1 :]]
    return best, others


def is_worth_reading(sentence: Passage) -> bool:
    """Whether a sentence that isn't the best may be quoted."""
    # What asks says nothing without what follows, and a byline answers only who asks for it.
    leads = announces(sentence.text, "") or ASKS.search(sentence.text) or _BARE.search(fold(sentence.text))
    return sentence.score >= _WORTH_READING and not leads and not is_byline(sentence.text)


def _announces(sentence: Passage, around: Around) -> bool:
    """Whether what follows `sentence` in the article is what it says that comes: a list, or what is behind a colon."""
    following = next(around(sentence)[1], None)
    if following and is_over(sentence, following):
        return True
    return announces(sentence.text, following.text if following else "")


def _likeliest(
    best: Passage, others: Sequence[Passage], beginnings: Beginnings, telling: Telling
) -> tuple[Passage, ...]:
    """`best` and up to `MOST - 1` of the others that together are likeliest to hold the answer, as they are shown."""
    together = [(best, *some) for count in range(MOST) for some in combinations(others, count)]
    first = next(filter(None, map(telling.told, _likeliest_first(together))))
    if _fit(first):
        return first
    parts = {sentence.start: tuple(_parts(sentence, beginnings)) for sentence in (best, *others)}
    ways = (way for some in together for way in product(*(parts[sentence.start] for sentence in some)))
    told = ((way, telling.told(way)) for way in _likeliest_first(ways))
    return next(shown for way, shown in told if shown and (len(way) == 1 or _fit(shown)))


def _likeliest_first(ways: Iterable[tuple[Passage, ...]]) -> list[tuple[Passage, ...]]:
    # Sorting is cheap, and whether words repeat is not: it is asked until one way will do.
    return sorted(ways, key=_chance, reverse=True)


def _parts(sentence: Passage, beginnings: Beginnings) -> Iterator[Passage]:
    """`sentence`, and what it begins with, as far as that holds most of what it does."""
    yield sentence
    held = 0.0
    for part, share in beginnings(sentence):
        holds = share * sentence.score
        if share >= max(_LEAST_SHARE, held + _GAIN) and holds >= _WORTH_READING:
            held = share
            yield replace(part, score=holds - _CUT)


def _chance(quotes: Iterable[Passage]) -> float:
    return sum(quote.score for quote in quotes)


def _fit(quotes: Iterable[Passage]) -> bool:
    return length(*quotes) <= MAX_QUOTE_WORDS


def _joined(first: Passage | None, second: Passage | None, article_text: str) -> Passage | None:
    """Two neighbours as one, where the first says nothing without the second and both fit."""
    if not first or not second or first.paragraph != second.paragraph or not _needs(first.text, second.text):
        return None
    if first.translation or second.translation or length(first, second) > MAX_QUOTE_WORDS:
        return None
    return replace(first, text=article_text[first.start : second.end], end=second.end)


def _needs(first: str, second: str) -> bool:
    """Whether `first` is a piece of a sentence, a bare "No.", or tells of a question that `second` answers."""
    one, other = fold(first), fold(second)
    return bool(GOES_ON.search(first) or _BARE.search(one) or (_ASKED.search(one) and _REPLIED.search(other)))


def _reply(asked: Passage, sentences: Iterable[Passage]) -> Iterator[Passage]:
    """What stands behind a question in the article: the rest of its paragraph, or the next one, as far as it fits."""
    rest = iter(sentences)
    first = next(rest, None)
    if first is None:
        return
    budget = MAX_QUOTE_WORDS - length(asked)
    for sentence in chain([first], rest):
        budget -= length(sentence)
        if budget < 0 or sentence.paragraph != first.paragraph:
            return
        yield sentence


def compose(chosen: Sequence[Passage], article: Article, language: Language) -> tuple[str, tuple[Citation, ...]]:
    """An answer in `language` that repeats `chosen`, and its citations.

    A sentence in the other language is given in its parallel translation; where it has none, it is repeated as it is,
    in quotation marks, and where all are, introduced as such.
    """
    citations = tuple(
        Citation.of(marker, source, not (_is_foreign(source, article, language) and source.translation))
        for marker, source in enumerate(chosen, 1)
    )
    lines = [f"{shown(source, article, language)} [{marker}]" for marker, source in enumerate(chosen, 1)]
    if all(_is_foreign(source, article, language) and not source.translation for source in chosen):
        lines.insert(0, _INTRODUCTION[language])
    return "\n\n".join(lines), citations


def _is_foreign(source: Passage, article: Article, language: Language) -> bool:
    return detect_language(source.text, article.language) != language


def shown(source: Passage, article: Article, language: Language) -> str:
    """`source` in an answer in `language`: in translation where it has one and needs it."""
    # A marker-like "[7]" of the article's own would pass for one of ours.
    if _is_foreign(source, article, language) and source.translation:
        return neutralise_markers(source.translation)
    text = neutralise_markers(source.text) + (" …" if _IS_CUT.search(source.text) else "")
    if not _is_foreign(source, article, language):
        return text
    return _QUOTATION_MARKS[detect_language(source.text, article.language)].format(text)
