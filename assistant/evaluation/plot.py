"""Pictures of an evaluation: what a higher threshold costs and saves, and every measure with its interval."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.errors import EvaluationError
from assistant.evaluation.measures import Scores
from assistant.evaluation.records import Record
from assistant.evaluation.tables import COLUMNS

_MARKED: Final = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Thresholds that are marked on a curve."""


def check_plot(path: Path) -> None:
    """Say before the hours of asking that nothing could be drawn after them.

    Raises:
        EvaluationError: the file is to be neither SVG nor PNG, or matplotlib is missing.
    """
    if path.suffix not in (".svg", ".png"):
        raise EvaluationError(f"{path} is no picture's name; give one that ends with .svg or .png.")
    if not find_spec("matplotlib"):
        raise EvaluationError("Drawing needs matplotlib: pip install 'article-assistant[evaluate]'")


def trade_off(records: Sequence[Record], thresholds: Sequence[float]) -> list[tuple[float, float]]:
    """(error, false) at each threshold, where what is at least as sure is answered; [] where confidences don't tell."""
    sure = [(record.answerable, record.confidence) for record in records if record.confidence is not None]
    answerable, others = (np.array([c for a, c in sure if a is wanted]) for wanted in (True, False))
    if not len(answerable) or not len(others):
        return []
    return [(float(np.mean(answerable < t)), float(np.mean(others >= t))) for t in thresholds]


def draw(rows: Sequence[Scores], records: Sequence[Record], path: Path) -> None:
    """Draw both pictures into one file, in the format that its name ends with."""
    from matplotlib.figure import Figure  # without pyplot, which would look for a screen

    figure = Figure(figsize=(11, 10), layout="constrained")
    curves, bars = figure.subplots(2, 1)
    _curves(curves, rows, records)
    _bars(bars, rows)
    figure.savefig(path)


def _curves(axes: Any, rows: Sequence[Scores], records: Sequence[Record]) -> None:
    for row in rows:
        own = [record for record in records if record.dataset == row.name]
        # Above the highest confidence nothing is answered.
        steps = [0.0, *sorted({record.confidence for record in own if record.confidence is not None}), np.inf]
        curve = trade_off(own, steps)
        if not curve:
            continue
        (line,) = axes.plot(*zip(*curve, strict=True), label=row.name)
        for threshold, place in zip(_MARKED, trade_off(own, _MARKED), strict=True):
            axes.plot(*place, "o", markersize=4, color=line.get_color())
            axes.annotate(f"{threshold}", place, xytext=(4, 4), textcoords="offset points", fontsize=7)
        if "balanced" in row.values:  # where the assistant stood, with the threshold that it had
            axes.plot(row.values["error"].value, row.values["false"].value, "*", markersize=12, color=line.get_color())
    axes.set(
        xlabel="error: abstained although the article answers",
        ylabel="false: answered although it doesn't",
        xlim=(0, 1),
        ylim=(0, 1),
        title="What a threshold costs and saves (dots: that threshold; star: as measured)",
    )
    if axes.get_lines():  # a legend of nothing is a warning
        axes.legend()


def _bars(axes: Any, rows: Sequence[Scores]) -> None:
    width = 0.8 / max(1, len(rows))
    for n, row in enumerate(rows):
        shown = [(place, row.values[name]) for place, name in enumerate(COLUMNS) if name in row.values]
        values = [estimate.value for _, estimate in shown]
        whiskers = [[e.value - e.low for _, e in shown], [e.high - e.value for _, e in shown]]
        axes.bar([place + n * width for place, _ in shown], values, width, yerr=whiskers, label=row.name, capsize=2)
    axes.set_xticks([place + 0.4 - width / 2 for place in range(len(COLUMNS))], COLUMNS)
    axes.set(ylim=(0, 1), title="Every measure, with its interval of 95 %")
    axes.legend()
