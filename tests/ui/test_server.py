"""The page's server, asked as programs and other sites would: over HTTP, at this machine."""

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.ui.conftest import in_a_loop
from tests.ui.fakes import fake_assistant, make_fake
from ui.opening import MAX_CHARACTERS, MAX_MEGABYTES
from ui.preparation import Preparation

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def port(site) -> int:
    return urlsplit(site.address).port or 0


@pytest.fixture(scope="module")
def open_port() -> Iterator[int]:
    """The port of a page that is served to others, as reader.example."""
    from ui.app import build_app
    from ui.server import start

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = in_a_loop(lambda: build_app(Preparation(fake_assistant()), make_fake))
    in_a_loop(lambda: start(page, "0.0.0.0", port, ("Reader.example", "fd00::1")))
    yield port
    page.close(verbose=False)


def ask(port: int, path: str = "/", method: str = "GET", **given: Any) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.request(method, f"http://127.0.0.1:{port}{path}", **given)


def status(port: int, host: str, path: str = "/") -> int:
    return ask(port, path, headers={"Host": host}).status_code


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.0.0.1:{port}", "LOCALHOST:1", "[::1]:{port}"])
@pytest.mark.parametrize("path", ["/", "/config"])
def test_the_page_answers_under_its_own_names(port: int, host: str, path: str):
    """Those of this machine, with a port and without."""
    assert status(port, host.format(port=port), path) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost@evil.example", "0.0.0.0", "", "[::2]"],
)
@pytest.mark.parametrize(
    "path", ["/", "/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=a", "/theme.css"]
)
def test_the_page_answers_under_no_other_name(port: int, host: str, path: str):
    """A name that leads here for a moment (DNS rebinding) opens nothing."""
    assert status(port, host.format(port=port), path) == 400


def test_served_to_others_the_page_answers_under_the_names_that_are_set(open_port: int):
    """And under those of this machine, and the address that it listens on."""
    for host in ("reader.example", "READER.example:80", "[fd00::1]", "0.0.0.0", "127.0.0.1"):
        assert status(open_port, host) == 200
    for host in ("evil.example", "other.reader.example", "192.168.1.5"):
        assert status(open_port, host) == 400


def test_names_of_others_count_only_where_others_may_come():
    """On this machine's own address nobody else has any business."""
    from ui.server import is_open, known_hosts

    own = ("127.0.0.1", "localhost", "[::1]")
    for host in ("127.0.0.1", "localhost", "::1", "127.0.0.9"):
        assert not is_open(host)
        assert known_hosts(host, ("reader.example",)) == own
    for host, named in (("0.0.0.0", "0.0.0.0"), ("::", "[::]"), ("192.168.1.5", "192.168.1.5"), ("reader", "reader")):
        assert is_open(host)
        assert known_hosts(host, ()) == (*own, named)


def test_who_serves_the_page_to_others_is_told():
    """That there is no password, and under which names it answers; nothing where nobody else can come."""
    from ui.server import warn

    assert warn("127.0.0.1", ("reader.example",)) == ""
    said = warn("0.0.0.0", ("reader.example",))
    assert "there is no password. Set ASSISTANT_PASSWORD to one." in said
    closed = warn("0.0.0.0", ("reader.example",), "an open sesame")
    assert "knows the password" in closed
    assert "HTTPS" in closed
    assert "sesame" not in closed
    assert "under 127.0.0.1, localhost, [::1], 0.0.0.0, reader.example;" in said


@pytest.mark.parametrize("path", ["/", "/config", "/no-such-page", "/gradio_api/startup-events"])
def test_every_answer_tells_browsers_what_is_not_done(port: int, path: str):
    """Not framed, not guessed at, not taken in by other sites, not named to them; an error too."""
    headers = ask(port, path).headers
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert ask(port, path, headers={"Host": "evil.example"}).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/monitoring", "/monitoring/summary", "/monitoring/key"])
def test_nobody_watches(port: int, path: str):
    """Gradio's statistics of who asked what."""
    assert ask(port, path).status_code == 403


def test_a_file_is_uploaded(port: int):
    """Up to the page's limit for one; Gradio answers with the path where it is."""
    for size in (3, MAX_MEGABYTES * MEGABYTE):
        sent = ask(port, "/gradio_api/upload", "POST", files={"files": ("a.txt", b"x" * size)})
        assert sent.status_code == 200
        assert len(sent.json()) == 1


def test_an_article_may_be_pasted(port: int):
    """As long as the page takes one, whatever its letters are, and however they are written."""
    document = json.dumps({"data": ["ع" * MAX_CHARACTERS], "fn_index": 10_000, "session_hash": "a"})
    assert len(document) > 6 * MAX_CHARACTERS
    assert ask(port, "/gradio_api/queue/join", "POST", content=document).status_code not in (413, 400)


LARGE = [
    ("/gradio_api/queue/join", 5 * MEGABYTE),
    ("/gradio_api/upload", 12 * MEGABYTE),
    ("/gradio_api/run/ask", 5 * MEGABYTE),
]


@pytest.mark.parametrize(("path", "size"), LARGE)
def test_what_is_announced_as_too_large_is_not_read(port: int, path: str, size: int):
    """The answer comes before the body, and says why in both languages."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    said = answer.read().decode()
    assert "send a shorter text or a smaller file" in said
    assert "أرسل نصًّا أقصر أو ملفًّا أصغر" in said
    connection.close()


@pytest.mark.parametrize(("path", "size"), LARGE)
def test_what_becomes_too_large_is_not_read(port: int, path: str, size: int):
    """A body without a length is read as far as the limit."""
    boundary = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
    pieces = (b"x" * 65536 for _ in range(size // 65536))
    headers = {"Content-Type": "multipart/form-data; boundary=b" if "upload" in path else "application/json"}

    def body() -> Iterator[bytes]:
        yield boundary if "upload" in path else b'"'
        yield from pieces

    answer = ask(port, path, "POST", content=body(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "null", "http://[::2]:7860", "http://["]
)
def test_other_sites_send_nothing(port: int, origin: str):
    """A browser sends a form or a file here for any site, without asking first; it says for which."""
    sent = ask(port, "/gradio_api/upload", "POST", files={"files": ("a.txt", b"x")}, headers={"Origin": origin})
    assert sent.status_code == 403
    assert "أرسل هذا موقع آخر" in sent.text


@pytest.mark.parametrize("origin", ["http://127.0.0.1:{port}", "http://localhost:{port}", "http://[::1]:{port}"])
def test_the_page_itself_sends(port: int, origin: str):
    """Under each of its names."""
    headers = {"Origin": origin.format(port=port)}
    sent = ask(port, "/gradio_api/upload", "POST", files={"files": ("a.txt", b"x")}, headers=headers)
    assert sent.status_code == 200
