"""What happens when a reader comes: the page goes on where it was, and says when everything is ready."""

import logging
from collections.abc import Callable, Iterable, Iterator

import gradio as gr

from assistant.errors import ArticleAssistantError
from assistant.settings import Settings
from assistant.storage import forget
from ui.asking import Update
from ui.conversation import Turn
from ui.conversational import Conversational, MakeAssistant, is_hosted, kept_on
from ui.layout import Parts
from ui.library import whole
from ui.notebook import Notebook
from ui.opening import Arrivals, Refusal
from ui.panes import notice_html, preparing_html, settings_html, status_html, welcome_html
from ui.preparation import Preparation
from ui.shelf import Shelf
from ui.shelves import privacy_html, shelf_html

_log = logging.getLogger(__name__)


def come(parts: Parts, assistant: Conversational, make: MakeAssistant, key: str) -> Update:
    """The page as the reader with this key left it."""
    notebook = Notebook.of(assistant.settings.data_dir, key)
    shelf = notebook.shelf(assistant, make) if notebook else Shelf.of(assistant)
    return {**whole(parts, shelf), parts.key: key if notebook else "", parts.arrivals: Arrivals()}


def get_ready(parts: Parts, preparation: Preparation) -> Iterator[Update]:
    """The steps of the page's own assistant, and then which language model answers."""
    failed = False
    for step in preparation.steps():
        failed = isinstance(step, Refusal)
        yield {parts.status: preparing_html(step)}
    if not failed:
        yield {parts.status: status_html(preparation.assistant)}


def greet(parts: Parts, preparation: Preparation, shelf: Shelf) -> Update:
    """What only an assistant that is ready can say: the model in the settings, and who translates.

    Apart from `begin`, since an article that is opened while that takes its time would be missing in the list.
    """
    if not preparation.assistant.ready:
        return {parts.options: gr.skip()}
    model = preparation.assistant.model_name
    hosted = is_hosted(preparation.assistant.settings, model)
    return {
        parts.rooms: shelf_html(shelf),
        parts.options: settings_html(shelf.options, model, hosted),
        parts.privacy: privacy_html(model if hosted else None, kept_on(preparation.assistant.settings)),
    }


def begin(parts: Parts, preparation: Preparation, turns: tuple[Turn, ...], shelf: Shelf) -> Update:
    """Questions to begin with, where nothing is asked yet: an article that was kept gives them once it is got ready."""
    if turns or not preparation.assistant.ready:
        return {parts.welcome: gr.skip()}
    assistant = shelf.room.assistant
    try:
        assistant.prepare()
    except ArticleAssistantError as error:
        _log.warning("No questions to begin with: %s", error)
    return {parts.welcome: welcome_html(assistant)}


class Keeping:
    """Puts on disk what updates change for the reader; not for every word of an answer.

    `find` gives the shelf that the updates began with.
    """

    def __init__(self, parts: Parts, notebook: Notebook | None, find: Callable[[], Shelf]) -> None:
        self._parts, self._notebook, self._find = parts, notebook, find
        self._writing = False

    def keep(self, update: Update) -> Update:
        """The update, and what there is to say where it couldn't be kept."""
        turns, shelf = update.get(self._parts.turns), update.get(self._parts.shelf)
        if self._notebook is None or (turns is None and shelf is None):
            return update
        pending = bool(turns and turns[-1].pending)
        again, self._writing = pending and self._writing, pending
        return update if again else {**update, **_keep(self._parts, self._notebook, turns, shelf, self._find)}


def _forget(articles: Iterable[str], settings: Settings) -> None:
    """Remove the indexes of articles that no reader has any more."""
    for article_id in articles:
        try:
            forget(article_id, settings)
        except ArticleAssistantError as error:
            _log.warning("An index was not removed: %s", error)


def _keep(
    parts: Parts, notebook: Notebook, turns: tuple[Turn, ...] | None, shelf: Shelf | None, find: Callable[[], Shelf]
) -> Update:
    try:
        if shelf is not None:
            _forget(notebook.keep_shelf(shelf), shelf.room.assistant.settings)
        if turns is not None:
            notebook.keep_turns((shelf or find()).room.id, turns)
    except ArticleAssistantError as error:
        _log.warning("A conversation was not kept: %s", error)
        return {parts.notice: notice_html("not_kept", str(error))}
    return {}
