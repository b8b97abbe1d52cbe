"""An assistant whose search takes no model and no files: vectors of hashed words, kept in memory."""

import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable
from numpy.typing import NDArray

from assistant.byline import without_bylines
from assistant.chain import State, Steps
from assistant.chat import Assistant
from assistant.citations import Follows
from assistant.hearing import Limits
from assistant.loading import Progress
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.chunks import Chunk, Unit, split, units
from embeddings.index import ArticleIndex, view_of
from embeddings.passages import Passage
from embeddings.retriever import HybridRetriever
from embeddings.text import words

_DIMENSION: Final = 1024


def vector(text: str) -> NDArray[np.float32]:
    """A unit-length vector, the nearer to another the more words they share."""
    found = np.zeros(_DIMENSION, np.float32)
    for word in words(text):
        found[zlib.crc32(word.encode()) % _DIMENSION] += 1
    found[0] += 0.1  # a text without words has a direction too
    return found / np.float32(np.linalg.norm(found))


class MemoryIndex(ArticleIndex):
    """What `ArticleIndex` does, without Chroma."""

    def __init__(self, texts: Iterable[Unit]) -> None:
        self._views: dict[str, list[tuple[int, NDArray[np.float32]]]] = {}
        for unit in texts:
            self._views.setdefault(view_of(unit.kind, unit.language), []).append((unit.position, vector(unit.text)))

    def nearest(self, vector: NDArray[np.float32], view: str, k: int) -> dict[int, float]:
        found = sorted(((float(vector @ own), position) for position, own in self._views[view]), reverse=True)
        return {position: cosine for cosine, position in found[:k]}


class QuickAssistant(Assistant):
    """An assistant over a `MemoryIndex`. It counts how often it was loaded."""

    loads = 0
    follows: Follows | None = None

    def _load(self, progress: Progress) -> tuple[Steps, Runnable[State, State]]:
        self.loads += 1
        limits = Limits(self.settings.first_token_timeout, self.settings.timeout)
        found = _retriever(self.article)
        steps = Steps(self.article, found, self._model, self.settings.threshold, limits=limits, follows=self.follows)
        return steps, steps.runnable()


def _retriever(article: Article) -> HybridRetriever:
    chunks, index = _index(article)
    return HybridRetriever(article=article, chunks=chunks, index=index, embed=vector, rescale=lambda cosines: cosines)


@lru_cache(maxsize=2)
def _index(article: Article) -> tuple[tuple[Chunk, ...], MemoryIndex]:
    chunks = split(article, lambda text: 2 + len(text) // 2, 512)
    return tuple(chunks), MemoryIndex(units(article, chunks))


def quick(
    article: Article | None = None,
    model: BaseChatModel | None = None,
    threshold: float = 0.0,
    follows: Follows | None = None,
) -> QuickAssistant:
    """An assistant that takes every article to answer every question, unless `threshold` says otherwise."""
    settings = Settings(llm="none", data_dir=Path("/nonexistent"), threshold=threshold)
    assistant = QuickAssistant(article, settings, model=model)
    assistant.follows = follows
    return assistant


def sources(assistant: Assistant, question: str) -> tuple[Passage, ...]:
    """The sentences that a model is given for `question`, numbered from 1."""
    retriever = assistant._prepared()[0].retriever
    language = assistant._language(question)
    found = without_bylines(retriever.search(question, language, 12), question, language).sentences
    return tuple(sorted(found, key=lambda sentence: sentence.start))


def number_of(assistant: Assistant, question: str, holds: str) -> int:
    """The number under which a model is given the sentence that holds a text, in the original or the translation."""
    return next(
        n for n, s in enumerate(sources(assistant, question), 1) if holds in s.text or holds in (s.translation or "")
    )
