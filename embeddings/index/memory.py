"""Vectors that are held in memory, and compared one by one."""

from collections.abc import Sequence
from typing import Final

from embeddings.chunks import Unit
from embeddings.index.vectors import Vectors
from embeddings.order import best_of


class MemoryRows:
    """The vectors of `units`, `(n, dimension)`."""

    most: Final = 1 << 30

    def __init__(self, units: Sequence[Unit], vectors: Vectors) -> None:
        views: dict[str, list[int]] = {}
        for row, unit in enumerate(units):
            views.setdefault(unit.view, []).append(row)
        self._views = {view: ([units[row].position for row in rows], vectors[rows]) for view, rows in views.items()}

    def nearest(self, vector: Vectors, view: str, k: int) -> dict[int, float]:
        return ranked(*self.all_of(view), vector, k)

    def all_of(self, view: str) -> tuple[list[int], Vectors]:
        return self._views[view]


def ranked(positions: Sequence[int], vectors: Vectors, vector: Vectors, k: int) -> dict[int, float]:
    """The `k` positions whose vectors are nearest, with their cosines, nearest first."""
    cosines = vectors @ vector
    return {positions[i]: float(cosines[i]) for i in best_of(cosines, k)}
