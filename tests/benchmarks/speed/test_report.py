import json
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.speed.growth import Growth
from benchmarks.speed.plot import draw
from benchmarks.speed.report import Report, as_json, markdown, tables
from benchmarks.speed.timing import Measure, Share, Times

REPORT = Report(
    {"date": "2026-11-23", "processor": "a processor", "cores": "2", "busy": "0.1"},
    [
        Measure("first passage", "s", Times((0.05, 0.06)), Times((6.0, 8.0)), at_most=1 / 20),
        Measure("complete answer", "s", Times((0.08,)), limit=0.06),
        Measure("take in", "s", Times((2.0,)), Times((4.0,)), amount=120),
        Measure("on the disk", "MB", Times((1.5,)), Times((1.0,))),
    ],
    [Share("hit@1", 10, 0.9, 0.7), Share("evidence", 10, 0.8)],
    [Growth(14, 0.1, Times((0.05,)), 500.0), Growth(100_000, 60.0, Times((0.1, 0.2)), 900.0)],
)


def test_the_tables_say_what_is_compared_and_what_is_reached():
    """Medians of both sides in one unit, how they compare, the rate of a run of many pieces, the goal and its fate."""
    console = Console(width=130, record=True, file=StringIO())
    for table in tables(REPORT):
        console.print(table)
    said = console.export_text()
    for row in (
        r"first passage 0.06 s .* 7.00 s .* 1 : 127.3 1 : 20 yes",
        r"complete answer 80 ms – – 60 ms no",
        r"on the disk 1.50 MB 1.00 MB 1.50 : 1 –",
        r"60.0/s 30.0/s",
        r"evidence 10 0.800 –",
        r"100,000 sentences 60.00 s 150 ms 195 ms 900 MB",
    ):
        assert_row(row, said)


def assert_row(row: str, said: str) -> None:
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert any(re.search(row, line) for line in lines), f"{row} is in none of {lines}"


def test_the_readme_s_table_has_a_row_a_measure():
    """What it was measured on stands over it."""
    said = markdown(REPORT)
    assert "a processor, 2 cores, a load of 0.1" in said
    assert "| on the disk | 1.50 MB | 1.00 MB | 1.50 : 1 |" in said
    assert said.count("\n| ") == 2 + len(REPORT.measures)


def test_the_json_has_every_value():
    """Whoever doubts a median finds all runs."""
    said = json.loads(json.dumps(as_json(REPORT)))
    assert said["measures"][0]["plain"] == [6.0, 8.0]
    assert [measure["reached"] for measure in said["measures"]] == [True, False, None, None]
    assert said["shares"][1]["plain"] is None
    assert said["growth"][1]["find"] == [0.1, 0.2]


@pytest.mark.parametrize("name", ["speed.svg", "speed.png"])
def test_a_picture_is_drawn(tmp_path: Path, name: str):
    """In either format, with what grows and without."""
    for report in (REPORT, Report(REPORT.machine, REPORT.measures, [], [])):
        draw(report, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000
