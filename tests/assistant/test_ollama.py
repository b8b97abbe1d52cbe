"""Ollama by its contract: a server on this machine that speaks /api/chat, through LangChain's client.

The form is that of https://github.com/ollama/ollama/blob/main/docs/api.md: each line of a stream is a JSON document,
and the last has `done`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant import hearing
from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.errors import ModelError
from assistant.llm import MAX_TOKENS, load_chat_model
from assistant.settings import Settings
from assistant.trouble import note
from tests.assistant.misbehaving import Line, closed_port, misbehaving
from tests.assistant.quick import QuickAssistant, number_of, quick

WHEN = "When did Witkoff and Kushner arrive in Moscow?"
FAITHFUL = "Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026"
QUICK = Settings(llm="ollama:qwen3", timeout=1.2, first_token_timeout=0.6, connect_timeout=0.4, threshold=0.0)
PATIENT = replace(QUICK, timeout=20, first_token_timeout=20, connect_timeout=5)


def part(content: str = "", **more: Any) -> bytes:
    """A line of a reply."""
    message = {"role": "assistant", "content": content, **more.pop("message", {})}
    document = {"model": "qwen3", "created_at": "2026-11-23T20:00:00Z", "message": message, "done": False, **more}
    return f"{json.dumps(document)}\n".encode()


END = part(done=True, done_reason="stop", total_duration=1, load_duration=1, prompt_eval_count=9, eval_count=9)


def say(line: Line, text: str) -> None:
    """Answer as Ollama does."""
    line.begin(kind="application/x-ndjson")
    for word in text.split(" "):
        line.send(part(f"{word} "))
    line.send(END)


def at(url: str, settings: Settings = PATIENT) -> Assistant:
    """An assistant whose Ollama is at `url`."""
    chosen = replace(settings, llm_base_url=url.removesuffix("/v1"))
    return QuickAssistant(None, chosen, model=load_chat_model(chosen, {}))


def quoted(answer: Answer) -> str | None:
    """The note of an answer that is a quotation."""
    assert (answer.mode, answer.found) == ("quote", True)
    assert answer.citations
    return answer.note


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "_PAUSE", (0.02, 0.05))
    monkeypatch.setattr(hearing, "BEAT", 0.05)


def test_an_answer():
    """What is asked is Ollama's: its path, its model, two messages, a bounded reply without chance."""
    seen: list[Line] = []
    n = number_of(quick(), WHEN, "January 22, 2026")

    def answer(line: Line) -> None:
        seen.append(line)
        say(line, f"{FAITHFUL} [{n}].")

    with misbehaving(answer) as server:
        found = at(server.url).ask(WHEN)
    assert (found.mode, found.text, found.note) == ("generated", f"{FAITHFUL} [1].", None)
    (line,) = seen
    assert line.handler.path == "/api/chat"
    assert (line.asked["model"], line.asked["stream"]) == ("qwen3", True)
    assert [message["role"] for message in line.asked["messages"]] == ["system", "user"]
    assert WHEN in line.asked["messages"][1]["content"]
    options = line.asked["options"]
    assert (options["temperature"], options["num_predict"]) == (0, MAX_TOKENS)


def test_a_stream():
    """Piece by piece; what a model thinks, in the field that Ollama has for it or in tags, is not shown."""
    n = number_of(quick(), WHEN, "January 22, 2026")

    def answer(line: Line) -> None:
        line.begin(kind="application/x-ndjson")
        line.send(part(message={"thinking": "They came on Friday."}))
        for word in f"<think>They came on Friday.</think> {FAITHFUL} [{n}].".split(" "):
            line.send(part(f"{word} "))
        line.send(END)

    with misbehaving(answer) as server:
        passages, *pieces, last = at(server.url).stream(WHEN)
    assert passages.kind == "passages"
    assert "".join(piece.text for piece in pieces).strip() == f"{FAITHFUL} [{n}]."
    assert last.answer is not None
    assert last.answer.mode == "generated"


def _missing(line: Line) -> None:
    line.document({"error": "model 'qwen3' not found"}, 404)


def _error_inside(line: Line) -> None:
    line.begin(kind="application/x-ndjson")
    line.send(b'{"error": "an error was encountered while running the model"}\n')


def _garbage(line: Line) -> None:
    line.begin(kind="application/x-ndjson")
    line.send(b"<html>Sign in</html>\n")


def _cut(line: Line) -> None:
    line.begin(kind="application/x-ndjson", Content_Length="100000")
    line.send(part("Witkoff and Kushner "))


def _silent(line: Line) -> None:
    line.begin(kind="application/x-ndjson")
    line.send(END)


def _loads_for_ever(line: Line) -> None:
    line.wait_for_ever()


def _only_thinks(line: Line) -> None:
    line.begin(kind="application/x-ndjson")
    line.for_ever(part(message={"thinking": "hm "}))


@pytest.mark.parametrize(
    ("behaviour", "trouble", "settings"),
    [
        pytest.param(_missing, "refused", PATIENT, id="the model is not pulled"),
        pytest.param(lambda line: line.document({"error": "busy"}, 503), "busy", PATIENT, id="its queue is full"),
        pytest.param(lambda line: line.document({"error": "out of memory"}, 500), "failed", PATIENT, id="500"),
        pytest.param(_error_inside, "failed", PATIENT, id="an error in the stream"),
        pytest.param(_garbage, "failed", PATIENT, id="a web page"),
        pytest.param(_cut, "broken", PATIENT, id="a stream that breaks"),
        pytest.param(_silent, "silent", PATIENT, id="empty"),
        pytest.param(lambda line: say(line, "%%% lorem 12 [99]"), "unsupported", PATIENT, id="nonsense"),
        pytest.param(_loads_for_ever, "slow", QUICK, id="the model is being loaded"),
        pytest.param(_only_thinks, "slow", QUICK, id="it only thinks"),
    ],
)
def test_what_goes_wrong_is_said(behaviour: Callable[[Line], None], trouble: Any, settings: Settings):
    """The quotation, with the note that goes with it; a client that has lost patience hangs up."""
    with misbehaving(behaviour) as server:
        assert quoted(at(server.url, settings).ask(WHEN)) == note(trouble, "en")
        if trouble == "slow":
            assert server.left.wait(5)


def test_nobody_there():
    """Ollama is not running: known at once."""
    assert quoted(at(closed_port()).ask(WHEN)) == note("unreachable", "en")


def test_another_provider_has_no_address():
    """The setting goes with the two that are servers of one's own."""
    with pytest.raises(ModelError, match="goes with an openai:… or ollama:… model, not with anthropic:x"):
        load_chat_model(Settings(llm="anthropic:x", llm_base_url="http://127.0.0.1:1"), {})
