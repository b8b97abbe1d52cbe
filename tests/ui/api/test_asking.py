"""Who waits, who is told to come back, and who leaves."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.loops import run
from tests.ui.api.serving import HELD, QUOTE, WHO, TestLibrary, client, serve, until
from ui.api.asking import Desk
from ui.api.doors import desk_of
from ui.api.errors import RefusedError
from ui.api.slots import Slots
from ui.limits import AT_ONCE, OPENING_AT_ONCE, WAITING


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
    chat = {"messages": [{"role": "user", "content": HELD}], "stream": True}
    body = chat if "chat" in path else {"question": HELD}
    for _ in range(AT_ONCE + 1):
        before = library.left
        with client(address) as http, pytest.raises(httpx.ReadTimeout):
            http.post(path, json=body, timeout=httpx.Timeout(20, read=0.04 if path == "/v1/ask" else 0.02))
        until(lambda before=before: library.left > before)
    assert library.running == 0
    with client(address) as http:
        assert http.post("/v1/ask", json={"question": WHO}).json()["citations"][0]["quote"] == QUOTE


def ask(address: str, question: str) -> int:
    """The status of the answer."""
    with client(address) as http:
        return http.post("/v1/ask", json={"question": question}).status_code


def test_who_finds_no_place_is_told_when_to_come_back(library):
    """In one sentence; what is no work is answered all the same."""
    desk = Desk(library, Slots(1, 0, 1), Slots(1, 0, 1))
    with serve(library, desk) as address, client(address) as http, ThreadPoolExecutor(1) as pool:
        held = pool.submit(ask, address, HELD)
        until(lambda: library.running == 1)
        for path in ("/v1/ask", "/v1/retrieve"):
            refused = http.post(path, json={"question": WHO})
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
            assert refused.json()["error"]["type"] == "rate_limit_error"
            assert "try again in 5 seconds" in refused.json()["error"]["message"]
        assert http.get("/v1/health").status_code == 200
        library.gate.set()
        assert held.result() == 200
        assert http.post("/v1/ask", json={"question": WHO}).status_code == 200


def test_some_wait_for_a_place():
    """As many as may, and as long as they have patience; how a block ends doesn't matter."""

    async def work() -> list[str]:
        slots, said = Slots(1, 1, 0.05), []

        async def enter(name: str, stay: float, error: Exception | None = None) -> None:
            try:
                async with slots.slot():
                    await asyncio.sleep(stay)
                    said.append(name)
                    if error:
                        raise error
            except RefusedError:
                said.append(f"no {name}")
            except ValueError:
                pass

        await asyncio.gather(enter("first", 0.02, ValueError()), enter("second", 0), enter("third", 0))
        await asyncio.gather(enter("long", 0.1), enter("impatient", 0))
        await enter("last", 0)
        return said

    assert run(work()) == ["no third", "first", "second", "no impatient", "long", "last"]


def test_the_api_has_as_many_places_as_the_page(library, monkeypatch):
    """The same numbers."""
    made = []
    monkeypatch.setattr("ui.api.doors.Slots", lambda *given: made.append(given[:2]))
    desk_of(library)
    assert made == [(AT_ONCE, WAITING), (OPENING_AT_ONCE, WAITING)]
