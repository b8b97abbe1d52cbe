"""What the ranker learns from: a question beside sentences, and which of them answers it."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.evaluation.cases import Case
from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.retriever import HybridRetriever

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_UNANSWERED: Final = 0.35
"""How often the paragraph that answers is left out: a question that nothing answers has to be seen as well."""

_SET: Final = 8
"""Sentences that are read of passages of which nobody knows which one answers."""

_LOOKED_AT: Final = 200
"""Sentences of all articles of a data set among which wrong ones are looked for."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the sentences that a first search finds for it, best first.

    right: hold the gold answer in the paragraph that was asked about.
    near: other sentences of that paragraph; own: of the rest of the article; far: of other articles.
    some: any of these may answer, or none does, as `answerable` says; then the others are empty.
    """

    question: str
    right: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    answerable: bool = True

    def draw(self, chance: random.Random) -> "Draw":
        """The question and some of its sentences, others each time."""
        question = _as_typed(self.question, chance)
        if self.some:
            return Draw(question, self.some, (self.answerable,) * len(self.some), each=not self.answerable)
        if self.own and chance.random() < _UNANSWERED:
            wrong = [*_some(self.own, 5, chance), *_some(self.far, 2, chance)]
            return Draw(question, tuple(wrong), (False,) * len(wrong))
        wrong = [*_some(self.near, 3, chance), *_some(self.own, 3, chance), *_some(self.far, 1, chance)]
        return Draw(question, (*self.right, *wrong), (True,) * len(self.right) + (False,) * len(wrong))


@dataclass(frozen=True, slots=True)
class Draw:
    """A question beside sentences, and whether one of the `right` ones answers. `each`: every sentence is labelled."""

    question: str
    sentences: tuple[str, ...]
    right: tuple[bool, ...]
    each: bool = True


def _some(sentences: Sequence[str], count: int, chance: random.Random) -> list[str]:
    return chance.sample(sentences, min(count, len(sentences)))


def _as_typed(question: str, chance: random.Random) -> str:
    """As people type: without its question mark, or in small letters."""
    if chance.random() < 0.3:
        question = question.rstrip("?؟ ")
    return question.lower() if chance.random() < 0.2 else question


class Collector:
    """Makes examples out of cases; articles of a data set are searched together, those without a gold answer alone."""

    def __init__(self, cases: Iterable[Case], embedder: "SentenceTransformer", data_dir: Path) -> None:
        self._cases = [case for case in cases if case.part == "article" and case.text.paragraphs]
        self._embedder = embedder
        self._data_dir = data_dir

    def examples(self) -> Iterator[Example]:
        """One of each case that a sentence of its paragraph answers."""
        groups: dict[str, list[Case]] = {}
        for case in self._cases:
            groups.setdefault(case.dataset if case.gold else f"{case.dataset} {case.key}", []).append(case)
        for cases in groups.values():
            texts = list(dict.fromkeys(case.text for case in cases))
            paragraphs = [paragraph for text in texts for paragraph in text.paragraphs or ()]
            places = [(text, number) for text in texts for number in range(1, len(text.paragraphs or ()) + 1)]
            article = Article.from_text("\n\n".join(paragraphs), language=cases[0].text.language)
            retriever = build_retriever(article, self._embedder, "bundled", self._data_dir)
            for case in cases:
                found = _found(case, retriever, [(text is case.text, number) for text, number in places])
                if found:
                    yield found


def _found(case: Case, retriever: HybridRetriever, places: Sequence[tuple[bool, int]]) -> Example | None:
    """`places[n]` tells of paragraph n + 1 whether it is of the article asked about, and its number there."""
    sentences = retriever.search(case.question, k=sum(len(chunk.sentences) for chunk in retriever.chunks)).sentences
    if not case.gold:
        return Example(case.question, some=tuple(s.text for s in sentences[:_SET]), answerable=case.answerable)
    right, near, own, far = [], [], [], []
    for rank, sentence in enumerate(sentences):
        of_article, number = places[sentence.paragraph - 1]
        asked_about = of_article and number in case.paragraphs
        # The gold answer's words in another place may answer as well, or not: nobody knows.
        if any(all(words in sentence.text for words in alternative) for alternative in case.gold):
            if asked_about:
                right.append(sentence.text)
        elif asked_about:
            near.append(sentence.text)
        elif of_article:
            own.append(sentence.text)
        elif rank < _LOOKED_AT:
            far.append(sentence.text)
    if not right:
        return None
    return Example(case.question, tuple(right), tuple(near[:4]), tuple(own[:6]), tuple(far[:4]))


def fold_of(key: str, folds: int) -> int:
    """Which of `folds` parts an article belongs to: the same in every language and on every machine."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % folds
