"""The written questions are what their README says: code can check all but whether they are good."""

import json
from collections import Counter
from typing import Any

import pytest
import regex

from benchmarks.ranker.cases import HELD_OUT, WRITTEN
from embeddings.text import LANGUAGES, Language

ARTICLES: list[dict[str, Any]] = [
    json.loads(line) for line in (WRITTEN / "articles.jsonl").read_text("utf-8").splitlines()
]
SCRIPT: dict[Language, regex.Pattern[str]] = {"ar": regex.compile(r"\p{Arabic}"), "en": regex.compile(r"[A-Za-z]")}


@pytest.mark.parametrize("article", ARTICLES, ids=[article["key"] for article in ARTICLES])
def test_an_article_is_parallel_and_its_answers_stand_in_it(article: dict[str, Any]) -> None:
    """Once each, in the paragraph that is named; answered questions and near misses are about as many."""
    assert len(article["ar"]) == len(article["en"]) >= 5
    answered = [question for question in article["questions"] if "answer" in question]
    near = [question for question in article["questions"] if "near" in question]
    assert len(answered) + len(near) == len(article["questions"])
    assert 0.7 < len(answered) / len(near) < 1.4
    for language in LANGUAGES:
        assert all(SCRIPT[language].search(text) and "\n" not in text for text in article[language])
        for question in answered:
            assert article[language][question["paragraph"] - 1].count(question["answer"][language]) == 1
        for question in near:
            assert article[language][question["near"] - 1]
            assert question["why"]
        asked = [question[language] for question in article["questions"]]
        assert len(set(asked)) == len(asked)
        assert all(SCRIPT[language].search(text) for text in asked)


def test_keys_name_one_article_each() -> None:
    """And some are held out."""
    keys = Counter(article["key"] for article in ARTICLES)
    assert set(keys.values()) == {1}
    held_out = set(json.loads(HELD_OUT.read_text("utf-8")))
    assert 10 <= len(held_out & set(keys)) < len(keys) / 4


@pytest.mark.parametrize("name", ["xquad", "arcd"])
def test_near_misses_are_asked_in_both_languages(name: str) -> None:
    """Each once."""
    lines = [json.loads(line) for line in (WRITTEN / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) > 300
    for line in lines:
        assert line.keys() == {"key", "paragraph", "ar", "en"}
        assert line["paragraph"] >= 1
        assert all(SCRIPT[language].search(line[language]) for language in LANGUAGES)
    assert len({(line["key"], line["en"]) for line in lines}) == len(lines)
