"""Many readers at once, at a page in a process of its own.

ASSISTANT_TEST_READERS=50 ASSISTANT_TEST_SECONDS=60 is the long form.
"""

import os
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from tests.conftest import ROOT
from tests.memory import MEGABYTE, resident
from tests.ui.client import Reader

READERS = int(os.environ.get("ASSISTANT_TEST_READERS", "40"))
SECONDS = float(os.environ.get("ASSISTANT_TEST_SECONDS", "4"))
QUESTIONS = ("متى وصل ويتكوف وكوشنر إلى موسكو؟", "Who is Jared Kushner?", "ما عاصمة فرنسا؟", "And when?")


@dataclass
class Crowd:
    """What becomes of the questions of many readers."""

    address: str
    end: float
    seconds: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def read(self, number: int) -> None:
        """One reader after the other, each with a few questions."""
        try:
            first = Reader.come(self.address)
            while time.monotonic() < self.end:
                reader = first.another()
                if reader.join(reader.loading(), secrets.token_hex(32)).status_code == 200:
                    reader.listen()
                for place in range(4):
                    self.ask(reader, QUESTIONS[(number + place) % len(QUESTIONS)])
            first.http.close()
        except Exception as error:  # noqa: BLE001  # it is looked at when all have gone
            self.wrong.append(f"{type(error).__name__}: {error}")

    def ask(self, reader: Reader, question: str) -> None:
        if time.monotonic() > self.end:
            return
        start = time.monotonic()
        message = reader.ask(question)
        if message["msg"] == 429 and "Many are asking" in message["said"] and "كثيرون يسألون" in message["said"]:
            self.counts["asked to come again"] += 1
            time.sleep(1)
        elif message.get("success"):
            self.counts["answered"] += 1
            self.seconds.append(time.monotonic() - start)
        else:
            self.wrong.append(str(message)[:300])


@pytest.fixture
def page(tmp_path) -> Iterator[tuple[str, int]]:
    """The address of a page that runs by itself, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "ASSISTANT_LLM": "none",
        "ASSISTANT_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "ui", "--no-browser", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/"
    try:
        yield address, process.pid
        assert process.poll() is None, "it is still there"
        assert "Traceback" not in (tmp_path / "log").read_text()
    finally:
        process.terminate()
        process.wait(20)


def ready(address: str) -> Reader:
    """A reader, as soon as the page answers questions."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        try:
            reader = Reader.come(address)
        except httpx.HTTPError:
            time.sleep(0.2)
            continue
        if reader.ask(QUESTIONS[0]).get("success"):
            return reader
    raise AssertionError("the page didn't get ready")


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_many_readers_at_once(page, capsys):
    """Each gets an answer, or a friendly word when too many wait; nothing else, and memory stays flat."""
    address, process = page
    ready(address).http.close()
    start = time.monotonic()
    crowd = Crowd(address, start + SECONDS)
    threads = [threading.Thread(target=crowd.read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS / 2)
    before = resident(process)
    for thread in threads:
        thread.join()
    grown = resident(process) - before
    assert crowd.wrong == []
    assert crowd.counts["answered"] > 0
    cuts = statistics.quantiles(crowd.seconds, n=20) if len(crowd.seconds) > 1 else [*crowd.seconds] * 19
    with capsys.disabled():
        print(
            f"\n{READERS} readers, {time.monotonic() - start:.0f} s: {dict(crowd.counts)}, "
            f"half within {cuts[9]:.2f} s, 95 % "
            f"within {cuts[18]:.2f} s; memory {before / MEGABYTE:.0f} MB {grown / MEGABYTE:+.0f} MB"
        )
    assert grown < 128 * MEGABYTE  # buffers of many threads at once; a leak in each answer shows in the long form
