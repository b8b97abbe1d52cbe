"""Keyword search: BM25 over folded and stemmed words, or over consonant skeletons across scripts.

Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019; the variant and the parameters (k1 1.5, b 0.75)
are bm25s' own.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import bm25s
import numpy as np
import Stemmer
import stopwordsiso
from numpy.typing import NDArray

from embeddings.text import Language, words

Tokenise = Callable[[str], list[str]]

_SNOWBALL: Final[dict[Language, str]] = {"ar": "arabic", "en": "english"}


@lru_cache(maxsize=None)
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
    """BM25 over a sequence of texts, in memory."""

    def __init__(self, texts: Sequence[str], tokenise: Tokenise) -> None:
        documents = [tokenise(text) for text in texts]
        counts = Counter(token for document in documents for token in set(document))
        self._tokenise = tokenise
        self._size = len(texts)
        self._idf = {token: self._rarity(count) for token, count in counts.items()}
        self._bm25: bm25s.BM25 | None = None
        if counts:
            self._bm25 = bm25s.BM25()
            self._bm25.index(documents, show_progress=False, leave_progress=False)

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every text for `query`, `(number of texts,)` float32, 0 where they share no word."""
        known = [token for token in dict.fromkeys(self._tokenise(query)) if token in self._idf]
        if self._bm25 is None or not known:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._bm25.get_scores(known), np.float32)

    def shares(self, query: str) -> NDArray[np.float32]:
        """`scores` as a share of what `query` asks for, so that long and short questions compare.

        The whole is the summed rarity of all words of the query; one that stands in no text counts as the
        rarest, so that a question about something else can't score well.
        """
        asked = dict.fromkeys(self._tokenise(query))
        whole = sum(self._idf.get(token, self._rarity(0)) for token in asked)
        return self.scores(query) / np.float32(whole or 1.0)
