"""A conversation: turns that grow as the events of an answer arrive."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from assistant.answer import Answer, AnswerEvent
from assistant.errors import ArticleAssistantError, ModelError, QuestionError, StorageError
from embeddings.passages import Passage
from embeddings.text import Language, detect_language
from ui.options import Options

_log = logging.getLogger(__name__)

Reason = Literal["question", "model", "storage", "other"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a turn has no answer. `detail` is the project's own account of it, empty for a foreign error."""

    reason: Reason
    detail: str = ""

    @classmethod
    def of(cls, error: Exception) -> Self:
        """The failure to show for `error`. What a foreign error says may not be fit for readers: it is logged."""
        reasons: tuple[tuple[type[Exception], Reason], ...] = (
            (QuestionError, "question"),
            (ModelError, "model"),
            (StorageError, "storage"),
        )
        reason: Reason = next((reason for kind, reason in reasons if isinstance(error, kind)), "other")
        return cls(reason, str(error) if isinstance(error, ArticleAssistantError) else "")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what has come of it. `number` counts from 1 and makes the ids of its citations unique.

    `stopped` by the reader, or `broken` off since nobody was there any more. `rating` is what the reader thinks of its
    answer, `options` under which settings it was asked.
    """

    number: int
    question: str
    passages: tuple[Passage, ...] = ()
    draft: str = ""
    answer: Answer | None = None
    failure: Failure | None = None
    stopped: bool = False
    broken: bool = False
    rating: Literal["up", "down"] | None = None
    options: Options = field(default_factory=Options)

    @property
    def language(self) -> Language:
        return self.answer.language if self.answer else detect_language(self.question)

    @property
    def pending(self) -> bool:
        return not (self.answer or self.failure or self.stopped or self.broken)

    def may_differ(self, options: Options) -> bool:
        """Whether asking again under `options` may bring another answer; quoting always brings the same."""
        answer = self.answer
        by_chance = answer is None or answer.mode == "generated" or bool(answer.note or answer.dropped)
        return by_chance or options != self.options

    def after(self, event: AnswerEvent) -> Self:
        """The turn with one more event of its answer."""
        if event.kind == "passages":
            return replace(self, passages=event.passages)
        if event.kind == "text":
            return replace(self, draft=self.draft + event.text)
        return replace(self, answer=event.answer)

    def stop(self) -> Self:
        return replace(self, stopped=True) if self.pending else self

    def break_off(self) -> Self:
        return replace(self, broken=True) if self.pending else self


def follow(turn: Turn, start: Callable[[], Iterator[AnswerEvent]]) -> Iterator[Turn]:
    """`turn` after each event that `start()` streams. An error ends it with a failure; what came before stays."""
    try:
        for event in start():
            turn = turn.after(event)
            yield turn
        if not turn.answer:
            raise RuntimeError("the stream ended without an answer")
    except Exception as error:  # noqa: BLE001 - whatever it was, the reader gets a sentence
        if not isinstance(error, ArticleAssistantError):
            _log.exception("Answering failed")
        yield replace(turn, answer=None, failure=Failure.of(error))


def history(turns: Sequence[Turn]) -> tuple[tuple[str, str], ...]:
    """The answered questions with their answers, oldest first, as `Assistant.stream` takes them."""
    return tuple((turn.question, turn.answer.text) for turn in turns if turn.answer)
