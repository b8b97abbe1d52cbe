import json
import multiprocessing
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

import ui.feedback
from assistant.errors import StorageError
from tests.ui.fakes import QUESTION_AR, QUESTION_NOT_SAID, answers, shipped_article
from ui.conversation import Failure, Turn
from ui.feedback import record


@pytest.fixture(scope="module")
def turn(article) -> Turn:
    return Turn(2, QUESTION_AR, answer=answers(article)[QUESTION_AR])


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_line_says_what_was_asked_answered_and_thought(tmp_path, article, turn):
    """Enough to find the answer again, and to see whether its citations were right; in readable letters."""
    turn = replace(turn, answer=replace(turn.answer, confidence=0.4))
    path = record(tmp_path / "deep" / "feedback.jsonl", article=article, turn=turn, verdict="down")
    assert path == tmp_path / "deep" / "feedback.jsonl"
    (line,) = _lines(path)
    assert abs(datetime.fromisoformat(line["time"]) - datetime.now(UTC)) < timedelta(minutes=1)
    assert line["article"] == {"id": article.id, "title": article.title}
    assert line["question"] == QUESTION_AR
    assert line["answer"] == turn.answer.text
    assert line["confidence"] == 0.4
    assert line["verdict"] == "down"
    assert line["turn"] == 2
    assert "version" in line
    assert [article.text[c["start"] : c["end"]] for c in line["citations"]] == [c.quote for c in turn.answer.citations]
    assert QUESTION_AR in path.read_text("utf-8")


def test_a_line_is_added_and_none_changed(tmp_path, article, turn):
    """Who thinks again adds a line; the later one counts."""
    path = tmp_path / "feedback.jsonl"
    record(path, article=article, turn=turn, verdict="down")
    record(path, article=article, turn=turn, verdict="up")
    assert [line["verdict"] for line in _lines(path)] == ["down", "up"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_file_is_its_owners_alone(tmp_path, article, turn):
    """What a reader asked is nobody else's business, whatever the umask lets through."""
    before = os.umask(0)
    try:
        path = record(tmp_path / "feedback.jsonl", article=article, turn=turn, verdict="up")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["line\nline\r\nline", "a\u2028b\u2029c\x85d", "a\ud800b", '"}\n{"x": 1', "\0"])
def test_any_text_is_one_line(tmp_path, article, text):
    """Line ends of every kind, quotation marks and broken characters stay inside one object."""
    answer = replace(answers(article)[QUESTION_NOT_SAID], text=text)
    path = record(tmp_path / "f.jsonl", article=article, turn=Turn(1, text, answer=answer), verdict="up")
    (line,) = _lines(path)
    assert line["question"] == line["answer"] == text.replace("\ud800", "?")


def test_a_turn_without_an_answer_can_be_judged_too(tmp_path, article):
    """A failure is worth knowing."""
    turn = Turn(1, "Broken?", failure=Failure("model"))
    (line,) = _lines(record(tmp_path / "f.jsonl", article=article, turn=turn, verdict="down"))
    assert (line["answer"], line["found"], line["citations"]) == (None, None, [])


def _write_some(path: str, times: int) -> None:
    article = shipped_article()
    turn = Turn(1, "x" * 5000, answer=answers(article)[QUESTION_AR])
    for _ in range(times):
        record(Path(path), article=article, turn=turn, verdict="up")


def test_threads_and_processes_write_at_once(tmp_path):
    """No line is lost or torn."""
    path = tmp_path / "feedback.jsonl"
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_write_some, args=(str(path), 10)) for _ in range(3)]
    for process in processes:
        process.start()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: _write_some(str(path), 5), range(8)))
    for process in processes:
        process.join()
        assert process.exitcode == 0
        process.close()
    assert len(_lines(path)) == 70


def test_a_torn_line_spoils_no_other(tmp_path, article, turn):
    """After a process that died while it wrote, the next line stands on its own."""
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(b'{"half": ')
    record(path, article=article, turn=turn, verdict="up")
    torn, whole = path.read_text("utf-8").splitlines()
    assert torn == '{"half": '
    assert json.loads(whole)["verdict"] == "up"


def test_a_full_disk_leaves_no_half_line(tmp_path, article, turn, monkeypatch):
    """What could be written is taken back, and the page gets a sentence."""
    path = record(tmp_path / "feedback.jsonl", article=article, turn=turn, verdict="up")
    before, write = path.read_bytes(), os.write
    monkeypatch.setattr("os.write", lambda file, data: write(file, data[:10]) if len(data) > 100 else write(file, data))
    with pytest.raises(StorageError, match=r"can't be written \(the disk is full\)"):
        record(path, article=article, turn=turn, verdict="down")
    assert path.read_bytes() == before


def test_what_can_not_be_written_is_one_kind_of_error(tmp_path, article, turn, monkeypatch):
    """A folder in its place, a file where the folder should be, a path that is none, a file that is locked."""
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "feedback.jsonl", tmp_path / "a\0b"):
        with pytest.raises(StorageError, match="can't be written"):
            record(path, article=article, turn=turn, verdict="up")
    monkeypatch.setattr(ui.feedback, "_LOCK_SECONDS", 0.05)
    path = tmp_path / "feedback.jsonl"
    with FileLock(f"{path}.lock"), pytest.raises(StorageError, match="another process"):
        record(path, article=article, turn=turn, verdict="up")
