"""Arabic as people type it, in the spelling of a text.

Who types leaves out hamzas ("الاكسجين" for "الأكسجين") and the dots of a ta marbuta. Keyword search folds that, but
what embeds and what ranks read the letters: to them it is another word.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import regex

_WORD: Final = regex.compile(r"\p{Arabic}[\p{Arabic}\p{M}ـ]*")
_MARKS: Final = regex.compile(r"[\p{M}ـ]+")
_HURRIED: Final = str.maketrans("أإآٱةى", "ااااهي")
_ALEFS: Final = frozenset("أإآٱ")

# What is written on to a word, the longest first; before a single letter only long words, which seldom begin with it.
_ALONE: Final = regex.compile("")
_WITH_ARTICLE: Final = regex.compile(r"[وف]?(?:[بك]?ال|لل)")
_BEFORE_HAMZA: Final = regex.compile(r"[وف]?[بكل]?(?=[أإآ])")
_JOINED: Final = regex.compile(r"[وف]?[بكل]?")
_LEAST: Final = 3
_LEAST_JOINED: Final = 4
_LONG: Final = 5
"""Letters of a word whose last one may be ya or alef maqsura: shorter ones are others with it, such as على and علي."""

_COMMON: Final = (
    "أي أو أن إن أنه أنها إلى إذا أين أول أولى آخر أكثر أقل أكبر أصغر أعلى أهم أثناء أحد إحدى أيضا أسماء أسباب أنواع "
    "متى حتى في هي التي الذي"
)
"""Words of questions, which a text may lack; "ان" may be أن or إن, then the first counts."""


class Speller:
    """Knows how `texts` spell their words."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for word, number in Counter(word for text in texts for word in _WORD.findall(text)).items():
            counts[_MARKS.sub("", word)] += number
        self._known = frozenset(counts)
        self._common: dict[str, str] = {}
        for word in _COMMON.split():
            self._common.setdefault(_hurried(word), word)
        self._spellings: dict[str, str] = {}
        # The commonest spelling counts; of what stands alone before of what is joined to something.
        words = [word for word, _ in reversed(counts.most_common())]
        for word in [*filter(None, map(_bare, words)), *words]:
            if len(word) >= _LEAST:
                self._spellings[_hurried(word)] = word

    def respelt(self, question: str) -> str:
        """`question` with each word that the texts lack as they spell it, where it was typed with less: an alef without
        its hamza, a ta marbuta behind an article without its dots, or a ya with dots too many or too few.
        """
        return _WORD.sub(lambda match: self._spelt(match[0]), question)

    def _spelt(self, typed: str) -> str:
        word = _MARKS.sub("", typed)
        if word in self._known or _ALEFS & set(word):
            return typed
        if common := self._common.get(_hurried(word)):
            return common
        for joined, least in ((_ALONE, _LEAST), (_WITH_ARTICLE, _LEAST), (_JOINED, _LEAST_JOINED)):
            match = joined.match(word)
            bare = word[match.end() :] if match else ""
            spelling = self._spellings.get(_hurried(bare)) if len(bare) >= least else None
            if spelling and _is_typed(bare, spelling, behind_article=bool(_WITH_ARTICLE.match(word))):
                return word.removesuffix(bare) + spelling
        return typed


def _is_typed(word: str, spelling: str, *, behind_article: bool) -> bool:
    """Whether `spelling`, which differs in such letters alone, may be meant with `word`."""
    for typed, spelt in zip(word[:-1], spelling[:-1], strict=True):
        if typed != spelt and spelt not in _ALEFS:
            return False
    match word[-1] + spelling[-1]:
        case "هة":
            return behind_article  # else it may be "his"
        case "يى" | "ىي":
            return len(word) >= _LONG
        case last:
            return last[0] == last[1]


def _hurried(word: str) -> str:
    return word.translate(_HURRIED)


def _bare(word: str) -> str:
    """`word` without what is surely written on to it; "" where nothing is."""
    match = _WITH_ARTICLE.match(word) or _BEFORE_HAMZA.match(word)
    bare = word[match.end() :] if match and match[0] else ""
    return bare if len(bare) >= _LEAST else ""
