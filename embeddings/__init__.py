"""From an article's text to passages that can be found.

Importing this package loads no model: `embeddings.model`, `embeddings.index` and `embeddings.retriever`
are imported by whoever needs them.
"""
