"""Find the passages and sentences that answer a question: dense vectors and keywords, fused."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict, PrivateAttr

from embeddings.article import Article
from embeddings.chunks import Chunk, Sentence
from embeddings.dialect import to_standard
from embeddings.evidence import TYPICAL_CONTRAST, Evidence, chunk_bonus, log_odds, sentence_odds
from embeddings.index import ArticleIndex, view_of
from embeddings.kinds import asks_for_number, numbers
from embeddings.lexical import KeywordIndex, stem_pairs, stems
from embeddings.order import best_of
from embeddings.passages import Passage
from embeddings.sentences import SENTENCE_END, clause_ends
from embeddings.skeleton import skeletons
from embeddings.spelling import Speller
from embeddings.text import Language, detect_language

Scores = NDArray[np.float32]

CANDIDATES: Final = 512
"""Nearest units of a kind that the index is asked for; the others count as the farthest of them."""

# Weights beside a cosine of 1, chosen on the dev half of XQuAD and on ARCD; `python -m assistant.evaluate`
# prints what they reach. Shares are at most about 1, raw BM25 about 20.
_CHUNK_STEMS: Final = 0.1
_SENTENCE_STEMS: Final = 0.1
_CHUNK_PAIRS: Final = 0.2
_CHUNK_SKELETONS: Final = 0.01
_SENTENCE_LENGTH: Final = 0.3

CHUNKS_READ: Final = 2
SENTENCES_READ: Final = 4
"""What the ranker reads: the best chunks by the first search, and those that the likeliest sentences stand in, lines
with their neighbours."""

READ_TOGETHER: Final = 400
"""Characters of neighbouring lines that are read as one: an item of a list says little alone, and its logit is too high
with no other beside it."""


_LEAST_WORDS: Final = 8
"""A sentence is not shortened to less."""

UNREAD: Final = -8.0
"""What counts as the ranker's logit of a sentence that it hasn't read: about that of one which says nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found: passages and sentences, best first.

    `sentences[i].score` is the probability that the sentence holds the answer, given that one of the article
    does; `evidence[i]` is what it was made of. `language` is the one that the article was read in.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[Passage, ...]
    evidence: tuple[Evidence, ...]
    language: Language


class _View:
    """The chunks and sentences of an article as read in one language, with their keyword indexes."""

    def __init__(self, language: Language, chunks: Sequence[Chunk], original: bool) -> None:
        self.language = language
        self.chunk_texts = [chunk.text if original else chunk.across for chunk in chunks]
        self.readings = [tuple(s.text if original else s.across for s in chunk.sentences) for chunk in chunks]
        self.together = _together(self.chunk_texts)
        self.group_of = np.repeat(np.arange(len(self.together)), [len(group) for group in self.together])
        self.sentence_texts = [text for reading in self.readings for text in reading]
        self.chunk_stems = KeywordIndex(self.chunk_texts, lambda text: stems(text, language), tolerant=True)
        self.sentence_stems = KeywordIndex(
            self.sentence_texts, lambda text: stems(text, language), length_weight=_SENTENCE_LENGTH, tolerant=True
        )
        self.chunk_pairs = KeywordIndex(self.chunk_texts, lambda text: stem_pairs(text, language))
        self.sentence_numbers = [numbers(text) for text in self.sentence_texts]
        self.chunk_skeletons = KeywordIndex(self.chunk_texts, skeletons)
        self.sentence_skeletons = KeywordIndex(self.sentence_texts, skeletons)
        self.speller = Speller(self.chunk_texts if language == "ar" else ())


