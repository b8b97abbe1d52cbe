"""Who waits, who is told to come back, and who leaves."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.ui.api.serving import HELD, QUOTE, WHO, TestLibrary, client, until
from ui.limits import AT_ONCE, WAITING


@pytest.fixture(autouse=True)
def let_go(library: TestLibrary) -> Iterator[None]:
    """Nothing is held for the next test."""
    library.gate.clear()
    library.left = 0
    yield
    library.gate.set()
    until(lambda: library.running == 0)


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/stream", "/v1/chat/completions"])
def test_who_leaves_frees_the_place(address, library, path):
    """The work is broken off, and as many as before can ask at once."""
    body = {"question": HELD} if "chat" not in path else {"messages": [{"role": "user", "content": HELD}]}
    body = {**body, "stream": True} if "chat" in path else body
    for _ in range(AT_ONCE + 1):
        before = library.left
        with client(address) as http, pytest.raises(httpx.ReadTimeout):
            http.post(path, json=body, timeout=httpx.Timeout(20, read=0.04 if path == "/v1/ask" else 0.02))
        until(lambda before=before: library.left > before)
    assert library.running == 0
    with client(address) as http:
        assert http.post("/v1/ask", json={"question": WHO}).json()["citations"][0]["quote"] == QUOTE


def test_no_more_are_served_at_once_than_there_are_places(address, library):
    """The next ones wait; those after them are told in one sentence when to come back."""
    number = AT_ONCE + WAITING
    barrier = threading.Event()

    def ask(_: int) -> int:
        with client(address) as http:
            return http.post("/v1/ask", json={"question": HELD}).status_code

    with ThreadPoolExecutor(number) as pool:
        first = [pool.submit(ask, n) for n in range(AT_ONCE)]
        until(lambda: library.running == AT_ONCE)
        rest = [pool.submit(ask, n) for n in range(WAITING)]
        with client(address) as http:
            until(lambda: http.post("/v1/retrieve", json={"question": WHO}, timeout=0.5).status_code == 429)
            refused = http.post("/v1/ask", json={"question": WHO})
            assert http.get("/v1/health").status_code == 200
        assert library.running == AT_ONCE
        library.gate.set()
        barrier.set()
        assert [each.result() for each in (*first, *rest)] == [200] * number
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
    assert refused.json()["error"]["type"] == "rate_limit_error"
    assert "try again in 5 seconds" in refused.json()["error"]["message"]
