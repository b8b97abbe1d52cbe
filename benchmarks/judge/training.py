"""Train the adapter on examples."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional
from transformers import get_linear_schedule_with_warmup

from benchmarks.judge.examples import Draw, Example
from benchmarks.judge.network import Network

_RIGHT: Final = 2.0
"""Weight of a sentence that answers: there are fewer."""


_TOGETHER: Final = 2
"""Questions that go through the network at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`batch` questions a step. The rate goes up in `warm` of the steps, then down in a line."""

    epochs: float = 1.0
    batch: int = 4
    rate: float = 2.5e-4
    warm: float = 0.05
    seed: int = 0


def train(
    network: Network,
    examples: Sequence[Example],
    plan: Plan,
    tell: Callable[[str], None],
    keep: Callable[[], None] = lambda: None,
) -> None:
    """Train the adapter of `network`, so that its replies to `examples` get better; `keep` is called now and then."""
    chance = random.Random(plan.seed)
    weights = [weight for adapted in network.adapted.values() for weight in (adapted.a, adapted.b)]
    optimiser = torch.optim.AdamW(weights, lr=plan.rate, weight_decay=0.0)
    steps = math.ceil(len(examples) * plan.epochs / plan.batch)
    warm = math.ceil(plan.warm * steps)
    rates = get_linear_schedule_with_warmup(optimiser, warm, steps)
    waiting: list[Example] = []
    losses: list[float] = []
    for step in range(1, steps + 1):
        if len(waiting) < plan.batch:
            waiting = chance.sample(examples, len(examples)) + waiting
        drawn = [waiting.pop().draw(chance) for _ in range(min(plan.batch, len(waiting)))]
        read = [(draw, network.pack(draw.question, draw.sentences)) for draw in drawn]
        # Those of about one length go through the network together: less is filled up.
        read.sort(key=lambda one: len(one[1].ids))
        optimiser.zero_grad()
        for start in range(0, len(read), _TOGETHER):
            some = read[start : start + _TOGETHER]
            odds = network.log_odds([packed for _, packed in some])
            loss = torch.stack([_loss(draw, found) for (draw, _), found in zip(some, odds, strict=True)]).sum()
            (loss / len(read)).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            losses.append(float(loss.detach()) / len(some))
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        rates.step()
        if step % 25 == 0 or step == steps:
            tell(f"step {step} of {steps}: loss {sum(losses) / len(losses):.3f}")
            losses.clear()
            keep()


def _loss(draw: Draw, odds: Tensor) -> Tensor:
    """Of each sentence alone; where nobody knows which of them answers, of that one does."""
    if draw.right is None:
        none = functional.logsigmoid(-odds).sum()
        return -torch.log1p(-none.exp().clamp(max=1 - 1e-6))
    right = torch.tensor(draw.right, dtype=odds.dtype)
    weight = 1 + (_RIGHT - 1) * right
    return functional.binary_cross_entropy_with_logits(odds, right, weight, reduction="mean")
