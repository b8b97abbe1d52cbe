"""A picture of a run: how both sides compare, and what happens as a text grows."""

from pathlib import Path
from typing import Any

from benchmarks.speed.report import Report


def draw(report: Report, path: Path) -> None:
    """Into a file of the format that its name ends with."""
    from matplotlib.figure import Figure  # without pyplot, which would look for a screen

    figure = Figure(figsize=(11, 10 if report.growth else 6), layout="constrained", facecolor="white")
    if report.growth:
        upper, lower = figure.subplots(2, 1, height_ratios=[3, 2])
        _grown(lower, report)
    else:
        upper = figure.subplots()
    _compared(upper, report)
    figure.savefig(path, dpi=110)


def _compared(axes: Any, report: Report) -> None:
    told = [measure for measure in report.measures if measure.plain and measure.unit == "s"][::-1]
    places = range(len(told))
    axes.barh([place + 0.2 for place in places], [m.ours.median for m in told], 0.38, label="this project")
    axes.barh([place - 0.2 for place in places], [m.plain.median for m in told if m.plain], 0.38, label="plain script")
    for place, measure in zip(places, told, strict=True):
        for at, times in ((place + 0.2, measure.ours), (place - 0.2, measure.plain)):
            if times:
                axes.plot([times.quantile(0.25), times.quantile(0.75)], [at, at], color="black", linewidth=1)
                axes.annotate(f"{times.median:.3g} s", (times.median, at), xytext=(4, 0), textcoords="offset points")
    axes.set_yticks(list(places), [measure.name for measure in told])
    axes.set(xscale="log", xlabel="seconds, median; the line: from a quarter to three quarters of the runs")
    machine = report.machine
    axes.set_title(f"{machine['date']} · {machine['processor']}, {machine['cores']} cores")
    axes.margins(x=0.12)
    axes.legend(loc="upper right")


def _grown(axes: Any, report: Report) -> None:
    sizes = [step.sentences for step in report.growth]
    axes.plot(sizes, [step.find.median for step in report.growth], "o-", label="find, p50")
    axes.plot(sizes, [step.find.quantile(0.95) for step in report.growth], "o--", label="find, p95")
    axes.plot(sizes, [step.ingest for step in report.growth], "s-", label="take in (vectors generated)")
    axes.set(xscale="log", yscale="log", xlabel="sentences in the text", ylabel="seconds")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend()
