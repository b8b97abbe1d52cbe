"""What has to be measured in a process of its own: the start, and the most memory that was taken.

As a program, `python -m benchmarks.speed.process TASK '{…}'` does one task and prints what it saw as JSON.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds from the start of a process to its first passage or word and to its end, and its most memory in MB."""

    first: float
    whole: float
    memory: float


def run(task: str, **options: str) -> Seen:
    """Do `task` in a new process; see `_TASKS`."""
    command = [sys.executable, "-m", "benchmarks.speed.process", task, json.dumps(options)]
    started = time.time()
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    said = json.loads(printed.splitlines()[-1])
    return Seen(said["first"] - started, said["whole"] - started, said["memory"])


def memory() -> float:
    """The most memory that this process has taken so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # `ru_maxrss` of a process begins with what its parent took.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _import_ours(_: dict[str, str]) -> float:
    import assistant  # noqa: F401

    return time.time()


def _import_plain(_: dict[str, str]) -> float:
    import benchmarks.plain_rag  # noqa: F401

    return time.time()


def _answer_ours(options: dict[str, str]) -> float:
    """With the index there: to the first passage. `judge` is a language model's file, or "none"."""
    from assistant import Assistant, Settings

    settings = Settings(llm="none", judge=options["judge"], data_dir=Path(options["folder"]))
    first = 0.0
    for _ in Assistant(settings=settings).stream(options["question"]):
        first = first or time.time()
    return first


def _answer_plain(options: dict[str, str]) -> float:
    """With the index there: to the first word, or to the pieces where there is no `model`."""
    from benchmarks.plain_rag import E5, PlainRag

    model: Any = None
    if options["model"]:
        from assistant.local import LocalModel

        model = LocalModel(path=Path(options["model"]), timeout=600)
    rag = PlainRag(Path(options["folder"]), E5(Path(options["weights"])), model)
    if not model:
        rag.retrieve(options["question"])
        return time.time()
    first = 0.0
    for _ in rag.stream(options["question"]):
        first = first or time.time()
    return first


_TASKS: Final[dict[str, Callable[[dict[str, str]], float]]] = {
    "import ours": _import_ours,
    "import plain": _import_plain,
    "answer ours": _answer_ours,
    "answer plain": _answer_plain,
}


def main() -> None:
    """Do the task of the command line."""
    first = _TASKS[sys.argv[1]](json.loads(sys.argv[2]))
    print(json.dumps({"first": first, "whole": time.time(), "memory": memory()}), flush=True)
    os._exit(0)  # what the libraries put in order at their end is nobody's waiting time


if __name__ == "__main__":
    main()
