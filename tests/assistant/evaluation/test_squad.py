import json
from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.squad import Dataset, read_squad, read_wordings, squad_cases
from tests.assistant.evaluation.data import CITIES, RIVERS, squad


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Two documents, of three paragraphs and two."""
    (tmp_path / "x.json").write_text(squad(CITIES, RIVERS))
    return read_squad(tmp_path / "x.json")


def test_a_line_break_in_a_context_ends_no_paragraph(tmp_path: Path) -> None:
    """A paragraph of the data set stays one paragraph of the article."""
    (tmp_path / "x.json").write_text(squad([("One line.\nAnother line.", "What?", "Another line")]))
    assert read_squad(tmp_path / "x.json").documents == (("One line. Another line.",),)


def test_each_question_is_put_three_times(dataset: Dataset) -> None:
    """To all paragraphs, to its article, and to its article without its paragraph, where it has no answer."""
    cases = list(squad_cases("Data", dataset, dataset, "en", dataset.sample(None, 0)))
    asked = {case.part: case for case in cases if case.id == "1-1"}
    assert len(cases) == 15
    corpus, article, without = asked["corpus"], asked["article"], asked["without"]
    assert (len(corpus.text.paragraphs or ()), corpus.paragraphs) == (5, (5,))
    assert article.text.paragraphs == tuple(context for context, _, _ in RIVERS)
    assert (article.gold, article.paragraphs, article.said) == ((("A dam of clay",),), (2,), "A dam of clay")
    assert (without.text.paragraphs, without.answerable) == ((RIVERS[0][0],), False)
    assert {case.key for case in asked.values()} == {"Document 1"}


def test_the_answer_is_said_in_the_question_s_language(dataset: Dataset, tmp_path: Path) -> None:
    """What the quote must hold is the article's, what the answer must say is the question's."""
    (tmp_path / "y.json").write_text(squad([(c.upper(), q.upper(), a.upper()) for c, q, a in CITIES], RIVERS))
    asked = read_squad(tmp_path / "y.json")
    case = next(squad_cases("Data", asked, dataset, "en", dataset.sample(None, 0), corpus=False))
    assert (case.question, case.gold, case.said) == (CITIES[0][1].upper(), (("the governor",),), "THE GOVERNOR")


def test_a_question_may_be_asked_in_other_words(dataset: Dataset, tmp_path: Path) -> None:
    """Its paragraph and its answer stay; questions that the file lacks are asked as they were."""
    (tmp_path / "words.jsonl").write_text('{"id": "1-1", "question": "Of what?"}\n')
    worded = dataset.reworded(read_wordings(tmp_path / "words.jsonl"))
    cases = list(squad_cases("Data", worded, dataset, "en", frozenset({"1-0", "1-1"}), corpus=False, without=False))
    assert [case.question for case in cases] == [RIVERS[0][1], "Of what?"]
    assert cases[1].gold == (("A dam of clay",),)
    assert cases[1].paragraphs == (2,)


def test_an_article_of_one_paragraph_can_t_do_without_it(tmp_path: Path) -> None:
    """Nothing would be left to ask about."""
    (tmp_path / "x.json").write_text(squad(CITIES[:1]))
    dataset = read_squad(tmp_path / "x.json")
    cases = squad_cases("Data", dataset, dataset, "en", dataset.sample(None, 0))
    assert [case.part for case in cases] == ["corpus", "article"]


def test_files_that_are_not_parallel_are_refused(dataset: Dataset, tmp_path: Path) -> None:
    """A question's answer would be looked for in another one's paragraph."""
    (tmp_path / "y.json").write_text(squad(RIVERS, CITIES))
    with pytest.raises(EvaluationError, match="same questions in the same order"):
        next(squad_cases("Data", read_squad(tmp_path / "y.json"), dataset, "en", frozenset()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"data": [\n{"title": "A",\n}]}', "line 3"),
        (json.dumps({"data": [{"title": "A", "paragraphs": [{"qas": []}]}]}), r"data\.0\.paragraphs\.0\.context"),
        (squad(CITIES).replace('"0-1"', '"0-0"'), "the id '0-0' stands there twice"),
        (squad(CITIES).replace('{"text": "the governor", "answer_start": 34}', ""), r"answers: tuple should have"),
    ],
)
def test_what_is_broken_is_named(text: str, told: str, tmp_path: Path) -> None:
    """One sentence with the file and the place in it."""
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(EvaluationError, match=rf"x\.json: .*{told}"):
        read_squad(tmp_path / "x.json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the reason, and what to do."""
    with pytest.raises(EvaluationError, match=r"x\.json can't be read \(No such file or directory\); give"):
        read_squad(tmp_path / "x.json")
