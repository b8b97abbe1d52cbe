"""The index of one article: its nearest chunks and sentences."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from embeddings.chunks import Unit
from embeddings.errors import StorageError
from embeddings.index.local import LocalStore
from embeddings.index.memory import ranked
from embeddings.index.stamp import Stamp
from embeddings.index.store import Rows, Store, UnreadableError
from embeddings.index.vectors import Progress, Vectors, embedded, probe_of

if TYPE_CHECKING:
    from embeddings.model import Embedder

HELD: Final = 250_000
"""Units of a view whose vectors are held in memory, 1.5 KB each, and compared one by one. That is exact, and at 100,000
many times as quick as Chroma's graph; of more than these the graph is asked."""


class ArticleIndex:
    """Nearest chunks and sentences of one article. Make one with `ArticleIndex.open`.

    Rows that are lost while they are in use, with the folder or the server that they were on, are made again.
    """

    def __init__(self, find: Callable[[], Rows], units: Sequence[Unit]) -> None:
        self._find = find
        self._rows = find()
        self._finding = threading.Lock()
        self._held: dict[str, tuple[list[int], Vectors]] = {}
        self._sizes = Counter(unit.view for unit in units)

    @classmethod
    def open(
        cls,
        stamp: Stamp,
        units: Sequence[Unit],
        model: "Embedder",
        store: Store | Path,
        progress: Progress | None = None,
    ) -> Self:
        """The index of `units` under `model`: the one that `store`, or a folder, keeps, or a new one.

        Raises:
            BusyError: another process has been making it for too long.
            StorageError: the store can't be used.
        """
        kept = LocalStore(store) if isinstance(store, Path) else store
        probe = probe_of(model)
        return cls(lambda: kept.rows(stamp, probe, units, lambda: embedded(units, model, progress)), units)

    def nearest(self, vector: Vectors, view: str, k: int) -> dict[int, float]:
        """The `k` nearest units of a view (`unit.view`): position to cosine similarity, nearest first.

        Raises:
            StorageError: the rows are gone, and the store can't be used any more.
        """
        rows = self._rows
        try:
            return self._nearest(rows, vector, view, k)
        except UnreadableError:
            again = self._found_again(rows)
        try:
            return self._nearest(again, vector, view, k)
        except UnreadableError as error:
            raise StorageError(f"The index can't be read ({error}), though it was just made; try again.") from error

    def _nearest(self, rows: Rows, vector: Vectors, view: str, k: int) -> dict[int, float]:
        size = self._sizes[view]
        if not (k and size):
            return {}
        if size <= HELD:
            if view not in self._held:
                self._held[view] = rows.all_of(view)
            return ranked(*self._held[view], vector, k)
        wanted = min(k, size, rows.most)
        found = rows.nearest(vector, view, wanted)
        if len(found) < wanted:  # Chroma searches a graph, and some units may stand where no way leads
            return ranked(*rows.all_of(view), vector, wanted)
        return found

    def _found_again(self, lost: Rows) -> Rows:
        with self._finding:  # of many who miss the rows one makes them
            if self._rows is lost:
                self._rows = self._find()
            return self._rows
