"""A language model that fails: from a server on this machine that misbehaves for real, through LangChain's client."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any, get_args

import pytest

from assistant import hearing
from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.hearing import MAX_HEARD, Limits, hear
from assistant.llm import load_chat_model
from assistant.settings import Settings
from assistant.trouble import Trouble, TroubleError, note
from embeddings.text import LANGUAGES
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.misbehaving import Behaviour, Line, closed_port, full_house, misbehaving, piece
from tests.assistant.quick import QuickAssistant, number_of, quick

WHEN = "When did Witkoff and Kushner arrive in Moscow?"
WHEN_AR = "متى وصل ويتكوف وكوشنر إلى موسكو؟"
FAITHFUL = "Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026"
QUICK = Settings(llm="openai:any", timeout=1.2, first_token_timeout=0.6, connect_timeout=0.4)
PATIENT = replace(QUICK, timeout=20, first_token_timeout=20, connect_timeout=5)


def at(url: str, settings: Settings) -> Assistant:
    """An assistant whose model is at `url`."""
    chosen = replace(settings, llm_base_url=url, threshold=0.0)
    assistant = QuickAssistant(None, chosen, model=load_chat_model(chosen, {}))
    assistant.prepare()
    return assistant


def asked(url: str, settings: Settings, question: str = WHEN) -> tuple[Answer, float]:
    """The answer, and how long it took."""
    assistant = at(url, settings)
    start = time.monotonic()
    return assistant.ask(question), time.monotonic() - start


def quoted_for(trouble: Trouble, answer: Answer) -> None:
    """The answer is a checked quotation with the note that goes with `trouble`, in the reader's language."""
    assert (answer.mode, answer.found, answer.note) == ("quote", True, note(trouble, answer.language))
    assert answer.citations
    article = quick().article
    assert all(article.text[c.start : c.end] == c.quote for c in answer.citations)


def test_all_models_are_asked_in_one_loop():
    """However many ask first, at once: a client's connections stay in the loop that opened them."""
    hearing._loop.cache_clear()
    together = threading.Barrier(8)

    async def here() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    def ask(_: int) -> asyncio.AbstractEventLoop:
        together.wait()
        return hearing._start(here()).result()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause before the second try is drawn all the same, from less."""
    monkeypatch.setattr(hearing, "_PAUSE", (0.02, 0.05))
    monkeypatch.setattr(hearing, "BEAT", 0.05)


def _garbage(line: Line) -> None:
    line.begin()
    line.send(b"data: {not json\n\n")


def _page(line: Line) -> None:
    line.begin(kind="text/html")
    line.send(b"<!doctype html><html><body>Sign in</body></html>")


def _error_inside(line: Line) -> None:
    line.begin()
    line.send(b'data: {"error": {"message": "overloaded", "type": "server_error"}}\n\n')


def _cut(line: Line) -> None:
    line.begin(Content_Length="100000")
    line.send(piece("Witkoff and Kushner "))


def _hang_up(line: Line) -> None:
    line.handler.connection.close()


def _silent(line: Line) -> None:
    line.begin()
    line.send(piece(end="stop") + b"data: [DONE]\n\n")


def _no_head(line: Line) -> None:
    line.wait_for_ever()


def _only_comments(line: Line) -> None:
    line.begin()
    line.for_ever(b": still here\n\n")


def _only_empty_pieces(line: Line) -> None:
    line.begin()
    line.for_ever(piece())


def _stops_in_the_middle(line: Line) -> None:
    line.begin()
    line.send(piece("Witkoff and "))
    line.wait_for_ever()


def _drips(line: Line) -> None:
    line.begin()
    line.for_ever(piece("word "))


def _floods(line: Line) -> None:
    line.begin()
    line.for_ever(piece("word " * (MAX_HEARD // 20)))


def _nonsense(line: Line) -> None:
    line.say("%%% lorem 12 ipsum }} [99] <|im_end|>")


def _fails_with(status: int) -> Behaviour:
    return lambda line: line.fail(status)


CASES: list[Any] = [
    pytest.param(_fails_with(500), "failed", 2, PATIENT, id="500"),
    pytest.param(_fails_with(502), "failed", 2, PATIENT, id="502"),
    pytest.param(_fails_with(429), "busy", 2, PATIENT, id="429"),
    pytest.param(_fails_with(503), "busy", 2, PATIENT, id="503"),
    pytest.param(_fails_with(401), "refused", 1, PATIENT, id="401"),
    pytest.param(_fails_with(404), "refused", 1, PATIENT, id="404"),
    pytest.param(_hang_up, "unreachable", 2, PATIENT, id="hangs up"),
    pytest.param(_garbage, "failed", 1, PATIENT, id="no JSON"),
    pytest.param(_error_inside, "failed", 1, PATIENT, id="an error in the stream"),
    pytest.param(_page, "failed", 1, PATIENT, id="a web page"),
    pytest.param(_silent, "silent", 1, PATIENT, id="empty"),
    pytest.param(_nonsense, "unsupported", 1, PATIENT, id="nonsense"),
    pytest.param(_cut, "broken", 1, PATIENT, id="a stream that breaks"),
    pytest.param(_floods, "endless", 1, PATIENT, id="endless"),
    pytest.param(_no_head, "slow", 1, QUICK, id="no answer"),
    pytest.param(_only_comments, "slow", 1, QUICK, id="only signs of life"),
    pytest.param(_only_empty_pieces, "slow", 1, QUICK, id="only empty pieces"),
    pytest.param(_stops_in_the_middle, "slow", 1, QUICK, id="stops in the middle"),
    pytest.param(_drips, "slow", 1, QUICK, id="a word now and then"),
]


@pytest.mark.parametrize(("behaviour", "trouble", "requests", "settings"), CASES)
def test_a_server_that_misbehaves(behaviour, trouble, requests, settings):
    """The quotation, with a note that says why; asked again only where that may help, and left at the limit."""
    with misbehaving(behaviour) as server:
        answer, took = asked(server.url, settings)
        quoted_for(trouble, answer)
        assert len(server.asked) == requests
        if trouble == "slow":
            assert 0.5 < took < 5  # a machine that is busy is not a bug
            assert server.left.wait(5), "the connection was closed"


def test_nobody_there():
    """A port at which nobody listens is known at once."""
    quoted_for("unreachable", asked(closed_port(), PATIENT)[0])


def test_nobody_takes_the_call():
    """A server that doesn't take the call has its own limit, shorter than the one to the first word."""
    with full_house() as url:
        answer, took = asked(url, replace(PATIENT, connect_timeout=0.3))
    quoted_for("unreachable", answer)
    assert took < 10


