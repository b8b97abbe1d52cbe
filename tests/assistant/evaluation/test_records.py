from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.records import Log, Record
from tests.assistant.evaluation.data import record

MADE = {"threshold": "0.14", "llm": "none"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two records of a run."""
    log = Log(tmp_path / "run.jsonl", MADE, Record)
    log.add(record(1, quotes=("وصل",), confidence=0.5))
    log.add(record(2, found=False))
    return tmp_path / "run.jsonl"


def test_records_are_read_back(path: Path) -> None:
    """As they were, by the names of their cases; the next one is added to them."""
    log = Log(path, MADE, Record)
    assert list(log.records.values()) == [record(1, quotes=("وصل",), confidence=0.5), record(2, found=False)]
    log.add(record(3))
    assert Log(path, MADE, Record).records[record(3).name] == record(3)


def test_half_a_record_is_cut_off(path: Path) -> None:
    """A run that was stopped in the midst of writing loses that record alone, and what comes next stays whole."""
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    log = Log(path, MADE, Record)
    assert [made.id for made in log.records.values()] == ["1"]
    log.add(record(2))
    assert [made.id for made in Log(path, MADE, Record).records.values()] == ["1", "2"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({**MADE, "threshold": "0.3"}, "made with threshold 0.14, and now it is 0.3"),
        ({**MADE, "data.json": "a1"}, "made with data.json not given, and now it is a1"),
        ({"threshold": "0.14"}, "made with llm none, and now it is not given"),
    ],
)
def test_records_of_another_run_are_refused(made: dict[str, str], told: str, path: Path) -> None:
    """What differs is named, on both sides, and the file stays as it is."""
    before = path.read_bytes()
    with pytest.raises(EvaluationError, match=told):
        Log(path, made, Record)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("notes of mine", "holds no records"),
        ('{"data": []}\n', "line 1: not the head"),
        ('{"made with": {"threshold": "0.14", "llm": "none"}}\n{"id": 1}\n', "line 2: id: input should be"),
    ],
)
def test_another_file_is_not_overwritten(text: str, told: str, tmp_path: Path) -> None:
    """It is refused with the line that is wrong, and stays as it is."""
    (tmp_path / "run.jsonl").write_text(text)
    with pytest.raises(EvaluationError, match=told):
        Log(tmp_path / "run.jsonl", MADE, Record)
    assert (tmp_path / "run.jsonl").read_text() == text
