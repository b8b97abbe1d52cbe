import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.own import OwnQuestion, own_cases, own_path, read_own
from embeddings.article import Article
from embeddings.text import detect_language
from tests.assistant.evaluation.data import own


@pytest.fixture(scope="module")
def questions() -> tuple[OwnQuestion, ...]:
    """The questions that the project ships."""
    return read_own(own_path())


def test_every_gold_answer_stands_in_its_paragraphs(
    questions: tuple[OwnQuestion, ...], default_article: Article
) -> None:
    """Word for word; each paragraph that is named holds a part of one, and each alternative stands there whole."""
    texts = {paragraph.number: paragraph.text for paragraph in default_article.paragraphs}
    for question in questions:
        strings = [string for alternative in question.gold for string in alternative]
        for string in strings:
            assert any(string in texts[number] for number in question.paragraphs), (question.id, string)
        for number in question.paragraphs:
            assert any(string in texts[number] for string in strings), (question.id, number)
        assert question.answerable == bool(question.gold) == bool(question.paragraphs), question.id
        assert all(question.gold), question.id


def test_no_question_stands_there_twice(questions: tuple[OwnQuestion, ...]) -> None:
    """Neither an id nor what is asked, history included."""
    assert len({question.id for question in questions}) == len(questions)
    assert len({(question.question, question.history) for question in questions}) == len(questions)


def test_a_question_is_in_the_language_that_it_says(questions: tuple[OwnQuestion, ...]) -> None:
    """And so is the conversation before it."""
    for question in questions:
        said = [question.question, *(text for turn in question.history for text in turn)]
        assert {detect_language(text) for text in said} == {question.language}, question.id


def test_the_halves_are_alike(questions: tuple[OwnQuestion, ...]) -> None:
    """Each holds 60 questions or more, as many of each kind, language and answerability, give or take one."""
    halves = Counter(question.half for question in questions)
    assert min(halves["dev"], halves["test"]) >= 60
    assert abs(halves["dev"] - halves["test"]) <= 1
    sorts = Counter((q.kind, q.language, q.answerable, q.half) for q in questions)
    for kind, language, answerable, _ in sorts:
        dev, test = (sorts[kind, language, answerable, half] for half in ("dev", "test"))
        assert abs(dev - test) <= 1, (kind, language)


def test_the_questions_are_many_and_mixed(questions: tuple[OwnQuestion, ...]) -> None:
    """160 or more, half in each language, a third of the Arabic ones in four dialects, three fifths answerable."""

    def share(count: int, of: int = len(questions)) -> float:
        return count / of

    assert len(questions) >= 160
    arabic = [question for question in questions if question.language == "ar"]
    assert share(len(arabic)) == pytest.approx(0.5, abs=0.05)
    assert share(sum(question.answerable for question in questions)) == pytest.approx(0.6, abs=0.02)
    dialects = Counter(q.kind for q in questions if q.kind.startswith("dialect-"))
    assert dialects.keys() == {f"dialect-{name}" for name in ("egyptian", "levantine", "gulf", "maghrebi")}
    assert share(dialects.total(), len(arabic)) == pytest.approx(1 / 3, abs=0.05)
    for kind in (*dialects, "follow-up"):
        assert {q.answerable for q in questions if q.kind == kind} == {True, False}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"gold": [["stands nowhere"]]}, r"“stands nowhere” stands in none of the paragraphs \[2\]"),
        ({"paragraphs": [99]}, "the article has no paragraph 99; it has 12"),
        ({"answerable": False}, '"gold" and "paragraphs" are for answerable questions'),
        ({"gold": []}, '"gold" and "paragraphs" are for answerable questions'),
        ({"half": "train"}, "half: input should be 'dev' or 'test'"),
        ({"id": "first"}, "the id 'first' is that of line 1 already"),
    ],
)
def test_a_line_that_can_t_be_right_is_named(changed: dict[str, object], told: str, tmp_path: Path) -> None:
    """One sentence with the file, the line and what is wrong with it."""
    lines = [own(id="first"), own(**changed)]
    (tmp_path / "own.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(EvaluationError, match=rf"own\.jsonl, line 2: {told}"):
        read_own(tmp_path / "own.jsonl")


def test_a_half_is_asked_alone(questions: tuple[OwnQuestion, ...]) -> None:
    """The cases of one half are its questions, with their history; a limit holds for each half."""
    dev = {case.id: case for case in own_cases(own_path(), ["dev"])}
    assert dev.keys() == {question.id for question in questions if question.half == "dev"}
    assert all(dev[q.id].history == q.history for q in questions if q.half == "dev")
    assert Counter(case.dataset for case in own_cases(own_path(), limit=7)) == {"own dev": 7, "own test": 7}
