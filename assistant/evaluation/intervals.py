"""Shares with their intervals of 95 %. Questions about one article rise and fall together, so articles are drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_DRAWS: Final = 2000
_Z: Final = 1.959964  # the normal distribution's quantile of 97.5 %

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `of` questions, and its interval of 95 %."""

    value: float
    low: float
    high: float
    of: int

    @property
    def margin(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


class Draws:
    """Articles drawn anew, as many as there are, many times over (a cluster bootstrap; percentile intervals).

    `keys` are those of all records of a data set. The draws are the same for the same keys.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        size = len(self._number)
        # (draws, articles): how often each was drawn
        self._counts = np.random.default_rng(0).multinomial(size, np.full(size, 1 / size), _DRAWS).astype(np.float64)

    def share(self, told: Sequence[tuple[str, bool]]) -> Estimate:
        """The share of True; the wider of the drawn interval and Wilson's, which knows about shares of 0 and 1."""
        value = sum(true for _, true in told) / len(told)
        drawn = _estimate(value, self._shares(told), len(told))
        low, high = wilson(value, len(told))
        return Estimate(value, min(low, drawn.low), max(high, drawn.high), len(told))

    def balanced(self, error: Sequence[tuple[str, bool]], false: Sequence[tuple[str, bool]]) -> Estimate:
        """One minus the mean of two shares of mistakes."""
        value = 1 - (sum(e for _, e in error) / len(error) + sum(f for _, f in false) / len(false)) / 2
        return _estimate(value, 1 - (self._shares(error) + self._shares(false)) / 2, len(error) + len(false))

    def auc(self, sure: Sequence[tuple[str, bool, float]]) -> Estimate:
        """The area under the curve of key, truth and confidence; both truths have to be there."""
        value, drawn = self._areas(sure)
        return _estimate(value, drawn, len(sure))

    def auc_gain(self, sure: Sequence[tuple[str, bool, float]], before: Sequence[tuple[str, bool, float]]) -> Estimate:
        """By how much that area is larger than another of the same questions, from -1 to 1."""
        (value, drawn), (less, drawn_less) = self._areas(sure), self._areas(before)
        return _estimate(value - less, drawn - drawn_less, len(sure))

    def _areas(self, sure: Sequence[tuple[str, bool, float]]) -> tuple[float, Floats]:
        """The area, and that in each draw, nan where one truth was not drawn."""
        keys = np.array([self._number[key] for key, _, _ in sure])
        truth = np.array([true for _, true, _ in sure])
        levels, level = np.unique([confidence for _, _, confidence in sure], return_inverse=True)

        def area(weights: Any) -> float:
            positive = np.bincount(level, weights * truth, len(levels))
            negative = np.bincount(level, weights * ~truth, len(levels))
            pairs = positive.sum() * negative.sum()
            below = np.cumsum(negative) - negative / 2
            return float((positive * below).sum() / pairs) if pairs else np.nan

        return area(np.ones(len(sure))), np.array([area(counts[keys]) for counts in self._counts])

    def _shares(self, told: Sequence[tuple[str, bool]]) -> Floats:
        """The share of True in each draw, nan where no record was drawn."""
        true, of = np.zeros(len(self._number)), np.zeros(len(self._number))
        for key, value in told:
            true[self._number[key]] += value
            of[self._number[key]] += 1
        total = self._counts @ of
        shares: Floats = np.divide(self._counts @ true, total, out=np.full(_DRAWS, np.nan), where=total > 0)
        return shares


def wilson(share: float, of: int) -> tuple[float, float]:
    """Wilson's score interval of 95 % (1927) of a share of `of` independent questions."""
    centre = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    margin = _Z / (1 + _Z**2 / of) * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return max(0.0, centre - margin), min(1.0, centre + margin)


def _estimate(value: float, drawn: Floats, of: int) -> Estimate:
    told = drawn[~np.isnan(drawn)]
    low, high = np.percentile(told, [2.5, 97.5]) if len(told) else (value, value)
    # An interval of few draws may miss the value itself.
    return Estimate(value, min(float(low), value), max(float(high), value), of)
