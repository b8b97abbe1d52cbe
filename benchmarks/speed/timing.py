"""Seconds of both sides, taken in turns."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Times:
    """What the runs of one thing took, in seconds (or megabytes), in their order."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the runs took less."""
        return statistics.median(self.values)

    def quantile(self, share: float) -> float:
        """What `share` of the runs stayed under, from 0 to 1; between two runs in proportion."""
        ordered = sorted(self.values)
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured: `ours`, and the `plain` script's where it does such a thing.

    unit: "s", "MB" or "". amount: how many pieces of work one run is; where there are several, a report says how many
    of them a second. at_most: what ours may be at most, as a share of the plain script's, or None. limit: what ours
    may be at most. note: what a reader has to know.
    """

    name: str
    unit: str
    ours: Times
    plain: Times | None = None
    amount: int = 1
    at_most: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a share of the plain script's, medians."""
        return self.ours.median / self.plain.median if self.plain and self.plain.median else None

    @property
    def reached(self) -> bool | None:
        """Whether ours stays within its goals; None where there are none, or nothing to compare with."""
        held = []
        if self.at_most is not None and self.ratio is not None:
            held.append(self.ratio <= self.at_most)
        if self.limit is not None:
            held.append(self.ours.median <= self.limit)
        return all(held) if held else None


@dataclass(frozen=True, slots=True)
class Share:
    """Of `questions`, the share that was right; `plain` None where the plain script does no such thing."""

    name: str
    questions: int
    ours: float
    plain: float | None = None


def seconds(work: Callable[[], object]) -> float:
    """What one run takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def in_turns(
    items: Sequence[Item], ours: Callable[[Item], float], plain: Callable[[Item], float] | None, rounds: int = 1
) -> tuple[Times, Times | None]:
    """Both sides' figures for every item, one side after the other, and the other one first in the next round."""
    left: list[float] = []
    right: list[float] = []
    for turn in range(rounds):
        for item in items:
            sides = [(ours, left)] + ([(plain, right)] if plain else [])
            for work, values in reversed(sides) if turn % 2 else sides:
                values.append(work(item))
    return Times(tuple(left)), Times(tuple(right)) if plain else None
