"""A language model behind a real server: llama.cpp's, with the bundled model, by the protocol of OpenAI."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.llm import load_chat_model
from assistant.settings import Settings
from assistant.trouble import note
from embeddings.article import Article
from tests.assistant.quick import QuickAssistant
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

KEY = "sesame"
TREATY = Article.from_text(
    "وُقّعت المعاهدة في فيينا في 3 مايو 1998.\n\nوقّعها الوزيران سامي حداد وليلى منصور.\n\nحضر الحفل مئتا ضيف.",
    "المعاهدة",
)
QUESTION = "أين وُقّعت المعاهدة ومتى؟"


@dataclass(frozen=True)
class Server:
    url: str

    def assistant(self, key: str = KEY) -> Assistant:
        """An assistant about the treaty that is set up for this server, as a user would."""
        environ = {
            "ASSISTANT_LLM": "openai:bundled",
            "ASSISTANT_LLM_BASE_URL": f"{self.url}/v1",
            "ASSISTANT_TIMEOUT": "300",  # a machine that is busy is not a bug
            "ASSISTANT_FIRST_TOKEN_TIMEOUT": "300",
            "ASSISTANT_THRESHOLD": "0",
        }
        settings = Settings.from_env(environ)
        return QuickAssistant(TREATY, settings, model=load_chat_model(settings, {"OPENAI_API_KEY": key}))


@pytest.fixture(scope="module")
def server(bundled_file: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.assistant.llama_server", str(bundled_file), KEY]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        yield Server(process.stdout.readline().strip())
        process.kill()


def test_it_writes_and_what_it_writes_is_checked(server: Server):
    """The pieces of the stream come from the model, one after the other; the answer is what stood up to the check."""
    passages, *pieces, last = server.assistant().stream(QUESTION)
    assert passages.kind == "passages"
    assert sum(bool(piece.text) for piece in pieces) > 3
    answer = last.answer
    assert answer
    assert answer.citations
    assert all(TREATY.text[c.start : c.end] == c.quote for c in answer.citations)
    # Another processor may make another draft of the same model: what doesn't stand is quoted, and says so.
    assert (answer.mode, answer.note) in [("generated", None), ("quote", note("unsupported", "ar"))]
    assert "1998" in answer.text


def test_a_wrong_key_is_a_clear_note(server: Server):
    """The quotation, and that the model refused."""
    answer = server.assistant("open").ask(QUESTION)
    assert (answer.mode, answer.note) == ("quote", note("refused", "ar"))
    assert "1998" in answer.text


def test_who_leaves_ends_its_work(server: Server):
    """The server has one place; once a stream is closed, the next question gets it."""
    stream = server.assistant().stream(QUESTION)
    for event in stream:
        if event.kind == "text" and event.text:
            break
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert server.assistant().ask(QUESTION).found
