"""Train the network on examples."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.ranker.examples import Draw, Example
from embeddings.ranking.network import Reader
from embeddings.ranking.ranker import Ranker

_TOGETHER: Final = 16
"""Pairs of about one length that go through the network together: less is filled up than in one batch."""

_EACH: Final = 0.3
"""Weight of the loss that looks at each sentence alone beside the one that looks at all of a question's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`rate` is that of the encoder; its head, which starts from nothing, learns five times as fast."""

    epochs: float = 2.0
    batch: int = 8
    rate: float = 1e-4
    seed: int = 0


def train(reader: Reader, ranker: Ranker, examples: Sequence[Example], plan: Plan, tell: Callable[[str], None]) -> None:
    """Train `reader`, which `ranker` feeds."""
    chance = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    steps = int(len(examples) * plan.epochs / plan.batch)
    trained = set(reader.trained())
    for name, weights in reader.named_parameters():
        weights.requires_grad_(name in trained)
    optimiser = _optimiser(reader, plan.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, steps))
    reader.train()
    waiting: list[Example] = []
    losses: list[float] = []
    for step in range(1, steps + 1):
        if len(waiting) < plan.batch:
            waiting = chance.sample(examples, len(examples)) + waiting
        losses.append(_step(reader, ranker, [waiting.pop() for _ in range(plan.batch)], chance, optimiser))
        schedule.step()
        if step % 50 == 0 or step == steps:
            tell(f"step {step} of {steps}: loss {sum(losses) / len(losses):.3f}")
            losses.clear()
    reader.eval()


def _step(
    reader: Reader, ranker: Ranker, examples: Sequence[Example], chance: random.Random, optimiser: torch.optim.Optimizer
) -> float:
    drawn = [example.draw(chance) for example in examples]
    pairs = [(draw.question, sentence) for draw in drawn for sentence in draw.sentences]
    logits = torch.split(_logits(reader, ranker, pairs), [len(draw.sentences) for draw in drawn])
    loss = torch.stack([_loss(*both) for both in zip(logits, drawn, strict=True)]).mean()
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _logits(reader: Reader, ranker: Ranker, pairs: Sequence[tuple[str, str]]) -> Tensor:
    """The logits of `pairs`, in order."""
    order = sorted(range(len(pairs)), key=lambda i: sum(map(len, pairs[i])))
    found = []
    for start in range(0, len(order), _TOGETHER):
        with torch.autocast("cpu", torch.bfloat16):
            found.append(reader(ranker.batch([pairs[i] for i in order[start : start + _TOGETHER]])))
    return torch.cat(found)[torch.tensor(order).argsort()]


def _loss(logits: Tensor, draw: Draw) -> Tensor:
    """Minus the log-likelihood that one of the right sentences is chosen, or "none" where none is right."""
    right = torch.tensor(draw.right)
    none = torch.zeros(1)
    everything = torch.logsumexp(torch.cat([logits, none]), 0)
    loss = everything - (torch.logsumexp(logits[right], 0) if right.any() else none[0])
    if not draw.each:
        return loss
    each = functional.binary_cross_entropy_with_logits(logits, right.float(), reduction="sum")
    return loss + _EACH * each


def _optimiser(reader: Reader, rate: float) -> torch.optim.Optimizer:
    head = list(reader.head.parameters())
    upper = [weights for weights in reader.encoder.parameters() if weights.requires_grad]
    matrices = [weights for weights in upper if weights.ndim > 1]
    vectors = [weights for weights in upper if weights.ndim == 1]
    return torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": 0.01},
            {"params": vectors, "weight_decay": 0.0},
            {"params": head, "weight_decay": 0.0, "lr": 5 * rate},
        ],
        lr=rate,
    )


def _share(step: int, steps: int) -> float:
    """Of the rate: up in a line, then down."""
    up = max(1, math.ceil(0.08 * steps))
    return min((step + 1) / up, max(0.02, (steps - step) / max(1, steps - up)))
