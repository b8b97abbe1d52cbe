from rich.console import Console
from rich.table import Table

from assistant.evaluation.measures import right_by_kind, scores
from assistant.evaluation.tables import COLUMNS, WIDTH, kinds_table, table
from tests.assistant.evaluation.data import record


def printed(shown: Table, width: int = 80) -> list[str]:
    """The lines of a table in a terminal of that width."""
    console = Console(width=width)
    with console.capture() as capture:
        console.print(shown)
    return [" ".join(line.split()) for line in capture.get().splitlines()]


def test_a_figure_has_its_interval_under_it():
    """What nothing tells has no column, and what one data set doesn't tell has a dash."""
    records = [record(n, found=n > 2, evidence=n > 5) for n in range(10)] + [record(1, dataset="Other", seconds=1.234)]
    lines = printed(table(scores(records)))
    assert "asked evidence error s" in lines
    assert "Data 10 0.400 0.300 0.50" in lines
    assert lines[lines.index("Data 10 0.400 0.300 0.50") + 1] == "±.300 ±.252"
    assert "Other 1 – 0.000 1.23" in lines


def test_every_column_fits():
    """All measures at once are not cut."""
    records = [
        record(n, dataset="XQuAD ar→ar", answerable=n < 5, confidence=n / 10, kind="x", **{name: True})
        for n in range(10)
        for name in ("hit", "evidence", "cited", "answer", "right", "doubtful")
    ]
    assert " ".join(("asked", *COLUMNS, "s")) in printed(table(scores(records)), WIDTH)


def test_kinds_are_counted_in_each_half():
    """One line a kind, a column a half, and all of them in the end."""
    records = [
        record(1, dataset="own dev", kind="date", right=True),
        record(2, dataset="own dev", kind="why", right=False),
        record(3, dataset="own test", kind="date", right=True),
    ]
    lines = printed(kinds_table(right_by_kind(records)))
    for line in ("kind own dev: right own test: right", "date 1 of 1 1 of 1", "why 0 of 1 –", "all 1 of 2 1 of 1"):
        assert line in lines
