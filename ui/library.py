"""What happens when a reader opens, leaves or removes an article, rates an answer, sets something, or takes the
conversation along."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import gradio as gr

from assistant.errors import ArticleAssistantError
from embeddings.article import Article
from embeddings.languages import is_foreign
from embeddings.text import Language, is_language
from ui import feedback
from ui.asking import Update, conversation, shown
from ui.command import Command
from ui.conversation import Turn
from ui.conversational import MakeAssistant
from ui.export import Origin, file_name, to_html, to_markdown
from ui.gathered import ALL
from ui.layout import Parts
from ui.markup import button
from ui.opening import MAX_CHARACTERS, Arrivals, Refusal, Step, from_paste, from_upload, opened, translated
from ui.panes import header_html, notice_html, refusal_html, removed_html, step_html
from ui.reader import reader_html
from ui.shelf import Room, Shelf
from ui.shelves import gathered_html, may_be_translated, shelf_html

_log = logging.getLogger(__name__)

_KINDS: Final[dict[str, tuple[str, str]]] = {"markdown": ("md", "text/markdown"), "html": ("html", "text/html")}


def open_own(parts: Parts, make: MakeAssistant, command: Command, arrivals: Arrivals, shelf: Shelf) -> Iterator[Update]:
    """Make a room for the article that was pasted or whose address was given, or for one with a translation."""
    if command.do == "translate":
        yield from _translated(parts, make, command.value, arrivals, shelf)
    elif shelf.is_full:
        yield {parts.progress: notice_html("full")}
    elif command.do == "address" and command.value.strip():
        address = command.value.strip()
        yield from _opened(parts, make, lambda: Article.from_url(address), address, arrivals)
    elif not command.value.strip():
        yield {parts.progress: notice_html("empty_text")}
    elif len(command.value) > MAX_CHARACTERS:
        yield {parts.progress: notice_html("too_large")}
    else:
        yield from _opened(parts, make, lambda: from_paste(command.name, command.value), "", arrivals)


def open_file(
    parts: Parts, make: MakeAssistant, path: str | None, arrivals: Arrivals, shelf: Shelf
) -> Iterator[Update]:
    """Make a room for the article in a file that was sent."""
    if path is not None and shelf.is_full:
        Path(path).unlink(missing_ok=True)
        yield {parts.progress: notice_html("full")}
    elif path is not None:
        yield from _opened(parts, make, lambda: from_upload(Path(path)), Path(path).name, arrivals)


def _translated(
    parts: Parts, make: MakeAssistant, article_id: str, arrivals: Arrivals, shelf: Shelf
) -> Iterator[Update]:
    room = next((room for room in shelf.single if room.id == article_id), None)
    if room is None or not may_be_translated(room, shelf):
        yield {parts.progress: notice_html("gone")}
    else:
        yield from _told(parts, translated(room, make), arrivals)


def _opened(
    parts: Parts, make: MakeAssistant, read: Callable[[], Article], name: str, arrivals: Arrivals
) -> Iterator[Update]:
    yield from _told(parts, opened(read, make, name), arrivals)


def _told(parts: Parts, steps: Iterator[Step | Refusal | Room], arrivals: Arrivals) -> Iterator[Update]:
    for news in steps:
        if isinstance(news, Step):
            yield {parts.progress: step_html(news)}
        elif isinstance(news, Refusal):
            yield {parts.progress: refusal_html(news)}
        else:
            arrivals.add(news)
            yield {parts.progress: notice_html()}


def enter(parts: Parts, turns: tuple[Turn, ...], shelf: Shelf, arrivals: Arrivals) -> Update:
    """Show what has been opened. While an answer is being made its article stays, and the other waits in the list."""
    rooms = tuple(arrivals.take())
    if not rooms:
        return {parts.notice: gr.skip()}
    after, waits = shelf.left(turns), bool(turns) and turns[-1].pending
    for room in rooms:
        if after.fits(room):
            after = after.beside(room) if waits else after.instead(room) or after.entered(room)
    left_out = [room for room in rooms if after.article(room.id) is None]
    told = {parts.progress: notice_html("full")} if left_out else {}
    if len(left_out) == len(rooms):
        return told
    if waits:
        return {parts.shelf: after, parts.rooms: shelf_html(after), parts.notice: notice_html("arrived"), **told}
    return {**_entered(parts, after), **told}


def _entered(parts: Parts, shelf: Shelf) -> Update:
    if shelf.room.is_all:
        word = "opened_all"
    else:
        word = "opened_foreign" if is_foreign(shelf.room.assistant.article.text) else "opened"
    return {**whole(parts, shelf), parts.progress: notice_html(), parts.notice: notice_html(word)}


def whole(parts: Parts, shelf: Shelf) -> Update:
    """Everything that the open room changes."""
    article = shelf.room.assistant.article
    return {
        **shown(parts, shelf, shelf.room.turns),
        parts.shelf: shelf,
        parts.masthead: header_html(article),
        parts.article: gathered_html(shelf) if shelf.room.is_all else reader_html(article),
        parts.rooms: shelf_html(shelf),
    }


def act(parts: Parts, command: Command, turns: tuple[Turn, ...], shelf: Shelf) -> Update:
    """Go to an article, remove one, rate an answer, or set an option. What the page has no word for does nothing."""
    if command.do == "show":
        return _shown(parts, command.value, shelf)
    if command.do in ("open", "remove", "undo"):
        return _moved(parts, command, turns, shelf)
    if command.do == "set":
        return _set(parts, command, turns, shelf)
    if command.do == "rate":
        return _rated(parts, command, turns, shelf)
    if command.do == "too_large":
        return {parts.progress: notice_html("too_large")}
    answering = command.do == "still_answering" and bool(turns) and turns[-1].pending
    return {parts.notice: notice_html(command.do if answering or command.do == "long_question" else "")}


def _shown(parts: Parts, article_id: str, shelf: Shelf) -> Update:
    """An article of those that are asked together, or the list of them; the conversation stays."""
    if not shelf.room.is_all:
        return {parts.notice: gr.skip()}
    if article_id == ALL.id:
        return {parts.article: gathered_html(shelf)}
    article = shelf.article(article_id)
    if article is None:
        return {parts.notice: notice_html("gone")}
    return {parts.article: reader_html(article, button("all_articles", "show", "back", value=ALL.id))}


def _moved(parts: Parts, command: Command, turns: tuple[Turn, ...], shelf: Shelf) -> Update:
    if turns and turns[-1].pending:
        return {parts.progress: notice_html("still_answering")}
    here = shelf.left(turns)
    if command.do == "open":
        known = here.back(command.value)
        return _entered(parts, known) if known else {parts.progress: notice_html("gone")}
    after = here.undone() if command.do == "undo" else here.without(command.value)
    if after is None:
        return {parts.progress: notice_html("gone")}
    said = removed_html() if command.do == "remove" else notice_html()
    if after.room is here.room:
        return {parts.shelf: after, parts.rooms: shelf_html(after), parts.progress: said}
    return {**whole(parts, after), parts.progress: said}


def _set(parts: Parts, command: Command, turns: tuple[Turn, ...], shelf: Shelf) -> Update:
    after = replace(shelf, options=shelf.options.changed(command.name, command.value))
    if turns and turns[-1].pending:
        return {parts.shelf: after}
    return {parts.shelf: after, **conversation(parts, after, turns)}


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
        **conversation(parts, shelf, after),
        parts.notice: notice_html("rated", str(place)),
    }


def take(parts: Parts, command: Command, turns: Sequence[Turn], shelf: Shelf, language: str) -> Update:
    """The conversation as a file that the script hands to the browser; nothing is written on this side."""
    kind = _KINDS.get(command.value)
    if kind is None or not any(turn.answer for turn in turns):
        return {parts.notice: notice_html("nothing_to_save"), parts.file: ""}
    page: Language = language if is_language(language) else "en"
    write = to_html if command.value == "html" else to_markdown
    origin = Origin(shelf.room.assistant.article, shelf.room.source, date.today())
    extension, media = kind
    name = f"{file_name(origin, page)}.{extension}"
    return {parts.file: json.dumps({"name": name, "type": media, "text": write(turns, origin, page)})}
