"""Reading and indexing an article of the reader's own, step by step."""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from assistant.errors import ArticleAssistantError, ArticleError, BusyError, EmbeddingError, StorageError
from embeddings.article import Article
from embeddings.text import LANGUAGES
from ui.conversational import MakeAssistant
from ui.shelf import Room

_log = logging.getLogger(__name__)

MAX_CHARACTERS: Final = 300_000
"""Of an article's text: a short book, and about a minute of indexing on two cores."""

MAX_MEGABYTES: Final = 10
"""Of an article's file."""

_POLL: Final = 0.2

Stage = Literal["reading_article", "loading", "loading_model", "indexing", "waiting", "translating"]
_STAGES: Final[dict[str, Stage]] = {
    "model": "loading",
    "weights": "loading_model",
    "index": "indexing",
    "waiting": "waiting",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and how much of it; `total` 0 where nobody knows yet. `name` is of what is opened."""

    stage: Stage
    done: int = 0
    total: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an article is not open: a word of the page, and the project's own account, empty for a foreign error.

    `code` and `values` are those of an `ArticleError`.
    """

    word: Literal[
        "empty_text", "too_large", "failed_article", "failed_index", "busy_index", "failed_open", "failed_start",
        "failed_translation",
    ]  # fmt: skip
    detail: str = ""
    code: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    name: str = ""


class Arrivals:
    """Rooms that are ready and that the page hasn't shown yet, of one session."""

    def __init__(self) -> None:
        self._rooms: deque[Room] = deque()

    def add(self, room: Room) -> None:
        self._rooms.append(room)

    def take(self) -> Iterator[Room]:
        while self._rooms:
            yield self._rooms.popleft()


def translated(room: Room, make: MakeAssistant) -> Iterator[Step | Refusal | Room]:
    """The steps that lead to a room for the same article with a translation; a `Refusal` or the room comes last."""
    name = room.assistant.article.title
    try:
        for news in room.assistant.translating():
            if isinstance(news, Article):
                yield from _instead(room, news, make)
            else:
                yield Step("translating", *news, name)
    except ArticleAssistantError as error:
        yield Refusal("failed_translation", str(error), name=name)
    except Exception:  # noqa: BLE001  # whatever it was, the reader gets a sentence
        _log.exception("Translating an article failed")
        yield Refusal("failed_translation", name=name)


def _instead(room: Room, article: Article, make: MakeAssistant) -> Iterator[Step | Refusal | Room]:
    for step in opened(lambda: article, make, room.assistant.article.title):
        yield replace(step, source=room.source, instead_of=room.id) if isinstance(step, Room) else step


def from_paste(title: str, text: str) -> Article:
    """The article that a reader has pasted.

    Raises:
        ArticleError: as `Article.from_text`.
    """
    return Article.from_text(text, title.strip() or None)


def from_upload(path: Path) -> Article:
    """The article in a file that a reader has sent; the file is deleted.

    Raises:
        ArticleError: as `Article.from_file`, naming the file and not the folder that it was kept in.
    """
    try:
        return Article.from_file(path)
    except ArticleError as error:
        raise ArticleError(str(error).replace(str(path), path.name), error.code, **error.values) from None
    finally:
        path.unlink(missing_ok=True)


def opened(
    read: Callable[[], Article], make: MakeAssistant, name: str = "", poll: float = _POLL
) -> Iterator[Step | Refusal | Room]:
    """The steps that lead to a room for what `read` returns; a `Refusal` or the room comes last.

    `name` is the file or address that is read. The work is done in a thread of its own, so that its progress can
    be told while it goes on.
    """
    news: queue.SimpleQueue[Step | Refusal | Room] = queue.SimpleQueue()

    def work() -> None:
        news.put(_result(read, make, name, news.put))

    yield Step("reading_article", name=name)
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    while True:
        latest = news.get()
        # Steps come faster than a page shows them.
        while isinstance(latest, Step) and not news.empty():
            latest = news.get()
        yield latest
        if not isinstance(latest, Step):
            return
        worker.join(poll)


def _result(
    read: Callable[[], Article], make: MakeAssistant, name: str, tell: Callable[[Step], None]
) -> Refusal | Room:
    try:
        article = read()
        if len(article.text) > MAX_CHARACTERS:
            return Refusal("too_large", name=name)
        tell(Step("indexing", name=name))
        assistant = make(article)
        assistant.prepare(lambda what, done, total: tell(step_of(what, done, total, name)))
        for language in LANGUAGES:  # found once and then remembered: better here than when the page is waiting
            assistant.suggestions(language)
        return Room(assistant, source=name)
    except (EmbeddingError, StorageError) as error:
        return Refusal("busy_index" if isinstance(error, BusyError) else "failed_index", str(error), name=name)
    except ArticleError as error:
        # What the readers would take is more than the page takes, and the page's own limit is the one to keep to.
        too_large = error.code in ("long", "large")
        own = Refusal("failed_article", str(error), error.code, error.values, name)
        return Refusal("too_large", name=name) if too_large else own
    except ArticleAssistantError as error:
        return Refusal("failed_article", str(error), name=name)
    except BaseException:  # noqa: BLE001  # whatever it was, a library's panic too: the reader waits for a sentence
        _log.exception("Opening an article failed")
        return Refusal("failed_open", name=name)


def step_of(what: str, done: int, total: int, name: str = "") -> Step:
    """A step as the page shows it; what it has no word for is a part of loading."""
    return Step(_STAGES.get(what, "loading"), done, total, name)
