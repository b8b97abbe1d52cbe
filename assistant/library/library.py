"""A library: many articles, asked one at a time or all at once."""

import os
import threading
from collections.abc import Iterator, Sequence
from os import PathLike
from typing import TYPE_CHECKING

from assistant.answer import Answer, AnswerEvent
from assistant.errors import LibraryError
from assistant.library.store import FOLDER, Entry, Store
from assistant.loading import Progress
from assistant.settings import Settings
from assistant.storage import forget
from assistant.translate.kept import KeptTranslations
from assistant.turn import History, checked_question, events, state_of
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.text import detect_language

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.chain import State
    from assistant.library.engine import Engine
    from assistant.library.selection import Selection
    from embeddings.model import Embedder


class Library:
    """Articles that are kept in `settings.data_dir`, for all processes that use the same.

    `also` are articles that are in it without being kept. Nothing is loaded until an article is added or something
    is asked. Safe for concurrent callers. `model` and `embedder` take the place of what the settings name.

    >>> library = Library()
    >>> entry = library.add("report.pdf")  # doctest: +SKIP
    >>> print(library.ask("Who signed?"))  # doctest: +SKIP
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        also: Sequence[Article] = (),
        model: "BaseChatModel | None" = None,
        embedder: "Embedder | None" = None,
    ) -> None:
        self.settings = settings or Settings.from_env(os.environ)
        self._also = {article.id: article for article in also}
        self._store = Store(self.settings.data_dir / FOLDER)
        self._model = model
        self._embedder = embedder
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    def prepare(self, progress: Progress | None = None) -> None:
        """Load the models.

        Raises:
            ArticleAssistantError: one can't be loaded.
        """
        self._loaded(progress or (lambda *_: None))

    def add(self, article: Article | str | PathLike[str], progress: Progress | None = None) -> Entry:
        """Keep and index `article`, an `Article` or the path of a file. One that is there already stays as it is, and
        so does one with a translation beside the same without. With another translation, or its first, it takes the
        place of the one that was there.

        Raises:
            ArticleAssistantError: the file can't be read, or the data directory can't be written.
        """
        new = article if isinstance(article, Article) else Article.from_file(article)
        tell = progress or (lambda *_: None)
        known = None if new.translation else self._entries().get(self._current(new.id))
        if known and known.translator:
            return known
        # Indexed first, so that no question waits for what is listed.
        self._loaded(tell).open(new, lambda done, total: tell("index", done, total))
        if new.id in self._also:
            return Entry.of(new)
        entry = self._store.add(new)
        for other in self._store.entries().values():
            if entry.translator and other.id != entry.id and (other.original or other.id) == entry.original:
                self._drop(other.id)
        return entry

    def translate(self, article_id: str, progress: Progress | None = None) -> Entry:
        """Translate an article into the other language, with the hosted model that the settings name; see
        `assistant.translate.making.translated`. The article with its translation takes the place of the one without:
        it has another id, and the one that it had leads to it still. `progress` is told "translation" and "index".

        Raises:
            LibraryError: there is no such article, or it is one that is not kept.
            ModelError, TranslationError, StorageError: as `translated`.
        """
        from assistant.translate.making import translated

        tell = progress or (lambda *_: None)
        article = self.get(article_id)
        if article.id in self._also:
            raise LibraryError("This article comes with the program that was started; translate the file it is from.")
        made = translated(article, self.settings, progress=tell, model=self._model, embedder=self._embedder)
        return self.add(made, tell)

    def list(self) -> tuple[Entry, ...]:
        """What is in the library now, the last added last.

        Raises:
            StorageError: the data directory can't be read.
        """
        return tuple(self._entries().values())

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.list())

    def __len__(self) -> int:
        return len(self._entries())

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and self._current(article_id) in self._entries()

    def get(self, article_id: str) -> Article:
        """The article with this id, or with the one that it had before it was translated.

        Raises:
            LibraryError: there is none.
        """
        found = self._find(article_id)
        if found is None:
            raise LibraryError(f"There is no article {article_id!r:.60} in the library; list it to see what there is.")
        return found

    def remove(self, article_id: str) -> None:
        """Forget an article, its translations and its index.

        Raises:
            BusyError: its index is being built right now; nothing of it is gone.
            LibraryError: there is none with this id, or it is one that is not kept.
            StorageError: it can't be removed.
        """
        if article_id in self._also:
            raise LibraryError("This article comes with the program that was started; it can't be removed.")
        current = self._current(article_id)
        entry = self._entries().get(current)
        if entry is None:
            self.get(article_id)  # says that there is none
        self._drop(current)
        KeptTranslations.of(self.settings.data_dir).forget((entry and entry.original) or current)

    def _drop(self, article_id: str) -> None:
        # The index holds the text too, whoever made it. It goes first: it may be refused, and can be made again.
        forget(article_id, self.settings)
        self._store.remove(article_id)
        if self._engine:
            self._engine.forget(article_id)

    def ask(self, question: str, article: Article | str | None = None, history: History = ()) -> Answer:
        """The checked answer to `question` from `article` (an `Article`, or an id), or from all of them.

        Each citation names its article, and its offsets are into that article's own text.

        Raises:
            LibraryError: there is no such article, or none at all.
            QuestionError: as `Assistant.ask`.
        """
        text = checked_question(question)
        selection, state = self._selected(text, article, history)
        answer: Answer = self._loaded().steps(selection).runnable().invoke(state)["answer"]
        return selection.own_answer(answer)

    def stream(
        self, question: str, article: Article | str | None = None, history: History = ()
    ) -> Iterator[AnswerEvent]:
        """The steps to what `ask` gives, as `Assistant.stream`.

        Raises:
            LibraryError, QuestionError: as `ask`, when the first event is taken.
        """
        text = checked_question(question)
        selection, state = self._selected(text, article, history)
        for event in events(self._loaded().steps(selection), state):
            yield selection.own(event)

    def retrieve(self, question: str, article: Article | str | None = None, k: int = 5) -> tuple[Passage, ...]:
        """The `k` passages that are nearest to `question`, best first; each names its article.

        Raises:
            LibraryError, QuestionError: as `ask`.
        """
        text = checked_question(question, k)
        selection, _ = self._selected(text, article, ())
        language = detect_language(text, selection.article.language)
        return selection.own_passages(selection.search(text, language, k).passages)

    def _selected(self, question: str, article: Article | str | None, history: History) -> "tuple[Selection, State]":
        """What is to be searched for `question`, and what the chain begins with."""
        from assistant.followup import last_topic, leans_on_history, with_history
        from assistant.library.selection import Selection

        if article is None:
            ids = tuple(self._entries())
            if not ids:
                raise LibraryError("The library has no articles; add one, then ask.")
            language = detect_language(question)
            asked = [question]
            if history and leans_on_history(question, language):
                asked.append(with_history(question, last_topic(history, language)))
            retrievers = self._loaded().candidates(asked, ids, self._find)
        else:
            one = article if isinstance(article, Article) else self.get(article)
            find = self._find if isinstance(article, str) else None
            retrievers = (self._loaded().open(one, find=find),)
        if not retrievers:
            raise LibraryError("No article of the library can be read; add them anew, then ask.")
        selection = Selection(retrievers)
        return selection, state_of(question, detect_language(question, selection.article.language), history)

    def _entries(self) -> dict[str, Entry]:
        return {article.id: Entry.of(article) for article in self._also.values()} | self._store.entries()

    def _find(self, article_id: str) -> Article | None:
        found = self._also.get(article_id) or self._store.get(article_id)
        return found or self._store.get(self._current(article_id))

    def _current(self, article_id: str) -> str:
        """The id now of an article that may have been translated since."""
        entries = self._entries()
        if article_id in entries:
            return article_id
        return next((entry.id for entry in entries.values() if entry.original == article_id), article_id)

    def _loaded(self, progress: Progress = lambda *_: None) -> "Engine":
        from assistant.library.engine import Engine

        with self._lock:
            if self._engine is None:
                self._engine = Engine.load(self.settings, self._model, self._embedder, progress)
            return self._engine
