import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluate import main
from assistant.evaluation.records import Record
from assistant.evaluation.run import ask_all
from embeddings.text import LANGUAGES
from tests.assistant.evaluation.data import CITIES, RIVERS, nomiracl, own, squad, written
from tests.embeddings.fakes import embedded, word_overlap


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small file of each kind; no language model is asked."""
    monkeypatch.setenv("ASSISTANT_LLM", "none")
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "arcd.json").write_text(squad(CITIES))
    for language in LANGUAGES:
        (tmp_path / f"xquad.{language}.dev.json").write_text(squad(CITIES, RIVERS))
    (tmp_path / "nomiracl.jsonl").write_text(nomiracl((CITIES[0][1], True), ("Who sings of Paris?", False)))
    return tmp_path


def evaluate(folder: Path, *arguments: str) -> dict[str, Any]:
    """The report of a run with word overlap in the place of the model."""
    assert main([*arguments, "--json", str(folder / "out.json")], lambda spec: word_overlap(512)) == 0
    report: dict[str, Any] = json.loads((folder / "out.json").read_text("utf-8"))
    return report


def value(report: dict[str, Any], measure: str, row: int = 0) -> float:
    """A figure of a row."""
    found: float = report["scores"][row]["values"][measure]["value"]
    return found


def test_answers_that_stand_in_the_article_count_as_found(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Questions in the words of their paragraphs get evidence and citation 1, and the figures are printed and kept."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0")
    report = evaluate(data, "--arcd", str(data / "arcd.json"))
    assert report["scores"][0]["questions"] == 3
    assert [value(report, name) for name in ("evidence", "cited", "answer", "error", "false")] == [1, 1, 1, 0, 1]
    shown = capsys.readouterr().out
    assert "ARCD" in shown
    assert "threshold 0.0" in shown
    assert "data_dir" not in shown


def test_abstaining_shows_in_error_and_false(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An assistant that never answers has an error of 1 and answers nothing falsely."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "1")
    report = evaluate(data, "--arcd", str(data / "arcd.json"))
    assert [value(report, name) for name in ("evidence", "cited", "answer", "error", "false")] == [0, 0, 0, 1, 0]


def test_a_judge_is_not_done_without(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures would be others. Who judges of itself is as good as named, and stands in what they were made with."""
    monkeypatch.setattr("assistant.evaluate.judge_of", lambda settings, *, alone: str(data / "none.gguf") * alone)
    assert main(["--arcd", str(data / "arcd.json")], lambda spec: word_overlap(512)) == 2
    out, err = capsys.readouterr()
    assert "none.gguf can't be read" in err
    assert "none.gguf" in out.replace("\n", "")


def test_the_language_model_is_put_together_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it stays, and it does stay; indexes don't."""
    kept = data / "kept" / "models"
    kept.mkdir(parents=True)
    (kept / "any.gguf").touch()
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(kept.parent))
    used: list[Path] = []

    def asking(cases: Any, bench: Any, log: Any) -> list[Record]:
        used.append((bench._data_dir / "models").resolve())
        return ask_all(cases, bench, log)

    monkeypatch.setattr("assistant.evaluate.ask_all", asking)
    evaluate(data, "--arcd", str(data / "arcd.json"))
    assert used == [kept.resolve()]
    assert [path.name for path in kept.parent.rglob("*")] == ["models", "any.gguf"]


def test_parallel_data_is_asked_in_four_directions(data: Path) -> None:
    """XQuAD is measured in and across both languages, with hit@1, and without abstention where it is left out."""
    report = evaluate(data, "--xquad", str(data), "--no-unanswerable")
    names = [row["name"] for row in report["scores"]]
    assert names == ["XQuAD ar→ar", "XQuAD en→en", "XQuAD en→ar", "XQuAD ar→en"]
    assert value(report, "hit@1", 1) == 1
    assert all("false" not in row["values"] for row in report["scores"])


def test_arabic_questions_are_asked_in_other_words(data: Path) -> None:
    """A row more for each file, in the directions that ask in Arabic, and of the questions that it has alone."""
    (data / "words").mkdir()
    (data / "words" / "gulf.jsonl").write_text(
        json.dumps({"id": "1-1", "question": "وش اللي مسك النهر؟"}) + "\n", "utf-8"
    )
    report = evaluate(data, "--xquad", str(data), "--worded", str(data / "words"), "--directions", "ar-ar,en-en,ar-en")
    names = ["XQuAD ar→ar", "XQuAD gulf→ar", "XQuAD en→en", "XQuAD ar→en", "XQuAD gulf→en"]
    assert [row["name"] for row in report["scores"]] == names
    assert {record["question"] for record in report["records"] if "gulf" in record["dataset"]} == {"وش اللي مسك النهر؟"}


