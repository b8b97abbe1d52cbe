"""Score the sentences of passages against a question, with the packaged weights or others."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from embeddings.errors import EmbeddingError
from embeddings.ranking.batch import Batch, Reads, filled
from embeddings.ranking.encoder import packaged, packaged_tokens
from embeddings.ranking.packaged import PackagedE5, Tokens
from embeddings.ranking.scorer import Scorer, trained_names
from embeddings.ranking.weights import read_weights, unseen_of, write_weights

PACKAGED: Final = Path(__file__).with_name("ranker.safetensors")

MAX_QUESTION: Final = 80
"""Tokens of a question that are read; nothing that people ask is longer."""

MAX_SENTENCE: Final = 200
"""Tokens of a sentence that are read: twice what fits into the longest quote."""

MAX_TOGETHER: Final = 224
"""Tokens of neighbouring sentences that are read at once: a sentence tells more among its own, and attention grows as
the square."""

_AT_ONCE: Final = 32
"""Readings; more would take memory and no less time."""

Pair = tuple[str, Sequence[str]]
"""A question, and sentences that stand together."""


def unseen_by(weights: Path) -> frozenset[str]:
    """The keys of the articles that `weights` were kept from, so that they can be measured on them.

    Raises:
        EmbeddingError: the file can't be read, or doesn't say, or there are none.
    """
    unseen = unseen_of(weights)
    if not unseen:
        raise EmbeddingError(f"{weights} was trained on all articles; train another with `make ranker HELD_OUT=1`.")
    return unseen


class _Reads(Reads, Protocol):
    def trained(self) -> Mapping[str, Tensor]:
        """The weights that are not multilingual-e5-small's own."""


class Ranker:
    """Reads a question beside passages. Safe for concurrent callers."""

    def __init__(self, reader: _Reads, e5: PackagedE5, tokens: Tokens | None = None) -> None:
        self._reader = reader
        self._packaged = e5
        self._cutter = tokens or e5.tokens()
        self._tokens = lru_cache(maxsize=20_000)(self._cutter)

    @classmethod
    def load(cls, path: Path = PACKAGED) -> "Ranker":
        """The ranker whose weights are in `path`.

        Raises:
            EmbeddingError: the file can't be read, or isn't a ranker's.
        """
        e5 = packaged()
        weights = read_weights(path, trained_names(e5.shape.layers), "a ranker", "benchmarks.ranker")
        return cls(Scorer(weights, e5.shape.layers), e5, packaged_tokens())

    def save(self, path: Path, unseen: Iterable[str]) -> None:
        """Write the trained weights, and beside them the keys of the articles that they were kept from."""
        write_weights(path, self._reader.trained(), unseen)

    @torch.inference_mode()
    def logits(self, question: str, passages: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """For every sentence of `passages`, in order, the logit that it answers `question`, `(n,)`.

        A passage is a sequence of sentences that stand together; each is read among its neighbours. 0 stands for "none
        of all these".
        """
        pairs = [(question, some) for passage in passages for some in self.cut(passage)]
        found = [
            self._reader.read(self.batch(pairs[start : start + _AT_ONCE]))[0].numpy()
            for start in range(0, len(pairs), _AT_ONCE)
        ]
        return np.concatenate([np.empty(0, np.float32), *found])

    @torch.inference_mode()
    def shares(self, question: str, sentence: str, ends: Sequence[int]) -> NDArray[np.float32]:
        """For each of `ends`, characters of `sentence`, how likely it is that the answer ends before it, `(n,)`, if it
        stands in the sentence at all; 0 where the sentence is too long to be read to its end. It is read alone.
        """
        if len(self._tokens(sentence)) > MAX_SENTENCE:
            return np.zeros(len(ends), np.float32)
        _, (borders,) = self._reader.read(self.batch([(question, [sentence])]))
        chances = borders[:, 1].float().softmax(0).cumsum(0)
        before = self._cutter.before(sentence, ends)
        return np.array([float(chances[count - 1]) if count else 0.0 for count in before], np.float32)

    def cut(self, sentences: Sequence[str]) -> list[Sequence[str]]:
        """`sentences` in runs of `MAX_TOGETHER` tokens at most, in order."""
        runs: list[Sequence[str]] = []
        start = room = 0
        for place, sentence in enumerate(sentences):
            length = min(len(self._tokens(sentence)), MAX_SENTENCE)
            if place == start or length > room:
                if place > start:
                    runs.append(sentences[start:place])
                start, room = place, MAX_TOGETHER
            room -= length
        return [*runs, sentences[start:]] if sentences else []

    def places(self, sentence: str, answer: str) -> tuple[int, list[tuple[int, int]]]:
        """How many tokens of `sentence` are read, and the first and last of `answer`, wherever it stands in these."""
        length = min(len(self._tokens(sentence)), MAX_SENTENCE)
        return length, [place for place in self._cutter.places(sentence, answer) if place[1] < length]

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        """`<s> question </s> </s> sentences </s>`, as XLM-RoBERTa pairs texts."""
        e5 = self._packaged
        lines: list[list[int]] = []
        borders: list[tuple[tuple[int, int], ...]] = []
        for question, sentences in pairs:
            line = [e5.start, *self._tokens(question)[:MAX_QUESTION], e5.end, e5.end]
            places = []
            for sentence in sentences:
                start = len(line)
                line += self._tokens(sentence)[:MAX_SENTENCE]
                places.append((start, len(line)))
            lines.append([*line, e5.end])
            borders.append(tuple(places))
        return filled(lines, borders, e5)
