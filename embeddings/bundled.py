"""The packaged multilingual-e5-small as a SentenceTransformer, for whoever works with these."""

from collections.abc import Sequence
from typing import Any, Self

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from embeddings.engine import MAX_TOKENS, PROMPTS, Engine


class BundledE5(InputModule):
    """Runs the engine: texts in, one unit-length vector of 384 float32 each out."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # sentence-transformers leaves it untyped
        self.engine = Engine()
        self.max_seq_length = MAX_TOKENS

    def get_embedding_dimension(self) -> int:
        """384."""
        return self.engine.get_embedding_dimension()

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads for `text` as a passage, prefix and special tokens included."""
        return self.engine.count_tokens(text)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """The texts as the engine takes them, and whether they are queries.

        Raises:
            ValueError: `prompt` is not one of `PROMPTS`; the model knows no other.
        """
        if prompt not in PROMPTS.values():
            raise ValueError(
                f"multilingual-e5-small was given the prompt {prompt!r}; use encode_query or encode_document."
            )
        return {"texts": [str(text) for text in inputs], "is_query": prompt == PROMPTS["query"]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """`features` with `sentence_embedding`, `(n, 384)` float32."""
        encode = self.engine.encode_query if features["is_query"] else self.engine.encode_document
        return {**features, "sentence_embedding": torch.from_numpy(encode(features["texts"]))}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Save the configuration; the weights stay in their package."""
        self.save_config(output_path)

    @classmethod
    def load(cls, *_: Any, **__: Any) -> Self:
        """A new module; there is nothing to read."""
        return cls()


def load() -> SentenceTransformer:
    """The packaged model, ready to encode on the CPU."""
    return SentenceTransformer(modules=[BundledE5()], prompts=dict(PROMPTS), device="cpu")
