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
"""Letters, and what is typed for them. The other hamzas are not left out: "ما" is no "ماء"."""

# What is written on to a word, the longest first; before a single letter only long words, which seldom begin with it.
_WITH_ARTICLE: Final = regex.compile(r"[وف]?(?:[بك]?ال|لل)")
_BEFORE_HAMZA: Final = regex.compile(r"[وف]?[بكل]?(?=[أإآ])")
_JOINED: Final = regex.compile(r"[وف]?[بكل]?")
_LEAST: Final = 3
_LEAST_JOINED: Final = 4

_COMMON: Final = """
    أي أو أن إن أنه أنها إلى إذا أين أول أولى آخر أكثر أقل أكبر أصغر أعلى أهم أثناء أحد إحدى أمام أيضا أسماء أسباب أنواع
    سنة مرة مدينة دولة شركة مدرسة جامعة مباراة قصة فترة منطقة بداية نهاية متى حتى في هي
"""
"""Words of questions, which a text may lack; "ان" may be أن or إن, then the first counts."""


class Speller:
    """Knows how `texts` spell their words."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(word for text in texts for word in _words(text))
        self._known = frozenset(counts)
        self._spellings: dict[str, str] = {}
        for word in _COMMON.split():
            self._spellings.setdefault(_hurried(word), word)
        # The commonest spelling counts; of what stands alone before of what is joined to something.
        words = [word for word, _ in reversed(counts.most_common())]
        for word in [*filter(None, map(_bare, words)), *words]:
            if len(word) >= _LEAST:
                self._spellings[_hurried(word)] = word

    def respelt(self, question: str) -> str:
        """`question` with each word that the texts lack as they spell it, where only hamzas, dots and marks differ."""
        return _WORD.sub(lambda match: self._spelt(match[0]), question)

    def _spelt(self, typed: str) -> str:
        word = _MARKS.sub("", typed)
        if word in self._known:
            return word
        if spelling := self._spellings.get(_hurried(word)):
            return spelling
        for joined, least in ((_WITH_ARTICLE, _LEAST), (_JOINED, _LEAST_JOINED)):
            match = joined.match(word)
            if match and match[0] and len(bare := word[match.end() :]) >= least:
                spelling = self._spellings.get(_hurried(bare))
                if spelling:
                    return match[0] + spelling
        return typed


def _hurried(word: str) -> str:
    return word.translate(_HURRIED)


def _words(text: str) -> list[str]:
    return [_MARKS.sub("", word) for word in _WORD.findall(text)]


def _bare(word: str) -> str:
    """`word` without what is surely written on to it; "" where nothing is."""
    match = _WITH_ARTICLE.match(word) or _BEFORE_HAMZA.match(word)
    bare = word[match.end() :] if match and match[0] else ""
    return bare if len(bare) >= _LEAST else ""
