"""What an index needs of the place where its vectors are kept."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from embeddings.chunks import Unit
from embeddings.index.stamp import Stamp
from embeddings.index.vectors import Vectors

Embed = Callable[[], Vectors]
"""Makes the vectors of an article, in the order of its units. What takes time, so it is called only where need be."""


class UnreadableError(Exception):
    """The rows can't be read, or not any more; the store is to be asked for them again."""


class Rows(Protocol):
    """The vectors of one article, each with its position, in views (`view_of(unit)`)."""

    @property
    def most(self) -> int:
        """How many `nearest` gives at most."""

    def nearest(self, vector: Vectors, view: str, k: int) -> dict[int, float]:
        """The nearest units: position to cosine, nearest first. `k` at most; fewer where a graph has lost some.

        Raises:
            UnreadableError: the rows are gone.
        """

    def all_of(self, view: str) -> tuple[list[int], Vectors]:
        """Every unit's position, and its vector: `(n, dimension)` float32.

        Raises:
            UnreadableError: the rows are gone.
        """


class Store(Protocol):
    """Keeps the vectors of articles."""

    def rows(self, stamp: Stamp, probe: Vectors, units: Sequence[Unit], embed: Embed) -> Rows:
        """The rows that bear this stamp and probe: those that are kept, or new ones, of `embed`.

        Raises:
            StorageError: the place can't be used.
        """

    def remove(self, article_id: str) -> None:
        """Forget all vectors of an article; it is no error where there are none.

        Raises:
            StorageError: the place can't be used.
        """


def self_found(rows: Rows, units: Sequence[Unit], vectors: Vectors) -> bool:
    """Whether units are found by their own vectors: a sample, and one of it may be where no way of the graph leads."""
    sample = np.unique(np.linspace(0, len(units) - 1, _SAMPLE).astype(int))
    found = [max(rows.nearest(vectors[i], units[i].view, 1).values(), default=0.0) for i in sample]
    return sum(cosine >= _ITSELF for cosine in found) >= min(len(sample), _SAMPLE - 1)


_SAMPLE = 16
_ITSELF = 0.999
"""Cosine of a vector with itself, as Chroma's arithmetic has it; another text may say the same."""
