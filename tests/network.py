"""No test leaves the machine: every call to another one is stopped before it goes out, and remembered.

An audit hook sees what patched sockets don't: name look-ups, `connect_ex`, UDP, and calls whose exception
somebody swallows. It can't be taken back, so there is one for the whole process.
"""

import ipaddress
import socket
import sys
from collections.abc import Iterator
from typing import Any, Final

import pytest

_TO_ADDRESS: Final = ("socket.connect", "socket.sendto", "socket.sendmsg")
_FORWARD: Final = ("socket.getaddrinfo", "socket.gethostbyname")
_REVERSE: Final = ("socket.gethostbyaddr", "socket.getnameinfo")

outside: Final[list[str]] = []
"""The calls to other machines so far, that nobody has answered for."""


class OutsideError(RuntimeError):
    """A call to another machine."""


def is_local(host: Any) -> bool:
    """Whether `host`, a name or an address, is this machine; None and "" are too."""
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_address(host: Any) -> bool:
    """Whether `host` is an address already, for which nobody has to be asked."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _host(event: str, arguments: tuple[Any, ...]) -> Any:
    """Whom an audit event of `socket` calls or looks up; None where it is nobody, or no network."""
    if event in _TO_ADDRESS:
        sock, address = arguments[:2]
        return address[0] if sock.family in (socket.AF_INET, socket.AF_INET6) and address else None
    if event in _FORWARD:
        return None if _is_address(arguments[0]) else arguments[0]
    if event in _REVERSE:
        return arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
    return None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    host = _host(event, arguments)
    if not is_local(host):
        outside.append(f"{event} {host!r}")
        raise OutsideError(f"{event} {host!r}: nothing here may call another machine")


def watch() -> None:
    """Stop and remember calls to other machines from now on, in this process."""
    if not getattr(sys, "_outside_calls_watched", False):
        sys._outside_calls_watched = True  # type: ignore[attr-defined]  # a hook stays longer than any module
        sys.addaudithook(_hook)


@pytest.fixture(autouse=True)
def stay_inside() -> Iterator[list[str]]:
    """Fail the test that calls another machine, even where it never sees the exception."""
    yield outside
    calls, outside[:] = list(outside), []
    if calls:
        pytest.fail(f"called another machine: {'; '.join(calls)}", pytrace=False)


watch()
