"""Clients of Chroma's files on this machine."""

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import chromadb
from chromadb.api import ClientAPI
from chromadb.config import Settings

from embeddings.index.collection import reading

VERSION: Final = chromadb.__version__

# Chroma counts the clients of a folder, and neither its counting nor its locks expect a finalizer that runs in the
# midst of them. So clients are opened and closed one at a time, and a finalizer never waits.
_clients: Final = threading.Lock()
_dropped: Final[deque[Callable[[], None]]] = deque()


def open_folder(place: Path) -> ClientAPI:
    """A client of the files in `place`, which are made where there are none.

    Raises:
        UnreadableError: they can't be opened.
    """
    with _clients, reading():
        _close_dropped()
        return chromadb.PersistentClient(
            str(place), settings_for("chromadb.api.rust.RustBindingsAPI", is_persistent=True)
        )


def close(client: ClientAPI) -> None:
    """Close a client."""
    with _clients:
        client.close()  # type: ignore[attr-defined]  # every client has it, their common base hasn't


def drop(client: ClientAPI, after: Callable[[], None]) -> None:
    """Close `client`, and do `after`, now, or with the next one where another is being opened or closed right now."""

    def end() -> None:
        client.close()  # type: ignore[attr-defined]  # as above
        after()

    _dropped.append(end)
    if _clients.acquire(blocking=False):
        try:
            _close_dropped()
        finally:
            _clients.release()


def _close_dropped() -> None:
    while _dropped:
        _dropped.popleft()()


def settings_for(implementation: str, **more: Any) -> Settings:
    """Settings that say which client is meant: neither a .env that lies about nor a variable of others does."""
    return Settings(_env_file=None, anonymized_telemetry=False, chroma_api_impl=implementation, **more)  # type: ignore[call-arg]
