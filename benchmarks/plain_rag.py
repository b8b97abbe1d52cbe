"""What a LangChain user writes: the tutorial's way, with the models that this project has too.

Split into pieces of 1,000 characters, embed, keep in Chroma, find four, put them into one prompt, let the model write.
The prompt is the one of LangChain's RAG tutorial. It is here to be compared with, and is written as one would write it
for speed: the models are loaded once, vectors are made in batches, the answer comes word by word.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

_FOUND: Final = 4

_PROMPT: Final = """You are an assistant for question-answering tasks. Use the following pieces of retrieved context \
to answer the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and \
keep the answer concise.

Context: {context}

Question: {question}

Answer:"""


class E5(Embeddings):
    """A SentenceTransformer as LangChain wants it."""

    def __init__(self, folder: Path) -> None:
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages."""
        vectors: list[list[float]] = self._model.encode_document(texts, normalize_embeddings=True).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._model.encode_query(text, normalize_embeddings=True).tolist()
        return vector


class PlainRag:
    """Answers questions about a text whose index is kept in `folder`; `model` None only finds."""

    def __init__(self, folder: Path, embeddings: Embeddings, model: BaseChatModel | None = None) -> None:
        self._store = Chroma("article", embeddings, persist_directory=str(folder))
        self._model = model

    def ingest(self, text: str) -> int:
        """Cut `text` and keep its pieces; how many there are."""
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        pieces = splitter.create_documents([text])
        self._store.add_documents(pieces)
        return len(pieces)

    def retrieve(self, question: str) -> list[Document]:
        """The pieces that are nearest to `question`, best first; `metadata["start_index"]` is where one begins."""
        found: list[Document] = self._store.similarity_search(question, k=_FOUND)
        return found

    def stream(self, question: str) -> Iterator[str]:
        """The answer, piece by piece."""
        if self._model is None:
            raise ValueError("A model is needed to answer; give one.")
        context = "\n\n".join(piece.page_content for piece in self.retrieve(question))
        for chunk in self._model.stream(_PROMPT.format(context=context, question=question)):
            if chunk.text:
                yield chunk.text
