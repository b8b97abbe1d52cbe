import socket
import subprocess
import sys
from functools import lru_cache

import pytest

from tests.conftest import ROOT
from tests.network import OutsideError, is_local

ELSEWHERE = "192.0.2.1"
"""TEST-NET-1 (RFC 5737) is no machine's address; and the guard stops the call before it goes out."""


def call_and_swallow(what) -> None:
    """Call, and hide what comes of it, as libraries do."""
    try:
        what()
    except Exception:  # noqa: BLE001
        return
    raise AssertionError("the call went out")


def connected(kind: socket.SocketKind, method: str, *arguments: object) -> None:
    """Call a method of a new socket, and close it."""
    with socket.socket(type=kind) as made:
        getattr(made, method)(*arguments, (ELSEWHERE, 9))


CALLS = {
    "connect": lambda: connected(socket.SOCK_STREAM, "connect"),
    "connect_ex": lambda: connected(socket.SOCK_STREAM, "connect_ex"),
    "sendto": lambda: connected(socket.SOCK_DGRAM, "sendto", b""),
    "getaddrinfo": lambda: socket.getaddrinfo("nowhere.invalid", 80),
    "gethostbyname": lambda: socket.gethostbyname("nowhere.invalid"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_outside_is_stopped_and_remembered(name, stay_inside):
    """Connections, datagrams and name look-ups don't go out, and are known of where the exception is swallowed."""
    call_and_swallow(CALLS[name])
    assert len(stay_inside) == 1
    stay_inside.clear()  # or this test would fail, as it should


def test_the_exception_says_where_to(stay_inside):
    """Who reads the traceback sees the address."""
    with pytest.raises(OutsideError, match="192"):
        CALLS["connect"]()
    stay_inside.clear()


def test_an_address_is_no_name(stay_inside):
    """Python looks addresses up too before it binds to one; nobody is asked for that."""
    assert socket.getaddrinfo(ELSEWHERE, 9)
    assert stay_inside == []


@pytest.mark.parametrize("host", [None, "", b"", "localhost", "127.0.0.1", "127.8.8.8", "::1", "::1%lo", b"127.0.0.1"])
def test_local(host):
    """This machine, by any of its names."""
    assert is_local(host)


@pytest.mark.parametrize("host", [ELSEWHERE, "10.0.0.1", "0.0.0.0", "fe80::1", "huggingface.co", b"x.invalid"])
def test_not_local(host):
    """Everybody else, private networks too."""
    assert not is_local(host)


def test_a_connection_to_this_machine_is_let_through():
    """A test may have a server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as client:
        assert client.getpeername() == server.getsockname()


def test_a_test_that_swallows_its_call_fails(tmp_path):
    """The guard fails the test at its end, although the test itself saw nothing wrong."""
    (tmp_path / "test_it.py").write_text(
        "import socket\n"
        "def test_it():\n"
        "    try:\n"
        f"        socket.socket(type=socket.SOCK_DGRAM).connect(({ELSEWHERE!r}, 9))\n"
        "    except Exception:\n"
        "        pass\n"
    )
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", "pyproject.toml", "-q", tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "called another machine: socket.connect '192.0.2.1'" in done.stdout


@lru_cache(maxsize=1)
def _unshare() -> tuple[str, ...]:
    """The command that runs another without a network; () where this machine doesn't let us."""
    for command in (("unshare", "-rn"), ("unshare", "-n")):
        try:
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return command
        except FileNotFoundError:
            break
    return ()


@pytest.fixture
def cut_off(environ, tmp_path):
    """Run Python in a process without any network, on a data directory that is empty."""
    if not _unshare():
        pytest.skip("unshare -n is not permitted here, so no process can be cut off from the network")

    def run(*arguments: str) -> str:
        environment = {**environ, "ASSISTANT_DATA_DIR": str(tmp_path)}
        command = [*_unshare(), sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.slow
def test_ask_works_without_a_network(cut_off):
    """`ask` builds its index and answers in both languages, and doesn't even try to call anybody."""
    code = (
        "from tests.network import outside, watch; watch()\n"
        "from assistant import ask\n"
        "for question in ('من هو جاريد كوشنر؟', 'Who is Jared Kushner?'):\n"
        "    answer = ask(question); print(answer.found, [c.paragraph for c in answer.citations])\n"
        "print(outside)"
    )
    assert cut_off("-c", code).splitlines() == ["True [2]", "True [2]", "[]"]


@pytest.mark.slow
def test_the_command_line_works_without_a_network(cut_off):
    """The command line too."""
    said = cut_off("-m", "assistant", "Has a final agreement been announced?")
    assert said.startswith("No final agreement has been announced so far")
    assert "[1] paragraph 9" in said
