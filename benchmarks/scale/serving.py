"""Questions a second of the API, from clients that ask again as soon as they have an answer."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant.default import default_article
from benchmarks.scale.library import questions
from benchmarks.speed.timing import Times


@dataclass(frozen=True, slots=True)
class Served:
    """What `clients` clients got in `seconds` seconds: how long each answer took, and how many calls were refused."""

    clients: int
    seconds: float
    answers: Times
    refused: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answers.values) / self.seconds


@contextmanager
def api(folder: Path) -> Iterator[int]:
    """The API in a process of its own, in mode quote; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "ASSISTANT_LLM": "none", "ASSISTANT_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "ui.api", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        server.stdout.readline()
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def load(port: int, clients: int, seconds: float, everything: bool) -> Served:
    """Ask for `seconds` seconds: of the default article, or of `everything` that is in the library."""
    taken: list[float] = []
    refused: list[int] = []
    end = perf_counter() + seconds

    def client(number: int) -> None:
        asked = questions()
        turn = number * len(asked) // clients
        with closing(_connection(port)) as connection:
            while perf_counter() < end:
                started = perf_counter()
                status = _ask(connection, asked[turn % len(asked)], everything)
                turn += 1
                if status == 200:
                    taken.append(perf_counter() - started)
                else:
                    refused.append(status)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Served(clients, perf_counter() - started, Times(tuple(taken)), len(refused))


def _wait(port: int) -> None:
    """Until the models are loaded and the default article is indexed."""
    for _ in range(600):
        try:
            with closing(_connection(port)) as connection:
                if _ask(connection, questions()[0], everything=False) == 200:
                    return
        except ConnectionError:
            threading.Event().wait(0.1)
    raise TimeoutError("the API doesn't answer")


def _connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=120)


def _ask(connection: http.client.HTTPConnection, question: str, everything: bool) -> int:
    asked: dict[str, Any] = {"question": question}
    if not everything:
        asked["article"] = default_article().id
    connection.request("POST", "/v1/ask", json.dumps(asked), {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    return response.status
