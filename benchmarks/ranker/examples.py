"""What the ranker learns from: a question beside passages, and which of their sentences answers it."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.evaluation.cases import Case
from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.ranking.ranker import Ranker
from embeddings.retriever import HybridRetriever

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_UNANSWERED: Final = 0.35
"""How often the paragraph that answers is left out: a question that nothing answers has to be seen as well."""

_UNKNOWN: Final = 5
"""Passages of which nobody knows which one answers: the likeliest, some of which are read."""

_OWN: Final = 4
_FAR: Final = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """Neighbouring sentences that are read together; `right`: which of them hold `answer` and so answer."""

    sentences: tuple[str, ...]
    right: tuple[bool, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and readings that a first search finds for it, best first.

    gold: of the paragraph that was asked about; own: of the rest of the article; far: of other articles. Where the
    question is not `answerable`, `gold` is the paragraph that comes near.
    some: any of these may answer, or none does, as `answerable` says; then the others are empty.
    """

    question: str
    gold: tuple[Reading, ...] = ()
    own: tuple[Reading, ...] = ()
    far: tuple[Reading, ...] = ()
    some: tuple[Reading, ...] = ()
    answerable: bool = True

    def draw(self, chance: random.Random) -> "Draw":
        """The question and some of its readings, others each time."""
        question = as_typed(self.question, chance)
        if self.some:
            return Draw(question, _some(self.some, 4, chance), unknown=self.answerable)
        if not self.answerable:
            return Draw(question, (*_some(self.gold, 2, chance), *_some(self.own, chance.randint(1, 2), chance)))
        if self.own and chance.random() < _UNANSWERED:
            return Draw(question, (*_some(self.own, 2, chance), *_some(self.far, 1, chance)))
        right = [reading for reading in self.gold if any(reading.right)]
        near = [reading for reading in self.gold if not any(reading.right)]
        return Draw(
            question,
            (
                chance.choice(right),
                *_some(near, chance.randint(0, 1), chance),
                *_some(self.own, chance.randint(1, 2), chance),
                *_some(self.far, int(chance.random() < 0.4), chance),
            ),
        )


@dataclass(frozen=True, slots=True)
class Draw:
    """A question beside readings. `unknown`: one of their sentences answers, and nobody knows which."""

    question: str
    readings: tuple[Reading, ...]
    unknown: bool = False


def _some(readings: Sequence[Reading], count: int, chance: random.Random) -> tuple[Reading, ...]:
    return tuple(chance.sample(readings, min(count, len(readings))))


def as_typed(question: str, chance: random.Random) -> str:
    """As people type: without its question mark, or in small letters."""
    if chance.random() < 0.3:
        question = question.rstrip("?؟ ")
    return question.lower() if chance.random() < 0.2 else question


class Collector:
    """Makes examples out of cases. Articles of a data set are searched together, but for those of which nobody knows
    which paragraph answers.
    """

    def __init__(self, cases: Iterable[Case], embedder: "SentenceTransformer", ranker: Ranker, data_dir: Path) -> None:
        self._cases = [case for case in cases if case.part == "article" and case.text.paragraphs]
        self._embedder = embedder
        self._ranker = ranker
        self._data_dir = data_dir

    def examples(self) -> Iterator[Example]:
        """One of each case that a sentence of its paragraph answers, or that nothing does."""
        groups: dict[str, list[Case]] = {}
        for case in self._cases:
            together = case.dataset if case.paragraphs else f"{case.dataset} {case.key}"
            groups.setdefault(together, []).append(case)
        for cases in groups.values():
            texts = list(dict.fromkeys(case.text for case in cases))
            paragraphs = [paragraph for text in texts for paragraph in text.paragraphs or ()]
            places = [(text, number) for text in texts for number in range(1, len(text.paragraphs or ()) + 1)]
            article = Article.from_text("\n\n".join(paragraphs), language=cases[0].text.language)
            retriever = build_retriever(article, self._embedder, "bundled", self._data_dir)
            for case in cases:
                example = self._example(case, retriever, [(text is case.text, number) for text, number in places])
                if example:
                    yield example

    def _example(self, case: Case, retriever: HybridRetriever, places: Sequence[tuple[bool, int]]) -> Example | None:
        """`places[n]` tells of paragraph n + 1 whether it is of the article asked about, and its number there."""
        chunks = {chunk.start: chunk for chunk in retriever.chunks}
        found = [chunks[passage.start] for passage in retriever.search(case.question, k=len(chunks)).passages]
        gold: list[Reading] = []
        own: list[Reading] = []
        far: list[Reading] = []
        for chunk in found:
            of_article, number = places[chunk.paragraph - 1]
            asked_about = of_article and number in case.paragraphs
            readings = list(self._readings([sentence.text for sentence in chunk.sentences], case))
            if asked_about:
                gold += readings
            # The gold answer's words in another place may answer as well, or not: nobody knows.
            elif not any(any(reading.right) for reading in readings):
                if of_article:
                    own += readings
                elif len(far) < _FAR:
                    far += readings
        if not case.paragraphs:
            return Example(case.question, some=tuple(own[:_UNKNOWN]), answerable=case.answerable)
        if case.answerable and not any(any(reading.right) for reading in gold):
            return None
        return Example(case.question, tuple(gold), tuple(own[:_OWN]), tuple(far[:_FAR]), answerable=case.answerable)

    def _readings(self, sentences: Sequence[str], case: Case) -> Iterator[Reading]:
        for some in self._ranker.cut(sentences):
            right = [any(all(words in text for words in alternative) for alternative in case.gold) for text in some]
            yield Reading(tuple(some), tuple(right), case.gold[0][0] if any(right) else "")


def fold_of(key: str, folds: int) -> int:
    """Which of `folds` parts an article belongs to: the same in every language and on every machine."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % folds
