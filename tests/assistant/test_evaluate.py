import json
from pathlib import Path

import pytest

from assistant import evaluate
from assistant.evaluate import Scores, main, read_squad
from tests.embeddings.fakes import word_overlap

_CITIES = [
    ("The harbour of Aden was opened by the governor.", "Who opened the harbour of Aden?", "the governor"),
    ("Farmers near Basra grow dates and barley.", "What do farmers near Basra grow?", "dates and barley"),
    ("The old library burned down after a storm.", "When did the old library burn down?", "after a storm"),
]


def squad(paragraphs: list[tuple[str, str, str]]) -> str:
    """One document in the form of SQuAD 1.1."""
    return json.dumps(
        {
            "data": [
                {
                    "title": "Cities",
                    "paragraphs": [
                        {
                            "context": context,
                            "qas": [
                                {
                                    "id": question,
                                    "question": question,
                                    "answers": [{"text": answer, "answer_start": context.index(answer)}],
                                }
                            ],
                        }
                        for context, question, answer in paragraphs
                    ],
                }
            ]
        }
    )


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with three questions, and an embedder of words in the place of the model."""
    monkeypatch.setattr(evaluate, "shared_embedder", lambda spec: word_overlap())
    monkeypatch.setenv("ASSISTANT_LLM", "none")
    (tmp_path / "cities.json").write_text(squad(_CITIES))
    return tmp_path


def test_a_line_break_in_a_context_ends_no_paragraph(tmp_path: Path) -> None:
    """A paragraph of the data set stays one paragraph of the article."""
    (tmp_path / "x.json").write_text(squad([("One line.\nAnother line.", "What?", "Another line")]))
    assert read_squad(tmp_path / "x.json").documents == (("One line. Another line.",),)


def test_answers_that_stand_in_the_article_count_as_found(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Questions in the words of their paragraphs get evidence and citation 1, and the figures are printed and kept."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0")
    assert main(["--arcd", str(data / "cities.json"), "--json", str(data / "out.json")]) == 0
    row = json.loads((data / "out.json").read_text())[0]
    assert (row["questions"], row["evidence"], row["cited"], row["error"], row["false"]) == (3, 1.0, 1.0, 0.0, 1.0)
    assert "ARCD" in capsys.readouterr().out


def test_abstaining_shows_in_error_and_false(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An assistant that never answers has an error of 1 and answers nothing falsely."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "1")
    main(["--arcd", str(data / "cities.json"), "--json", str(data / "out.json")])
    row = json.loads((data / "out.json").read_text())[0]
    assert (row["evidence"], row["cited"], row["error"], row["false"]) == (0.0, 0.0, 1.0, 0.0)


def test_parallel_data_is_asked_in_four_directions(data: Path) -> None:
    """XQuAD is measured in and across both languages, with hit@1, and without abstention where it is left out."""
    for language in ("ar", "en"):
        (data / f"xquad.{language}.dev.json").write_text(squad(_CITIES))
    main(["--xquad", str(data), "--no-unanswerable", "--json", str(data / "out.json")])
    rows = json.loads((data / "out.json").read_text())
    assert [row["name"] for row in rows] == ["XQuAD ar→ar", "XQuAD en→en", "XQuAD en→ar", "XQuAD ar→en"]
    assert rows[1]["hit"] == 1.0
    assert all(row["false"] is None for row in rows)


def test_balanced_accuracy_weighs_both_errors_alike() -> None:
    """It is one minus the mean of error and false answers, and unknown where the latter are."""
    assert Scores("x", 1, None, 1, 1, 0.1, 0.3).balanced == pytest.approx(0.8)
    assert Scores("x", 1, None, 1, 1, 0.1, None).balanced is None


def test_without_data_the_command_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to measure is a mistake in the call, told in a line."""
    with pytest.raises(SystemExit):
        main([])
    assert "give --xquad, --arcd or both" in capsys.readouterr().err
