"""What the README shows is what happens."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_settings_table_names_every_setting_and_its_default() -> None:
    """Each setting has a row; a plain default is the one that the code has."""
    rows = dict(re.findall(r"^\| `ASSISTANT_(\w+)` \| `?([^|`]*?)`? \|", README, re.MULTILINE))
    fields = {field.name.upper(): field.default for field in dataclasses.fields(Settings)}
    assert rows.keys() == fields.keys()
    for name in ("LLM", "JUDGE", "EMBEDDINGS", "THRESHOLD"):
        assert rows[name] == str(fields[name])
    assert float(rows["TIMEOUT"]) == fields["TIMEOUT"]
    assert (rows["URLS"], fields["URLS"]) == ("off", False)


def test_the_make_targets_exist() -> None:
    """Every `make` command that the README names is one that the Makefile has."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z]+)", README)) <= targets


@pytest.mark.slow
def test_the_transcript_is_what_the_command_prints(tmp_path: Path) -> None:
    """The questions at the top of the README get the answers that stand there, to the letter."""
    transcript = re.search(r"```console\n(\$ python -m assistant.*?)```", README, re.DOTALL)
    assert transcript
    turns = re.findall(r'\$ python -m assistant "([^"]+)"\n(.*?)(?=\n\$ |\Z)', transcript[1], re.DOTALL)
    assert len(turns) >= 3
    for question, shown in turns:
        printed = subprocess.run(
            [sys.executable, "-m", "assistant", question],
            capture_output=True,
            check=True,
            cwd=ROOT,
            encoding="utf-8",
            env={
                "PATH": "/usr/bin:/bin",
                "ASSISTANT_DATA_DIR": str(tmp_path),
                "ASSISTANT_LLM": "none",
                "COLUMNS": "100",
            },
        ).stdout
        assert printed.strip() == shown.strip()
