"""One question on its way through the chain: checked before, told step by step."""

import operator
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from assistant.answer import Answer, AnswerEvent
from assistant.errors import QuestionError
from embeddings.text import Language, detect_language, is_encodable, visible_span

if TYPE_CHECKING:
    from assistant.chain import State, Steps

History = Sequence[tuple[str, str]]

MAX_QUESTION: Final = 2000
"""Characters of a question; what is longer is an article pasted into the wrong place."""

_PAIRS: Final = "expected pairs of a question and the text of its answer, as in [(question, answer.text)]"

_SILENCE: Final = 1.0
"""Seconds after which a stream says that it is still there."""


def state_of(question: str, language: Language, history: History) -> "State":
    """What the chain begins with. Turns that asked nothing ("Thanks!") are no part of what a follow-up leans on.

    Raises:
        QuestionError: `history` is anything but pairs of text.
    """
    from assistant.chain import Question
    from assistant.gist import only_greets

    turns = tuple(
        (_remembered(asked), _remembered(answered))
        for asked, answered in _turns(history)
        if not only_greets(asked, detect_language(asked, language))
    )
    return {"question": Question(question, language, turns, time.perf_counter())}


def events(steps: "Steps", state: "State") -> Iterator[AnswerEvent]:
    """The steps to an answer, as `Assistant.stream` gives them."""
    from assistant.draft import showable

    draft, shown, told = "", 0, time.monotonic()
    for step in steps.stream(state):
        if "finding" in step:
            yield AnswerEvent("passages", passages=step["finding"].passages)
        if "draft" in step:
            draft += step["draft"].text
            ready = showable(draft)
            if len(ready) > shown:
                yield AnswerEvent("text", text=ready[shown:])
                shown = len(ready)
            elif time.monotonic() - told < _SILENCE:
                continue
            else:
                yield AnswerEvent("text")
            told = time.monotonic()
        if "answer" in step:
            answer: Answer = step["answer"]
            if not shown:
                yield AnswerEvent("text", text=answer.text)
            yield AnswerEvent("answer", answer=answer)


def checked_question(question: str, k: int = 1) -> str:
    """`question` without the blanks around it; `k` is how many passages are asked for.

    Raises:
        QuestionError: it is empty, longer than `MAX_QUESTION` characters, or no text; or as `checked_count`.
    """
    checked_count(k)
    text = _text(question).strip()
    if not visible_span(text, 0, len(text)):
        raise QuestionError("The question is empty; ask something about the article.")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"The question has {len(text)} characters; ask in at most {MAX_QUESTION}.")
    if not is_encodable(text):
        raise QuestionError("The question holds lone surrogates, so it was decoded wrongly; decode it as UTF-8.")
    return text


def checked_count(k: int) -> int:
    """`k`, which is how many passages are asked for.

    Raises:
        QuestionError: it is less than 1, or no whole number.
    """
    try:
        enough = operator.index(k) >= 1  # numpy's whole numbers have one too
    except TypeError:
        enough = False
    if not enough:
        raise QuestionError(f"k is {k!r:.60}; expected how many passages to find, a whole number of 1 or more.")
    return k


def _text(question: object) -> str:
    if not isinstance(question, str):
        raise QuestionError(f"The question is {question!r:.60}; give it as text, a str.")
    return question


def _turns(history: object) -> Iterator[tuple[str, str]]:
    if not isinstance(history, Iterable):
        raise QuestionError(f"history is {history!r:.60}; {_PAIRS}.")
    for turn in history:
        match turn:
            case [str(asked), str(answered)]:
                yield asked, answered
            case _:
                raise QuestionError(f"history holds {turn!r:.60}; {_PAIRS}.")


def _remembered(said: str) -> str:
    """What was said before, as far as it can be read again: a conversation comes from outside."""
    return said[:MAX_QUESTION].encode(errors="replace").decode()
