"""The page of examples for LangChain is one program, which prints what stands there."""

from functools import cache

import pytest
import regex

from tests.assistant.misbehaving import misbehaving
from tests.pages import ROOT, blocks, run

PAGE = (ROOT / "docs" / "langchain.md").read_text("utf-8")
PROGRAM = blocks(PAGE, "python")
PRINTED = blocks(PAGE, "text")
DRAFT = "Jared Kushner is the US president's son-in-law [1]. He arrived in Moscow on Friday, January 23 [1]."
BETWEEN = "-- next block --"


@cache
def printed(folder: str) -> list[str]:
    """What each block of the page prints; OpenAI is played by a server on this machine, that always says the same."""
    with misbehaving(lambda line: line.say(DRAFT)) as server:
        said = run(
            f"\nprint({BETWEEN!r})\n".join(PROGRAM),
            ASSISTANT_DATA_DIR=folder,
            ASSISTANT_LLM="none",
            OPENAI_API_KEY="none",
            OPENAI_BASE_URL=server.url,
        )
    return regex.sub(r"[ \t]+$", "", said, flags=regex.MULTILINE).split(f"{BETWEEN}\n")


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(PROGRAM)))
def test_a_block_prints_what_stands_under_it(place: int, tmp_path_factory: pytest.TempPathFactory):
    """To the letter but for blanks at a line's end, in the order of the page, with the real retriever and embedder."""
    assert len(PRINTED) == len(PROGRAM)
    assert printed(str(tmp_path_factory.getbasetemp() / "langchain"))[place] == PRINTED[place]
