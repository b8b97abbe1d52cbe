"""One question on its way through the chain: checked before, told step by step."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from assistant.answer import Answer, AnswerEvent
from assistant.errors import QuestionError
from embeddings.text import Language, detect_language, is_encodable, visible_span

if TYPE_CHECKING:
    from assistant.chain import State, Steps

History = Sequence[tuple[str, str]]

MAX_QUESTION: Final = 2000
"""Characters of a question; what is longer is an article pasted into the wrong place."""

_SILENCE: Final = 1.0
"""Seconds after which a stream says that it is still there."""


def state_of(question: str, language: Language, history: History) -> "State":
    """What the chain begins with. Turns that asked nothing ("Thanks!") are no part of what a follow-up leans on."""
    from assistant.chain import Question
    from assistant.gist import only_greets

    turns = tuple(
        (_remembered(asked), _remembered(answered))
        for asked, answered in history
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
        QuestionError: it is empty, longer than `MAX_QUESTION` characters, or no text; or `k` is less than 1.
    """
    checked_count(k)
    text = question.strip()
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
        QuestionError: it is less than 1.
    """
    if k < 1:
        raise QuestionError(f"k is {k}; expected how many passages to find, 1 or more.")
    return k


def _remembered(said: str) -> str:
    """What was said before, as far as it can be read again: a conversation comes from outside."""
    return said[:MAX_QUESTION].encode(errors="replace").decode()
