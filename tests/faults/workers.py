"""Processes that build an index and ask it, and can be killed.

They are forked from a server that has Chroma loaded, so that one takes a fraction of a second.
"""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from embeddings.index import ChromaServer, LocalStore, ServerStore, Store
from tests.embeddings.indexes import make_units, open_index, right
from tests.words import Words

LONG: Final = os.environ.get("FAULTS") == "long"
"""Whether the long form is asked for: `FAULTS=long make test`. It goes on for minutes."""

_forked = multiprocessing.get_context("forkserver")
_forked.set_forkserver_preload([__name__])


class Worker:
    """A process that does `work(...)`. `result()` waits for what it returns."""

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        self._ours, theirs = _forked.Pipe(duplex=False)
        self.process: BaseProcess = _forked.Process(target=_do, args=(theirs, work, arguments))
        self.process.start()
        theirs.close()
        assert self._ours.recv() == "started"

    def result(self, seconds: float = 120) -> Any:
        """What `work` returned. Its error is raised; that it was killed or hangs is an error too."""
        assert self._ours.poll(seconds), f"no answer within {seconds} s"
        try:
            found = self._ours.recv()
        finally:
            self.process.join(seconds)
        if isinstance(found, BaseException):
            raise found
        return found

    def kill(self) -> None:
        """As kill -9 does."""
        self.process.kill()
        self.process.join()
        self._ours.close()


def _do(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    pipe.send("started")
    try:
        pipe.send(work(*arguments))
    except Exception as error:  # noqa: BLE001  # it is raised on the other side
        pipe.send(error)


def store_of(place: Path | ChromaServer) -> Store:
    return LocalStore(place) if isinstance(place, Path) else ServerStore(place)


def ask(place: Path | ChromaServer, article: str = "article", sentences: int = 40) -> int:
    """Open the index of an article, check that it answers right, and return how many texts were embedded for it."""
    model, units = Words(), make_units(sentences)
    index = open_index(store_of(place), model, units, article=article)
    embedded = len(model.texts)
    right(index, Words(), units)
    return embedded
