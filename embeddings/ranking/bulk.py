"""Texts to vectors, in bfloat16: on processors that have it many times as fast as the C engine, same direction."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from embeddings.ranking.encoder import Encoder, has_bfloat16, packaged, packaged_tokens
from embeddings.ranking.packaged import in_our_scripts

_TOGETHER: Final = 4096
"""Tokens that are laid end to end; more would take memory and no less time."""


def read(texts: Sequence[str], vectors: NDArray[np.float32], max_tokens: int) -> frozenset[int]:
    """Fill in the rows of `vectors`, `(n, hidden)`, unit length, of those texts that this can read; their places.

    Each text has its prefix. None is read without bfloat16, and none of more than `max_tokens`.
    """
    if not has_bfloat16():
        return frozenset()
    e5 = packaged()
    ids = [[e5.start, *_tokens(text), e5.end] for text in texts]
    places = [place for place in range(len(texts)) if len(ids[place]) <= max_tokens]
    for some in _batches(places, [len(ids[place]) for place in places]):
        lengths = [len(ids[place]) for place in some]
        words = e5.words(np.concatenate([ids[place] for place in some]))
        hidden = torch.split(_encoder()(torch.from_numpy(words), lengths), lengths)
        means = torch.stack([states.mean(0) for states in hidden])
        vectors[some] = functional.normalize(means, dim=1).numpy()
    return frozenset(places)


def _batches(places: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    tokens = 0
    for place, length in zip(places, lengths, strict=True):
        if batch and tokens + length > _TOGETHER:
            yield batch
            batch, tokens = [], 0
        batch.append(place)
        tokens += length
    if batch:
        yield batch


def _tokens(text: str) -> list[int]:
    return packaged_tokens()(text) if in_our_scripts(text) else packaged_tokens(every_script=True)(text)


@cache
def _encoder() -> Encoder:
    return Encoder()