def test_nomiracl_asks_about_the_passages_of_each_question(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answering all makes all of the unanswerable ones hallucinations, and no error."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0")
    report = evaluate(data, "--nomiracl", str(data / "nomiracl.jsonl"))
    assert (value(report, "error"), value(report, "false"), value(report, "balanced")) == (0, 1, 0.5)
    assert value(report, "AUC") == 1  # the confidences still tell the two apart
    assert all(record["evidence"] is None for record in report["records"])


def test_near_misses_are_asked_about_what_was_given(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answering all is wrong for each of them; those about a data set that is not there are left out."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0")
    near = json.dumps({"key": "Document 0", "paragraph": 1, "ar": "من أغلق الميناء؟", "en": "Who closed the harbour?"})
    for name, text in (("articles", written("bridge")), ("xquad", near), ("arcd", near)):
        (data / f"{name}.jsonl").write_text(text, "utf-8")
    report = evaluate(data, "--written", str(data))
    assert [row["name"] for row in report["scores"]] == [f"written {d}" for d in ("ar→ar", "ar→en", "en→ar", "en→en")]
    assert (value(report, "error"), value(report, "false"), value(report, "evidence")) == (0, 1, 1)
    report = evaluate(data, "--written", str(data), "--arcd", str(data / "arcd.json"))
    assert [row["name"] for row in report["scores"]][-2:] == ["near ARCD ar→ar", "near ARCD en→ar"]
    assert report["scores"][-1]["values"].keys() == {"false", "doubt-"}


