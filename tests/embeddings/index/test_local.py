import gc
from errno import ENOSPC
from pathlib import Path

import pytest

from embeddings.errors import StorageError
from embeddings.index import LocalStore
from tests.embeddings.indexes import PROBE, UNITS, litter, open_index, places, right
from tests.words import Words


@pytest.mark.parametrize("where", ["a file", "below a file", "not to be written"])
def test_a_data_directory_that_cannot_be_written_is_an_error(tmp_path: Path, where: str):
    """One sentence says where, why and what to do."""
    (tmp_path / "file").write_text("")
    folder = {
        "a file": tmp_path / "file",
        "below a file": tmp_path / "file" / "below",
        "not to be written": Path("/proc/self/nothing"),
    }[where]
    with pytest.raises(
        StorageError, match=r"can't be kept in .+ \(.+\); make room or set another data directory"
    ) as caught:
        open_index(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_removing_an_article(tmp_path: Path):
    """All of it goes and the others stay; who has it open goes on, and who opens it again makes it again."""
    store, model = LocalStore(tmp_path), Words()
    index = open_index(store, article="gone")
    open_index(store, article="kept")
    store.remove("gone")
    store.remove("gone")
    store.remove("never there")
    assert [path.parent.name for path in places(tmp_path)] == ["kept"]
    assert sorted(path.name for path in (tmp_path / "indexes").iterdir()) == ["kept", "kept.lock"]
    right(index, Words())
    right(open_index(store, model, article="gone"), Words())
    assert len(model.texts) == PROBE + len(UNITS)


def test_no_room_to_remove_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever makes room gets a sentence."""

    def full(path: Path) -> None:
        raise OSError(ENOSPC, "No space left on device")

    open_index(tmp_path, article="gone")
    monkeypatch.setattr("shutil.rmtree", full)
    with pytest.raises(StorageError, match=r"can't be removed \(No space left on device\); make room first"):
        LocalStore(tmp_path).remove("gone")


def test_what_killed_builds_of_other_articles_left_is_cleared_away(tmp_path: Path):
    """The first build of a process does it, whatever article it is of; what is being built right now stays."""
    for article in ("dead", "alive"):
        (tmp_path / "indexes" / article / "building-x").mkdir(parents=True)

    def building(*_: int) -> None:
        if len(places(tmp_path)) == 0:
            open_index(LocalStore(tmp_path), article="third")

    open_index(LocalStore(tmp_path), article="alive", progress=building)
    assert not (tmp_path / "indexes" / "dead" / "building-x").exists()
    assert litter(tmp_path) == []
    assert len(places(tmp_path)) == 2


def test_a_stray_env_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Chroma would take its settings from a .env in the working directory, or the environment; here it doesn't."""
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=chromadb.api.fastapi.FastAPI\nchroma_api_impl=nonsense\n")
    monkeypatch.setenv("CHROMA_API_IMPL", "chromadb.api.fastapi.FastAPI")
    monkeypatch.setenv("IS_PERSISTENT", "false")
    monkeypatch.chdir(tmp_path)
    right(open_index(tmp_path / "data"), Words())
    gc.collect()
    assert len(places(tmp_path / "data")) == 1
