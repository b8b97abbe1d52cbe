import logging

import pytest

from assistant.answer import AnswerEvent
from assistant.errors import ArticleError, ModelError, QuestionError, StorageError
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, answers, streamed
from ui.conversation import Failure, Turn, follow, history


def _raising(error, *before):
    yield from before
    raise error


def test_a_turn_grows_with_its_events(article):
    """Passages first, the draft grows piece by piece, the answer ends it."""
    answer = answers(article)[QUESTION_EN]
    turns = list(follow(Turn(1, QUESTION_EN), lambda: iter(streamed(answer))))
    assert turns[0].passages == answer.passages
    assert [turn.pending for turn in turns] == [True] * (len(turns) - 1) + [False]
    assert turns[-2].draft.strip() == answer.text
    assert turns[-1].answer == answer


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (QuestionError("too long"), "question"),
        (ModelError("no reply"), "model"),
        (StorageError("locked"), "storage"),
        (ArticleError("gone"), "other"),
    ],
)
def test_an_error_of_the_project_ends_a_turn_in_its_own_words(error, reason):
    """The kind decides the sentence; what the error says is kept as its detail."""
    (turn,) = follow(Turn(1, "q"), lambda: _raising(error))
    assert turn.failure == Failure(reason, str(error))


def test_a_foreign_error_is_logged_and_not_shown(caplog):
    """What a library says may hold paths or keys: readers get a sentence, the log gets the rest."""
    with caplog.at_level(logging.ERROR):
        (turn,) = follow(Turn(1, "q"), lambda: _raising(ValueError("/secret/path")))
    assert turn.failure == Failure("other", "")
    assert "/secret/path" in caplog.text


def test_an_error_loses_nothing_that_came_before(article):
    """Question, passages and draft stay."""
    passages, text, *_ = streamed(answers(article)[QUESTION_AR])
    *_, turn = follow(Turn(1, QUESTION_AR), lambda: _raising(ModelError("late"), passages, text))
    assert (turn.question, turn.passages, turn.draft) == (QUESTION_AR, passages.passages, text.text)
    assert turn.failure


def test_a_stream_that_ends_early_is_a_failure():
    """A turn never stays without answer or word."""
    *_, turn = follow(Turn(1, "q"), lambda: iter([AnswerEvent("text", text="half")]))
    assert turn.failure


def test_history_is_what_was_answered(article):
    """Failed and stopped turns are left out."""
    answer = answers(article)[QUESTION_AR]
    turns = (Turn(1, QUESTION_AR, answer=answer), Turn(2, "x", failure=Failure("other")), Turn(3, "y").stop())
    assert history(turns) == ((QUESTION_AR, answer.text),)


def test_stopping_changes_only_a_pending_turn(article):
    """An answered turn stays answered."""
    answered = Turn(1, QUESTION_AR, answer=answers(article)[QUESTION_AR])
    assert answered.stop() is answered
    assert not Turn(1, "q").stop().pending
