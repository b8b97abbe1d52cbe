"""Say on the terminal what is being prepared, and how far it is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

_WHAT: Final = {
    "weights": "Putting the bundled language model together",
    "model": "Loading the models",
    "translation": "Translating the article",
    "index": "Building the index of the article",
    "waiting": "Waiting for another process that is building the index",
}


@contextmanager
def on_terminal() -> Iterator[Callable[[str, int, int], None]]:
    """A callback for `Assistant.prepare` that draws bars on stderr; a line a step where stderr is no terminal."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(_WHAT[what], total=total or None)
            bars.update(tasks[what], completed=done, total=total or None)

        yield show


def _lines(console: Console) -> Callable[[str, int, int], None]:
    said: set[str] = set()

    def say(what: str, *_: int) -> None:
        if what not in said:
            said.add(what)
            console.print(f"{_WHAT[what]} …")

    return say
