"""What a reader sees while an answer comes, and what happens when they leave."""

import threading
from contextvars import copy_context

import pytest

from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import number_of, quick

WHEN = "When did Witkoff and Kushner arrive in Moscow?"
DRAFT = "Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026 [{n}]."


def test_a_stream_of_a_quotation():
    """Passages, the text in one piece, the answer."""
    passages, text, answer = quick().stream(WHEN)
    assert (passages.kind, text.kind, answer.kind) == ("passages", "text", "answer")
    assert answer.answer is not None
    assert text.text == answer.answer.text
    assert passages.passages == answer.answer.passages


def test_a_stream_of_a_draft():
    """The pieces come as the model writes them; joined they are its draft, which the checked text replaces."""
    n = number_of(quick(), WHEN, "January 22")
    assert n != 2, "or the marker would not show that it is numbered anew"
    draft = f"{DRAFT.replace('{n}', str(n))} They came on Friday [{n}]."
    passages, *pieces, last = quick(model=QueuedChatModel(replies=[draft])).stream(WHEN)
    assert passages.kind == "passages"
    assert {piece.kind for piece in pieces} == {"text"}
    assert len(pieces) == len(draft.split())
    assert "".join(piece.text for piece in pieces).strip() == draft
    assert last.answer is not None
    assert last.answer.text == DRAFT.replace("{n}", "1")


@pytest.mark.parametrize("reply", ["NOT_FOUND", "NOT_FOUND in the article.", TimeoutError("slow"), ""])
def test_a_stream_never_shows_what_is_between_the_model_and_us(reply):
    """A refusal, an error and an empty reply are shown as the answer they come to."""
    *events, last = quick(model=QueuedChatModel(replies=[reply])).stream(WHEN)
    assert last.answer is not None
    assert "".join(event.text for event in events) == last.answer.text


def test_what_is_shown_of_a_draft_that_fails():
    """The pieces are the draft alone; the quotation that replaces it comes with the answer."""
    *events, last = quick(model=QueuedChatModel(replies=["They came on Friday."])).stream(WHEN)
    assert "".join(event.text for event in events).strip() == "They came on Friday."
    assert last.answer is not None
    assert (last.answer.mode, bool(last.answer.note)) == ("quote", True)


@pytest.mark.parametrize("taken", range(5))
def test_a_stream_may_be_left_early(taken):
    """A reader who goes away raises nothing, ends the model's writing, and leaves the assistant as it was."""
    model = QueuedChatModel(replies=["Some words that go on [1]. " * 50, "NOT_FOUND"])
    assistant = quick(model=model)
    stream = assistant.stream(WHEN)
    for _ in range(taken):
        next(stream)
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    if not taken or len(model.replies) == 2:  # the model wasn't reached
        model.replies.pop(0)
    assert assistant.ask(WHEN).text == "The article doesn't say."


class Counting(QueuedChatModel):
    """Counts the words that it was made to write."""

    written: int = 0

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        for chunk in super()._stream(messages, stop, run_manager, **kwargs):
            self.written += 1
            yield chunk


def test_a_model_stops_where_nobody_reads():
    """Words that nobody waits for cost time and money: the model writes none after the stream is closed."""
    model = Counting(replies=["word " * 1000])
    stream = quick(model=model).stream(WHEN)
    assert [next(stream).kind for _ in range(4)] == ["passages", "text", "text", "text"]
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert model.written <= 4


def test_a_stream_may_be_read_from_many_threads():
    """As web servers do: each event in a thread and context of its own, the close in another."""
    stream = quick(model=QueuedChatModel(replies=["Some words [1]."])).stream(WHEN)
    kinds: list[str] = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: kinds.append(copy_context().run(lambda: next(stream).kind)))
        thread.start()
        thread.join()
    thread = threading.Thread(target=stream.close)  # type: ignore[attr-defined]  # it is a generator
    thread.start()
    thread.join()
    assert kinds == ["passages", "text", "text"]
