"""The collection of Chroma that holds an article."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.errors import NotFoundError

from embeddings.chunks import Unit
from embeddings.index.memory import MemoryRows
from embeddings.index.store import UnreadableError
from embeddings.index.vectors import Vectors

_ROWS: Final = 5000
"""Chroma takes at most 5,461 at once."""

_PROBE: Final = "probe"
"""The view and id of the row that holds the probe's vector."""

# With Chroma's own 100, 16 and 100, of 1,000 units a few are never found by any query.
_HNSW: Final[CreateHNSWConfiguration] = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 1024,
}


class CollectionRows:
    """The rows of a collection. `most` and `page`: how many may be asked for by nearness, and by view.

    `held` are the same rows where they are at hand, so that all of a view needn't be asked for page by page.
    """

    ALL: Final = 1 << 30

    def __init__(
        self, collection: chromadb.Collection, most: int = ALL, page: int = _ROWS, held: MemoryRows | None = None
    ) -> None:
        self._collection = collection
        self._page = page
        self._held = held
        self.most = most

    def nearest(self, vector: Vectors, view: str, k: int) -> dict[int, float]:
        with reading():
            found = self._collection.query(
                query_embeddings=vector[None], n_results=k, where={"view": view}, include=["metadatas", "distances"]
            )
        metadatas, distances = found["metadatas"], found["distances"]
        assert metadatas is not None  # both were asked for
        assert distances is not None
        return {_position(row): 1.0 - distance for row, distance in zip(metadatas[0], distances[0], strict=True)}

    def all_of(self, view: str) -> tuple[list[int], Vectors]:
        if self._held:
            return self._held.all_of(view)
        positions: list[int] = []
        parts: list[Vectors] = []
        while not parts or len(parts[-1]) == self._page:
            with reading():
                rows = self._collection.get(
                    where={"view": view}, include=["metadatas", "embeddings"], limit=self._page, offset=len(positions)
                )
            metadatas, vectors = rows["metadatas"], rows["embeddings"]
            assert metadatas is not None  # both were asked for
            assert vectors is not None
            positions += [_position(row) for row in metadatas]
            parts.append(np.asarray(vectors, np.float32).reshape(len(metadatas), -1))
        return positions, np.concatenate(parts)

    def holds(self, units: int) -> bool:
        """Whether it has a row for each of so many units, and the probe's."""
        with reading():
            return self._collection.count() == units + 1

    def probe(self) -> Vectors:
        """The vector that tells which model the others are of; empty where there is none."""
        with reading():
            found = self._collection.get(ids=[_PROBE], include=["embeddings"])["embeddings"]
        return np.asarray(found, np.float32).reshape(-1)


def _position(row: Mapping[str, Any]) -> int:
    return int(row["position"])


@contextmanager
def reading() -> Iterator[None]:
    """Whatever goes wrong with Chroma as one error, which gives the reason."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # Chroma's clients raise errors of their own, of httpx, ValueError, and bare ones
        raise UnreadableError(reason_of(error)) from error


def reason_of(error: Exception) -> str:
    """What an error says, in one line of a length that can be shown."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else f"{text[:200]}…"


def create(client: ClientAPI, name: str, metadata: Mapping[str, str | int]) -> chromadb.Collection:
    """A new collection for an article.

    Raises:
        UnreadableError: it can't be made.
    """
    with reading():
        return client.create_collection(
            name, metadata=dict(metadata), configuration={"hnsw": _HNSW}, embedding_function=None
        )


def fill(
    collection: chromadb.Collection, units: Sequence[Unit], vectors: Vectors, probe: Vectors, batch: int = _ROWS
) -> None:
    """Add a row for every unit, and the probe's last.

    Raises:
        UnreadableError: it can't be written.
    """
    for start in range(0, len(units), batch):
        rows = units[start : start + batch]
        with reading():
            collection.add(
                ids=[unit.id for unit in rows],
                embeddings=vectors[start : start + batch],
                documents=[unit.text for unit in rows],
                metadatas=[{"view": unit.view, "position": unit.position} for unit in rows],
            )
    with reading():
        collection.add(ids=[_PROBE], embeddings=probe[None], metadatas=[{"view": _PROBE, "position": 0}])


def collection_of(client: ClientAPI, name: str) -> chromadb.Collection | None:
    """The collection of that name; None where there is none.

    Raises:
        UnreadableError: it can't be looked for.
    """
    with reading():
        try:
            return client.get_collection(name, embedding_function=None)
        except NotFoundError:
            return None
