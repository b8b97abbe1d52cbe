"""The vectors of one article under one model, kept in Chroma. The only file that imports chromadb.

Chroma's files don't survive two writing processes, so none ever has two: an index is built in a folder of
its own under a lock, closed, and moved to its place in one step; from then on it is only read, and its place
is never used for another one. Under the data directory:

    indexes/<digest of the stamp>/lock              held while looking for an index and while building one
    indexes/<digest of the stamp>/<random>/         an index: Chroma's files, and their sizes in files.json
    indexes/<digest of the stamp>/building-<random>/  an index that is being built

The stamp holds everything that the vectors depend on, so a changed article, model or way of cutting has
another folder. A model whose weights have changed under its old name is told by the vector of a probe.
"""

import hashlib
import json
import shutil
import tempfile
import threading
import weakref
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from embeddings.chunks import CHUNKING_VERSION, Unit
from embeddings.errors import StorageError
from embeddings.model import Embedder, prompts

Progress = Callable[[int, int], None]
"""Called with the number of texts embedded so far and in all."""

_COLLECTION: Final = "article"
_FILES: Final = "files.json"
_BUILDING: Final = "building-"
_BATCH: Final = 16
_ROWS: Final = 5000
"""Chroma takes at most 5,461 at once."""
_LOCK_SECONDS: Final = 600
_PROBE: Final = "1998: The treaty was signed. وُقّعت المعاهدة."
_SAME_MODEL: Final = 0.999
"""Cosine of a probe's stored and new vector; 4-bit against 32-bit arithmetic of one model still reaches it."""

# With Chroma's own 100, 16 and 100, of 1,000 units a few are never found by any query.
_HNSW: Final = {"space": "cosine", "ef_construction": 400, "max_neighbors": 64, "ef_search": 1024}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the vectors of a collection depend on."""

    article: str
    model: str
    dimension: int
    query_prompt: str
    document_prompt: str
    chunking: int
    units: int
    texts: str

    @classmethod
    def of(cls, article_id: str, units: Sequence[Unit], model_name: str, model: Embedder) -> Self:
        """The stamp that an index of these units under this model bears."""
        query_prompt, document_prompt = prompts(model)
        return cls(
            article=article_id,
            model=model_name,
            dimension=int(model.get_embedding_dimension() or 0),
            query_prompt=query_prompt,
            document_prompt=document_prompt,
            chunking=CHUNKING_VERSION,
            units=len(units),
            texts=hashlib.sha256("".join(unit.id for unit in units).encode()).hexdigest(),
        )

    @property
    def key(self) -> str:
        """The name of the index's folder."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:32]


class ArticleIndex:
    """Nearest chunks and sentences of one article. Make one with `ArticleIndex.open`."""

    def __init__(self, client: Any, collection: chromadb.Collection, sizes: Mapping[str, int]) -> None:
        self._collection = collection
        self._sizes = sizes
        # Chroma keeps files and threads open until it is told; an index that nobody holds any more is closed.
        weakref.finalize(self, _drop, client)

    @classmethod
    def open(
        cls,
        stamp: Stamp,
        units: Sequence[Unit],
        model: Embedder,
        data_dir: Path,
        progress: Progress | None = None,
    ) -> Self:
        """The index of `units` under `model`: the stored one, or a new one where there is none that fits.

        Raises:
            StorageError: `data_dir` can't be written, or another process holds the lock for too long.
        """
        probe = _vectors(model, [_PROBE])[0]
        folder = data_dir / "indexes" / stamp.key
        with _locked(folder):
            stored = _stored(folder, stamp, probe)
            if stored is None:
                vectors = _embedded(units, model, progress)
                _build(folder, stamp, units, vectors, probe)
                stored = _stored(folder, stamp, probe)
        if stored is None:
            raise StorageError(f"The index {folder} can't be read back after it was built; delete it and try again.")
        return cls(*stored, Counter(view_of(unit.kind, unit.language) for unit in units))

    def nearest(self, vector: NDArray[np.float32], view: str, k: int) -> dict[int, float]:
        """The `k` nearest units of a view (`view_of(unit)`): position to cosine similarity, nearest first."""
        wanted = min(k, self._sizes.get(view, 0))
        if not wanted:
            return {}
        found = self._collection.query(
            query_embeddings=vector[None], n_results=wanted, where={"view": view}, include=["metadatas", "distances"]
        )
        metadatas, distances = found["metadatas"], found["distances"]
        assert metadatas is not None  # both were asked for
        assert distances is not None
        if len(distances[0]) < wanted:  # Chroma searches a graph, and some units may stand where no way leads
            return self._nearest_of_all(vector, view, wanted)
        return {_position(row): 1.0 - distance for row, distance in zip(metadatas[0], distances[0], strict=True)}

    def _nearest_of_all(self, vector: NDArray[np.float32], view: str, k: int) -> dict[int, float]:
        """What `nearest` gives, by comparing with every vector of the view."""
        rows = self._collection.get(where={"view": view}, include=["metadatas", "embeddings"])
        assert rows["metadatas"] is not None  # both were asked for
        assert rows["embeddings"] is not None
        cosines = np.asarray(rows["embeddings"], np.float32) @ vector
        order = np.argsort(-cosines, kind="stable")[:k]
        return {_position(rows["metadatas"][i]): float(cosines[i]) for i in order}


def view_of(kind: str, language: str) -> str:
    """The name of all units of one kind in one language."""
    return f"{kind}-{language}"


def _position(row: Mapping[str, Any]) -> int:
    return int(row["position"])


