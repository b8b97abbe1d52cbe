"""An embedding model that remembers what it was given."""

from collections.abc import Callable, Mapping, Sequence
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

    def encode_document(self, inputs: str | Sequence[str], **options: Any) -> Any:
        """The vectors of passages, or the vector of a single one; only new ones are computed."""
        return _recalled(self._documents, self._model.encode_document, inputs, options)

    def encode_query(self, inputs: str | Sequence[str], **options: Any) -> Any:
        """As of passages, of questions."""
        return _recalled(self._queries, self._model.encode_query, inputs, options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def __getitem__(self, place: int) -> Any:
        return self._model[place]


def _recalled(
    known: dict[str, Any], encode: Callable[..., Any], inputs: str | Sequence[str], options: Mapping[str, Any]
) -> Any:
    texts = [inputs] if isinstance(inputs, str) else inputs
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known.update(zip(new, encode(new, **options), strict=True))
    return known[inputs] if isinstance(inputs, str) else np.array([known[text] for text in texts])
