"""The vectors of one article under one model, kept in Chroma. The only file that imports chromadb.

Chroma's files don't survive two writing processes, so none ever has two: an index is built in a directory
of its own under a lock, checked, and moved to its place in one step; from then on it is only read. The name
of that place is a digest of everything that the vectors depend on, so a changed article, model or way of
cutting has another place and stale vectors are never found.
"""

import hashlib
import json
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import chromadb
import chromadb.errors
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from embeddings.chunks import CHUNKING_VERSION, Unit
from embeddings.errors import StorageError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Progress = Callable[[int, int], None]
"""Called with the number of texts embedded so far and in all."""

_COLLECTION: Final = "article"
_BATCH: Final = 16
_LOCK_SECONDS: Final = 600
_PROBE: Final = "1998: The treaty was signed. وُقّعت المعاهدة."
_SAME_MODEL: Final = 0.999
"""Cosine of a probe's stored and new vector; 4-bit against 32-bit arithmetic of one model still reaches it."""


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

    @classmethod
    def of(cls, article_id: str, units: Sequence[Unit], model_name: str, model: "SentenceTransformer") -> Self:
        """The stamp that an index of these units under this model bears."""
        return cls(
            article=article_id,
            model=model_name,
            dimension=int(model.get_embedding_dimension() or 0),
            query_prompt=model.prompts.get("query", ""),
            document_prompt=model.prompts.get("document", model.prompts.get("passage", "")),
            chunking=CHUNKING_VERSION,
            units=len(units),
        )

    @property
    def key(self) -> str:
        """The name of the index's place."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:32]


class ArticleIndex:
    """Nearest chunks and sentences of one article. Make one with `ArticleIndex.open`."""

    def __init__(self, client: Any, collection: chromadb.Collection) -> None:
        self._collection = collection
        # Chroma keeps files and threads open until it is told; an index that nobody holds any more is closed.
        weakref.finalize(self, client.close)

    @classmethod
    def open(
        cls,
        stamp: Stamp,
        units: Sequence[Unit],
        model: "SentenceTransformer",
        data_dir: Path,
        progress: Progress | None = None,
    ) -> Self:
        """The index of `units` under `model`: the stored one, or a new one where there is none that fits.

        Raises:
            StorageError: `data_dir` can't be written, or another process holds the lock for too long.
        """
        probe = model.encode_document([_PROBE], normalize_embeddings=True)[0]
        place = data_dir / "indexes" / stamp.key
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(place.with_suffix(".lock"), timeout=_LOCK_SECONDS):
                stored = _stored(place, stamp, probe)
                if stored is None:
                    _build(place, stamp, units, model, probe, progress)
                    stored = _stored(place, stamp, probe)
        except Timeout as error:
            raise StorageError(
                f"Another process has been building the index {place} for {_LOCK_SECONDS} s; wait for it or end it."
            ) from error
        except OSError as error:
            raise StorageError(
                f"The index can't be kept in {data_dir} ({error.strerror or error}); make room or set another data "
                "directory."
            ) from error
        if stored is None:
            raise StorageError(f"The index {place} can't be read back after it was built; delete it and try again.")
        return cls(*stored)

    def nearest(self, vector: NDArray[np.float32], view: str, k: int) -> dict[int, float]:
        """The `k` nearest units of a view (`view_of(unit)`): position to cosine similarity, nearest first."""
        found = self._collection.query(
            query_embeddings=[vector], n_results=k, where={"view": view}, include=["metadatas", "distances"]
        )
        metadatas, distances = found["metadatas"], found["distances"]
        assert metadatas is not None and distances is not None, "both were asked for"
        return {
            int(str(metadata["position"])): 1.0 - distance
            for metadata, distance in zip(metadatas[0], distances[0], strict=True)
        }


def view_of(kind: str, language: str) -> str:
    """The name of all units of one kind in one language."""
    return f"{kind}-{language}"


def _client(place: Path) -> Any:
    settings = chromadb.Settings(anonymized_telemetry=False, is_persistent=True)
    return chromadb.PersistentClient(str(place), settings)


def _stored(place: Path, stamp: Stamp, probe: NDArray[np.float32]) -> "tuple[Any, chromadb.Collection] | None":
    """Client and collection at `place`; None where there is none, or not what `stamp` says, and then it is gone."""
    if not place.exists():
        return None
    client = _client(place)
    try:
        collection: chromadb.Collection = client.get_collection(_COLLECTION)
        metadata = dict(collection.metadata or {})
        kept = np.array(json.loads(str(metadata.pop("probe", "[]"))), np.float32)
        same_model = kept.shape == probe.shape and float(kept @ probe) >= _SAME_MODEL
        if metadata == asdict(stamp) and same_model and collection.count() == stamp.units:
            return client, collection
    except (chromadb.errors.ChromaError, ValueError):
        pass
    client.close()
    shutil.rmtree(place)
    return None


def _build(
    place: Path,
    stamp: Stamp,
    units: Sequence[Unit],
    model: "SentenceTransformer",
    probe: NDArray[np.float32],
    progress: Progress | None,
) -> None:
    """Embed `units` into a new collection aside and move it to `place`."""
    aside = Path(tempfile.mkdtemp(prefix=f".{stamp.key[:8]}-", dir=place.parent))
    client = _client(aside)
    try:
        collection = client.create_collection(
            _COLLECTION,
            metadata={**asdict(stamp), "probe": json.dumps([float(x) for x in probe])},
            configuration={"hnsw": {"space": "cosine", "ef_search": 256}},
            embedding_function=None,
        )
        _fill(collection, units, model, progress)
        client.close()
        os.replace(aside, place)
    except BaseException:
        client.close()
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _fill(
    collection: chromadb.Collection,
    units: Sequence[Unit],
    model: "SentenceTransformer",
    progress: Progress | None,
) -> None:
    # Texts of a length go together, so that no short one waits for a long one.
    order = sorted(units, key=lambda unit: len(unit.text))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        collection.add(
            ids=[unit.id for unit in batch],
            embeddings=model.encode_document([unit.text for unit in batch], normalize_embeddings=True),
            documents=[unit.text for unit in batch],
            metadatas=[{"view": view_of(unit.kind, unit.language), "position": unit.position} for unit in batch],
        )
        if progress:
            progress(min(start + _BATCH, len(order)), len(order))
