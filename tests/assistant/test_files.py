import os
from pathlib import Path

import pytest

from assistant.errors import StorageError
from assistant.files import replace_file


def test_a_file_is_replaced_whole(tmp_path: Path):
    """In a folder that is made for it, readable by its owner alone, and with nothing left beside it."""
    path = tmp_path / "folder" / "file"
    for data in (b"old", b"new"):
        replace_file(path, data)
        assert path.read_bytes() == data
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_what_it_names_is_on_the_disk_before_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A machine that loses its power in between has the old file, and not an empty new one."""
    path = tmp_path / "file"
    replace_file(path, b"old")
    kept: list[tuple[int, bytes]] = []
    monkeypatch.setattr(os, "fsync", lambda file: kept.append((os.fstat(file).st_size, path.read_bytes())))
    replace_file(path, b"newer")
    assert kept == [(5, b"old")]


def test_what_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And nothing beside it; the error says where and why."""
    path = tmp_path / "file"
    replace_file(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=f"{tmp_path} can't be written .No space left on device"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
