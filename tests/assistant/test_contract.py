"""The contract, letter for letter: what is written against it keeps working."""

import dataclasses
import inspect

import pytest

import assistant as package
from assistant import Answer, AnswerEvent, Article, Assistant, Citation, Paragraph, Passage, Settings, ask


def test_the_names_of_the_package():
    """`__all__` is sorted, is the contract and what its types need, and every name is there."""
    assert package.__all__ == sorted(package.__all__)
    expected = {
        "ask",
        "Assistant",
        "Article",
        "Answer",
        "Citation",
        "Settings",
        "AnswerEvent",
        "Library",
        "Paragraph",
        "Passage",
    }
    assert set(package.__all__) == expected
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (ask, {"question": ..., "article": None, "*history": (), "*settings": None}),
        (Assistant.ask, {"self": ..., "question": ..., "history": ()}),
        (Assistant.stream, {"self": ..., "question": ..., "history": ()}),
        (Assistant.retrieve, {"self": ..., "question": ..., "k": 5}),
        (Assistant.suggestions, {"self": ..., "language": ...}),
        (Assistant.follow_ups, {"self": ..., "answer": ..., "history": ()}),
        (Article.from_text, {"text": ..., "title": None, "language": None}),
        (Article.from_file, {"path": ...}),
        (Article.from_url, {"url": ..., "*allow_private": False}),
    ],
)
def test_the_signatures(function, expected):
    """As in the contract: names, order, defaults; * marks what is given by name only."""
    found = {}
    for parameter in inspect.signature(function).parameters.values():
        star = "*" if parameter.kind is parameter.KEYWORD_ONLY else ""
        found[star + parameter.name] = ... if parameter.default is parameter.empty else parameter.default
    assert found == expected


def test_the_assistant_is_made_of_an_article_and_settings():
    """Both by position; what a test may put in their place, by name only."""
    parameters = inspect.signature(Assistant).parameters.values()
    assert [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD] == ["article", "settings"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Answer, "question text language found mode citations passages seconds"),
        (Citation, "marker paragraph quote start end translation status"),
        (Passage, "text paragraph start end score"),
        (Paragraph, "number text start end section"),
        (Article, "id title language text paragraphs translation"),
        (AnswerEvent, "kind passages text answer"),
        (Settings, "llm embeddings data_dir"),
    ],
)
def test_the_fields(kind, fields):
    """The contract's fields are there, in its order, and every one is frozen and slotted."""
    names = [field.name for field in dataclasses.fields(kind)]
    assert [name for name in names if name in fields.split()] == fields.split()
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_every_field_of_a_citation_is_the_contract_s():
    """And the name of its article where there are several, and whether a machine made its translation; no more."""
    names = [field.name for field in dataclasses.fields(Citation)]
    contract = ["marker", "paragraph", "quote", "start", "end", "translation", "status"]
    assert names == [*contract, "article", "title", "machine_translated"]
