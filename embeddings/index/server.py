"""Indexes on a Chroma server, or in Chroma Cloud, which several processes and machines share.

A collection is filled and verified as `building.<key>.<random>`, and gets its name in one step, when it is whole:
`<article>.<key of the stamp>.<n>`. No two collections have one name, so of several that build the same one wins, and
the others use what it made. A second model of one name gets the next n.
"""

import itertools
import logging
import secrets
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

import chromadb
from chromadb.api import ClientAPI

from embeddings.chunks import Unit
from embeddings.errors import StorageError
from embeddings.index.collection import CollectionRows, collection_of, create, fill, reading
from embeddings.index.connection import ChromaServer, connect, disconnect, greet
from embeddings.index.memory import MemoryRows
from embeddings.index.stamp import Stamp, name_of
from embeddings.index.store import Embed, Rows, UnreadableError, self_found
from embeddings.index.vectors import Vectors, same_model

_log = logging.getLogger(__name__)

_BUILDING: Final = "building."
_ABANDONED: Final = 3600
"""Seconds by the server's own clock; a collection is filled in one or two."""

# What Chroma Cloud lets through at once (docs.trychroma.com/cloud/quotas-limits); own servers manage with it.
_BATCH: Final = 300
_NAME: Final = 60


class ServerStore:
    """Keeps indexes on `server`, with which it connects when it is first asked. Safe for concurrent callers."""

    def __init__(self, server: ChromaServer) -> None:
        self._server = server
        self._connecting = threading.Lock()
        self._client: ClientAPI | None = None
        self._cleaned = False

    def rows(self, stamp: Stamp, probe: Vectors, units: Sequence[Unit], embed: Embed) -> Rows:
        """As in `Store`. Where the server can't keep an index, the vectors are kept in memory.

        Raises:
            StorageError: the server doesn't answer, or refuses.
        """
        client = self._connected()
        name = f"{stamp.folder}.{stamp.key}"
        with self._reported():
            found, _ = self._find(client, name, stamp, probe)
        if found:
            return found
        vectors = embed()
        try:
            return self._built(client, name, stamp, probe, units, vectors)
        except UnreadableError as error:
            _log.warning("The index can't be kept on %s (%s); the vectors stay in memory.", self._server.url, error)
            return MemoryRows(units, vectors)

    def remove(self, article_id: str) -> None:
        """As in `Store`. Who uses them makes them again.

        Raises:
            StorageError: as `rows`.
        """
        client = self._connected()
        with self._reported():
            for collection in list(_all(client)):
                if collection.name.startswith(f"{name_of(article_id)}."):
                    _delete(client, collection.name)

    def _connected(self) -> ClientAPI:
        greet(self._server, self._client)
        with self._connecting:
            if self._client is None:
                self._client = connect(self._server)
                weakref.finalize(self, disconnect, self._client)
            return self._client

    def _rows_of(self, collection: chromadb.Collection) -> CollectionRows:
        most = _BATCH if self._server.key else CollectionRows.ALL
        return CollectionRows(collection, most, _BATCH)

    def _find(self, client: ClientAPI, name: str, stamp: Stamp, probe: Vectors) -> tuple[CollectionRows | None, str]:
        """The rows that are there, and their collection's name; or None, and a name that is free."""
        for number in itertools.count():
            collection = collection_of(client, f"{name}.{number}")
            if collection is None:
                return None, f"{name}.{number}"
            rows = self._rows_of(collection)
            if not rows.holds(stamp.units):
                _log.warning("The collection %s has lost rows; it is made again.", collection.name)
                _delete(client, collection.name)
                return None, collection.name
            if same_model(rows.probe(), probe):
                return rows, collection.name
        raise AssertionError("counting has no end")

    def _built(
        self, client: ClientAPI, name: str, stamp: Stamp, probe: Vectors, units: Sequence[Unit], vectors: Vectors
    ) -> CollectionRows:
        """Fill a collection aside, verify it, and name it; or the one that somebody else has named meanwhile."""
        if not self._cleaned:  # it looks at every collection, so once is enough
            self._cleaned = True
            _remove_abandoned(client)
        aside = f"{_BUILDING}{stamp.key}.{secrets.token_hex(8)}"
        about = {"article": stamp.article[:_NAME], "model": stamp.model[:_NAME]}
        collection = create(client, aside, {**about, "since": _now(client)})
        try:
            fill(collection, units, vectors, probe, _BATCH)
            rows = self._rows_of(collection)
            if not (rows.holds(len(units)) and self_found(rows, units, vectors)):
                raise UnreadableError("it doesn't hold what it should")
            found, free = self._find(client, name, stamp, probe)
            if found is None:
                with reading():
                    collection.modify(name=free)
                return rows
        except UnreadableError:
            with suppress(UnreadableError):
                _delete(client, aside)
            found, _ = self._find(client, name, stamp, probe)
            if found is None:
                raise
            return found
        _delete(client, aside)
        return found

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except UnreadableError as error:
            raise StorageError(
                f"The Chroma server at {self._server.url} failed ({error}); look at what it says, and try again."
            ) from error


def _now(client: ClientAPI) -> int:
    """The server's clock, in seconds: those of its clients differ."""
    with reading():
        return client.heartbeat() // 1_000_000_000


def _all(client: ClientAPI) -> Iterator[chromadb.Collection]:
    for offset in itertools.count(0, _BATCH):
        with reading():
            page = client.list_collections(limit=_BATCH, offset=offset)
        yield from page
        if len(page) < _BATCH:
            return


def _delete(client: ClientAPI, name: str) -> None:
    if collection_of(client, name):
        with reading():
            client.delete_collection(name)


def _remove_abandoned(client: ClientAPI) -> None:
    """Remove what was being filled when a process was killed."""
    now = _now(client)
    for collection in list(_all(client)):
        since = (collection.metadata or {}).get("since")
        if collection.name.startswith(_BUILDING) and isinstance(since, int) and now - since > _ABANDONED:
            with suppress(UnreadableError):  # another has removed it just now
                _delete(client, collection.name)
