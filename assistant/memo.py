"""An embedding model that remembers what it was given."""

from collections.abc import Sequence
from typing import Any

import numpy as np


class Memo:
    """An embedding model that remembers texts: every index of a library is opened with the same ones, and articles are
    measured again and again with one part out.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._documents: dict[str, Any] = {}
        self._queries: dict[str, Any] = {}

    def fork(self) -> "Memo":
        """A memo that knows what this one knows, and keeps to itself what it learns."""
        other = Memo(self._model)
        other._documents.update(self._documents)
        other._queries.update(self._queries)
        return other

    def encode_document(self, texts: Sequence[str], **options: Any) -> Any:
        """The vectors of `texts`, of which only the new ones are computed."""
        new = [text for text in dict.fromkeys(texts) if text not in self._documents]
        if new:
            self._documents.update(zip(new, self._model.encode_document(new, **options), strict=True))
        return np.array([self._documents[text] for text in texts])

    def encode_query(self, text: str, **options: Any) -> Any:
        """The vector of `text`, computed once."""
        if text not in self._queries:
            self._queries[text] = self._model.encode_query(text, **options)
        return self._queries[text]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def __getitem__(self, place: int) -> Any:
        return self._model[place]
