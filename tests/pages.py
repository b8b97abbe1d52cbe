"""What a page of documentation shows, so that it can be tried."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import regex

ROOT: Final = Path(__file__).resolve().parent.parent


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of `page` in `language`, in order."""
    return regex.findall(rf"^```{language}\n(.*?)^```$", page, regex.DOTALL | regex.MULTILINE)


def run(code: str, **environment: str) -> str:
    """What a program prints, in a process of its own; one that fails is an AssertionError with what it said."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
