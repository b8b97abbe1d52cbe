"""Indexes in a folder of this machine. Under the data directory:

    indexes/<article>.lock      held while an index of the article is looked for, copied or built
    indexes/<article>/          its indexes: see `folder`
    opened/<random>/            copies that one process has opened: see `copies`

What is in the first two outlives every process.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from embeddings.chunks import Unit
from embeddings.errors import StorageError
from embeddings.index.folder import ArticleFolder, clean, has_leftovers
from embeddings.index.lock import held
from embeddings.index.memory import MemoryRows
from embeddings.index.stamp import Stamp, name_of
from embeddings.index.store import Embed, Rows
from embeddings.index.vectors import Vectors

_log = logging.getLogger(__name__)

FOLDER: Final = "indexes"
WAIT: Final = 600.0
"""Seconds; a book is embedded in less on two cores."""

_cleaned: Final[set[Path]] = set()
"""Data directories whose leftovers this process has cleared away."""


class _FullError(Exception):
    """There is no room for a lock."""


class LocalStore:
    """Keeps indexes under `data_dir`.

    Where another process is building the one that is wanted, `busy` is called, and `wait` seconds are waited.
    """

    def __init__(self, data_dir: Path, wait: float = WAIT, busy: Callable[[], None] = lambda: None) -> None:
        self._data_dir = data_dir
        self._wait = wait
        self._busy = busy

    def rows(self, stamp: Stamp, probe: Vectors, units: Sequence[Unit], embed: Embed) -> Rows:
        """As in `Store`. Where there is no room for an index, the vectors are kept in memory.

        Raises:
            BusyError: another process has the lock for too long.
            StorageError: the data directory can't be used.
        """
        folder = self._data_dir / FOLDER / stamp.folder
        try:
            with self._locked(folder):
                return self._found_or_built(ArticleFolder(folder, self._data_dir, stamp, probe, units), embed)
        except _FullError as error:
            _log.warning("There is no room for an index in %s (%s); the vectors stay in memory.", folder, error)
            return MemoryRows(units, embed())

    def _found_or_built(self, folder: ArticleFolder, embed: Embed) -> Rows:
        try:
            with _reported(folder.path):
                rows, vectors = folder.find()
            if rows is None:
                vectors = embed() if vectors is None else vectors
                rows = folder.build(vectors) or MemoryRows(folder.units, vectors)
                self._clean_others(folder.path)
            return rows
        finally:
            clean(folder.path)

    def remove(self, article_id: str) -> None:
        """As in `Store`. What a process has open stays so until it ends.

        Raises:
            BusyError, StorageError: as `rows`.
        """
        folder = self._data_dir / FOLDER / name_of(article_id)
        if folder.is_dir():
            try:
                with self._locked(folder), _reported(folder):
                    shutil.rmtree(folder)
                    _lock_of(folder).unlink(missing_ok=True)
            except _FullError as error:
                raise StorageError(f"The index in {folder} can't be removed ({error}); make room first.") from error

    @contextmanager
    def _locked(self, folder: Path) -> Iterator[None]:
        with ExitStack() as stack:
            with _reported(folder):
                folder.mkdir(parents=True, exist_ok=True)
                stack.enter_context(held(_lock_of(folder), self._wait, self._busy))
                folder.mkdir(exist_ok=True)  # who had the lock may have removed the article
            yield

    def _clean_others(self, own: Path) -> None:
        """Clear away what builds of other articles left that were killed; once in a process is enough."""
        if self._data_dir in _cleaned:
            return
        _cleaned.add(self._data_dir)
        for folder in own.parent.iterdir():
            if folder != own and folder.is_dir() and has_leftovers(folder):
                try:
                    with FileLock(_lock_of(folder)).acquire(timeout=0):
                        clean(folder)
                except (Timeout, OSError):
                    continue


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """Say of whatever goes wrong on the disk where it did and what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise _FullError(error.strerror) from error
        reason = error.strerror or error
        raise StorageError(
            f"The index can't be kept in {folder} ({reason}); make room or set another data directory."
        ) from error
