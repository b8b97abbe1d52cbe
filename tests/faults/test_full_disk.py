import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from embeddings.index import LocalStore, folder
from tests.embeddings.indexes import PROBE, UNITS, litter, open_index, places, right
from tests.words import Words

_SIZE = 4 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk takes root")
    try:
        yield place
    finally:
        gc.collect()
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def _filled(disk: Path, leave: int = 0) -> Iterator[None]:
    """`disk` with `leave` bytes left on it."""
    ballast = disk / "ballast"
    try:
        with ballast.open("wb") as file:
            state = os.statvfs(disk)
            file.write(b"\0" * max(0, state.f_bavail * state.f_frsize - leave))
        yield
    finally:
        ballast.unlink()


@pytest.mark.parametrize("leave", [0, 4096, 1 << 18])
def test_no_room_for_a_new_index(disk: Path, leave: int, caplog: pytest.LogCaptureFixture):
    """The vectors are searched in memory and one line says so; when there is room again, the index is kept."""
    with _filled(disk, leave):
        right(open_index(disk), Words())
        assert len(caplog.records) == 1
        assert "No space left on device); the vectors stay in memory." in caplog.text
        assert places(disk) == []
        assert litter(disk) == []
    right(open_index(disk), Words())
    assert len(places(disk)) == 1
    assert len(caplog.records) == 1


def test_a_disk_that_fills_up_half_way(disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    """Wherever Chroma meets the end of the disk, nothing half-done is kept or served."""
    monkeypatch.setattr(folder, "_check_room", lambda *_: None)
    for leave in range(0, 1_000_000, 100_000):
        caplog.clear()
        with _filled(disk, leave):
            right(open_index(disk, article=str(leave)), Words())
        kept = len(places(disk))
        assert kept + len(caplog.records) == 1, caplog.text
        gc.collect()
        LocalStore(disk).remove(str(leave))
        assert litter(disk) == []


@pytest.mark.parametrize("leave", [0, 4096, 1 << 18])
def test_the_old_index_still_answers(disk: Path, leave: int):
    """An index that is there is neither lost nor made again because the disk is full, and other articles' stay."""
    open_index(disk)
    open_index(disk, article="other")
    gc.collect()
    before = places(disk)
    with _filled(disk, leave):
        model = Words()
        right(open_index(disk, model), Words())
        assert len(model.texts) == PROBE
        right(open_index(disk, article="new"), Words())
    assert places(disk) == before
    right(open_index(disk, model := Words()), Words(), UNITS)
    assert len(model.texts) == PROBE
