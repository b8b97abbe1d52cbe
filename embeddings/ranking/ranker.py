"""Score sentences against a question, with the packaged weights or others."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from embeddings.errors import EmbeddingError
from embeddings.ranking.batch import Batch
from embeddings.ranking.encoder import packaged, packaged_tokens
from embeddings.ranking.packaged import PackagedE5, Tokens
from embeddings.ranking.scorer import Scorer, trained_names

PACKAGED: Final = Path(__file__).with_name("ranker.safetensors")

MAX_QUESTION: Final = 80
"""Tokens of a question that are read; nothing that people ask is longer."""

MAX_SENTENCE: Final = 200
"""Tokens of a sentence that are read: twice what fits into the longest quote."""

_AT_ONCE: Final = 32
"""Sentences; more would take memory and no less time."""


def unseen_by(weights: Path) -> frozenset[str]:
    """The keys of the articles of public data that `weights` were kept from, so that they can be measured on them.

    Raises:
        EmbeddingError: the file can't be read, or doesn't say.
    """
    try:
        with safe_open(weights, "pt") as file:
            return frozenset(json.loads(file.metadata()["unseen"]))
    except Exception as error:  # safetensors has an error of its own
        raise EmbeddingError(f"{weights} doesn't say which articles the ranker has not seen: {error}") from error


class _Reads(Protocol):
    """What `network.Reader` and `Scorer` have in common."""

    def __call__(self, batch: Batch, /) -> Tensor:
        """Logits `(n,)`."""

    def trained(self) -> Mapping[str, Tensor]:
        """The weights that are not multilingual-e5-small's own."""


class Ranker:
    """Reads a question beside sentences. Safe for concurrent callers."""

    def __init__(self, reader: _Reads, e5: PackagedE5, tokens: Tokens | None = None) -> None:
        self._reader = reader
        self._packaged = e5
        self._tokens = lru_cache(maxsize=20_000)(tokens or e5.tokens())

    @classmethod
    def load(cls, path: Path = PACKAGED) -> "Ranker":
        """The ranker whose weights are in `path`.

        Raises:
            EmbeddingError: the file can't be read, or isn't a ranker's.
        """
        try:
            weights = load_file(path)
        except Exception as error:  # safetensors has an error of its own
            raise EmbeddingError(f"The ranker's weights can't be read from {path}: {error}") from error
        e5 = packaged()
        expected = set(trained_names(e5.shape.layers))
        if set(weights) != expected:
            raise EmbeddingError(
                f"{path} holds other weights than a ranker's: {len(weights)} instead of {len(expected)}, or of other "
                "names; give a file that `python -m benchmarks.ranker` wrote."
            )
        return cls(Scorer(weights, e5.shape.layers), e5, packaged_tokens())

    def save(self, path: Path, about: dict[str, str]) -> None:
        """Write the trained weights as float16, and `about` beside them."""
        save_file({name: weights.half() for name, weights in self._reader.trained().items()}, path, about)

    @torch.inference_mode()
    def logits(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """For every sentence the logit that it answers `question`, `(n,)`; 0 stands for "none of them"."""
        scores = np.empty(len(sentences), np.float32)
        for start in range(0, len(sentences), _AT_ONCE):
            some = sentences[start : start + _AT_ONCE]
            scores[start : start + _AT_ONCE] = self._reader(self.batch([(question, text) for text in some])).numpy()
        return scores

    def batch(self, pairs: Sequence[tuple[str, str]]) -> Batch:
        """`<s> question </s> </s> sentence </s>`, as XLM-RoBERTa pairs texts."""
        e5 = self._packaged
        asked = [[e5.start, *self._tokens(question)[:MAX_QUESTION], e5.end, e5.end] for question, _ in pairs]
        read = [[*self._tokens(sentence)[:MAX_SENTENCE], e5.end] for _, sentence in pairs]
        lines = [a + b for a, b in zip(asked, read, strict=True)]
        ids = np.full((len(lines), max(map(len, lines))), e5.padding, np.int64)
        parts, mask, inside = np.zeros_like(ids), np.zeros(ids.shape, bool), np.zeros(ids.shape, bool)
        for row, (question, line) in enumerate(zip(asked, lines, strict=True)):
            ids[row, : len(line)] = line
            mask[row, : len(line)] = True
            parts[row, len(question) - 1 : len(line)] = 1
            inside[row, len(question) : len(line) - 1] = True
        words = e5.words(ids.ravel()).reshape(*ids.shape, -1)
        return Batch(*map(torch.from_numpy, (words, parts, mask, inside)))
