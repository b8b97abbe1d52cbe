"""Put the parts together: from an article and a model to a retriever over its stored index."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.article import Article
from embeddings.chunks import split, units
from embeddings.index import ArticleIndex, Progress, Stamp, Store
from embeddings.model import Embedder, max_tokens, rescaler, token_counter
from embeddings.ranking import Ranker
from embeddings.retriever import HybridRetriever


def build_retriever(
    article: Article,
    model: Embedder,
    model_name: str,
    store: Store | Path,
    progress: Progress | None = None,
    ranker: Ranker | None = None,
) -> HybridRetriever:
    """A retriever over `article`; its vectors are taken from `store`, or made and kept there. A path: a folder.

    `ranker` reads the best of what is found; without one the first search decides.

    Raises:
        EmbeddingError: the model can't hold any text, or can't tell related texts from others.
        StorageError: `store` can't be used.
    """
    chunks = split(article, token_counter(model), max_tokens(model))
    texts = tuple(units(article, chunks))
    stamp = Stamp.of(article.id, texts, model_name, model)

    def embed(question: str) -> NDArray[np.float32]:
        return np.asarray(model.encode_query(question, normalize_embeddings=True), np.float32)

    return HybridRetriever(
        article=article,
        chunks=chunks,
        index=ArticleIndex.open(stamp, texts, model, store, progress),
        embed=embed,
        rescale=rescaler(model),
        rank=ranker.logits if ranker else None,
        locate=ranker.shares if ranker else None,
    )
