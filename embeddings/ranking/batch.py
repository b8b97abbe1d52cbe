"""Pairs of texts as the network reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from embeddings.ranking.packaged import PackagedE5


@dataclass(frozen=True, slots=True)
class Batch:
    """Two texts a row, such as a question and sentences that stand together; `t` tokens at most.

    `words` `(n, t, hidden)` float32; `mask` `(n, t)`: False beyond the end; `sentences`: for every row the first token
    of each of its sentences and the one after its last, in order. A sentence may have no tokens.
    """

    words: Tensor
    mask: Tensor
    sentences: tuple[tuple[tuple[int, int], ...], ...]


class Reads(Protocol):
    """What `network.Reader` and `Scorer` have in common."""

    def read(self, batch: Batch) -> tuple[Tensor, list[Tensor]]:
        """Logits, one for each sentence of all rows, and for every row those of borders, `(t, 2)`."""


def filled(lines: Sequence[Sequence[int]], sentences: Sequence[tuple[tuple[int, int], ...]], e5: PackagedE5) -> Batch:
    """Lines of token ids, filled up to the longest; `sentences` as in the batch."""
    ids = np.full((len(lines), max(map(len, lines))), e5.padding, np.int64)
    mask = np.zeros(ids.shape, bool)
    for row, line in enumerate(lines):
        ids[row, : len(line)] = line
        mask[row, : len(line)] = True
    words = e5.words(ids.ravel()).reshape(*ids.shape, -1)
    return Batch(torch.from_numpy(words), torch.from_numpy(mask), tuple(sentences))
