"""The tables that the command prints."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich import box
from rich.table import Column, Table

from assistant.evaluation.intervals import Estimate
from assistant.evaluation.measures import Scores

COLUMNS: Final = (
    "hit@1",
    "evidence",
    "cited",
    "answer",
    "right",
    "error",
    "false",
    "doubt+",
    "doubt-",
    "balanced",
    "AUC",
)

WIDTH: Final = 116
"""Characters that all columns take."""


def table(rows: Sequence[Scores]) -> Table:
    """A row a data set; under each figure half of its interval of 95 %. `s` are the seconds of an answer, median."""
    told = [name for name in COLUMNS if any(name in row.values for row in rows)]
    headers = [Column(header, justify="right", no_wrap=True) for header in ("asked", *told, "s")]
    shown = Table(Column(no_wrap=True), *headers, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for row in rows:
        seconds = "–" if row.seconds is None else f"{row.seconds:.2f}"
        shown.add_row(row.name, str(row.questions), *(_cell(row.values.get(name)) for name in told), seconds)
    return shown


def _cell(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{estimate.value:.3f}" + (f"\n±{estimate.margin:.3f}".replace("±0.", "±.") if estimate.margin else "")


def kinds_table(counts: Mapping[tuple[str, str], tuple[int, int]]) -> Table:
    """How many own questions of each kind were right, a column a half."""
    halves = list(dict.fromkeys(dataset for dataset, _ in counts))
    shown = Table("kind", *(Column(f"{half}: right", justify="right") for half in halves), box=box.SIMPLE_HEAD)
    shown.pad_edge = False
    for kind in sorted({kind for _, kind in counts}):
        shown.add_row(kind, *(_fraction(*counts.get((half, kind), (0, 0))) for half in halves))
    shown.add_section()
    totals = [[count for (dataset, _), count in counts.items() if dataset == half] for half in halves]
    shown.add_row("all", *(_fraction(sum(r for r, _ in total), sum(of for _, of in total)) for total in totals))
    return shown


def _fraction(right: int, of: int) -> str:
    return f"{right} of {of}" if of else "–"
