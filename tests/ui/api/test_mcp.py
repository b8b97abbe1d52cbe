"""The tools, called by MCP's own client, in both ways that programs reach them."""

import logging
import os
import sys

import pytest
from mcp import Client, StdioServerParameters

from tests.assistant.library.articles import CORAL, FERRY, GARLIC
from tests.conftest import ROOT
from tests.loops import run
from tests.ui.api.fakes import FakeLibrary
from tests.ui.api.serving import BROKEN, QUOTE, WHO
from ui.api.doors import desk_of
from ui.api.mcp import build_mcp


def call(server, *calls):
    """What the tools say, and which tools there are."""

    async def ask():
        async with Client(server) as client:
            tools = (await client.list_tools()).tools
            return {tool.name: tool for tool in tools}, [await client.call_tool(*each) for each in calls]

    return run(ask())


def test_the_tools_over_http(address):
    """Each says what it takes; an answer is text for a model and data for a program."""
    tools, (answer, found, listed) = call(
        f"{address}/mcp",
        ("ask_article", {"question": WHO}),
        ("search_article", {"question": WHO, "article": GARLIC.id, "k": 2}),
        ("list_articles", {}),
    )
    assert set(tools) == {"ask_article", "search_article", "list_articles"}
    assert set(tools["ask_article"].input_schema["properties"]) == {"question", "article"}
    assert tools["ask_article"].input_schema["required"] == ["question"]
    assert tools["ask_article"].annotations.read_only_hint
    caution = answer.structured_content["caution"]
    assert bool(caution) == answer.structured_content["doubtful"]
    assert answer.content[0].text.startswith(f"{caution}\n\n{QUOTE} [1]" if caution else f"{QUOTE} [1]")
    cited = answer.structured_content["citations"][0]
    assert FERRY.text[cited["start"] : cited["end"]] == cited["quote"] == QUOTE
    assert {passage["article"] for passage in found.structured_content["passages"]} == {GARLIC.id}
    assert CORAL.title in listed.content[0].text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"question": " "}, "The question is empty; ask something about the article."),
        ({"question": ""}, "question has 0 characters; expected 1 or more."),
        ({"q": "x"}, "question is missing; send it."),
        ({"question": WHO, "article": 3}, "article is a number; expected text."),
        ({"question": WHO, "article": "0" * 32}, "There is no article"),
        ({"question": BROKEN}, "its log says why"),
    ],
)
def test_an_error_is_told_to_the_model(address, arguments, said):
    """In the API's sentence."""
    _, (result,) = call(f"{address}/mcp", ("ask_article", arguments))
    assert result.is_error
    text = result.content[0].text
    assert text.startswith(said) or text.endswith(f"{said}.")
    assert len(text.splitlines()) == 1
    assert "secret" not in text


def test_a_number_out_of_its_bounds_is_told_to_the_model(address):
    """With the bound."""
    _, (result,) = call(f"{address}/mcp", ("search_article", {"question": WHO, "k": 51}))
    assert (result.is_error, result.content[0].text) == (True, "k is 51; expected at most 50.")


def test_making_a_server_sets_up_no_log():
    """What is logged, and where to, is the program's own affair."""
    before = logging.root.handlers[:], logging.root.level
    logging.root.handlers.clear()
    try:
        build_mcp(desk_of(FakeLibrary()))
        assert logging.root.handlers == []
    finally:
        logging.root.handlers[:] = before[0]
    assert logging.root.level == before[1]


def test_other_sites_call_no_tool(http):
    """A browser says for whom it sends."""
    assert http.post("/mcp", json={}, headers={"Origin": "https://evil.example"}).status_code == 403


@pytest.mark.slow
def test_the_tools_over_standard_input_and_output(tmp_path):
    """A program that starts ours gets the default article's answer, with the real models."""
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(tmp_path), "ASSISTANT_LLM": "none", "PYTHONPATH": str(ROOT)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "ui.api.stdio"], env=environment)
    _, (answer,) = call(server, ("ask_article", {"question": "من كتب المقال؟"}))
    assert "صفاء" in answer.content[0].text
