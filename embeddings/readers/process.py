"""Reading a file in a process of its own.

A file from anywhere may be made to take all memory or all time, or to crash a library, and a long one in Python
would make everything else wait. A process can be ended, and takes nothing with it.
"""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any, Final

from embeddings.errors import ArticleError
from embeddings.readers.base import Document

MAX_SECONDS: Final = 120
"""Of a processor's time, where the system knows such limits."""

MAX_WAIT: Final = 300
"""Seconds until the process is ended in any case: on a machine that is busy its time takes longer."""

MAX_MEMORY: Final = 2_000_000_000  # bytes, where the system knows such limits

_TOO_LONG: Final = "it took more than {} seconds to read; give a part of it."
_TOO_LARGE: Final = "it unpacks to more than there is memory for; give a part of it."
_FAILED: Final = "it made the reader fail, so it is damaged or not what it says; save or download it again."

# The paths of this process, so that the other one finds the same libraries.
_CODE: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); from embeddings.readers.process import main; main()"
)


def read_apart(kind: str, data: bytes) -> Document:
    """What the reader for `kind` makes of `data`.

    Raises:
        ArticleError: the reader refused or failed.
    """
    command = [sys.executable, "-W", "ignore", "-c", _CODE, kind, json.dumps(sys.path)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MAX_WAIT, check=False)
    except subprocess.TimeoutExpired as error:
        raise ArticleError(_TOO_LONG.format(MAX_WAIT), "slow", seconds=MAX_WAIT) from error
    if done.returncode == -getattr(signal, "SIGXCPU", 0) < 0:
        raise ArticleError(_TOO_LONG.format(MAX_SECONDS), "slow", seconds=MAX_SECONDS)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        lines = done.stderr.decode(errors="replace").splitlines()
        raise ArticleError(_FAILED, "damaged") from RuntimeError(
            f"exit code {done.returncode}: {lines[-1] if lines else ''}"
        )
    if "error" in answer:
        raise ArticleError(answer["error"], answer["code"], **answer["values"])
    return Document(**answer)


def main() -> None:
    """Read the file on standard input, and write its text or why there is none as JSON."""
    _limit()
    try:
        document = import_module(f"embeddings.readers.{sys.argv[1]}").read(sys.stdin.buffer.read())
        answer: dict[str, Any] = asdict(document)
    except ArticleError as error:
        answer = {"error": str(error), "code": error.code, "values": error.values}
    except MemoryError:
        answer = {"error": _TOO_LARGE, "code": "memory", "values": {}}
    # A lone surrogate is no text, and can't be sent.
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
