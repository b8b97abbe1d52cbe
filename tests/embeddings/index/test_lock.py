import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from embeddings.errors import BusyError
from embeddings.index import LocalStore, lock
from tests.embeddings.indexes import open_index, right
from tests.words import Words


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment is short here."""
    monkeypatch.setattr(lock, "_GRACE", 0.05)


@contextmanager
def _building(data_dir: Path) -> Iterator[threading.Event]:
    """Somebody builds the index until the event is set, or the block is left."""
    release, begun = threading.Event(), threading.Event()

    def hold(done: int, total: int) -> None:
        begun.set()
        release.wait(20)

    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(open_index, data_dir, progress=hold)
        assert begun.wait(20)
        try:
            yield release
        finally:
            release.set()
        right(building.result(), Words())


def test_a_busy_index_is_said_to_be(tmp_path: Path):
    """Without a wait it is an error at once, which names the process and says what to do."""
    with _building(tmp_path):
        start = time.perf_counter()
        with pytest.raises(BusyError) as caught:
            open_index(LocalStore(tmp_path, wait=0))
        assert time.perf_counter() - start < 5
    assert str(caught.value) == (
        f"The index is busy: process {os.getpid()} is building it ({tmp_path / 'indexes' / 'article'}), and 0 s of "
        "waiting were allowed; ask again when it is done, end that process, or allow a longer wait."
    )


def test_who_waits_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """One line and one call say so while it lasts; then the index that the other made is there."""
    calls: list[str] = []
    with _building(tmp_path) as release:

        def told() -> None:
            calls.append("busy")
            release.set()

        model = Words()
        right(open_index(LocalStore(tmp_path, 20, told), model), Words())
    assert calls == ["busy"]
    assert len(model.texts) == 1
    (record,) = caplog.records
    assert record.getMessage() == f"Process {os.getpid()} is building this index; waiting for it, up to 20 s."


def test_a_wait_that_is_too_short(tmp_path: Path):
    """Who waits too long gives up."""
    with _building(tmp_path), pytest.raises(BusyError, match=r"0\.2 s of waiting"):
        open_index(LocalStore(tmp_path, wait=0.2))


def test_other_articles_are_not_waited_for(tmp_path: Path):
    """Each article has a lock of its own."""
    with _building(tmp_path):
        right(open_index(LocalStore(tmp_path, wait=0), article="other"), Words())


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"12; rm"])
def test_a_holder_that_is_not_known(tmp_path: Path, content: bytes):
    """What stands in the file of the lock is not believed unless it is a number."""
    path = tmp_path / "x.lock"
    with lock.held(path, 0, lambda: None):
        path.write_bytes(content)
        with pytest.raises(BusyError, match="another process is building"), lock.held(path, 0, lambda: None):
            pytest.fail("it is held")