def test_own_questions_count_by_half_and_kind(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The default article is asked; right is a gold quote, and no answer where it doesn't say."""
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0")
    lines = [
        own(id="1", question="من هو جاريد كوشنر، صهر الرئيس الأمريكي؟", gold=[["صهر الرئيس الأمريكي"]], kind="fact"),
        own(id="2", question="ما عاصمة فرنسا؟", answerable=False, paragraphs=[], gold=[], kind="off-topic"),
        own(id="3", half="test"),
    ]
    (data / "own.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    report = evaluate(data, "--own", str(data / "own.jsonl"), "--halves", "dev")
    assert [record["id"] for record in report["records"]] == ["1", "2"]
    assert [record["right"] for record in report["records"]] == [True, False]
    shown = capsys.readouterr().out
    assert "own dev: right" in shown
    assert "off-topic" in shown


def test_each_question_has_a_record(data: Path) -> None:
    """It tells what was asked and found, how sure that was, what was quoted, and how long it took."""
    report = evaluate(data, "--arcd", str(data / "arcd.json"), "--no-unanswerable")
    record = report["records"][0]
    assert record["id"] == "0-0"
    assert 0 <= record["confidence"] <= 1
    assert record["quotes"] == [CITIES[0][0]]
    assert record["found"] is record["evidence"] is record["cited"] is True
    assert record["seconds"] > 0


def test_a_limit_takes_the_same_questions_in_every_direction(data: Path) -> None:
    """Two questions are asked, in both directions and both times; the seed says which."""
    arguments = ["--xquad", str(data), "--limit", "2", "--directions", "en-ar,ar-en"]

    def asked(seed: str) -> list[tuple[str, str]]:
        report = evaluate(data, *arguments, "--seed", seed)
        return [(r["dataset"], r["id"]) for r in report["records"] if r["part"] == "article"]

    first = asked("1")
    assert [dataset for dataset, _ in first] == ["XQuAD en→ar"] * 2 + ["XQuAD ar→en"] * 2
    assert first[0][1] == first[2][1]
    assert first[1][1] == first[3][1]
    assert first == asked("1")
    assert len({tuple(asked(str(seed))) for seed in range(6)}) > 1


def test_articles_that_the_ranker_has_learned_from_are_left_out(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--unseen` asks about those alone that its weights name, and `--limit` counts these."""
    monkeypatch.setattr("embeddings.ranking.ranker.unseen_by", lambda weights: frozenset({"Document 1", "1"}))
    files = ["--xquad", str(data), "--arcd", str(data / "arcd.json"), "--nomiracl", str(data / "nomiracl.jsonl")]
    records = evaluate(data, *files, "--unseen", "--limit", "2")["records"]
    assert {record["key"] for record in records} == {"Document 1", "1"}
    asked = {record["id"] for record in records if record["dataset"] == "XQuAD ar→ar"}
    assert len(asked) == len(RIVERS)
    monkeypatch.setenv("ASSISTANT_RANKER", "none")
    assert len(evaluate(data, "--arcd", str(data / "arcd.json"), "--unseen")["records"]) == 2 * len(CITIES)


def test_a_run_that_is_resumed_asks_nothing_twice(data: Path) -> None:
    """With all records there no text is embedded, and the figures are the same; a larger sample adds to them."""
    arguments = ["--arcd", str(data / "arcd.json"), "--resume", str(data / "run.jsonl")]
    evaluate(data, *arguments, "--limit", "1")
    whole = evaluate(data, *arguments)
    assert whole["scores"][0]["questions"] == 3
    model = word_overlap()
    assert main([*arguments, "--json", str(data / "again.json")], lambda spec: model) == 0
    assert not embedded(model)
    assert json.loads((data / "again.json").read_text())["scores"] == whole["scores"]


def test_a_server_is_neither_used_nor_its_key_printed(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Indexes that are of no use afterwards stay here, and the settings that are told have no secret in them."""
    monkeypatch.setenv("ASSISTANT_CHROMA_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("ASSISTANT_CHROMA_KEY", "ck-secret")
    report = evaluate(data, "--arcd", str(data / "arcd.json"), "--limit", "1")
    assert "ck-secret" not in json.dumps(report) + "".join(capsys.readouterr())


def test_other_settings_don_t_go_on_with_old_records(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says which setting differs, and how; so it does with changed data."""
    arguments = ["--arcd", str(data / "arcd.json"), "--resume", str(data / "run.jsonl"), "--limit", "1"]
    evaluate(data, *arguments)
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0.5")
    assert main(arguments, lambda spec: word_overlap()) == 2
    assert "was made with threshold 0.2, and now it is 0.5" in capsys.readouterr().err
    monkeypatch.delenv("ASSISTANT_THRESHOLD")
    (data / "arcd.json").write_text(squad(RIVERS))
    assert main(arguments, lambda spec: word_overlap()) == 2
    assert "was made with arcd.json" in capsys.readouterr().err


def test_without_data_the_command_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to measure is a mistake in the call, told in a line."""
    with pytest.raises(SystemExit):
        main([])
    assert "give --own, --xquad, --arcd, --nomiracl or --written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--own", "--limit", "0"], "give 1 or more"),
        (["--own", "--halves", "dev,train"], "'train' is none of dev, test"),
        (["--own", "--directions", "fr-ar"], "'fr-ar' is none of ar-ar"),
        (["--own", "--json", "no/such/folder/out.json"], "no file can be made"),
        (["--own", "--worded", "benchmarks/worded"], "and --xquad"),
        (["--xquad", ".", "--worded", "no/such/folder"], "give the folder of the files *.jsonl"),
    ],
)
def test_a_wrong_option_is_told_before_anything_is_asked(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong stands in the last line, with what would be right."""
    with pytest.raises(SystemExit):
        main(arguments)
    assert told in capsys.readouterr().err.splitlines()[-1]


def test_a_broken_file_is_told_in_one_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback: the file, the line, and what is wrong with it."""
    (data / "nomiracl.jsonl").write_text(nomiracl(("Who?", True)) + '{"id": "1"}\n')
    assert main(["--nomiracl", str(data / "nomiracl.jsonl")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nomiracl.jsonl, line 2: question: field required." in error


def test_a_picture_that_can_t_be_drawn_is_told_at_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no picture's, before any question is asked."""
    assert main(["--arcd", str(data / "arcd.json"), "--plot", str(data / "out.doc")]) == 2
    assert "ends with .svg or .png" in capsys.readouterr().err


@pytest.mark.skipif(not find_spec("matplotlib"), reason="needs the extra 'evaluate'")
@pytest.mark.parametrize(("name", "begins"), [("out.svg", b"<?xml"), ("out.png", b"\x89PNG")])
def test_the_figures_are_drawn(name: str, begins: bytes, data: Path) -> None:
    """Curves and bars go into a file of the format that its name says."""
    evaluate(data, "--nomiracl", str(data / "nomiracl.jsonl"), "--plot", str(data / name))
    assert (data / name).read_bytes().startswith(begins)