class HybridRetriever(BaseRetriever):
    """A LangChain retriever over one article: each document is a passage, its place in the metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    article: Article
    chunks: tuple[Chunk, ...]
    index: ArticleIndex
    embed: Callable[[str], Scores]
    """question -> unit-length vector `(dimension,)` float32"""
    rescale: Callable[[Scores], Scores]
    """cosines of the embedding model -> cosines as the bundled model would give"""
    rank: Callable[[str, Sequence[Sequence[str]]], Scores] | None = None
    """question, passages as sentences -> logits `(n,)` that these answer, as `Ranker.logits`; None: the first search
    decides"""
    locate: Callable[[str, str, Sequence[int]], Scores] | None = None
    """question, sentence, ends in it -> how likely the answer stands before each, as `Ranker.shares`; None: nobody
    knows"""
    k: int = 5

    _views: dict[Language, _View] = PrivateAttr(default_factory=dict)
    _sentences: tuple[Sentence, ...] = PrivateAttr(default=())
    _chunk_of: NDArray[np.int64] = PrivateAttr(default_factory=lambda: np.zeros(0, np.int64))

    def model_post_init(self, context: Any, /) -> None:
        """Build the keyword indexes."""
        super().model_post_init(context)
        self._sentences = tuple(sentence for chunk in self.chunks for sentence in chunk.sentences)
        self._chunk_of = np.repeat(np.arange(len(self.chunks)), [len(chunk.sentences) for chunk in self.chunks])
        self._views = {self.article.language: _View(self.article.language, self.chunks, original=True)}
        if self.article.translation:
            language = self.article.translation.language
            self._views[language] = _View(language, self.chunks, original=False)

    def search(
        self, question: str, language: Language | None = None, k: int | None = None, *, quick: bool = False
    ) -> Finding:
        """The `k` best passages for `question`, and as many sentences.

        `language` is the question's; found out where it is None. The article is read in that language where
        it has a translation, else as it is. `quick` leaves the ranker out.
        """
        asked = language or detect_language(question, self.article.language)
        view = self._views.get(asked, self._views[self.article.language])
        query = self._query(question, asked, view)
        count = self.k if k is None else k

        vector = self.embed(query)
        dense_chunk = self._dense(vector, "chunk", view.language, len(self.chunks))
        dense = self._dense(vector, "sentence", view.language, len(self._sentences))
        if asked == view.language:
            keywords, keywords_chunk = view.sentence_stems.shares(query), view.chunk_stems.shares(query)
            fused = (
                _CHUNK_STEMS * keywords_chunk
                + _SENTENCE_STEMS * self._best(keywords)
                + _CHUNK_PAIRS * view.chunk_pairs.shares(query)
            )
        else:
            keywords, keywords_chunk = view.sentence_skeletons.scores(query), view.chunk_skeletons.scores(query)
            fused = _CHUNK_SKELETONS * keywords_chunk
        scores = dense_chunk + self._best(dense) + fused
        signals = (dense, dense_chunk[self._chunk_of], keywords, keywords_chunk[self._chunk_of])
        number = self._states_number(query, asked, view)
        logits = log_odds(*signals, number, asked == view.language)
        read = None if quick else self._read(query, view, logits, scores)
        if read is not None:
            logits = sentence_odds(logits, read, asked == view.language)
            scores = scores + chunk_bonus(self._best(read), asked == view.language)
        order = best_of(scores, count)
        chances = np.exp(logits - logits.max())
        chances /= chances.sum()
        best = best_of(logits, count)
        contrast = _above_others(dense_chunk)
        return Finding(
            passages=tuple(self._passage(self.chunks[i], float(scores[i])) for i in order),
            sentences=tuple(self._passage(self._sentences[i], float(chances[i])) for i in best),
            evidence=tuple(
                Evidence(
                    dense=float(dense[i]),
                    dense_chunk=float(dense_chunk[self._chunk_of[i]]),
                    keywords=float(keywords[i]),
                    keywords_chunk=float(keywords_chunk[self._chunk_of[i]]),
                    number=bool(number[i]),
                    same_language=asked == view.language,
                    contrast=float(contrast[self._chunk_of[i]]),
                    read=None if read is None else float(read[i]),
                )
                for i in best
            ),
            language=view.language,
        )

    def _query(self, question: str, asked: Language, view: _View) -> str:
        """As the article would put it, where it is asked in a dialect or typed in a hurry."""
        return view.speller.respelt(to_standard(question)) if asked == "ar" else question

    def _read(self, question: str, view: _View, odds: Scores, scores: Scores) -> Scores | None:
        """The ranker's logit of every sentence, as far as it reads."""
        if self.rank is None:
            return None
        likeliest = self._chunk_of[best_of(odds, SENTENCES_READ)]
        best = [*best_of(scores, CHUNKS_READ).tolist(), *likeliest.tolist()]
        chosen = [view.together[group] for group in np.unique(view.group_of[best])]
        logits = np.full(len(self._sentences), UNREAD, np.float32)
        logits[np.isin(self._chunk_of, [i for group in chosen for i in group])] = self.rank(
            question, [[sentence for i in group for sentence in view.readings[i]] for group in chosen]
        )
        return logits

    def _dense(self, vector: Scores, kind: str, language: Language, size: int) -> Scores:
        """Cosine of every unit of a view; those beyond the nearest count as the farthest of them."""
        nearest = self.index.nearest(vector, view_of(kind, language), min(CANDIDATES, size))
        cosines = np.full(size, min(nearest.values(), default=0.0), np.float32)
        cosines[list(nearest)] = list(nearest.values())
        return np.asarray(self.rescale(cosines), np.float32)

    def _states_number(self, question: str, asked: Language, view: _View) -> NDArray[np.bool_]:
        """For every sentence whether it has a number, not one of the question's, where one is asked for."""
        if not asks_for_number(question, asked):
            return np.zeros(len(self._sentences), np.bool_)
        given = numbers(question)
        return np.array([bool(found - given) for found in view.sentence_numbers], np.bool_)

    def _best(self, sentence_scores: Scores) -> Scores:
        """For every chunk the score of its best sentence."""
        best = np.full(len(self.chunks), -np.inf, np.float32)
        np.maximum.at(best, self._chunk_of, sentence_scores)
        return best

    def _passage(self, unit: Chunk | Sentence, score: float) -> Passage:
        section = self.article.paragraphs[unit.paragraph - 1].section
        translation = self.article.translation
        return Passage(
            unit.text,
            unit.paragraph,
            unit.start,
            unit.end,
            score,
            unit.translation,
            section,
            machine_translated=bool(unit.translation and translation and translation.machine),
        )

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # LangChain hands it over by this name
    ) -> list[Document]:
        return [
            Document(
                passage.text,
                metadata={
                    "article": self.article.id,
                    "title": self.article.title,
                    "paragraph": passage.paragraph,
                    "start": passage.start,
                    "end": passage.end,
                    "score": passage.score,
                    "section": passage.section,
                    "translation": passage.translation,
                    "machine_translated": passage.machine_translated,
                },
            )
            for passage in self.search(query).passages
        ]

    def sentences(self) -> Iterator[Passage]:
        """The sentences of the article in order, each with the score 0."""
        return (self._passage(sentence, 0.0) for sentence in self._sentences)

    def around(self, sentence: Passage) -> tuple[Passage | None, Iterator[Passage]]:
        """The sentence of the article before `sentence`, and those after it in order, each with the score 0."""
        place = bisect_left(self._sentences, sentence.start, key=lambda other: other.start)
        before = self._passage(self._sentences[place - 1], 0.0) if place else None
        return before, (self._passage(other, 0.0) for other in self._sentences[place + 1 :])

    def beginnings(self, question: str, sentence: Passage) -> Iterator[tuple[Passage, float]]:
        """What `sentence` begins with, to the end of a clause, shortest first; each with the probability that it holds
        the answer to `question` if the sentence does. None without a ranker, nor of what has a translation, which can't
        be cut at the same place.
        """
        if self.locate is None or sentence.translation:
            return
        ends = [end for end in clause_ends(sentence.text) if len(sentence.text[:end].split()) >= _LEAST_WORDS]
        if not ends:
            return
        asked = detect_language(question, self.article.language)
        query = self._query(question, asked, self._views[self.article.language])
        for end, share in zip(ends, self.locate(query, sentence.text, ends), strict=True):
            text = sentence.text[:end].rstrip()
            yield replace(sentence, text=text, end=sentence.start + len(text)), float(share)


def _together(texts: Sequence[str]) -> list[list[int]]:
    """The chunks, in order: neighbouring lines in groups of `READ_TOGETHER` characters at most, all others alone. What
    doesn't end like a sentence is a line: an item, a row, a label.
    """
    groups: list[list[int]] = []
    room = 0
    for place, text in enumerate(texts):
        is_line = not SENTENCE_END.search(text)
        if not groups or not is_line or len(text) > room:
            groups.append([])
            room = READ_TOGETHER if is_line else 0
        groups[-1].append(place)
        room -= len(text)
    return groups


def _above_others(scores: Scores) -> Scores:
    """By how much each is above the mean of the others; `TYPICAL_CONTRAST` where there are none."""
    if len(scores) < 2:
        return np.full(len(scores), TYPICAL_CONTRAST, np.float32)
    others = (scores.sum() - scores) / (len(scores) - 1)
    return np.asarray(scores - others, np.float32)
