"""What the vectors of an index depend on."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

from embeddings.chunks import CHUNKING_VERSION, Unit
from embeddings.model import prompts

if TYPE_CHECKING:
    from embeddings.model import Embedder


@dataclass(frozen=True, slots=True)
class Stamp:
    """Everything that the vectors depend on, but for the weights of a model whose name stays the same."""

    article: str
    model: str
    dimension: int
    query_prompt: str
    document_prompt: str
    chunking: int
    units: int
    texts: str

    @classmethod
    def of(cls, article_id: str, units: Sequence[Unit], model_name: str, model: "Embedder") -> Self:
        """The stamp that an index of these units under this model bears."""
        query_prompt, document_prompt = prompts(model)
        return cls(
            article=article_id,
            model=model_name,
            dimension=int(model.get_embedding_dimension() or 0),
            query_prompt=query_prompt,
            document_prompt=document_prompt,
            chunking=CHUNKING_VERSION,
            units=len(units),
            texts=hashlib.sha256("".join(unit.id for unit in units).encode()).hexdigest(),
        )

    @property
    def key(self) -> str:
        """A name of 32 characters, another one for every other stamp."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:32]

    @property
    def folder(self) -> str:
        """The name of the article in paths and in collections."""
        return name_of(self.article)


def name_of(article_id: str) -> str:
    """`article_id` as paths and collections can bear it: as it is, or its digest where that isn't safe."""
    if article_id.isascii() and article_id.isalnum() and len(article_id) <= 64:
        return article_id
    return hashlib.sha256(article_id.encode(errors="replace")).hexdigest()[:32]
