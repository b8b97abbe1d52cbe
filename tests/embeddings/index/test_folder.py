import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.index import folder, manifest
from embeddings.index.collection import fill
from embeddings.index.manifest import Manifest
from embeddings.index.memory import MemoryRows
from embeddings.index.store import UnreadableError
from tests.embeddings.indexes import PROBE, litter, open_index, places, right, stamp_of
from tests.words import Words


class StopError(Exception):
    """What a test interrupts a build with."""


def _stop(*_: Any, **__: Any) -> None:
    raise StopError


@pytest.mark.parametrize(
    "where", [(folder, "_check_room"), (folder, "fill"), (folder, "self_found"), (Manifest, "write")]
)
def test_a_build_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: tuple[object, str]
):
    """An interruption reaches the caller wherever it comes; the next opening starts afresh."""
    with monkeypatch.context() as patch:
        patch.setattr(*where, _stop)
        with pytest.raises(StopError):
            open_index(tmp_path)
    assert places(tmp_path) == []
    assert litter(tmp_path) == []
    right(open_index(tmp_path), Words())


def test_an_index_that_does_not_find_its_own_units_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """What Chroma wrote wrongly is never served: the vectors are searched in memory, and one line says so."""

    def shuffled(collection: Any, units: Any, vectors: np.ndarray, probe: np.ndarray) -> None:
        fill(collection, units, np.roll(vectors, 1, axis=0)[:, ::-1], probe)

    with monkeypatch.context() as patch:
        patch.setattr(folder, "fill", shuffled)
        index = open_index(tmp_path)
    right(index, Words())
    assert isinstance(index._rows, MemoryRows)
    assert "(its own vectors are not found in it); the vectors stay in memory." in caplog.text
    assert places(tmp_path) == []
    assert litter(tmp_path) == []


def test_an_index_that_lacks_rows_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The count is checked before an index gets its place."""
    with monkeypatch.context() as patch:
        patch.setattr(folder, "fill", lambda into, units, vectors, probe: fill(into, units[1:], vectors[1:], probe))
        right(open_index(tmp_path), Words())
    assert places(tmp_path) == []


def test_the_files_of_another_chroma_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """An index that another version wrote is written anew, from its vectors: nothing is embedded again."""
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "VERSION", "0.4.1")
        open_index(tmp_path)
    model = Words()
    right(open_index(tmp_path, model), Words())
    assert len(model.texts) == PROBE
    assert len(places(tmp_path)) == 1
    assert "is set aside (of chromadb 0.4.1 on " in caplog.text


def test_what_an_older_way_of_cutting_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With the next index of the article; that of another model stays."""
    model = Words()
    stamp = stamp_of(model)
    with monkeypatch.context() as patch:
        patch.setattr(folder, "CHUNKING_VERSION", stamp.chunking - 1)
        open_index(tmp_path, model, stamp=replace(stamp, chunking=stamp.chunking - 1))
    assert len(places(tmp_path)) == 1
    open_index(tmp_path, model, stamp=replace(stamp, model="other"))
    open_index(tmp_path, model)
    kept = [Manifest.read(place) for place in places(tmp_path)]
    assert sorted(found.stamp.model for found in kept if found) == ["fake", "other"]


def test_an_index_that_chroma_cannot_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """It is searched in memory, and stays for the next time."""
    open_index(tmp_path)

    def broken(place: Path) -> None:
        raise UnreadableError("too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(folder, "open_folder", broken)
        model = Words()
        right(open_index(tmp_path, model), Words())
    assert len(model.texts) == PROBE
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "can't be opened (too many open files); its vectors are searched in memory." in caplog.text
    assert len(places(tmp_path)) == 1
