"""The API beside the page, on the page's port."""

import importlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tests.ui.api.fakes import FakeLibrary
from tests.ui.api.serving import client
from tests.ui.conftest import in_a_loop
from tests.ui.fakes import QUESTION_EN, fake_assistant, make_fake
from ui.preparation import Preparation

pytestmark = pytest.mark.filterwarnings("ignore:.*no_silent_downcasting")


@pytest.fixture(scope="module")
def both() -> Iterator[str]:
    """The address of a page with the API beside it."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from ui.api.doors import desk_of, doors
    from ui.app import build_app
    from ui.server import start

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = in_a_loop(lambda: build_app(Preparation(fake_assistant()).start(), make_fake))
    yield in_a_loop(lambda: start(page, "127.0.0.1", port, doors=doors(desk_of(FakeLibrary()))))
    page.close(verbose=False)


def test_the_page_and_the_api_share_a_port(both):
    """Each has its own addresses, and the same guards."""
    with client(both) as http:
        assert "text/html" in http.get("/").headers["content-type"]
        assert http.get("/v1/health").json()["articles"] == 1
        assert http.post("/v1/ask", json={"question": "Who?"}).json()["found"]
        assert http.get("/v1/nowhere").json()["error"]["code"] == "not_found"
        refused = http.post("/v1/ask", json={}, headers={"Origin": "https://evil.example"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "refused")


def test_the_tools_are_there_too(both):
    """What runs beside MCP has been started with the page."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}
    with client(both) as http:
        said = http.post("/mcp", json=call, headers=headers)
    assert "ask_article" in json.dumps(said.json())


def test_the_api_alone_needs_no_gradio():
    """Whose import takes seconds and memory, for a page that isn't served."""
    code = "import sys, ui.api.__main__, ui.api.doors, ui.server; print('gradio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT, text=True)
    assert done.stdout == "False\n"


GRADIO = """
import sys
from gradio_client import Client

client = Client(sys.argv[1], verbose=False)
print(list(client.view_api(print_info=False, return_format="dict")["named_endpoints"]))
print(client.predict(sys.argv[2], api_name="/ask_article")["citations"][0]["marker"])
"""


def test_gradio_s_client_asks_the_page(both):
    """By the one name that the page has. In a process of its own: unless it is told at its start, it calls home."""
    environment = {"PATH": os.environ["PATH"], "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", GRADIO, both, QUESTION_EN]
    done = subprocess.run(command, check=True, capture_output=True, env=environment, text=True)
    assert done.stdout.splitlines() == ["['/ask_article']", "1"]


@pytest.mark.parametrize(("module", "more"), [("ui.api.__main__", ["--port", "0"]), ("ui.api.stdio", [])])
def test_an_article_without_a_name_is_refused(module, more, monkeypatch, capsys):
    """As on the command line; the default article doesn't stand in for one whose name was lost."""
    monkeypatch.setattr(os, "environ", os.environ.copy())
    code = importlib.import_module(module).main(["--article", "", *more])
    written = capsys.readouterr()
    assert (code, written.out) == (2, "")
    assert written.err.startswith("The name of the article's file is empty; give the path of a text")
    assert written.err.count("\n") == 1
