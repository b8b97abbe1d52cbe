"""What counts as right, answer by answer and over all.

hit@1      all paragraphs as one article: the first passage stands in the question's paragraph
evidence   the cited quotes hold the gold answer, and are 60 words at most
cited      a citation stands in the question's paragraph
answer     the answer's text, 45 words at most, holds the gold answer in the question's language
right      own questions: quotes from the paragraphs that say it hold the gold answer; where the article
           doesn't say it, the assistant abstained
error      the assistant abstained although the article answers
false      it answered although the article doesn't: NoMIRACL calls it hallucination. Of XQuAD and ARCD the
           question's paragraph was taken out of the article; a near miss is asked about the whole article
doubt+     of the answers to what the article answers, those of which it said that they may be none; few is good
doubt-     of the answers to what it doesn't, those of which it said so; many is good
balanced   balanced accuracy of `found`: 1 - (error + false) / 2
AUC        how often what the article answers has a higher confidence than what it doesn't, ties half
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from assistant.answer import Answer
from assistant.evaluation.cases import Case
from assistant.evaluation.intervals import Draws, Estimate
from assistant.evaluation.records import Record
from assistant.markers import MARKER
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.text import fold

Borders = tuple[tuple[int, int], ...]
"""Start and end of each paragraph in the article's text, in characters."""

MAX_ANSWER_WORDS: Final = 45
"""Three sentences; what is longer holds anything."""

MEASURES: Final[dict[str, Callable[[Record], bool | None]]] = {
    "hit@1": lambda record: record.hit,
    "evidence": lambda record: record.evidence,
    "cited": lambda record: record.cited,
    "answer": lambda record: record.answer,
    "right": lambda record: record.right if record.kind else None,
    "error": lambda record: None if record.found is None or not record.answerable else not record.found,
    "false": lambda record: None if record.found is None or record.answerable else record.found,
    "doubt+": lambda record: record.doubtful if record.found and record.answerable else None,
    "doubt-": lambda record: record.doubtful if record.found and not record.answerable else None,
}
"""What a record says for or against each share; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the records of a data set come to: the shares of `MEASURES`, "balanced" and "AUC", as far as they tell.

    `seconds` is the median of an answer, None where there is no answer.
    """

    name: str
    questions: int
    seconds: float | None
    values: dict[str, Estimate]


def judge(case: Case, answer: Answer, borders: Borders) -> Record:
    """The record of an answer to `case`."""
    places = [borders[number - 1] for number in case.paragraphs]
    there = [c.quote for c in answer.citations if any(within(c.start, c.end, place) for place in places)]
    quotes = tuple(citation.quote for citation in answer.citations)
    return Record(
        id=case.id,
        dataset=case.dataset,
        key=case.key,
        part=case.part,
        question=case.question,
        answerable=case.answerable,
        kind=case.kind,
        seconds=answer.seconds,
        found=answer.found,
        confidence=answer.confidence,
        doubtful=answer.doubtful,
        text=answer.text,
        quotes=quotes,
        evidence=_words(quotes) <= MAX_QUOTE_WORDS and _hold(quotes, case.gold) if case.gold else None,
        cited=bool(there) if places and case.answerable else None,
        answer=None if case.said is None else answer.found and says(answer.text, case.said),
        right=_right(answer, there, case),
    )


def _right(answer: Answer, there: Sequence[str], case: Case) -> bool | None:
    if not case.answerable:
        return not answer.found
    return _hold(there, case.gold) if case.gold else None


def says(text: str, gold: str) -> bool:
    """Whether an answer's text holds `gold`, letters folded, and is short enough to mean it."""
    said = MARKER.sub("", text)
    return _words([said]) <= MAX_ANSWER_WORDS and fold(gold) in fold(said)


def within(start: int, end: int, border: tuple[int, int]) -> bool:
    """Whether `[start, end)` lies inside of `border`."""
    return border[0] <= start and end <= border[1]


def _hold(quotes: Sequence[str], gold: Iterable[Sequence[str]]) -> bool:
    return any(all(any(string in quote for quote in quotes) for string in alternative) for alternative in gold)


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def scores(records: Sequence[Record]) -> tuple[Scores, ...]:
    """The scores of each data set, in the order in which they come."""
    return tuple(
        _scores(name, [record for record in records if record.dataset == name])
        for name in dict.fromkeys(record.dataset for record in records)
    )


def _scores(name: str, records: Sequence[Record]) -> Scores:
    draws = Draws(record.key for record in records)
    values = {}
    told: dict[str, list[tuple[str, bool]]] = {}
    for measure, tell in MEASURES.items():
        told[measure] = [(record.key, value) for record in records if (value := tell(record)) is not None]
        if told[measure]:
            values[measure] = draws.share(told[measure])
    if told["error"] and told["false"]:
        values["balanced"] = draws.balanced(told["error"], told["false"])
    sure = [(r.key, r.answerable, r.confidence) for r in records if r.confidence is not None]
    if {answerable for _, answerable, _ in sure} == {True, False}:
        values["AUC"] = draws.auc(sure)
    seconds = [record.seconds for record in records if record.found is not None]
    return Scores(name, len({record.id for record in records}), median(seconds) if seconds else None, values)


def right_by_kind(records: Iterable[Record]) -> dict[tuple[str, str], tuple[int, int]]:
    """(data set, kind) → how many were right, of how many, of the records that have a kind."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for record in records:
        if record.kind and record.right is not None:
            right, of = counts.get((record.dataset, record.kind), (0, 0))
            counts[record.dataset, record.kind] = right + record.right, of + 1
    return counts
