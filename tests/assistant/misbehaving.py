"""A server that speaks the protocol of OpenAI, and breaks it in every way that servers have.

It listens on this machine for real: what is tested is the whole way from a question to a client's socket and back.
"""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

HEARTBEAT: Final = 0.05
"""Seconds between two pieces of what has no end."""


def piece(text: str = "", end: str | None = None) -> bytes:
    """A piece of a reply."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": end}
    document = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(document)}\n\n".encode()


@dataclass
class Line:
    """One request that is being answered; what is written goes out at once."""

    handler: BaseHTTPRequestHandler
    server: "Misbehaving"
    asked: dict[str, Any] = field(default_factory=dict)
    """What the client sent."""

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def send(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def fail(self, status: int) -> None:
        self.document({"error": {"message": f"status {status}", "type": "x"}}, status)

    def document(self, content: dict[str, Any], status: int = 200) -> None:
        """A whole answer at once."""
        body = json.dumps(content).encode()
        self.begin(status, "application/json", Content_Length=str(len(body)))
        self.send(body)

    def say(self, text: str) -> None:
        if not self.asked.get("stream"):
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self.document({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
            return
        self.begin()
        for word in text.split(" "):
            self.send(piece(f"{word} "))
        self.send(piece(end="stop") + b"data: [DONE]\n\n")

    def for_ever(self, data: bytes) -> None:
        """`data` again and again, until the client is gone or the server closes."""
        while not self.server.closing.wait(HEARTBEAT):
            self.send(data)

    def wait_for_ever(self) -> None:
        """Nothing at all, until the client hangs up."""
        self.handler.connection.settimeout(HEARTBEAT)
        while not self.server.closing.is_set():
            with suppress(TimeoutError):
                if not self.handler.connection.recv(1):
                    raise ConnectionError("the client hung up")


Behaviour = Callable[[Line], None]


@dataclass
class Misbehaving:
    """Answers each request as the next of `behaviours` says, and from then on as the last does.

    `left` is set when a client hangs up in the middle; `asked` counts requests.
    """

    behaviours: list[Behaviour]
    asked: list[float] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        behaviour = self.behaviours[min(len(self.asked), len(self.behaviours) - 1)]
        self.asked.append(time.monotonic())
        try:
            behaviour(Line(handler, self, asked))
        except OSError:
            self.left.set()
        handler.close_connection = True


@contextmanager
def misbehaving(*behaviours: Behaviour) -> Iterator[Misbehaving]:
    """A server on loopback."""
    state = Misbehaving(list(behaviours))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> str:
    """An address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


@contextmanager
def full_house() -> Iterator[str]:
    """An address that is listened on, and where no call is taken: the queue of those who wait is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, suppress(OSError):
        address = server.getsockname()[:2]
        waiting = []
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(address)
            waiting.append(client)
        time.sleep(0.1)
        try:
            yield f"http://127.0.0.1:{address[1]}/v1"
        finally:
            for client in waiting:
                client.close()
