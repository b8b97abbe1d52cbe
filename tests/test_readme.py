"""What the README shows is what happens."""

import dataclasses
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.pages import ROOT, blocks, run

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


(PROGRAMS_SECTION,) = re.findall(r"^## From other programs\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
CONSOLE = [command for block in blocks(PROGRAMS_SECTION, "console") for command in block.split("$ ")[1:]]
COMMANDS_SAY = ["son-in-law", "event: answer", '"added":"2', "Ilse Brandt steers it.", '"articles":[{']
PROGRAMS = blocks(PROGRAMS_SECTION, "python")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page and its API are served, with the real models, by the command of the README."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "ASSISTANT_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "ASSISTANT_LLM": "none",
    }
    command = [sys.executable, "-m", "ui", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert "Ask the article at" in server.stdout.readline()
        yield f"127.0.0.1:{port}"
        server.terminate()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "said"),
    list(zip(CONSOLE, COMMANDS_SAY, strict=True)),
)
def test_the_commands_for_other_programs_run(place: str, command: str, said: str) -> None:
    """As they stand in the README, but for the port."""
    if not shutil.which("curl"):
        pytest.skip("no curl")
    line = command.strip().replace("curl ", "curl --silent --show-error --fail ").replace("127.0.0.1:7860", place)
    assert said in subprocess.run(line, shell=True, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.slow
@pytest.mark.parametrize(("program", "said"), list(zip(PROGRAMS, ["[1]", "[1] ", "son-in-law"], strict=True)))
def test_the_programs_of_others_run(place: str, program: str, said: str) -> None:
    """As they stand in the README, but for the port."""
    code = program.replace("127.0.0.1:7860", place)
    assert said in run(code, GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1")
