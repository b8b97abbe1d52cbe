"""The vectors of an article under a model, kept where they can't be lost, and searched by Chroma."""

from embeddings.chunks import view_of
from embeddings.index.article import ArticleIndex
from embeddings.index.connection import ChromaServer
from embeddings.index.local import LocalStore
from embeddings.index.server import ServerStore
from embeddings.index.stamp import Stamp
from embeddings.index.store import Store
from embeddings.index.vectors import Progress

__all__ = ["ArticleIndex", "ChromaServer", "LocalStore", "Progress", "ServerStore", "Stamp", "Store", "view_of"]
