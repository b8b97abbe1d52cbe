"""The indexes of one article in a folder, for whoever holds its lock:

    <random>/               an index: manifest, vectors.npy (the probe's last), and Chroma's files in chroma/
    building-<random>/      one that is being built, or whose build was killed
    damaged-<random>/       one that was not as it was written

An index is built aside, verified, and moved to its place in one step; from then on its files are only read: Chroma
opens copies. What is not as it was written is set aside before Chroma sees it, and made again: from its vectors where
they are whole, from the article's text where they aren't. Several that fit an article are of several models.
"""

import logging
import os
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import asdict
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from embeddings.chunks import CHUNKING_VERSION, Unit
from embeddings.index.client import close, drop, open_folder
from embeddings.index.collection import CollectionRows, collection_of, create, fill
from embeddings.index.copies import Copies, remove
from embeddings.index.manifest import Manifest, this_writer
from embeddings.index.memory import MemoryRows
from embeddings.index.stamp import Stamp
from embeddings.index.store import Rows, UnreadableError, self_found
from embeddings.index.vectors import Vectors, same_model

_log = logging.getLogger(__name__)

_COLLECTION: Final = "article"
_CHROMA: Final = "chroma"
_VECTORS: Final = "vectors.npy"
_BUILDING: Final = "building-"
_DAMAGED: Final = "damaged-"


class ArticleFolder:
    """The folder at `path`, and what is looked for in it: an index of `units` with this stamp and probe."""

    def __init__(self, path: Path, data_dir: Path, stamp: Stamp, probe: Vectors, units: Sequence[Unit]) -> None:
        self.path = path
        self.units = units
        self._data_dir = data_dir
        self._stamp = stamp
        self._probe = probe

    def find(self) -> tuple[Rows | None, Vectors | None]:
        """The rows of the stored index; where there is none, the vectors of one that can't be used, if any are whole.

        Raises:
            OSError: the folder can't be read.
        """
        vectors: Vectors | None = None
        for place in _places(self.path):
            manifest = Manifest.read(place)
            if manifest is None:
                self._set_aside(place, "its manifest is no good")
                continue
            if manifest.stamp != self._stamp:
                continue
            damaged = manifest.damage(place)
            if damaged and not manifest.is_whole(place, _VECTORS):
                self._set_aside(place, f"{damaged} is not as it was written")
                continue
            kept = np.load(place / _VECTORS, mmap_mode="r")
            if not same_model(kept[-1], self._probe):
                continue
            if damaged or manifest.writer != this_writer():
                vectors = np.array(kept[:-1])
                self._set_aside(place, f"{damaged} is not as it was written" if damaged else f"of {manifest.writer}")
                continue
            return self._opened(place, np.array(kept[:-1])), None
        return None, vectors

    def build(self, vectors: Vectors) -> Rows | None:
        """Write an index of `vectors` aside, verify it, and move it to its place; None where that fails."""
        aside: Path | None = None
        try:
            _check_room(self.path, vectors)
            aside = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self.path))
            rows = self._written(aside, vectors)
            aside.replace(self.path / aside.name.removeprefix(_BUILDING))
        except (OSError, UnreadableError) as error:
            reason = getattr(error, "strerror", None) or error
            _log.warning("The index can't be kept in %s (%s); the vectors stay in memory.", self.path, reason)
            return None
        finally:
            if aside is not None:
                remove(aside)
        self._remove_outdated()
        return rows

    def _written(self, aside: Path, vectors: Vectors) -> Rows:
        np.save(aside / _VECTORS, np.vstack([vectors, self._probe]))
        client = open_folder(aside / _CHROMA)
        try:
            fill(create(client, _COLLECTION, asdict(self._stamp)), self.units, vectors, self._probe)
        finally:
            close(client)
        rows = self._copied(aside, MemoryRows(self.units, vectors))
        if not self_found(rows, self.units, vectors):
            raise UnreadableError("its own vectors are not found in it")
        Manifest.of(aside, self._stamp).write(aside)
        return rows

    def _opened(self, place: Path, vectors: Vectors) -> Rows:
        held = MemoryRows(self.units, vectors)
        try:
            return self._copied(place, held)
        except (OSError, UnreadableError) as error:
            _log.warning("The index %s can't be opened (%s); its vectors are searched in memory.", place, error)
            return held

    def _copied(self, place: Path, held: MemoryRows) -> CollectionRows:
        """The rows of a copy, which goes when nobody holds them any more."""
        copy = Copies.of(self._data_dir).make(place / _CHROMA)
        try:
            client = open_folder(copy)
        except BaseException:
            remove(copy)
            raise
        try:
            collection = collection_of(client, _COLLECTION)
            rows = CollectionRows(collection, held=held) if collection else None
            if rows is None or not rows.holds(self._stamp.units):
                raise UnreadableError("it doesn't hold what it should")
            # Brings the graph into memory, so that whatever happens to the files is nothing to those who ask.
            rows.nearest(self._probe, self.units[0].view, 1)
        except BaseException:
            close(client)
            remove(copy)
            raise
        weakref.finalize(rows, drop, client, partial(remove, copy))
        return rows

    def _set_aside(self, place: Path, why: str) -> None:
        _log.warning("The index %s is set aside (%s) and made again.", place, why)
        place.replace(place.with_name(f"{_DAMAGED}{place.name}"))

    def _remove_outdated(self) -> None:
        """Remove what another way of cutting articles left."""
        for place in _places(self.path):
            manifest = Manifest.read(place)
            if manifest and manifest.stamp.chunking < CHUNKING_VERSION:
                remove(place)


def _places(folder: Path) -> list[Path]:
    """The indexes in a folder."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and not _is_leftover(path))


def _is_leftover(path: Path) -> bool:
    return path.name.startswith((_BUILDING, _DAMAGED))


def has_leftovers(folder: Path) -> bool:
    """Whether something is in it that was being built, or was damaged."""
    return any(_is_leftover(path) for path in folder.iterdir())


def clean(folder: Path) -> None:
    """Remove what was being built when a process was killed, and what was damaged."""
    for path in folder.iterdir():
        if _is_leftover(path):
            remove(path)


def _check_room(folder: Path, vectors: Vectors) -> None:
    """Refuse before Chroma meets a full disk half way. Measured: an index and its copy take seven times the vectors.

    Raises:
        OSError: there is not enough room.
    """
    if shutil.disk_usage(folder).free < (1 << 20) + 8 * vectors.nbytes:
        raise OSError(ENOSPC, os.strerror(ENOSPC))
