"""A word-overlap embedder that takes neither torch nor time, for processes that are started by the dozen."""

import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from embeddings.text import words

DIMENSION: Final = 64


class Words:
    """What an index needs of a SentenceTransformer: a unit-length vector a text, nearer to others of its words.

    `texts` keeps every text embedded.
    """

    prompts: Final = {"query": "query: ", "document": "passage: "}
    default_prompt_name: Final = None

    def __init__(self) -> None:
        self.texts: list[str] = []

    def get_embedding_dimension(self) -> int:
        return DIMENSION

    def encode_document(self, texts: Sequence[str], **_: Any) -> np.ndarray:
        self.texts.extend(texts)
        return np.stack([vector(text) for text in texts])

    def encode_query(self, text: str, **_: Any) -> np.ndarray:
        return vector(text)


def vector(text: str) -> np.ndarray:
    """The unit-length vector of a text."""
    found = np.zeros(DIMENSION, np.float32)
    for word in words(text) or [""]:
        found[zlib.crc32(word.encode()) % DIMENSION] += 1
    return found / np.float32(np.linalg.norm(found))
