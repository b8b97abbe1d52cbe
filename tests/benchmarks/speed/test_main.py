import json
import time
from pathlib import Path

import pytest

from benchmarks.speed import process
from benchmarks.speed.__main__ import main


def _done_here(task: str, **options: str) -> process.Seen:
    """As `process.run`, without waiting for each of five processes to import everything anew."""
    started = time.time()
    first = process._TASKS[task](options)
    return process.Seen(first - started, time.time() - started, process.memory())


@pytest.mark.slow
def test_a_very_small_run_goes_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """Both sides and the growth are measured, drawn and written; no time is asked for."""
    monkeypatch.setenv("OMP_WAIT_POLICY", "PASSIVE")  # which it would set for good
    monkeypatch.setattr(process, "run", _done_here)
    out = {name: tmp_path / f"speed.{name}" for name in ("json", "md", "png")}
    small = ["--model", "none", "--limit", "1", "--rounds", "1", "--sizes", "3", "--growth", "14"]
    written = ["--json", str(out["json"]), "--markdown", str(out["md"]), "--plot", str(out["png"])]
    assert main([*small, *written]) == 0
    report = json.loads(out["json"].read_text())
    names = {measure["name"] for measure in report["measures"]}
    assert {"import", "cold start, quote", "most memory, quote", "embed a question", "find passages"} <= names
    assert all(value > 0 for measure in report["measures"] for value in measure["ours"])
    assert [step["sentences"] for step in report["growth"]] == [14]
    assert report["shares"][0]["ours"] == 1.0
    assert "cold start, quote" in capsys.readouterr().out
    assert out["png"].stat().st_size > 10_000
    assert "| import |" in out["md"].read_text()


@pytest.mark.slow
def test_a_process_of_its_own_says_what_it_took():
    seen = process.run("import ours")
    assert 0 < seen.first <= seen.whole
    assert seen.memory > 10
