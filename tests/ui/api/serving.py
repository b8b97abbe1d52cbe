"""The API behind a real server on this machine, over a library that a test can hold up."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from assistant.answer import AnswerEvent
from assistant.library.library import Library
from tests.assistant.library.articles import ALL, FERRY, settings
from tests.embeddings.fakes import word_overlap
from ui.api.asking import Desk
from ui.api.doors import desk_of, doors
from ui.server import guards

WHO = "Who has steered the ferry since 1998?"
QUOTE = "Captain Ilse Brandt has steered it since 1998."
BROKEN = "Is this broken?"
HELD = "Is this held up?"


class TestLibrary(Library):
    """A library that fails at `BROKEN` and says passages at `HELD`, and no more until the test sets `gate`.

    `running` and `left` count the streams that are held and those that were closed on the way.
    """

    __test__ = False

    def __init__(self, folder: Path, **given: Any) -> None:
        super().__init__(replace(settings(folder), **given), also=[FERRY], embedder=word_overlap(400))
        for article in ALL:
            self.add(article)
        self.gate = threading.Event()
        self.running = self.left = 0

    def stream(
        self, question: str, article: Any = None, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[AnswerEvent]:
        if question == BROKEN:
            raise RuntimeError("the disk /secret/place is on fire")
        if question == HELD:
            yield from self._held()
        yield from super().stream(WHO if question == HELD else question, article, history)

    def _held(self) -> Iterator[AnswerEvent]:
        self.running += 1
        try:
            for _ in range(400):
                yield AnswerEvent("text", text="…")
                if self.gate.wait(0.05):
                    return
        except GeneratorExit:
            self.left += 1
            raise
        finally:
            self.running -= 1


@contextmanager
def serve(library: Library, desk: Desk | None = None) -> Iterator[str]:
    """The address at which the API for `library` is served meanwhile, at `desk` where one is given."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = Starlette(middleware=guards("127.0.0.1", ()), **doors(desk or desk_of(library)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def until(is_so: Any, seconds: float = 20) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def client(address: str, **given: Any) -> httpx.Client:
    """A client that goes through no proxy."""
    return httpx.Client(base_url=address, trust_env=False, timeout=60, **given)