def _vectors(model: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """The texts as passages, `(n, dimension)` float32, unit length."""
    return np.asarray(model.encode_document(list(texts), normalize_embeddings=True), np.float32)


def _embedded(units: Sequence[Unit], model: Embedder, progress: Progress | None) -> NDArray[np.float32]:
    """The vectors of `units`, in their order."""
    # Texts of a length go together, so that no short one waits for a long one.
    order = sorted(range(len(units)), key=lambda i: len(units[i].text))
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    vectors: dict[int, NDArray[np.float32]] = {}
    for batch in batches:
        vectors.update(zip(batch, _vectors(model, [units[i].text for i in batch]), strict=True))
        if progress:
            progress(len(vectors), len(units))
    return np.stack([vectors[i] for i in range(len(units))])


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """Say of whatever goes wrong on the disk where it did and what to do."""
    try:
        yield
    except Timeout as error:
        raise StorageError(
            f"Another process has been building the index {folder} for {_LOCK_SECONDS} s; wait for it or end it."
        ) from error
    except (OSError, ChromaError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StorageError(
            f"The index can't be kept in {folder} ({reason}); make room or set another data directory."
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Make `folder` and hold its lock."""
    lock = FileLock(folder / "lock", timeout=_LOCK_SECONDS)
    with _reported(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


# Chroma counts the clients of a folder, and neither its counting nor its locks expect a finalizer that runs in the
# midst of them. So clients are opened and closed one at a time, and a finalizer never waits.
_clients: Final = threading.Lock()
_dropped: Final[deque[Any]] = deque()


def _client(place: Path) -> Any:
    # Nothing is read from a .env that lies about.
    settings = Settings(_env_file=None, anonymized_telemetry=False, is_persistent=True)  # type: ignore[call-arg]
    with _clients:
        _close_dropped()
        return chromadb.PersistentClient(str(place), settings)


def _close(client: Any) -> None:
    with _clients:
        client.close()


def _drop(client: Any) -> None:
    """Close `client` now, or when the next one is opened where another is being opened or closed right now."""
    _dropped.append(client)
    if _clients.acquire(blocking=False):
        try:
            _close_dropped()
        finally:
            _clients.release()


def _close_dropped() -> None:
    while _dropped:
        _dropped.popleft().close()


def _stored(folder: Path, stamp: Stamp, probe: NDArray[np.float32]) -> tuple[Any, chromadb.Collection] | None:
    """Client and collection of the index in `folder` that `stamp` and `probe` fit; None where there is none.

    What is damaged or was left half-built is removed; what other weights of the same name made is let be.
    """
    with _reported(folder):
        for place in sorted(path for path in folder.iterdir() if path.is_dir()):
            # A damaged file can end the process that opens it, so the sizes are looked at first.
            if place.name.startswith(_BUILDING) or not _is_whole(place):
                shutil.rmtree(place)
                continue
            found = _read(place, stamp)
            if found is None:
                shutil.rmtree(place)
                continue
            client, collection, kept = found
            if kept.shape == probe.shape and float(kept @ probe) >= _SAME_MODEL:
                return client, collection
            _close(client)
    return None


def _read(place: Path, stamp: Stamp) -> tuple[Any, chromadb.Collection, NDArray[np.float32]] | None:
    """Client, collection and vector of the probe of the index at `place`; None where it isn't what `stamp` says."""
    try:
        client = _client(place)
    except (ChromaError, ValueError):
        return None
    try:
        collection: chromadb.Collection = client.get_collection(_COLLECTION, embedding_function=None)
        metadata = dict(collection.metadata or {})
        probe = np.array(json.loads(str(metadata.pop("probe", "[]"))), np.float32)
        if metadata == asdict(stamp) and collection.count() == stamp.units:
            return client, collection, probe
    except (ChromaError, ValueError):
        pass
    _close(client)
    return None


def _build(
    folder: Path, stamp: Stamp, units: Sequence[Unit], vectors: NDArray[np.float32], probe: NDArray[np.float32]
) -> None:
    """Write an index aside and move it to its place."""
    with _reported(folder):
        aside = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
        try:
            _write(aside, stamp, units, vectors, probe)
            (aside / _FILES).write_text(json.dumps(_sizes(aside)))
            aside.replace(folder / aside.name.removeprefix(_BUILDING))
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise


def _write(
    place: Path, stamp: Stamp, units: Sequence[Unit], vectors: NDArray[np.float32], probe: NDArray[np.float32]
) -> None:
    client = _client(place)
    try:
        collection = client.create_collection(
            _COLLECTION,
            metadata={**asdict(stamp), "probe": json.dumps([float(x) for x in probe])},
            configuration={"hnsw": _HNSW},
            embedding_function=None,
        )
        for start in range(0, len(units), _ROWS):
            rows = units[start : start + _ROWS]
            collection.add(
                ids=[unit.id for unit in rows],
                embeddings=vectors[start : start + _ROWS],
                documents=[unit.text for unit in rows],
                metadatas=[{"view": view_of(unit.kind, unit.language), "position": unit.position} for unit in rows],
            )
    finally:
        _close(client)


def _sizes(place: Path) -> dict[str, int]:
    """The size of every file of an index."""
    paths = (path for path in place.rglob("*") if path.is_file() and path.name != _FILES)
    return {path.relative_to(place).as_posix(): path.stat().st_size for path in paths}


def _is_whole(place: Path) -> bool:
    """Whether every file of an index has the size that it was written with."""
    try:
        written = json.loads((place / _FILES).read_text())
    except (OSError, ValueError):
        return False
    return isinstance(written, dict) and written.items() <= _sizes(place).items()
