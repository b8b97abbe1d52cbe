"""Finding and taking in as the text grows, with vectors that are generated: to embed 100,000 sentences takes hours.

The text is made of words of the default article, in another order each time; a question is embedded and the likeliest
sentences are read by the ranker as ever.
"""

import random
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant.default import default_article
from assistant.loading import shared_embedder, shared_ranker
from benchmarks.speed.process import memory
from benchmarks.speed.timing import Times
from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.model import Embedder

PER_ARTICLE: Final = 14
"""Sentences of the default article, without its translation."""

SIZES: Final = (*(PER_ARTICLE * articles for articles in (1, 10, 100, 1000)), 100_000)

_PER_PARAGRAPH: Final = 5


@dataclass(frozen=True, slots=True)
class Growth:
    """For a text of `sentences` sentences: seconds to take it in, seconds to find, and the process' memory in MB."""

    sentences: int
    ingest: float
    find: Times
    memory: float

    @property
    def name(self) -> str:
        """How a report calls it."""
        articles = self.sentences // PER_ARTICLE
        return f"{self.sentences:,} sentences" + ("" if self.sentences % PER_ARTICLE else f" ({articles:,} articles)")


class Generated:
    """The bundled model, whose vectors of documents are drawn by chance and not computed."""

    def __init__(self, model: Embedder) -> None:
        self._model = model

    def encode_document(self, texts: Sequence[str], **_: Any) -> NDArray[np.float32]:
        draws = [np.random.default_rng(zlib.crc32(text.encode())).standard_normal(384, np.float32) for text in texts]
        vectors = np.stack(draws)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


def growth(questions: Sequence[str], sizes: Sequence[int], rounds: int) -> Iterator[Growth]:
    """Measure at each of `sizes`, in sentences."""
    model: Any = Generated(shared_embedder("bundled"))
    for size in sizes:
        article = generated(size)
        with tempfile.TemporaryDirectory() as folder:
            started = perf_counter()
            retriever = build_retriever(article, model, "generated", Path(folder), ranker=shared_ranker("bundled"))
            ingest = perf_counter() - started
            retriever.search(questions[0])
            taken = []
            for _ in range(rounds):
                for question in questions:
                    started = perf_counter()
                    retriever.search(question)
                    taken.append(perf_counter() - started)
            yield Growth(size, ingest, Times(tuple(taken)), memory())


def generated(sentences: int, seed: int = 0) -> Article:
    """An article of so many sentences, five to a paragraph; another one with another `seed`."""
    chance = random.Random(seed)
    words = [word.strip("،.:؛") for word in default_article().text.split()]
    lines = [" ".join(chance.choices(words, k=chance.randint(8, 24))) + "." for _ in range(sentences)]
    paragraphs = [" ".join(lines[n : n + _PER_PARAGRAPH]) for n in range(0, sentences, _PER_PARAGRAPH)]
    return Article.from_text("\n\n".join(paragraphs), language="ar")
