"""What happens when a reader opens an article, rates an answer, sets something or takes the conversation along."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from assistant.errors import ArticleAssistantError
from embeddings.text import Language, is_language
from ui import feedback
from ui.asking import Update, shown
from ui.command import Command
from ui.conversation import Turn
from ui.conversational import OpenArticle
from ui.export import to_html, to_markdown
from ui.layout import Parts
from ui.opening import MAX_CHARACTERS, Refusal, Step, from_paste, from_upload, opened
from ui.options import Options
from ui.panes import header_html, notice_html, shelf_html, step_html
from ui.reader import reader_html
from ui.render import turns_html
from ui.shelf import Shelf

_log = logging.getLogger(__name__)

_KINDS: Final[dict[str, tuple[str, str]]] = {"markdown": ("md", "text/markdown"), "html": ("html", "text/html")}


def open_room(
    parts: Parts, open_article: OpenArticle, command: Command, turns: tuple[Turn, ...], shelf: Shelf
) -> Iterator[Update]:
    """Go to an article of the list, or open the one that was pasted."""
    if turns and turns[-1].pending:
        yield {parts.progress: notice_html("still_answering")}
    elif command.do == "open":
        known = shelf.left(turns).back(command.value)
        yield _entered(parts, known) if known else {parts.progress: notice_html("gone")}
    elif not command.value.strip():
        yield {parts.progress: notice_html("empty_text")}
    elif len(command.value) > MAX_CHARACTERS:
        yield {parts.progress: notice_html("too_large")}
    else:
        yield from _opened(parts, open_article, lambda: from_paste(command.name, command.value), turns, shelf)


def open_file(
    parts: Parts, open_article: OpenArticle, path: str | None, turns: tuple[Turn, ...], shelf: Shelf
) -> Iterator[Update]:
    """Open the article in a file that was sent."""
    if path is None:
        return
    if turns and turns[-1].pending:
        Path(path).unlink(missing_ok=True)
        yield {parts.progress: notice_html("still_answering")}
        return
    yield from _opened(parts, open_article, lambda: from_upload(Path(path)), turns, shelf)


def _opened(
    parts: Parts, open_article: OpenArticle, read: Any, turns: tuple[Turn, ...], shelf: Shelf
) -> Iterator[Update]:
    for news in opened(read, open_article):
        if isinstance(news, Step):
            yield {parts.progress: step_html(news)}
        elif isinstance(news, Refusal):
            yield {parts.progress: notice_html(news.word, news.detail)}
        else:
            yield _entered(parts, shelf.left(turns).entered(news))


def _entered(parts: Parts, shelf: Shelf) -> Update:
    room = shelf.room
    return {
        **shown(parts, room.assistant, room.turns),
        parts.shelf: shelf,
        parts.masthead: header_html(room.assistant.article),
        parts.article: reader_html(room.assistant.article),
        parts.rooms: shelf_html(shelf.rooms, shelf.kept),
        parts.progress: notice_html(),
        parts.notice: notice_html("opened"),
    }


def act(parts: Parts, command: Command, turns: tuple[Turn, ...], shelf: Shelf, options: Options) -> Update:
    """Rate an answer, or set an option. What the page has no word for does nothing."""
    if command.do == "set":
        return {parts.options: options.changed(command.name, command.value)}
    if command.do == "too_large":
        return {parts.progress: notice_html("too_large")}
    if command.do == "rate":
        return _rated(parts, command, turns, shelf)
    return {parts.notice: notice_html()}


def _rated(parts: Parts, command: Command, turns: tuple[Turn, ...], shelf: Shelf) -> Update:
    rated = next((turn for turn in turns if turn.number == command.turn and turn.answer), None)
    if rated is None or command.value not in ("up", "down") or turns[-1].pending:
        return {parts.notice: notice_html("still_answering" if turns and turns[-1].pending else "")}
    verdict: feedback.Verdict = "up" if command.value == "up" else "down"
    assistant = shelf.room.assistant
    try:
        path = assistant.settings.data_dir / feedback.FILE_NAME
        place = feedback.record(path, article=assistant.article, turn=rated, verdict=verdict)
    except ArticleAssistantError as error:
        _log.warning("A rating was not kept: %s", error)
        return {parts.notice: notice_html("not_rated", str(error))}
    after = tuple(replace(turn, rating=verdict) if turn is rated else turn for turn in turns)
    return {
        parts.turns: after,
        parts.past: turns_html(after[:-1], assistant.article, last=False),
        parts.live: turns_html(after[-1:], assistant.article, last=True),
        parts.notice: notice_html("rated", str(place)),
    }


def take(parts: Parts, command: Command, turns: Sequence[Turn], shelf: Shelf, language: str) -> Update:
    """The conversation as a file that the script hands to the browser; nothing is written on this side."""
    kind = _KINDS.get(command.value)
    if kind is None or not any(turn.answer for turn in turns):
        return {parts.notice: notice_html("nothing_to_save"), parts.file: ""}
    page: Language = language if is_language(language) else "en"
    write = to_html if command.value == "html" else to_markdown
    text = write(turns, shelf.room.assistant.article, page)
    extension, media = kind
    return {parts.file: json.dumps({"name": f"conversation.{extension}", "type": media, "text": text})}
