import json
from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.squad import read_squad
from assistant.evaluation.written import near_misses, written_cases
from tests.assistant.evaluation.data import CITIES, RIVERS, squad, written


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A file with two articles of one paragraph, each with a question that it answers and a near miss."""
    path = tmp_path / "articles.jsonl"
    path.write_text(written("bridge", "canal"), "utf-8")
    return path


def test_written_questions_are_asked_in_four_directions(articles: Path) -> None:
    """Answer and article in the one language, the question in the other; a near miss names a paragraph too."""
    cases = list(written_cases(articles))
    assert len(cases) == 2 * 2 * 4
    across, near = (case for case in cases if case.dataset == "written ar→en" and case.key == "canal")
    assert (across.question, across.answerable) == ("متى فُتح؟", True)
    assert (across.gold, across.paragraphs) == ((("1869",),), (1,))
    assert across.text.paragraphs == ("The canal was opened in 1869.",)
    assert (near.question, near.answerable, near.gold, near.paragraphs) == ("من فتحه؟", False, (), (1,))


def test_less_of_them_are_the_same_in_every_direction(articles: Path) -> None:
    """A limit takes a sample of the questions; keys, the articles."""
    cases = list(written_cases(articles, 1))
    assert len({case.id for case in cases}) == 1
    assert len(cases) == 4
    assert {case.key for case in written_cases(articles, keys={"bridge"})} == {"bridge"}


def test_near_misses_are_about_paragraphs_that_stay_where_they_are(tmp_path: Path) -> None:
    """By title and number; in both languages, those of one article together."""
    (tmp_path / "squad.json").write_text(squad(CITIES, RIVERS))
    lines = [
        {"key": f"Document {document}", "paragraph": 2, "ar": f"متى {n}؟", "en": f"When {n}?"}
        for n, document in enumerate((1, 0, 1))
    ]
    (tmp_path / "near.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    data = read_squad(tmp_path / "squad.json")
    cases = list(near_misses(tmp_path / "near.jsonl", "set", data, "en"))
    assert [case.dataset for case in cases] == ["near set ar→en"] * 3 + ["near set en→en"] * 3
    assert [case.question for case in cases[3:]] == ["When 1?", "When 0?", "When 2?"]
    assert (cases[4].text.paragraphs or ())[1] == RIVERS[1][0]
    assert not any(case.answerable for case in cases)
    only = near_misses(tmp_path / "near.jsonl", "set", data, "en", keys={"Document 0"})
    assert [case.question for case in only] == ["متى 1؟", "When 1?"]
    (tmp_path / "squad.json").write_text(squad(CITIES))
    with pytest.raises(EvaluationError, match=r"near 1 is about 'Document 1', which set doesn't have"):
        list(near_misses(tmp_path / "near.jsonl", "set", read_squad(tmp_path / "squad.json"), "en"))
    (tmp_path / "squad.json").write_text(squad(CITIES[:1], RIVERS))
    with pytest.raises(EvaluationError, match=r"near 2 is near to paragraph 2, which 'Document 0' doesn't have"):
        list(near_misses(tmp_path / "near.jsonl", "set", read_squad(tmp_path / "squad.json"), "en"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"paragraph": 1', '"paragraph": 2', "has no paragraph 2; it has 1"),
        ('"near": 1', '"near": 3', "has no paragraph 3; it has 1"),
        ('"near": 1, ', "", 'or it is "near" to a paragraph'),
        ('"en": "1869"', '"en": "1870"', "“1870” doesn't stand in paragraph 1"),
        ('"en": ["', '"en": ["More.", "', "1 paragraphs in Arabic and 2 in English"),
    ],
)
def test_a_wrong_question_is_named(articles: Path, old: str, new: str, told: str) -> None:
    """One sentence with the file, the article, the question and what is wrong with it."""
    articles.write_text(articles.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(EvaluationError, match=rf"articles\.jsonl, bridge, question [12]: .*{told}"):
        list(written_cases(articles))
