import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_a_very_small_run_goes_through():
    """The library, the API and the prompts are measured, and the tables of the page printed; no time is asked for."""
    small = ["--articles", "2", "--embedded", "1", "--seconds", "0.5", "--clients", "2", "--questions", "3"]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", *small],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in ran.stdout.splitlines()]
    assert [row[0] for row in rows if row[0].startswith("2 articles")] == [
        "2 articles: first answer of a process",
        "2 articles: choose four of them",
        "2 articles: an answer, median",
        "2 articles: most memory",
    ]
    served = [row for row in rows if row[0] in ("the default article", "all 3 articles")]
    assert [row[1] for row in served] == ["2", "2"]
    assert all(float(row[2]) > 0 and row[5] == "0" for row in served)
    sent = [row for row in rows if row[0] in ("ar", "en")]
    assert [row[1] for row in sent] == ["3", "3"]
    assert all(int(row[3]) > 100 and int(row[4]) > 100 for row in sent if row[2] != "0")
