"""Copies of stored indexes that this process may open.

Chroma writes into the files that it opens, even to read them: a row into its database, and of a small index the
graph anew. So a stored index is never opened, and two processes never open the same files: each has copies of its
own, in a folder whose lock it holds as long as it lives. Who comes later removes the folders of those that died.
"""

import atexit
import itertools
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Final, Self

from filelock import FileLock, Timeout

FOLDER: Final = "opened"
"""Where the copies are, in the data directory."""

_LOCK: Final = "lock"


class Copies:
    """The copies of this process. Get them by `Copies.of`."""

    _known: Final[dict[tuple[Path, int], "Copies"]] = {}
    _making: Final = threading.Lock()

    def __init__(self, parent: Path) -> None:
        parent.mkdir(parents=True, exist_ok=True)
        with FileLock(parent / _LOCK):  # a folder that has no lock yet is no dead one
            _remove_dead(parent)
            self._folder = Path(tempfile.mkdtemp(dir=parent))
            self._lock = FileLock(self._folder / _LOCK, thread_local=False)
            self._lock.acquire(timeout=0)
        self._numbers = itertools.count()
        atexit.register(self._end, os.getpid())

    @classmethod
    def of(cls, data_dir: Path) -> Self:
        """The copies of this process beside the indexes in `data_dir`.

        Raises:
            OSError: there is no room for a folder.
        """
        parent = (data_dir / FOLDER).resolve()
        with cls._making:
            key = (parent, os.getpid())  # a fork is another process
            found = cls._known.get(key)
            if found is None or not found._folder.is_dir():
                found = cls._known[key] = cls(parent)
            return found  # type: ignore[return-value]  # of this class

    def make(self, source: Path) -> Path:
        """A copy of a folder. It is removed with this process, or by `remove`.

        Raises:
            OSError: there is no room for it, or `source` can't be read.
        """
        place = self._folder / str(next(self._numbers))
        try:
            shutil.copytree(source, place, copy_function=shutil.copyfile)
        except OSError as error:
            remove(place)
            # copytree gathers what went wrong; the first of it says enough.
            first = error.args[0][0][2] if isinstance(error, shutil.Error) else error
            raise OSError(str(getattr(first, "strerror", None) or first)) from error
        return place

    def _end(self, owner: int) -> None:
        if os.getpid() == owner:
            self._lock.release()
            remove(self._folder)


def remove(place: Path) -> None:
    """Remove a folder, as far as it goes."""
    shutil.rmtree(place, ignore_errors=True)


def _remove_dead(parent: Path) -> None:
    """Remove what processes left that were killed."""
    for folder in (path for path in parent.iterdir() if path.is_dir()):
        lock = FileLock(folder / _LOCK)
        try:
            with lock.acquire(timeout=0):
                remove(folder)
        except (Timeout, OSError):
            continue
