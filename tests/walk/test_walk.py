"""The whole way with three processes, as they would be served to others: a Chroma server, the API, and the page."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.index import ChromaServer
from embeddings.index.connection import connect, disconnect
from embeddings.text import Language
from tests.chroma_server import RunningServer, free_port
from tests.conftest import ROOT
from tests.ui.api.serving import client
from tests.walk.articles import Told, articles

ASKED = [told for language in ("en", "ar") for told in list(articles(language))[::18]]
"""Of every second kind of house one or two, each in another town."""


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(tmp_path / "chroma")
    yield server
    server.stop()


@pytest.fixture
def served(tmp_path: Path, chroma: RunningServer) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """The API and the page, each in a process of its own, with the real embedding model."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "ASSISTANT_DATA_DIR": str(tmp_path / "data"),
        "ASSISTANT_LLM": "none",
        "ASSISTANT_CHROMA_URL": chroma.url,
    }
    with ExitStack() as stack:

        def start(*module: str) -> httpx.Client:
            port = free_port()
            command = [sys.executable, "-m", *module, "--port", str(port)]
            log = stack.enter_context((tmp_path / f"{module[0]}.log").open("w"))
            process = stack.enter_context(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
            )
            stack.callback(process.terminate)
            started.append(process)
            return stack.enter_context(client(f"http://127.0.0.1:{port}"))

        started: list[subprocess.Popen[str]] = []
        both = start("ui.api"), start("ui", "--no-browser")
        for process in started:
            assert process.stdout
            assert process.stdout.readline().startswith("Ask")
        yield both


def add(http: httpx.Client, language: Language) -> dict[str, str]:
    """Add the hundred articles of a language, one after the other: title to id."""
    added = {}
    for told in articles(language):
        response = http.post("/v1/articles", json={"title": told.title, "text": told.text})
        assert response.status_code == 201, response.text
        added[told.title] = response.json()["id"]
    return added


def listed(http: httpx.Client) -> set[str]:
    """The ids of all articles that can be asked."""
    return {entry["id"] for entry in http.get("/v1/articles").json()["articles"]}


def answers(http: httpx.Client, ids: dict[str, str]) -> list[Any]:
    """What is said to every question of `ASKED`, of all articles and of the one; each quote stands where it says."""
    found = []
    for told in ASKED:
        for named in (None, ids[told.title]):
            answer = http.post("/v1/ask", json={"question": told.question, "article": named}).json()
            right(http, answer, told, ids)
            found.append((told.question, answer["text"], answer["citations"]))
    return found


def right(http: httpx.Client, answer: dict[str, Any], told: Told, ids: dict[str, str]) -> None:
    assert told.year in answer["text"], answer
    assert ids[told.title] in {cited["article"] for cited in answer["citations"]}
    for cited in answer["citations"]:
        article = http.get(f"/v1/articles/{cited['article']}").json()
        assert (cited["title"], cited["quote"]) == (article["title"], article["text"][cited["start"] : cited["end"]])


def ask_page(http: httpx.Client, question: str) -> str:
    """What the page itself says of its own article, by Gradio's way of calling it."""
    event = http.post("/gradio_api/call/ask_article", json={"data": [question]}).json()["event_id"]
    return http.get(f"/gradio_api/call/ask_article/{event}").text


def collections(chroma: RunningServer) -> dict[str, str]:
    """The server's collections: name to id. One that is made again has another id."""
    found = connect(ChromaServer(chroma.url))
    try:
        return {each.name: str(each.id) for each in found.list_collections(limit=1000)}
    finally:
        disconnect(found)


@pytest.mark.slow
def test_three_processes(chroma: RunningServer, served: tuple[httpx.Client, httpx.Client]):
    """Two clients add a hundred articles each, at once, one at the API and one at the page; both find all of them.
    While Chroma is away what needs it says so, and what is in memory goes on answering; when it is back every answer is
    the one of before, and nothing was made again.
    """
    api, page = served
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(add, served, ("en", "ar"))
        ids = one | other
        assert len(set(ids.values())) == 200
        for http in served:
            assert set(ids.values()) <= listed(http)

        before = list(pool.map(answers, served, (ids, ids)))
        assert before[0] == before[1]
        assert "son-in-law" in ask_page(page, "Who is Jared Kushner?")
        kept = collections(chroma)
        assert len(kept) == 201
        assert not [name for name in kept if name.startswith("building.")]

        chroma.stop()
        gone = ids[ASKED[-1].title]
        for http in served:
            for method, path, body in (
                ("POST", "/v1/ask", {"question": ASKED[0].question}),
                ("POST", "/v1/articles", {"text": "The moon of Ormvik was seen in 1911."}),
                ("DELETE", f"/v1/articles/{gone}", None),
            ):
                response = http.request(method, path, json=body)
                assert response.status_code == 503
                assert "try again in 5 seconds." in response.json()["error"]["message"]
            assert http.get("/v1/health").json()["articles"] == 201
        assert "son-in-law" in ask_page(page, "Who is Jared Kushner?")  # its vectors are in memory

        chroma.start()
        assert list(pool.map(answers, served, (ids, ids))) == before
        assert "son-in-law" in ask_page(page, "Who is Jared Kushner?")
        assert collections(chroma) == kept

    assert api.delete(f"/v1/articles/{gone}").status_code == 204
    for http in served:
        assert gone not in listed(http)
        assert http.post("/v1/ask", json={"question": "Who?", "article": gone}).status_code == 404
        cited = http.post("/v1/ask", json={"question": ASKED[-1].question}).json()["citations"]
        assert gone not in {each["article"] for each in cited}
    assert len(collections(chroma)) == 200
