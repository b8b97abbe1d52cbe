import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.index import LocalStore
from tests.embeddings.indexes import PROBE, litter, make_units, open_index, places, right
from tests.words import Words

UNITS = make_units(40)


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def _garble(path: Path) -> None:
    """Other bytes, and as many; a digit of the manifest is enough."""
    data = bytearray(path.read_bytes())
    for place in random.Random(1).sample(range(len(data)), max(1, len(data) // 50)):
        data[place] ^= 1
    path.write_bytes(data)


def _one_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1 - len(data) // 3] ^= 1
    path.write_bytes(data)


def _replace(path: Path) -> None:
    path.unlink()
    path.mkdir()


_DAMAGES = (_truncate, _empty, _garble, _one_bit, Path.unlink, _replace)


def _files(place: Path) -> list[str]:
    """The files of an index; those of Chroma's graph without the folder, which has a random name."""
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one index."""
    data_dir = tmp_path_factory.mktemp("built")
    open_index(LocalStore(data_dir), units=UNITS)
    shutil.rmtree(data_dir / "opened")
    return data_dir


@pytest.mark.parametrize("damage", _DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_every_file_damaged_in_turn(
    built: Path, tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
):
    """Each costs one line and a new index: of the vectors where they are whole, else of the text."""
    names = _files(places(built)[0])
    assert {name.rpartition("/")[2] for name in names} >= {"manifest", "vectors.npy", "chroma.sqlite3", "header.bin"}
    for number, name in enumerate(names):
        data_dir = tmp_path / str(number)
        shutil.copytree(built, data_dir)
        file = places(built)[0].relative_to(built) / name
        if (data_dir / file).stat().st_size == 0 and damage in (_truncate, _empty, _garble, _one_bit):
            continue
        damage(data_dir / file)
        caplog.clear()
        model = Words()
        right(open_index(data_dir, model, UNITS), Words(), UNITS)
        by_text = name in ("manifest", "vectors.npy")
        assert len(model.texts) == PROBE + by_text * len(UNITS), name
        assert len(caplog.records) == 1
        assert "is set aside" in caplog.text
        assert len(places(data_dir)) == 1
        assert litter(data_dir) == []
        caplog.clear()
        again = Words()
        right(open_index(data_dir, again, UNITS), Words(), UNITS)
        assert len(again.texts) == PROBE
        assert not caplog.records


def _delete_folder(place: Path) -> None:
    shutil.rmtree(next(place.rglob("header.bin")).parent)


def _journal(place: Path) -> None:
    """What SQLite would play back into the database."""
    (place / "chroma" / "chroma.sqlite3-journal").write_bytes(b"x" * 512)


def _all_gone(place: Path) -> None:
    for path in place.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("damage", [_delete_folder, _journal, _all_gone], ids=lambda damage: damage.__name__.strip("_"))
def test_whole_folders_damaged(built: Path, tmp_path: Path, damage: Callable[[Path], None]):
    """A folder that is gone, emptied, or holds what nobody wrote there."""
    shutil.copytree(built, tmp_path / "data")
    damage(places(tmp_path / "data")[0])
    right(open_index(tmp_path / "data", units=UNITS), Words(), UNITS)
    assert len(places(tmp_path / "data")) == 1
    assert litter(tmp_path / "data") == []


def test_a_foreign_folder_is_set_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """A database of somebody else in the place of an index is never opened."""
    (tmp_path / "indexes" / "article" / "own").mkdir(parents=True)
    (tmp_path / "indexes" / "article" / "own" / "chroma.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    right(open_index(tmp_path), Words())
    assert "its manifest is no good" in caplog.text
    assert litter(tmp_path) == []
