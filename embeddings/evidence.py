"""How much speaks for a sentence: the signals of a search, and what they add up to."""

from dataclasses import dataclass
from typing import Any, Final

# Fitted as a softmax over the sentences of an article on XQuAD dev and ARCD, articles apart; the question in
# the article's language, and in the other.
_SAME: Final = (27.0, 47.0, 9.0, 6.0, 1.4)
_ACROSS: Final = (68.0, 68.0, 0.34, 2.0, 0.75)

# With a ranker, fitted the same way on articles that it had not seen. Across languages it is believed less.
_SAME_READ: Final = (0.53, 0.43)
_ACROSS_READ: Final = (0.72, 0.41)
_SAME_CHUNK: Final = 0.01
_ACROSS_CHUNK: Final = 0.005


def log_odds(dense: Any, dense_chunk: Any, keywords: Any, keywords_chunk: Any, number: Any, same_language: bool) -> Any:
    """Log-odds, up to a constant, that a sentence and no other of its article holds the answer.

    Numbers, or arrays of one shape; see `Evidence` for what they are.
    """
    a, b, c, d, e = _SAME if same_language else _ACROSS
    return a * dense + b * dense_chunk + c * keywords + d * keywords_chunk + e * number


TYPICAL_CONTRAST: Final = 0.04
"""The contrast of a chunk that has no others beside it: about the mean of those that have."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one sentence; higher is better.

    `dense` and `dense_chunk` are cosines of the question with the sentence and with its chunk, on the scale
    of the bundled model; `keywords` and `keywords_chunk` are what they share with the question: a share of
    its words, or BM25 over consonant skeletons where `same_language` is False. `number` tells that the
    question asks for a number or a date and the sentence has one that the question hasn't. `contrast` is by how much
    `dense_chunk` is above the mean of the article's other chunks: a question about what all of them are about is near
    to each. `read` is the ranker's logit of the sentence; None where it was not asked.
    """

    dense: float
    dense_chunk: float
    keywords: float
    keywords_chunk: float
    number: bool
    same_language: bool
    contrast: float = TYPICAL_CONTRAST
    read: float | None = None


def sentence_odds(first: Any, read: Any, same_language: bool) -> Any:
    """Log-odds of a sentence, up to a constant, from those of the first search and the ranker's logit."""
    a, b = _SAME_READ if same_language else _ACROSS_READ
    return a * first + b * read


def chunk_bonus(read: Any, same_language: bool) -> Any:
    """What is added to a chunk's score, from the ranker's logit of its best sentence."""
    return (_SAME_CHUNK if same_language else _ACROSS_CHUNK) * read
