"""A real Chroma server on loopback, as `chroma run` starts it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


class RunningServer:
    """`chroma run` over `folder`, on a port of its own that stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        command = Path(sys.executable).with_name("chroma")
        where = ["--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        # Tracing goes where these say, and nowhere without them.
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("CHROMA_", "OTEL_"))}
        self._process = subprocess.Popen(
            [command, "run", *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ
        )
        for _ in range(1200):
            with contextlib.suppress(URLError, ConnectionError), urlopen(f"{self.url}/api/v2/heartbeat", timeout=60):
                return
            assert self._process.poll() is None, "the server ended at once"
            time.sleep(0.1)
        raise AssertionError("the server doesn't answer")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(60)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
