"""Which articles of a library may answer a question: the vectors of all their chunks, side by side.

One file an article, `library/vectors-<model>/<id>.npy`, `(chunks, dimension)` float16, unit length. They are a copy of
what stands in the articles' own indexes, can be deleted at any time and are made again. A thousand articles of
thirty chunks are 23 MB on disk, 46 MB in memory, and some 10 ms a question.
"""

import io
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.files import replace_file

Vectors = NDArray[np.float32]


class Catalogue:
    """The vectors in a folder, and a copy of them in memory. Safe for concurrent callers."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._ids: tuple[str, ...] = ()
        self._rows = np.zeros((0, dimension), np.float32)
        self._owner = np.zeros(0, np.int64)
        self._lock = threading.Lock()

    def keep(self, article_id: str, vectors: Vectors) -> None:
        """Store the vectors of an article.

        Raises:
            StorageError: the folder can't be written.
        """
        file = io.BytesIO()
        np.save(file, np.asarray(vectors, np.float16), allow_pickle=False)
        replace_file(self._folder / f"{article_id}.npy", file.getvalue())

    def forget(self, article_id: str) -> None:
        """Remove the vectors of an article, if they are there."""
        with suppress(OSError):
            (self._folder / f"{article_id}.npy").unlink()

    def has(self, article_id: str) -> bool:
        """Whether the vectors of an article are kept, and can be read."""
        return self._read(article_id) is not None

    def load(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Hold the vectors of these articles, and of no other, in memory. Returns those that are not kept."""
        with self._lock:
            if tuple(ids) == self._ids:
                return ()
            held = {name: self._rows[self._owner == place] for place, name in enumerate(self._ids)}
            found = {name: held[name] if name in held else self._read(name) for name in ids}
            known = {name: rows for name, rows in found.items() if rows is not None}
            self._ids = tuple(known)
            self._rows = np.concatenate([*known.values(), np.zeros((0, self._dimension), np.float32)])
            self._owner = np.repeat(np.arange(len(known)), [len(rows) for rows in known.values()])
        return tuple(name for name in ids if name not in known)

    def nearest(self, questions: Sequence[Vectors], k: int) -> tuple[str, ...]:
        """The `k` articles in memory with the chunks that are nearest to any of `questions`, the nearest first."""
        with self._lock:
            ids, rows, owner = self._ids, self._rows, self._owner
        best = np.full(len(ids), -np.inf, np.float32)
        for question in questions:
            np.maximum.at(best, owner, rows @ question)
        return tuple(ids[place] for place in np.argsort(-best, kind="stable")[:k])

    def _read(self, article_id: str) -> Vectors | None:
        try:
            rows = np.load(self._folder / f"{article_id}.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        fits = rows.ndim == 2 and rows.shape[1] == self._dimension and rows.dtype == np.float16
        return rows.astype(np.float32) if fits else None
