"""A word-overlap embedder: a real SentenceTransformer that needs no model, and costs microseconds a text."""

import threading
import zlib
from collections.abc import Sequence
from typing import Any, Final, Self

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from embeddings.lexical import stems
from embeddings.text import detect_language, words

PROMPTS: Final = {"query": "query: ", "document": "passage: "}
DIMENSION: Final = 256


class WordOverlap(InputModule):
    """One unit-length vector a text, nearer to another's the more stems the two share.

    `seed` chooses among models that have nothing in common. `texts` keeps every text embedded, in order. Like
    the bundled model it counts its tokens itself, and knows the prompts without spelling them out.
    """

    def __init__(self, max_seq_length: int = 64, seed: int = 0) -> None:
        super().__init__()
        self.max_seq_length = max_seq_length
        self.seed = seed
        self.texts: list[str] = []
        self._lock = threading.Lock()

    def get_embedding_dimension(self) -> int:
        return DIMENSION

    def count_tokens(self, text: str) -> int:
        """A token a word, and four of the model's own."""
        return 4 + len(words(text))

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        assert prompt in PROMPTS.values(), f"embedded with the prompt {prompt!r}"
        with self._lock:
            self.texts.extend(inputs)
        return {"texts": list(inputs)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        vectors = np.stack([self._vector(text) for text in features["texts"]])
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        self.save_config(output_path)

    @classmethod
    def load(cls, *_: Any, **__: Any) -> Self:
        return cls()

    def _vector(self, text: str) -> np.ndarray:
        vector = np.zeros(DIMENSION, np.float32)
        # A text without words has a direction too.
        for stem in stems(text, detect_language(text)) or [""]:
            vector[zlib.crc32(f"{self.seed} {stem}".encode()) % DIMENSION] += 1
        return vector / np.linalg.norm(vector)


def word_overlap(max_seq_length: int = 64, seed: int = 0) -> SentenceTransformer:
    """A word-overlap embedder; `embedded(model)` tells what it was given."""
    return SentenceTransformer(modules=[WordOverlap(max_seq_length, seed)], prompts=dict(PROMPTS), device="cpu")


class _Blanks:
    """A tokenizer of words."""

    def encode(self, text: str, verbose: bool = True) -> list[int]:
        return [len(word) for word in words(text)]


class _Foreign(WordOverlap):
    """As models of one's own are, which don't count their tokens: their tokenizer does."""

    count_tokens = None  # type: ignore[assignment]
    tokenizer = _Blanks()


def foreign_word_overlap() -> SentenceTransformer:
    """As `word_overlap`, but with a scale that has to be found out, and a tokenizer that counts."""
    return SentenceTransformer(modules=[_Foreign(400)], prompts=dict(PROMPTS), device="cpu")


def embedded(model: SentenceTransformer) -> list[str]:
    """Every text that a word-overlap embedder was given, in order."""
    module = model[0]
    assert isinstance(module, WordOverlap)
    return module.texts
