"""The ranker: reads a question together with a passage, and says which sentence answers it, if any does."""

from embeddings.ranking.ranker import Ranker

__all__ = ["Ranker"]
