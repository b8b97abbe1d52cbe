"""Reading and indexing an article of the reader's own, step by step."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from assistant.errors import ArticleAssistantError, ArticleError, EmbeddingError, StorageError
from embeddings.article import Article
from embeddings.text import LANGUAGES
from ui.conversational import Conversational, OpenArticle

_log = logging.getLogger(__name__)

MAX_CHARACTERS: Final = 300_000
"""Of an article's text: a short book, and about a minute of indexing on two cores."""

MAX_MEGABYTES: Final = 10
"""Of an article's file."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and how much of it; `total` 0 where nobody knows yet."""

    stage: Literal["reading_article", "indexing"]
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an article is not open: a word of the page, and the project's own account, empty for a foreign error."""

    word: Literal["empty_text", "too_large", "failed_article", "failed_index", "failed_open"]
    detail: str = ""


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
        raise ArticleError(str(error).replace(str(path), path.name)) from None
    finally:
        path.unlink(missing_ok=True)


def opened(
    read: Callable[[], Article], open_article: OpenArticle, poll: float = 0.2
) -> Iterator[Step | Refusal | Conversational]:
    """The steps that lead to an assistant for what `read` returns; a `Refusal` or the assistant comes last.

    The work is done in a thread of its own, so that its progress can be told while it goes on.
    """
    news: queue.SimpleQueue[Step | Refusal | Conversational] = queue.SimpleQueue()

    def work() -> None:
        news.put(_result(read, open_article, news.put))

    yield Step("reading_article")
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
    read: Callable[[], Article], open_article: OpenArticle, tell: Callable[[Step], None]
) -> Refusal | Conversational:
    def progress(stage: str, done: int, total: int) -> None:
        if stage == "index":
            tell(Step("indexing", done, total))

    try:
        article = read()
        if len(article.text) > MAX_CHARACTERS:
            return Refusal("too_large")
        tell(Step("indexing"))
        assistant = open_article(article, progress)
        for language in LANGUAGES:  # found once and then remembered: better here than when the page is waiting
            assistant.suggestions(language)
        return assistant
    except (EmbeddingError, StorageError) as error:
        return Refusal("failed_index", str(error))
    except ArticleAssistantError as error:
        return Refusal("failed_article", str(error))
    except Exception:  # noqa: BLE001  # whatever it was, the reader gets a sentence
        _log.exception("Opening an article failed")
        return Refusal("failed_open")
