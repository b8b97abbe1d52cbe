"""The connection: to addresses that were checked before, and no longer than there is time."""

# The parameters are those of httpcore's classes, and some of them are not for us to obey.
# ruff: noqa: ARG002

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpcore

from embeddings.errors import ArticleError
from embeddings.fetching.addresses import Address

_CONNECT: Final = httpcore.SyncBackend()


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the whole has to be done: `at` on the monotonic clock, `seconds` after it began."""

    at: float
    seconds: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """One that begins now."""
        return cls(time.monotonic() + seconds, seconds)

    def left(self) -> float:
        """Seconds that are left, more than 0.

        Raises:
            ArticleError: none are.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> ArticleError:
        """What to raise where the time is over."""
        return ArticleError(
            f"it took more than {self.seconds:g} seconds; try again, or save the page as a file.",
            "slow",
            seconds=round(self.seconds),
        )


def look_up(host: str) -> Sequence[str]:
    """The addresses of `host`, as the system knows them.

    Raises:
        OSError: it has none, or nobody can be asked.
    """
    return [str(place[0]) for *_, place in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def in_time(call: Callable[[], Sequence[str]], deadline: Deadline) -> Sequence[str]:
    """What `call` returns or raises, unless the time is over before: the system's resolver knows no limit."""
    results: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            results.put(call())
        except Exception as error:  # noqa: BLE001  # raised where it is waited for
            results.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        result = results.get(timeout=deadline.left())
    except queue.Empty:
        raise deadline.error() from None
    if isinstance(result, Exception):
        raise result
    return result


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the first of `addresses` that answers, whatever name it is asked for: nothing is looked up again.

    `connect` is how many seconds one of them may take. The time limits of httpcore are for one step each, so that a
    server that sends a byte at a time is never stopped by them; here every step has what is left of the whole.
    """

    def __init__(self, addresses: Sequence[Address], deadline: Deadline, connect: float) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._connect = connect

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = _CONNECT.connect_tcp(str(address), port, min(self._connect, self._deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
