"""Train the network on examples."""

import math
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import torch
from torch import Tensor
from torch.nn import functional
from transformers import get_linear_schedule_with_warmup

from benchmarks.ranker.examples import Draw, Example, Reading
from embeddings.ranking.network import Reader
from embeddings.ranking.ranker import Pair, Ranker

_TOGETHER: Final = 16
"""Readings of about one length that go through the network together: less is filled up than in one batch."""

_EACH: Final = 0.3
"""Weight of the loss that looks at each sentence alone beside the one that looks at all of a question's."""

_BORDERS: Final = 0.5
"""Weight of where the answer begins, and of where it ends."""

_WARM: Final = 0.08
"""Of the steps, in which the rate goes up; after them it goes down."""

Learned = TypeVar("Learned")


@dataclass(frozen=True, slots=True)
class Plan:
    """`rate` is that of the last layer: each layer below learns `decay` as fast as the one above it, and the heads five
    times as fast."""

    epochs: float = 3.0
    batch: int = 8
    rate: float = 1.2e-4
    decay: float = 0.9
    seed: int = 0


def train(reader: Reader, ranker: Ranker, examples: Sequence[Example], plan: Plan, tell: Callable[[str], None]) -> None:
    """Train `reader`, which `ranker` feeds."""
    chance = random.Random(f"draws {plan.seed}")

    def loss(some: Sequence[Example]) -> Tensor:
        drawn = [example.draw(chance) for example in some]
        pairs = [(draw.question, reading.sentences) for draw in drawn for reading in draw.readings]
        read = iter(_read(reader, ranker, pairs))
        return torch.stack([_loss(draw, [next(read) for _ in draw.readings], ranker) for draw in drawn]).mean()

    descend(reader, reader.trained(), examples, loss, plan, tell)


def descend(
    reader: Reader,
    trained: Collection[str],
    examples: Sequence[Learned],
    loss: Callable[[Sequence[Learned]], Tensor],
    plan: Plan,
    tell: Callable[[str], None],
) -> None:
    """Train those weights of `reader` that `trained` names, so that `loss` of `examples` gets less."""
    chance = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    steps = int(len(examples) * plan.epochs / plan.batch)
    for name, weights in reader.named_parameters():
        weights.requires_grad_(name in trained)
    optimiser = _optimiser(reader, plan)
    warm = math.ceil(_WARM * steps)
    rates = get_linear_schedule_with_warmup(optimiser, warm, steps)
    reader.train()
    waiting: list[Learned] = []
    losses: list[float] = []
    for step in range(1, steps + 1):
        if len(waiting) < plan.batch:
            waiting = chance.sample(examples, len(examples)) + waiting
        found = loss([waiting.pop() for _ in range(plan.batch)])
        optimiser.zero_grad()
        found.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        rates.step()
        losses.append(float(found.detach()))
        if step % 50 == 0 or step == steps:
            tell(f"step {step} of {steps}: loss {sum(losses) / len(losses):.3f}")
            losses.clear()
    reader.eval()


def between(before: Mapping[str, Tensor], after: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Weights that have gone `share` of the way from those `before` to those `after`."""
    return {name: torch.lerp(weights, after[name], share) for name, weights in before.items()}


def _read(reader: Reader, ranker: Ranker, pairs: Sequence[Pair]) -> list[tuple[Tensor, Tensor]]:
    """For each of `pairs`, in order, the logits of its sentences, and those of borders at its tokens."""
    order = sorted(range(len(pairs)), key=lambda i: sum(map(len, pairs[i][1])))
    found: dict[int, tuple[Tensor, Tensor]] = {}
    for start in range(0, len(order), _TOGETHER):
        some = order[start : start + _TOGETHER]
        with torch.autocast("cpu", torch.bfloat16):
            logits, borders = reader.read(ranker.batch([pairs[i] for i in some]))
        split = torch.split(logits, [len(pairs[i][1]) for i in some])
        found |= dict(zip(some, zip(split, borders, strict=True), strict=True))
    return [found[i] for i in range(len(pairs))]


def _loss(draw: Draw, read: Sequence[tuple[Tensor, Tensor]], ranker: Ranker) -> Tensor:
    """Minus the log-likelihood that one of the right sentences is chosen, or "none" where none is right; and that the
    answer begins and ends where it does."""
    logits = torch.cat([sentences for sentences, _ in read])
    if draw.unknown:
        return _missed(logits, torch.ones(len(logits), dtype=torch.bool))
    right = torch.tensor([right for reading in draw.readings for right in reading.right])
    each = functional.binary_cross_entropy_with_logits(logits, right.float(), reduction="sum")
    borders = torch.cat([tokens for _, tokens in read])
    places = torch.cat(
        [_places(reading, len(tokens), ranker) for reading, (_, tokens) in zip(draw.readings, read, strict=True)]
    )
    found = sum(_missed(borders[:, end], places[:, end]) for end in (0, 1))
    return _missed(logits, right) + _EACH * each + _BORDERS * found


def _missed(logits: Tensor, right: Tensor) -> Tensor:
    """Minus the log-likelihood of any of the `right` ones; of none of all where there is no right one."""
    none = torch.zeros(1)
    everything = torch.logsumexp(torch.cat([logits, none]), 0)
    return everything - (torch.logsumexp(logits[right], 0) if right.any() else none[0])


def _places(reading: Reading, tokens: int, ranker: Ranker) -> Tensor:
    """Of the tokens of a reading, `(tokens, 2)`: whether the answer begins there, in a right sentence, and ends."""
    places = torch.zeros(tokens, 2, dtype=torch.bool)
    before = 0
    for sentence, right in zip(reading.sentences, reading.right, strict=True):
        length, found = ranker.places(sentence, reading.answer if right else "")
        for first, last in found:
            places[before + first, 0] = places[before + last, 1] = True
        before += length
    return places


def _optimiser(reader: Reader, plan: Plan) -> torch.optim.Optimizer:
    layers = reader.encoder.config.num_hidden_layers
    groups = []
    for name, weights in reader.named_parameters():
        if not weights.requires_grad:
            continue
        _, of_layer, rest = name.partition("layer.")
        rate = plan.rate * plan.decay ** (layers - 1 - int(rest.split(".")[0])) if of_layer else 5 * plan.rate
        groups.append({"params": [weights], "lr": rate, "weight_decay": 0.01 if weights.ndim > 1 else 0.0})
    return torch.optim.AdamW(groups)
