"""What a library finds and answers with, loaded once: the models, the catalogue, and the indexes in use."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from assistant.chain import Steps
from assistant.citations import Follows
from assistant.errors import BusyError
from assistant.hearing import Limits
from assistant.judge import Judge
from assistant.library.catalogue import Catalogue
from assistant.library.selection import Selection
from assistant.library.store import FOLDER
from assistant.loading import Progress, load_language_models, shared_embedder, shared_follows, shared_ranker
from assistant.memo import Memo
from assistant.settings import Settings
from assistant.storage import forget, store_of
from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.chunks import CHUNKING_VERSION, units
from embeddings.dialect import to_standard
from embeddings.index.vectors import probe_of
from embeddings.model import prompts
from embeddings.ranking import Ranker
from embeddings.retriever import HybridRetriever
from embeddings.text import detect_language

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from embeddings.model import Embedder

CANDIDATES: Final = 4
"""Articles that are read for a question to all of them. Of 100 (XQuAD in both languages, ARCD) the right one is among
so many for 98, 100 and 97 of 100 questions; among eight for 99, 100 and 98."""

_OPEN: Final = 16
"""Indexes that are held open: each takes a dozen files and some 6 MB, and a tenth of a second to open."""

_QUESTIONS: Final = 64
"""Questions whose vectors are remembered: several articles are searched for each."""


class Engine:
    """Safe for concurrent callers. Make one with `Engine.load`."""

    def __init__(
        self,
        settings: Settings,
        embedder: "Embedder",
        ranker: Ranker | None,
        model: "BaseChatModel | None",
        judge: Judge,
        follows: Follows | None,
    ) -> None:
        self.model = model
        self._settings = settings
        self._embedder = embedder
        probed: Any = Memo(embedder)
        probe_of(probed)  # every index is opened with it
        self._probed = probed
        self._ranker = ranker
        self._judge = judge
        self._follows = follows
        dimension = int(embedder.get_embedding_dimension() or 0)
        self._catalogue = Catalogue(_vectors_folder(settings, embedder), dimension)
        self._open: OrderedDict[str, HybridRetriever] = OrderedDict()
        self._lock = threading.Lock()
        self._embed = lru_cache(maxsize=_QUESTIONS)(self._embedded)

    @classmethod
    def load(
        cls,
        settings: Settings,
        model: "BaseChatModel | None",
        embedder: "Embedder | None",
        progress: Progress,
    ) -> Self:
        """Load what the settings name, but for what is given.

        Raises:
            ArticleAssistantError: a model can't be loaded.
        """
        writer, judge = load_language_models(settings, progress, model)
        progress("model", 0, 1)
        found = embedder or shared_embedder(settings.embeddings)
        ranker = shared_ranker(settings.ranker)
        progress("model", 1, 1)
        return cls(settings, found, ranker, writer, judge, shared_follows(settings.entailment) if writer else None)

    def steps(self, selection: Selection) -> Steps:
        """The chain over some articles."""
        limits = Limits(self._settings.first_token_timeout, self._settings.timeout)
        return Steps(
            selection.article,
            selection,
            self.model,
            self._settings.threshold,
            self._judge,
            limits=limits,
            follows=self._follows,
        )

    def candidates(
        self, questions: Sequence[str], ids: Sequence[str], find: Callable[[str], Article | None]
    ) -> tuple[HybridRetriever, ...]:
        """Retrievers over those articles of `ids` that are nearest to any of `questions`, the nearest first.

        `find` gives an article by its id, or None where it is gone by now.
        """
        for new in self._catalogue.load(ids):  # another version of the model, or a file that was deleted
            if article := find(new):
                self._close(new)
                self.open(article, find=find)
        self._catalogue.load(ids)
        vectors = [self._embed(_standard(question)) for question in questions]
        found = (find(name) for name in self._catalogue.nearest(vectors, CANDIDATES))
        return tuple(self.open(article, find=find) for article in found if article)

    def open(
        self,
        article: Article,
        progress: Callable[[int, int], None] | None = None,
        find: Callable[[str], Article | None] | None = None,
    ) -> HybridRetriever:
        """The retriever over `article`. It is indexed, and made known to `candidates`, where it is not.

        `find` is as in `candidates`: of an article that goes while it is indexed nothing stays.

        Raises:
            ArticleAssistantError: as `build_retriever`.
        """
        with self._lock:
            if article.id in self._open:
                self._open.move_to_end(article.id)
                return self._open[article.id]
        memo: Any = self._probed.fork()  # a chunk's vector in the index is its vector in the catalogue too
        store = store_of(self._settings)
        retriever = build_retriever(article, memo, self._settings.embeddings, store, progress, self._ranker)
        retriever.embed = self._embed
        if not self._catalogue.has(article.id):
            texts = [unit.text for unit in units(article, retriever.chunks) if unit.kind == "chunk"]
            vectors = memo.encode_document([article.title, *texts], normalize_embeddings=True)
            self._catalogue.keep(article.id, np.asarray(vectors, np.float32))
        with self._lock:
            self._open[article.id] = retriever
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)
        if find and find(article.id) is None:  # who removed it could not see what was being made
            self.forget(article.id)
            with suppress(BusyError):  # another is making it again, and will see the same
                forget(article.id, self._settings)
        return retriever

    def forget(self, article_id: str) -> None:
        """Close the index of an article that was removed, and find it no more."""
        self._close(article_id)
        self._catalogue.forget(article_id)

    def _close(self, article_id: str) -> None:
        with self._lock:
            self._open.pop(article_id, None)

    def _embedded(self, question: str) -> NDArray[np.float32]:
        return np.asarray(self._embedder.encode_query(question, normalize_embeddings=True), np.float32)


def _standard(question: str) -> str:
    return to_standard(question) if detect_language(question) == "ar" else question


def _vectors_folder(settings: Settings, embedder: "Embedder") -> Path:
    """One folder for all vectors that can be compared."""
    parts = [settings.embeddings, *prompts(embedder), str(embedder.get_embedding_dimension()), str(CHUNKING_VERSION)]
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return settings.data_dir / FOLDER / f"vectors-{name}"
