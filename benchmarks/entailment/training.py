"""Train the network on claims."""

from collections.abc import Callable, Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.entailment.claims import Example
from benchmarks.ranker.training import Plan, descend
from embeddings.ranking.entailment import Entailment
from embeddings.ranking.network import Reader

_TOGETHER: Final = 8
"""Pairs of about one length that go through the network together: less is filled up than in one batch."""


def train(
    reader: Reader,
    entailment: Entailment,
    examples: Sequence[Example],
    plan: Plan,
    tell: Callable[[str], None],
) -> None:
    """Train `reader`, which `entailment` feeds."""

    def loss(some: Sequence[Example]) -> Tensor:
        ordered = sorted(some, key=lambda example: sum(map(len, example.pair)))
        logits = []
        for start in range(0, len(ordered), _TOGETHER):
            pairs = [example.pair for example in ordered[start : start + _TOGETHER]]
            with torch.autocast("cpu", torch.bfloat16):
                logits.append(reader.read(entailment.batch(pairs))[0])
        right = torch.tensor([float(example.follows) for example in ordered])
        return functional.binary_cross_entropy_with_logits(torch.cat(logits), right)

    descend(reader, reader.trained(), examples, loss, plan, tell)
