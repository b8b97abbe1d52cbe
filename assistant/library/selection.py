"""A few articles, searched and cited as if they were one.

Their texts stand one behind the other in an article of their own, so the chain, its checks and its follow-ups go
through all of them as they go through one. What comes out is put back: each quote to its own article, at its own place.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, TypeVar

import numpy as np

from assistant.answer import Answer, AnswerEvent, Citation
from assistant.chain import Searcher
from assistant.judge import probability
from embeddings.article import Article
from embeddings.chunks import Chunk, Sentence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language

_BETWEEN: Final = "\n\n"

_STEP: Final = 0.1
"""Scores of passages in one search that are this far apart: the better one is e times as good."""

_AS_LIKELY: Final = 0.5
"""How likely to answer an article must be, where the likeliest is 1, to be quoted beside it."""

Unit = TypeVar("Unit", Passage, Sentence, Chunk)
Place = TypeVar("Place", Passage, Citation)


class Selection:
    """A searcher over the articles of `retrievers`, of which there is at least one."""

    def __init__(self, retrievers: Sequence[Searcher]) -> None:
        self._retrievers = tuple(retrievers)
        self._starts: list[int] = []
        self._before: list[int] = []
        characters = paragraphs = 0
        for retriever in self._retrievers:
            self._starts.append(characters)
            self._before.append(paragraphs)
            characters += len(retriever.article.text) + len(_BETWEEN)
            paragraphs += len(retriever.article.paragraphs)

    @cached_property
    def article(self) -> Article:
        """All of them as one."""
        own = [retriever.article for retriever in self._retrievers]
        title = " · ".join(article.title for article in own)
        return Article("", title, own[0].language, _BETWEEN.join(article.text for article in own), ())

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunks of all of them, at their places in `article`."""
        return tuple(
            replace(self._joined(n, chunk), sentences=tuple(self._joined(n, each) for each in chunk.sentences))
            for n, retriever in enumerate(self._retrievers)
            for chunk in retriever.chunks
        )

    def search(
        self, question: str, language: Language | None = None, k: int | None = None, *, quick: bool = False
    ) -> Finding:
        """As `HybridRetriever.search`. A sentence counts as much as its article does: how likely that one is to
        answer, and how likely the sentence is to be what answers in it. Articles that are far less likely to answer
        than another count for nothing beside it.
        """
        found = [retriever.search(question, language, k, quick=quick) for retriever in self._retrievers]
        chances = np.array([probability(finding) for finding in found]) + 1e-9
        # In an article of a line or two each is as likely as can be to be what answers in it, if anything does.
        chances[chances < _AS_LIKELY * chances.max()] = 1e-9
        chances /= chances.sum()
        sentences = [
            (self._joined(n, replace(sentence, score=float(chances[n]) * sentence.score)), evidence, n)
            for n, finding in enumerate(found)
            for sentence, evidence in zip(finding.sentences, finding.evidence, strict=True)
        ]
        sentences.sort(key=lambda each: -each[0].score)
        passages = [
            self._joined(n, replace(passage, score=float(chances[n] * np.exp((passage.score - best) / _STEP))))
            for n, finding in enumerate(found)
            for best in [max((passage.score for passage in finding.passages), default=0.0)]
            for passage in finding.passages
        ]
        passages.sort(key=lambda passage: -passage.score)
        first = found[sentences[0][2] if sentences else 0]
        return replace(
            first,
            passages=tuple(passages[:k]),
            sentences=tuple(sentence for sentence, _, _ in sentences[:k]),
            evidence=tuple(evidence for _, evidence, _ in sentences[:k]),
        )

    def sentences(self) -> Iterator[Passage]:
        """The sentences of all of them, at their places in `article`."""
        for n, retriever in enumerate(self._retrievers):
            for sentence in retriever.sentences():
                yield self._joined(n, sentence)

    def around(self, sentence: Passage) -> tuple[Passage | None, Iterator[Passage]]:
        """The sentence of the same article before `sentence`, and those after it."""
        n = self._number(sentence.start)
        before, after = self._retrievers[n].around(self._parted(sentence))
        return before and self._joined(n, before), (self._joined(n, other) for other in after)

    def beginnings(self, question: str, sentence: Passage) -> Iterator[tuple[Passage, float]]:
        """As `HybridRetriever.beginnings`."""
        n = self._number(sentence.start)
        for beginning, share in self._retrievers[n].beginnings(question, self._parted(sentence)):
            yield self._joined(n, beginning), share

    def own(self, event: AnswerEvent) -> AnswerEvent:
        """`event`, each place in it named by its article and put back where it stands there."""
        answer = self.own_answer(event.answer) if event.answer else None
        return replace(event, passages=self.own_passages(event.passages), answer=answer)

    def own_answer(self, answer: Answer) -> Answer:
        """`answer` with all its places put back."""
        return replace(
            answer,
            citations=tuple(self._named(citation) for citation in answer.citations),
            passages=self.own_passages(answer.passages),
            nearest=self.own_passages(answer.nearest),
        )

    def own_passages(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """`passages`, put back."""
        return tuple(self._named(passage) for passage in passages)

    def _named(self, place: Place) -> Place:
        article = self._retrievers[self._number(place.start)].article
        return replace(self._parted(place), article=article.id, title=article.title)

    def _number(self, start: int) -> int:
        return bisect_right(self._starts, start) - 1

    def _joined(self, n: int, unit: Unit) -> Unit:
        characters, paragraphs = self._starts[n], self._before[n]
        return replace(
            unit, start=unit.start + characters, end=unit.end + characters, paragraph=unit.paragraph + paragraphs
        )

    def _parted(self, place: Place) -> Place:
        n = self._number(place.start)
        characters, paragraphs = self._starts[n], self._before[n]
        return replace(
            place, start=place.start - characters, end=place.end - characters, paragraph=place.paragraph - paragraphs
        )
