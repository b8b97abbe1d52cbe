import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from embeddings.errors import StorageError
from embeddings.index import ChromaServer, ServerStore
from embeddings.index.connection import connect, disconnect, greet
from tests.chroma_server import RunningServer, free_port
from tests.embeddings.indexes import open_index

_KEY = "ck-very-secret"


@contextmanager
def _answering(answers: dict[str, tuple[int, Any]]) -> Iterator[tuple[str, list[str | None]]]:
    """A server that answers paths as it is told, and keeps the keys that it was sent; its address, and the keys."""
    keys: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.append(self.headers["X-Chroma-Token"])
            status, body = answers.get(self.path, (404, "<html>Not Found</html>"))
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", keys
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (404, "<html>", r"What answers at {} is no Chroma server of version 1 \(HTTP 404\); check the address"),
        (200, "<html>Welcome</html>", r"What answers at {} is no Chroma server of version 1 \(HTTP 200\)"),
        (200, '{"version": 1}', r"What answers at {} is no Chroma server"),
        (502, "bad gateway", r"What answers at {} is no Chroma server of version 1 \(HTTP 502\)"),
        (200, '"0.5.3"', r"at {} has version 0\.5\.3; this client, .+, expects 1\.x; update one of them\."),
        (200, '"2.0.0"', r"at {} has version 2\.0\.0; this client, .+, expects 1\.x"),
        (401, "{}", r"at {} refuses the key \(HTTP 401\); check the key\."),
        (403, "{}", r"at {} refuses the key \(HTTP 403\)"),
    ],
)
def test_what_is_no_server_for_us(status: int, body: str, message: str):
    """One sentence says what answers and what was expected; the key is sent, and never said."""
    with _answering({"/api/v2/version": (status, body)}) as (url, keys):
        with pytest.raises(StorageError, match=message.format(url)) as caught:
            open_index(ServerStore(ChromaServer(url, key=_KEY)))
        assert keys == [_KEY]
    assert _KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_server_that_asks_for_a_key():
    """Where none is set it isn't called wrong."""
    with _answering({"/api/v2/version": (401, "")}) as (url, _), pytest.raises(StorageError, match="asks for a key"):
        greet(ChromaServer(url))


def test_a_key_that_is_refused_later():
    """Some servers tell their version to everybody."""
    answers = {
        "/api/v2/version": (200, "1.0.0"),
        "/api/v2/auth/identity": (401, {"error": "AuthError", "message": "Unauthorized"}),
    }
    with _answering(answers) as (url, keys):
        with pytest.raises(StorageError, match=r"refuses .*Unauthorized.*; check them, and the key\.") as caught:
            connect(ChromaServer(url, "mine", "own", _KEY))
        assert set(keys) == {_KEY}
    assert _KEY not in str(caught.value)


def test_nobody_answers():
    """The reason stands in the sentence, and what to do."""
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StorageError, match=rf"No Chroma server answers at {url} \(.*refused\); start it, or check"):
        open_index(ServerStore(ChromaServer(url)))


def test_a_server_without_end(monkeypatch: pytest.MonkeyPatch):
    """Who accepts and says nothing is not waited for without end."""
    monkeypatch.setattr("embeddings.index.connection._GREETING", 0.2)
    silent = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)  # listens, and is never served
    try:
        with pytest.raises(StorageError, match=r"No Chroma server answers at .+ \(timed out\)"):
            greet(ChromaServer(f"http://127.0.0.1:{silent.server_port}"))
    finally:
        silent.server_close()


def test_a_key_is_not_shown():
    """Nothing that prints the server prints its key."""
    assert _KEY not in repr(ChromaServer("https://example.org", key=_KEY))


@pytest.mark.slow
@pytest.mark.parametrize(("tenant", "database"), [("nobody", None), (None, "nowhere")])
def test_a_tenant_or_database_that_is_not_there(chroma: RunningServer, tenant: str | None, database: str | None):
    """The sentence names both, and what the server says."""
    with pytest.raises(StorageError, match=r"refuses tenant '\w+' and database '\w+' \(.*not found.*\); check them"):
        connect(ChromaServer(chroma.url, tenant, database))


@pytest.mark.slow
def test_calls_end(chroma: RunningServer):
    """Chroma's client would wait for an answer for ever."""
    client: Any = connect(ChromaServer(chroma.url))
    assert client._server._session.timeout.read == 60
    disconnect(client)


@pytest.mark.slow
def test_the_environment_of_others_is_not_taken(chroma: RunningServer, monkeypatch: pytest.MonkeyPatch):
    """Chroma's own variables would change which server is asked, or refuse ours."""
    monkeypatch.setenv("CHROMA_SERVER_HOST", "elsewhere.example")
    monkeypatch.setenv("CHROMA_SERVER_HTTP_PORT", "1")
    monkeypatch.setenv("CHROMA_API_IMPL", "chromadb.api.segment.SegmentAPI")
    monkeypatch.setenv("CHROMA_SERVER_SSL_ENABLED", "true")
    client = connect(ChromaServer(chroma.url))
    assert client.heartbeat() > 0
    disconnect(client)
