"""Does a claim follow from what it cites? Its words can all be there and be joined otherwise.

The ranker's network with other weights: it reads the claim beside the evidence, and looks at the claim.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import regex
import torch
from numpy.typing import NDArray

from embeddings.ranking.batch import Batch, Reads, filled
from embeddings.ranking.encoder import packaged, packaged_tokens
from embeddings.ranking.packaged import PackagedE5, Tokens
from embeddings.ranking.scorer import Scorer, trained_names
from embeddings.ranking.weights import read_weights

PACKAGED: Final = Path(__file__).with_name("entailment.safetensors")

_MAX_CLAIM: Final = 150
"""Tokens of a claim that are read; those of a sentence of ten lines."""

_MAX_EVIDENCE: Final = 350
"""And of its evidence: with the claim they fill the network's 512 places."""

_AT_ONCE: Final = 32

_UNREAD: Final = regex.compile(r"[\u064B-\u0652\u0670\u0640]")
"""Tashkeel and tatweel: what the network learned from has none, and each would be a token."""

Pair = tuple[str, str]
"""A claim, and the evidence that it rests on."""


class Entailment:
    """Reads claims beside their evidence, in Arabic or English or one of each. Safe for concurrent callers."""

    def __init__(self, reader: Reads, e5: PackagedE5, tokens: Tokens) -> None:
        self._reader = reader
        self._packaged = e5
        self._tokens = tokens

    @classmethod
    def load(cls, path: Path = PACKAGED) -> "Entailment":
        """The one whose weights are in `path`.

        Raises:
            EmbeddingError: the file can't be read, or holds other weights.
        """
        e5 = packaged()
        weights = read_weights(path, trained_names(e5.shape.layers), "the entailment", "benchmarks.entailment")
        return cls(Scorer(weights, e5.shape.layers), e5, packaged_tokens())

    def log_odds(self, claim: str, sentences: Sequence[str]) -> float:
        """That `claim` follows from `sentences` together; where they are too long to be read together, from the one of
        them that speaks most for it. Minus infinity where the claim is too long itself: nobody has read its end.
        """
        if len(self._ids(claim)) > _MAX_CLAIM:
            return -np.inf
        together = " ".join(sentences)
        alone = len(self._ids(together)) > _MAX_EVIDENCE
        return float(self.logits([(claim, text) for text in (sentences if alone else [together])]).max())

    @torch.inference_mode()
    def logits(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """For each of `pairs` the log-odds that the claim follows from its evidence, `(n,)`, as far as these are read:
        150 and 350 tokens.
        """
        found = [
            self._reader.read(self.batch(pairs[start : start + _AT_ONCE]))[0].numpy()
            for start in range(0, len(pairs), _AT_ONCE)
        ]
        return np.concatenate([np.empty(0, np.float32), *found])

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        """`<s> claim </s> </s> evidence </s>`; the claim counts as the one sentence that is looked at."""
        e5 = self._packaged
        lines, claims = [], []
        for claim, evidence in pairs:
            ids = self._ids(claim)[:_MAX_CLAIM]
            lines.append([e5.start, *ids, e5.end, e5.end, *self._ids(evidence)[:_MAX_EVIDENCE], e5.end])
            claims.append(((1, 1 + len(ids)),))
        return filled(lines, claims, e5)

    def _ids(self, text: str) -> list[int]:
        return self._tokens(_UNREAD.sub("", text))