@pytest.mark.parametrize("behaviour", [_fails_with(500), _fails_with(429), _hang_up])
def test_the_second_try_may_go_well(behaviour):
    """Nobody notices what passed in a moment."""
    n = number_of(quick(), WHEN, "January 22, 2026")
    with misbehaving(behaviour, lambda line: line.say(f"{FAITHFUL} [{n}].")) as server:
        answer, _ = asked(server.url, PATIENT)
        assert (answer.mode, answer.note) == ("generated", None)
        assert answer.text == f"{FAITHFUL} [1]."
        first, second = server.asked
        assert second - first >= 0.02


def test_the_note_is_in_the_reader_s_language():
    """An Arabic question, an Arabic note."""
    answer, _ = asked(closed_port(), PATIENT, WHEN_AR)
    assert answer.note is not None
    assert answer.note.startswith("تعذّر الوصول إلى النموذج اللغوي")


def test_every_trouble_has_its_own_note():
    """In both languages, and none says what another says."""
    for language in LANGUAGES:
        troubles = get_args(Trouble)
        assert len({note(trouble, language) for trouble in troubles}) == len(troubles)


def test_a_rewriting_that_hangs_leaves_time_for_nothing_more_than_the_limit():
    """The limit is for the question, not for each call of the model."""
    with misbehaving(_no_head) as server:
        assistant = at(server.url, replace(QUICK, first_token_timeout=20))
        start = time.monotonic()
        answer = assistant.ask("And when?", [("Who is Jared Kushner?", "The son-in-law [1].")])
        quoted_for("slow", answer)
        assert time.monotonic() - start < 5


@pytest.mark.parametrize("behaviour", [_no_head, _only_comments, _stops_in_the_middle, _drips])
def test_who_leaves_ends_the_work(behaviour):
    """However the server holds the line, closing the stream hangs up, and the next question is answered."""
    n = number_of(quick(), WHEN, "January 22, 2026")
    with misbehaving(behaviour, lambda line: line.say(f"{FAITHFUL} [{n}].")) as server:
        assistant = at(server.url, PATIENT)
        stream = assistant.stream(WHEN)
        assert next(stream).kind == "passages"
        silent = next(stream)  # comes although the server is silent
        assert silent.kind == "text"
        stream.close()  # type: ignore[attr-defined]  # it is a generator
        assert server.left.wait(5)
        assert assistant.ask(WHEN).mode == "generated"


def test_many_who_leave_leave_nothing_behind():
    """No thread for each of them, of a server that never answers."""
    with misbehaving(_no_head) as server:
        assistant = at(server.url, PATIENT)
        for _ in range(2):
            with closing(assistant.stream(WHEN)) as stream:  # type: ignore[type-var]  # it is a generator
                assert [next(stream).kind for _ in range(2)] == ["passages", "text"]
        before = _ours()
        for _ in range(6):
            with closing(assistant.stream(WHEN)) as stream:  # type: ignore[type-var]
                assert [next(stream).kind for _ in range(2)] == ["passages", "text"]
        assert _ours() <= before + 1


def _ours() -> int:
    """Threads of this process but those of the server that is tested against."""
    return sum("process_request" not in thread.name for thread in threading.enumerate())


class Slow(QueuedChatModel):
    """Says its first word after a moment."""

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        time.sleep(0.3)
        yield from super()._stream(*args, **kwargs)


def test_silence_is_heard():
    """Who listens gets the word now and then, and the text is the same without."""
    pieces = list(hear(Slow(replies=["one two"]), [], Limits()))
    assert pieces[0] == ""
    assert "".join(pieces) == "one two "


def test_a_mistake_of_ours_is_not_tried_again():
    """An error that says nothing of a network or a server is no passing thing."""
    model = QueuedChatModel(replies=[ValueError("bad"), "never"])
    with pytest.raises(TroubleError, match="failed: ValueError: bad"):
        list(hear(model, [], Limits()))
    assert len(model.prompts) == 1
