import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_a_very_small_run_goes_through(tmp_path: Path):
    """Both sides, here and in new processes, and the growth are measured, drawn and written; no time is asked for."""
    out = {name: tmp_path / f"speed.{name}" for name in ("json", "md", "png")}
    small = ["--model", "none", "--limit", "1", "--rounds", "1", "--sizes", "3", "--growth", "14"]
    written = ["--json", str(out["json"]), "--markdown", str(out["md"]), "--plot", str(out["png"])]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", *small, *written],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    report = json.loads(out["json"].read_text())
    names = {measure["name"] for measure in report["measures"]}
    assert {"import", "cold start, quote", "most memory, quote", "embed a question", "find passages"} <= names
    assert all(value > 0 for measure in report["measures"] for value in measure["ours"])
    assert [step["sentences"] for step in report["growth"]] == [14]
    assert report["shares"][0]["ours"] == 1.0
    assert "cold start, quote" in ran.stdout
    assert out["png"].stat().st_size > 10_000
    assert "| import |" in out["md"].read_text()
