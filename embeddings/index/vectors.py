"""The vectors of the units, and of a probe that tells models of one name apart."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from embeddings.chunks import Unit

if TYPE_CHECKING:
    from embeddings.model import Embedder

Vectors = NDArray[np.float32]

Progress = Callable[[int, int], None]
"""Called with the number of texts embedded so far and in all."""

_BATCH: Final = 64
"""Texts between two reports of progress: with fewer, processors wait for each other."""
_PROBE: Final = "1998: The treaty was signed. وُقّعت المعاهدة."
_SAME_MODEL: Final = 0.999
"""Cosine of a probe's stored and new vector; 4-bit against 32-bit arithmetic of one model still reaches it."""


def probe_of(model: "Embedder") -> Vectors:
    """The vector, `(dimension,)` float32, by which a model is known whose weights changed under its old name."""
    probe: Vectors = _encoded(model, [_PROBE])[0]
    return probe


def same_model(kept: Vectors, probe: Vectors) -> bool:
    """Whether two probes are of the same weights."""
    return kept.shape == probe.shape and float(kept @ probe) >= _SAME_MODEL


def embedded(units: Sequence[Unit], model: "Embedder", progress: Progress | None) -> Vectors:
    """The vectors of `units` in their order, `(n, dimension)` float32, unit length."""
    # Each text once: many a paragraph is one sentence. Texts of a length go together, so that no short one waits for
    # a long one.
    texts = sorted(dict.fromkeys(unit.text for unit in units), key=len)
    vectors: dict[str, Vectors] = {}
    for start in range(0, len(texts), _BATCH):
        some = texts[start : start + _BATCH]
        vectors.update(zip(some, _encoded(model, some), strict=True))
        if progress:
            progress(len(vectors), len(texts))
    return np.stack([vectors[unit.text] for unit in units])


def _encoded(model: "Embedder", texts: Sequence[str]) -> Vectors:
    return np.asarray(model.encode_document(list(texts), normalize_embeddings=True), np.float32)
