"""What happens to the conversation when a reader asks, stops or begins anew: updates of the page's components."""

import logging
from collections.abc import Generator, Sequence
from typing import Any

import gradio as gr

from assistant.errors import ArticleAssistantError
from ui.actions import follow_ups_html
from ui.command import Command
from ui.conversation import Turn, follow, history
from ui.layout import Parts
from ui.panes import notice_html, removed_html, welcome_html
from ui.render import turns_html
from ui.shelf import Shelf

_log = logging.getLogger(__name__)

Update = dict[Any, Any]


def ask(parts: Parts, typed: str, command: Command, turns: Sequence[Turn], shelf: Shelf) -> Generator[Update]:
    """Ask what was typed or what `command` says: a question of the page, the last one again, or one in its place."""
    before = tuple(turns)
    if before and before[-1].pending:
        yield {parts.notice: notice_html("still_answering")}
        return
    question = typed
    if command.do == "ask":
        question = command.value
    elif command.do == "retry" and before:
        question = before[-1].question
    if not question.strip():
        yield {parts.notice: notice_html("empty_question")}
        return
    if command.do in ("retry", "replace"):
        before = before[:-1]
    asked = Turn(len(before) + 1, question.strip(), options=shelf.options)
    assistant = shelf.options.on(shelf.room.assistant)
    yield {
        **shown(parts, shelf, (*before, asked)),
        # What a reader has typed while a button asks something else stays.
        **({parts.question: ""} if command.do in ("", "replace") else {}),
    }
    for turn in follow(asked, lambda: assistant.stream(asked.question, history(before))):
        turns = (*before, turn)
        if turn.pending:
            yield {parts.turns: turns, parts.live: _live(shelf, turns)}
        else:
            yield shown(parts, shelf, turns)


def go_on(parts: Parts, turns: Sequence[Turn], shelf: Shelf) -> Update:
    """Questions that the last answer leads to. Apart from `ask`, since finding them may take as long as an answer."""
    answer = turns[-1].answer if turns else None
    if answer is None:
        return {parts.next: ""}
    try:
        return {parts.next: follow_ups_html(shelf.room.assistant.follow_ups(answer, history(turns[:-1])))}
    except ArticleAssistantError as error:
        _log.warning("No questions to go on with: %s", error)
        return {parts.next: ""}


def stop(parts: Parts, turns: Sequence[Turn], shelf: Shelf) -> Update:
    """End the answer that is being made; what there is of it stays."""
    ended = (*turns[:-1], turns[-1].stop()) if turns else ()
    return shown(parts, shelf, ended)


def clear(parts: Parts, turns: Sequence[Turn], shelf: Shelf) -> Update:
    """A new conversation about the same article, and the way to have the one before back."""
    ended = (*turns[:-1], turns[-1].stop()) if turns else ()
    return {
        **shown(parts, shelf, ()),
        parts.shelf: shelf.left(ended).cleared(),
        parts.notice: removed_html("cleared") if ended else notice_html(),
        parts.progress: notice_html(),  # one thing can be had back, and an article there can't any more
    }


def shown(parts: Parts, shelf: Shelf, turns: tuple[Turn, ...]) -> Update:
    """The whole conversation as it stands, with the buttons that go with it."""
    pending = bool(turns) and turns[-1].pending
    return {
        parts.turns: turns,
        parts.welcome: "" if turns else welcome_html(shelf.room.assistant),
        **conversation(parts, shelf, turns),
        parts.next: "",
        parts.notice: notice_html(),
        parts.send: gr.update(visible="hidden" if pending else True),
        parts.stop: gr.update(visible=True if pending else "hidden"),
        parts.clear: gr.update(visible=True if turns else "hidden"),
    }


def conversation(parts: Parts, shelf: Shelf, turns: Sequence[Turn]) -> Update:
    """The turns alone."""
    past = turns_html(turns[:-1], shelf.room.assistant.article)
    return {parts.past: past, parts.live: _live(shelf, turns)}


def _live(shelf: Shelf, turns: Sequence[Turn]) -> str:
    return turns_html(turns[-1:], shelf.room.assistant.article, shelf.options)
