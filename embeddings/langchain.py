"""The packaged multilingual-e5-small as LangChain's `Embeddings`, for any of its vector stores."""

from collections.abc import Sequence

from langchain_core.embeddings import Embeddings

from embeddings.engine import Engine


class E5Embeddings(Embeddings):
    """Unit-length vectors of 384 numbers; the prefixes `query: ` and `passage: ` are put on here, so give none.

    Safe for concurrent callers. Loads the model when it is made.
    """

    def __init__(self) -> None:
        self._engine = Engine()

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text that is to be found."""
        vectors: list[list[float]] = self._engine.encode_document(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._engine.encode_query(text).tolist()
        return vector
