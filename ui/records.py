"""Turns as JSON and back, so that a conversation outlives the page that it was held in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from assistant.answer import Answer, Citation
from assistant.records import Record
from embeddings.article import Article
from embeddings.passages import Passage
from ui.conversation import Failure, Turn
from ui.options import Options


def turn_record(turn: Turn) -> Record:
    """What `read_turn` makes the same turn of, but that an answer which was still being made was broken off."""
    # What was streamed on the way to an answer is not shown again.
    return asdict(replace(turn, passages=(), draft="") if turn.answer else turn.break_off())


def read_turn(
    record: Mapping[str, Any], article: Article, others: Mapping[str, Article] = MappingProxyType({})
) -> Turn:
    """The turn of a record about `article`, or about those of `others`, by their ids, that its citations name.

    Raises:
        KeyError, TypeError, ValueError: the record is of another form, or a quote doesn't stand in the article.
    """
    answer, failure = record["answer"], record["failure"]
    return Turn(
        **{
            **record,
            "passages": _passages(record["passages"]),
            "answer": _answer(answer, article, others) if answer else None,
            "failure": Failure(**failure) if failure else None,
            "options": Options(**record["options"]),
        }
    )


def cites(record: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the articles that a record of a turn names.

    Raises:
        KeyError, TypeError: the record is of another form.
    """
    answer = record["answer"] or {"citations": (), "passages": (), "nearest": ()}
    places = (*answer["citations"], *answer["passages"], *answer["nearest"], *record["passages"])
    return frozenset(place["article"] for place in places if place["article"])


def _answer(record: Mapping[str, Any], article: Article, others: Mapping[str, Article]) -> Answer:
    citations = tuple(Citation(**citation) for citation in record["citations"])
    for cited in citations:
        if others.get(cited.article or "", article).text[cited.start : cited.end] != cited.quote:
            raise ValueError(f"citation {cited.marker} doesn't stand at {cited.start}")
    return Answer(
        **{
            **record,
            "citations": citations,
            "passages": _passages(record["passages"]),
            "nearest": _passages(record["nearest"]),
            "dropped": tuple(record["dropped"]),
        }
    )


def _passages(records: Sequence[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(**record) for record in records)
