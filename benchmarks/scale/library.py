"""A library of many articles: how long it takes to fill and to ask, and what it takes of memory and disk.

As a program, `python -m benchmarks.scale.library TASK '{…}'` does one task and prints what it saw as JSON: the most
memory of a process says something of one task alone.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from assistant.evaluation.own import HALVES, own_cases, own_path
from assistant.library.engine import CANDIDATES
from assistant.library.library import Library
from assistant.loading import shared_embedder
from assistant.settings import Settings
from benchmarks.speed.growth import Generated, generated
from benchmarks.speed.process import memory
from benchmarks.speed.timing import seconds

SENTENCES: Final = 50
"""Of an article: ten paragraphs."""

_ASKED: Final = 24

Figures = dict[str, float]


def run(task: str, **options: Any) -> Figures:
    """Do `task` in a new process; see `_TASKS`."""
    command = [sys.executable, "-m", "benchmarks.scale.library", task, json.dumps(options)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: Figures = json.loads(printed.splitlines()[-1])
    return figures


def questions() -> list[str]:
    """The project's own questions that need no conversation before them, Arabic and English; not the held-out ones."""
    return [case.question for case in own_cases(own_path(), HALVES[:1]) if not case.history]


def _settings(folder: str) -> Settings:
    return Settings(llm="none", judge="none", data_dir=Path(folder))


def _fill(folder: str, articles: int) -> Figures:
    """Add articles whose vectors are drawn by chance: what it takes but for embedding."""
    model: Any = Generated(shared_embedder("bundled"))
    library = Library(_settings(folder), embedder=model)
    library.prepare()
    started = perf_counter()
    for seed in range(articles):
        library.add(generated(SENTENCES, seed))
    taken = perf_counter() - started
    return {"seconds": taken / articles, "memory": memory(), "disk": _megabytes(Path(folder)) / articles}


def _ask(folder: str) -> Figures:
    """Ask across all of them, from a new process."""
    library = Library(_settings(folder))
    library.prepare()
    before = memory()
    asked = questions()
    started = perf_counter()
    library.ask(asked[0])
    first = perf_counter() - started
    taken = [seconds(partial(library.ask, text)) for text in asked[1 : _ASKED + 1]]
    engine = library._loaded()
    vectors = [[engine._embed(text)] for text in asked[:_ASKED]]
    choosing = [seconds(partial(engine._catalogue.nearest, each, CANDIDATES)) for each in vectors]
    return {
        "first": first,
        "answer": statistics.median(taken),
        "choose": statistics.median(choosing),
        "memory": memory(),
        "grown": memory() - before,
    }


def _embed(folder: str, articles: int) -> Figures:
    """Add articles with their real vectors."""
    library = Library(_settings(folder))
    library.prepare()
    library.add(generated(5, 10**6))  # the first text loads what embeds many
    started = perf_counter()
    for seed in range(articles):
        library.add(generated(SENTENCES, 10**6 + 1 + seed))
    return {"seconds": (perf_counter() - started) / articles, "memory": memory()}


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


_TASKS: Final[dict[str, Callable[..., Figures]]] = {"fill": _fill, "ask": _ask, "embed": _embed}


def main(argv: Sequence[str]) -> None:
    """Do one task."""
    task, options = argv
    print(json.dumps(_TASKS[task](**json.loads(options))))


if __name__ == "__main__":
    main(sys.argv[1:])
