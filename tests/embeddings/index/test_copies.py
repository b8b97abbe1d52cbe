from pathlib import Path

import pytest

from embeddings.index.copies import Copies, remove
from tests.faults.workers import Worker


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "source" / "graph").mkdir(parents=True)
    (tmp_path / "source" / "graph" / "data").write_text("1")
    return tmp_path / "source"


def test_a_copy_is_its_own(tmp_path: Path, source: Path):
    """Each is another one, and what is written into it stays there."""
    copies = Copies.of(tmp_path)
    first, second = copies.make(source), copies.make(source)
    (first / "graph" / "data").write_text("2")
    assert (second / "graph" / "data").read_text() == (source / "graph" / "data").read_text() == "1"
    assert Copies.of(tmp_path) is copies


def test_what_a_dead_process_left_is_removed(tmp_path: Path, source: Path):
    """By the next one; what this one has open stays."""
    own = Copies.of(tmp_path).make(source)
    dead = Worker(_leave_a_copy, tmp_path, source).result()
    assert dead.exists()
    assert Worker(_leave_a_copy, tmp_path, source).result().exists()
    assert not dead.exists()
    assert own.exists()


def _leave_a_copy(data_dir: Path, source: Path) -> Path:
    return Copies.of(data_dir).make(source)


def test_a_source_that_is_not_there(tmp_path: Path):
    """It is an error of the disk in one line, and leaves nothing."""
    copies = Copies.of(tmp_path)
    with pytest.raises(OSError, match="No such file"):
        copies.make(tmp_path / "nothing")
    assert [path.name for path in copies._folder.iterdir()] == ["lock"]


def test_a_folder_that_somebody_removed_is_made_again(tmp_path: Path, source: Path):
    """Someone who clears the data directory doesn't stop whoever runs."""
    remove(Copies.of(tmp_path)._folder)
    assert (Copies.of(tmp_path).make(source) / "graph" / "data").exists()
