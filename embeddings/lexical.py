"""Keyword search: BM25 over folded and stemmed words, or over consonant skeletons across scripts.

Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019; the variant and k1 (1.5) are bm25s' own.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import bm25s
import numpy as np
import Stemmer
import stopwordsiso
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from embeddings.text import Language, words

Tokenise = Callable[[str], list[str]]

_SNOWBALL: Final[dict[Language, str]] = {"ar": "arabic", "en": "english"}


_MIN_SPELLING: Final = 5
_SPELT_ALIKE: Final = 85
"""Percent; a letter left out or put in passes in a word of five, another letter only in one of seven."""


@cache
def stop_words(language: Language) -> frozenset[str]:
    """The folded function words of `language`."""
    return frozenset(word for entry in stopwordsiso.stopwords(language) for word in words(entry))


def stems(text: str, language: Language) -> list[str]:
    """The Snowball stems of the content words of `text`, in order; of all words where there are only others."""
    found = words(text)
    content = [word for word in found if word not in stop_words(language)]
    # A stemmer keeps a cache that threads must not share, and making one costs microseconds.
    return [str(stem) for stem in Stemmer.Stemmer(_SNOWBALL[language]).stemWords(content or found)]


def stem_pairs(text: str, language: Language) -> list[str]:
    """Neighbouring stems of `text`, function words among them: what BM25 over single words can't see is order."""
    found = Stemmer.Stemmer(_SNOWBALL[language]).stemWords(words(text))
    return [f"{left} {right}" for left, right in pairwise(found)]


class KeywordIndex:
    """BM25 over a sequence of texts, in memory.

    `length_weight` is BM25's b: how much a long text has to share more, from 0 (nothing) to 1. Where
    `tolerant`, a word of a query that stands in no text counts as the word that is spelt most like it.
    """

    def __init__(
        self, texts: Sequence[str], tokenise: Tokenise, *, length_weight: float = 0.75, tolerant: bool = False
    ) -> None:
        documents = [tokenise(text) for text in texts]
        counts = Counter(token for document in documents for token in set(document))
        self._tokenise = tokenise
        self._size = len(texts)
        self._idf = {token: self._rarity(count) for token, count in counts.items()}
        self._spellings = sorted(token for token in counts if tolerant and _is_spelling(token))
        self._bm25: bm25s.BM25 | None = None
        if counts:
            self._bm25 = bm25s.BM25(b=length_weight)
            self._bm25.index(documents, show_progress=False, leave_progress=False)

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every text for `query`, `(number of texts,)` float32, 0 where they share no word."""
        return self._scores(self._asked(query))

    def shares(self, query: str) -> NDArray[np.float32]:
        """`scores` as a share of what `query` asks for, so that long and short questions compare.

        The whole is the summed rarity of all words of the query; one that stands in no text counts as the
        rarest, so that a question about something else can't score well.
        """
        asked = self._asked(query)
        whole = sum(self._idf.get(token, self._rarity(0)) for token in asked)
        return self._scores(asked) / np.float32(whole or 1.0)

    def _scores(self, asked: Sequence[str]) -> NDArray[np.float32]:
        known = [token for token in asked if token in self._idf]
        if self._bm25 is None or not known:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._bm25.get_scores(known), np.float32)

    def _asked(self, query: str) -> list[str]:
        """The words of `query`, each once, as the texts spell them."""
        return list(dict.fromkeys(self._respelt(token) for token in self._tokenise(query)))

    def _respelt(self, token: str) -> str:
        if token in self._idf or not self._spellings or not _is_spelling(token):
            return token
        nearest = process.extractOne(token, self._spellings, scorer=fuzz.ratio, score_cutoff=_SPELT_ALIKE)
        return nearest[0] if nearest else token


def _is_spelling(token: str) -> bool:
    """Whether another word that looks like `token` may be the same: short words and numbers look like many."""
    return len(token) >= _MIN_SPELLING and not any(character.isdigit() for character in token)
