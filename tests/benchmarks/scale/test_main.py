import pytest

from benchmarks.scale import __main__ as scale
from benchmarks.scale import library


def _done_here(task: str, **options: object) -> library.Figures:
    """As `library.run`, without waiting for a process to import everything anew."""
    return library._TASKS[task](**options)


@pytest.mark.slow
def test_a_very_small_run_goes_through(monkeypatch: pytest.MonkeyPatch, capsys):
    """The library, the API and the prompts are measured, and the tables of the page printed; no time is asked for."""
    monkeypatch.setattr(scale, "run", _done_here)
    small = ["--articles", "2", "--embedded", "1", "--seconds", "0.5", "--clients", "2", "--questions", "3"]
    assert scale.main(small) == 0
    printed = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in printed.splitlines()]
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


@pytest.mark.slow
def test_a_process_of_its_own_says_what_it_took(tmp_path):
    filled = library.run("fill", folder=str(tmp_path), articles=1)
    assert filled["seconds"] > 0
    assert filled["memory"] > 10
