"""The lock of an article's folder: one process builds or copies at a time, and the others know who it is."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from embeddings.errors import BusyError

_log = logging.getLogger(__name__)

_GRACE: Final = 1.0
"""Seconds that nobody needs to be told of: an index that is there is opened in a fraction of one."""


@contextmanager
def held(path: Path, wait: float, tell: Callable[[], None]) -> Iterator[None]:
    """Hold the lock at `path`; `tell` is called where it takes longer than a moment, `wait` seconds at most.

    Raises:
        BusyError: another process has it all that time.
        OSError: the file can't be written.
    """
    lock = FileLock(path)
    try:
        lock.acquire(timeout=_GRACE)
    except Timeout:
        _wait(lock, path, wait, tell)
    try:
        with suppress(OSError):  # a full disk; then it isn't known who holds it
            path.write_text(str(os.getpid()))
        yield
    finally:
        lock.release()


def _wait(lock: FileLock, path: Path, wait: float, tell: Callable[[], None]) -> None:
    holder = _holder(path)
    tell()
    if wait > _GRACE:
        _log.warning("%s is building this index; waiting for it, up to %g s.", holder.capitalize(), wait)
    try:
        lock.acquire(timeout=max(0.0, wait - _GRACE))
    except Timeout as error:
        raise BusyError(
            f"The index is busy: {_holder(path)} is building it ({path.with_suffix('')}), and {wait:g} s of waiting "
            "were allowed; ask again when it is done, end that process, or allow a longer wait."
        ) from error


def _holder(path: Path) -> str:
    """Who holds the lock, as far as it is known."""
    try:
        number = path.read_text()
    except (OSError, ValueError):
        number = ""
    return f"process {number}" if number.isdigit() else "another process"
