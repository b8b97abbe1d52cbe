"""What the judge learns from: a question, and the sentences that the search finds first."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.evaluation.cases import Case
from assistant.judge import TRAINED, as_read
from benchmarks.judge.found import found, holds
from benchmarks.ranker.examples import as_typed
from embeddings.passages import Passage
from embeddings.ranking.ranker import Ranker

if TYPE_CHECKING:
    from embeddings.model import Embedder

_FOUND: Final = 12
"""Sentences of a search, which has to leave enough of them when a paragraph is taken out."""

_UNANSWERED: Final = 2
"""Sentences that are read where nothing answers."""

_WITHOUT: Final = 0.4
"""How often the paragraph that answers is taken out."""


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence, and whether it answers: None where nobody knows. `gold`: it stands in the paragraph asked about."""

    text: str
    right: bool | None
    gold: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the sentences that the search finds, best first. `answerable` tells of all of them together."""

    question: str
    sentences: tuple[Read, ...]
    answerable: bool

    def draw(self, chance: random.Random) -> "Draw":
        """Some of the sentences, as they would be read, or as they would be without the paragraph that answers."""
        question = as_typed(self.question, chance)
        if not any(read.gold for read in self.sentences):
            first = self.sentences[: TRAINED.sentences]
            unknown = any(read.right is None for read in first)
            return Draw(question, tuple(r.text for r in first), None if unknown else (False,) * len(first))
        known = [read for read in self.sentences if read.right is not None]
        rest = [read for read in known if not (self.answerable and read.gold)]
        if not self.answerable or (rest and chance.random() < _WITHOUT):
            some = rest[:_UNANSWERED]
        else:
            right = next(read for read in known if read.right)
            wrong = [read for read in known if not read.right][: TRAINED.sentences - 1]
            some = [right, *chance.sample(wrong, min(1, len(wrong)))]
        return Draw(question, tuple(r.text for r in some), tuple(bool(r.right) for r in some))


@dataclass(frozen=True, slots=True)
class Draw:
    """A question beside sentences, and which of them answer; None: one of them does, nobody knows which."""

    question: str
    sentences: tuple[str, ...]
    right: tuple[bool, ...] | None


def examples(cases: Iterable[Case], embedder: "Embedder", ranker: Ranker | None, data_dir: Path) -> Iterator[Example]:
    """One of each case, but for those whose answer the search does not find. Cases of one article stand together."""
    for case, finding in found(cases, embedder, ranker, data_dir, _FOUND):
        read = tuple(_read(sentence, case, as_read(sentence, finding.language)) for sentence in finding.sentences)
        if not case.answerable or not case.paragraphs or any(sentence.right for sentence in read):
            yield Example(case.question, read, case.answerable)


def _read(sentence: Passage, case: Case, text: str) -> Read:
    gold = sentence.paragraph in case.paragraphs
    if not case.answerable:
        return Read(text, False, gold)
    # The answer's words in another paragraph may answer as well, or not.
    unknown = not case.paragraphs or (holds(case, text) and not gold)
    return Read(text, None if unknown else holds(case, text), gold)
