import gc
import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings
from sentence_transformers import SentenceTransformer

from embeddings import index as module
from embeddings.chunks import Unit
from embeddings.errors import StorageError
from embeddings.index import ArticleIndex, Stamp, view_of
from tests.embeddings.fakes import DIMENSION, embedded, word_overlap

PROBE = 1  # text embedded whenever an index is opened


def make_units(sentences: int = 6) -> tuple[Unit, ...]:
    """Units of two languages and two kinds; every text says something of its own."""
    return (
        Unit("chunk", "ar", 0, "وصل المبعوث إلى موسكو"),
        Unit("chunk", "en", 0, "The envoy arrived in Moscow"),
        *(Unit("sentence", "ar", n, f"الجملة {n} عن المعاهدة") for n in range(sentences)),
        *(Unit("sentence", "en", n, f"Sentence {n} about treaty number {n * 7}") for n in range(sentences)),
    )


UNITS = make_units()


def stamp_of(model: SentenceTransformer, units: Sequence[Unit] = UNITS) -> Stamp:
    return Stamp.of("article", units, "fake", model)


def open_index(data_dir: Path, model: SentenceTransformer | None = None, **options: Any) -> ArticleIndex:
    model = model or word_overlap()
    units = options.pop("units", UNITS)
    return ArticleIndex.open(options.pop("stamp", None) or stamp_of(model, units), units, model, data_dir, **options)


def places(data_dir: Path) -> list[Path]:
    """Every stored index."""
    return sorted(path.parent for path in data_dir.glob("indexes/*/*/chroma.sqlite3"))


def litter(data_dir: Path) -> list[str]:
    """What lies in the data directory beside whole indexes and locks."""
    folders = [path for path in data_dir.glob("indexes/*/*") if path.name != "lock"]
    return sorted(path.name for path in folders if path not in places(data_dir) or path.name.startswith("building"))


def question(model: SentenceTransformer, text: str) -> np.ndarray:
    return model.encode_query(text, normalize_embeddings=True)


def assert_right(index: ArticleIndex, model: SentenceTransformer, units: Sequence[Unit] = UNITS) -> None:
    """Every view holds exactly its units, with the cosines that numpy finds."""
    vector = question(model, "Sentence 3 about treaty number 21 الجملة")
    for view in ("chunk-ar", "chunk-en", "sentence-ar", "sentence-en"):
        own = [unit for unit in units if view_of(unit.kind, unit.language) == view]
        cosines = model.encode_document([unit.text for unit in own], normalize_embeddings=True) @ vector
        found = index.nearest(vector, view, len(own))
        expected = {unit.position: float(cosine) for unit, cosine in zip(own, cosines, strict=True)}
        assert found == pytest.approx(expected, abs=1e-5)
        assert list(found.values()) == sorted(found.values(), reverse=True)


def test_an_index_finds_the_nearest(tmp_path: Path):
    """Cosines are numpy's, nearest first, of one view; k is a limit, and all come where it is larger."""
    model = word_overlap()
    index = open_index(tmp_path, model)
    assert_right(index, model)
    vector = question(model, "number 35")
    assert list(index.nearest(vector, "sentence-en", 1)) == [5]
    assert len(index.nearest(vector, "sentence-en", 4)) == 4
    assert len(index.nearest(vector, "sentence-en", 100)) == 6
    assert index.nearest(vector, "sentence-fr", 5) == {}
    assert index.nearest(vector, "sentence-en", 0) == {}


def test_an_article_is_embedded_once(tmp_path: Path):
    """The second opening embeds nothing but the probe, and finds the same."""
    first, second = word_overlap(), word_overlap()
    open_index(tmp_path, first)
    assert len(embedded(first)) == PROBE + len(UNITS)
    index = open_index(tmp_path, second)
    assert len(embedded(second)) == PROBE
    assert_right(index, second)
    assert litter(tmp_path) == []


def test_progress_is_told(tmp_path: Path):
    """It rises to the number of texts; an index that is there tells none."""
    told: list[tuple[int, int]] = []
    units = make_units(20)
    open_index(tmp_path, units=units, progress=lambda done, total: told.append((done, total)))
    assert told == [(16, 42), (32, 42), (42, 42)]
    open_index(tmp_path, units=units, progress=lambda *_: pytest.fail("nothing is to be embedded"))


@pytest.mark.parametrize(
    "change",
    [
        {"article": "other"},
        {"model": "other"},
        {"query_prompt": "other"},
        {"document_prompt": "other"},
        {"chunking": -1},
        {"texts": "other"},
    ],
)
def test_another_stamp_has_another_place(tmp_path: Path, change: dict[str, Any]):
    """Whatever the vectors depend on, when it changes they are made anew and the old ones stay as they were."""
    model = word_overlap()
    open_index(tmp_path, model)
    open_index(tmp_path, model, stamp=replace(stamp_of(model), **change))
    assert len(embedded(model)) == 2 * (PROBE + len(UNITS))
    assert len(places(tmp_path)) == 2
    open_index(tmp_path, model)
    assert len(embedded(model)) == 2 * (PROBE + len(UNITS)) + PROBE


def test_a_stamp_tells_what_it_is_made_of():
    """It takes prompts and dimension from the model, and its key changes with every text."""
    model = word_overlap()
    stamp = stamp_of(model)
    assert (stamp.dimension, stamp.query_prompt, stamp.document_prompt) == (DIMENSION, "query: ", "passage: ")
    assert stamp.units == len(UNITS)
    other = (*UNITS[:-1], replace(UNITS[-1], text="Something else"))
    assert stamp_of(model, other).key != stamp.key == stamp_of(word_overlap()).key


def test_other_weights_of_the_same_name_get_their_own_vectors(tmp_path: Path):
    """Vectors of other weights are never served, nor taken from one who reads them; the way back costs nothing."""
    old, new = word_overlap(seed=0), word_overlap(seed=1)
    index = open_index(tmp_path, old)
    again = open_index(tmp_path, new, stamp=stamp_of(old))
    assert_right(index, old)
    assert_right(again, new)
    back = word_overlap(seed=0)
    assert_right(open_index(tmp_path, back, stamp=stamp_of(old)), old)
    assert len(embedded(back)) == PROBE


def _tamper(place: Path, change: Callable[[chromadb.Collection], Any]) -> None:
    """Change the collection at `place` as a program would that knows nothing of us."""
    gc.collect()
    client: Any = chromadb.PersistentClient(str(place), Settings(anonymized_telemetry=False, is_persistent=True))
    change(client.get_collection("article"))
    client.close()
    (place / "files.json").write_text(json.dumps(module._sizes(place)))


@pytest.mark.parametrize(
    "change",
    [
        lambda collection: collection.delete(ids=[UNITS[0].id]),
        lambda collection: collection.modify(metadata={"article": "other"}),
        lambda collection: collection.modify(metadata={**collection.metadata, "probe": "[1, 2]"}),
        lambda collection: collection.modify(metadata={**collection.metadata, "probe": "{"}),
        lambda collection: collection.modify(name="renamed"),
    ],
    ids=["a row is gone", "other metadata", "another probe", "no probe", "another name"],
)
def test_a_collection_that_is_not_what_was_stored_is_rebuilt(tmp_path: Path, change: Callable):
    """A wrong count or stamp is found out when the index is opened."""
    open_index(tmp_path)
    _tamper(places(tmp_path)[0], change)
    model = word_overlap()
    index = open_index(tmp_path, model)
    assert len(embedded(model)) == PROBE + len(UNITS)
    assert_right(index, model)
    assert litter(tmp_path) == []


def _cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _overwrite(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("chroma.sqlite3", _cut_off),
        ("chroma.sqlite3", _overwrite),
        ("chroma.sqlite3", Path.unlink),
        ("data_level0.bin", _cut_off),
        ("data_level0.bin", Path.unlink),
        ("data_level0.bin", lambda path: shutil.rmtree(path.parent)),
        ("files.json", _cut_off),
        ("files.json", Path.unlink),
        ("files.json", lambda path: path.write_text("[]")),
        ("files.json", lambda path: shutil.rmtree(path.parent)),
    ],
)
def test_damaged_files_are_rebuilt(tmp_path: Path, name: str, damage: Callable[[Path], None]):
    """A file that was cut off, lost or overwritten costs a new index, never a crash or a wrong answer."""
    open_index(tmp_path)
    gc.collect()
    damage(next(places(tmp_path)[0].rglob(name)))
    model = word_overlap()
    assert_right(open_index(tmp_path, model), model)
    assert len(places(tmp_path)) == 1
    assert litter(tmp_path) == []


class StopError(Exception):
    """What a test interrupts a build with."""


def _stop(done: int, total: int) -> None:
    raise StopError


def test_a_build_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An interruption while embedding or writing reaches the caller; the next opening starts afresh."""
    with pytest.raises(StopError):
        open_index(tmp_path, progress=_stop)
    assert places(tmp_path) == []
    assert litter(tmp_path) == []
    with monkeypatch.context() as patch:
        patch.setattr(module, "_sizes", lambda place: _stop(0, 0))
        with pytest.raises(StopError):
            open_index(tmp_path)
    assert places(tmp_path) == []
    assert litter(tmp_path) == []
    model = word_overlap()
    assert_right(open_index(tmp_path, model), model)


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path):
    """A folder that was being built when the power went is removed and not served."""
    model = word_overlap()
    open_index(tmp_path, model)
    gc.collect()
    (place,) = places(tmp_path)
    place.rename(place.with_name("building-x"))
    assert_right(open_index(tmp_path, model), model)
    assert litter(tmp_path) == []
    assert len(places(tmp_path)) == 1


def _open_elsewhere(data_dir: Path) -> tuple[int, dict[int, float]]:
    model = word_overlap()
    units = make_units(200)
    index = open_index(data_dir, model, units=units)
    return len(embedded(model)), index.nearest(question(model, "number 35"), "sentence-en", 3)


@pytest.mark.slow
def test_two_processes_share_one_index(tmp_path: Path):
    """Two that open an article at the same time find the same; one embeds it and the other waits."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        results = list(pool.map(_open_elsewhere, [tmp_path] * 2))
    assert sorted(count for count, _ in results) == [PROBE, PROBE + 402]
    assert results[0][1] == results[1][1]
    assert next(iter(results[0][1])) == 5
    assert len(places(tmp_path)) == 1


def test_threads_share_one_index(tmp_path: Path):
    """Eight threads open it at once: it is embedded once, and each of them finds what is right."""
    model = word_overlap()

    def use(_: int) -> None:
        assert_right(open_index(tmp_path, model), model)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(16)))
    assert embedded(model).count(UNITS[0].text) == 1 + 16  # once for the index, and once in each check
    assert len(places(tmp_path)) == 1


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


def test_a_disk_that_fills_up_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What Chroma says of a full disk becomes our error, and nothing is left behind."""

    def full(*_: Any, **__: Any) -> None:
        raise chromadb.errors.InternalError("database or disk is full")

    monkeypatch.setattr(chromadb.Collection, "add", full)
    with pytest.raises(StorageError, match="disk is full"):
        open_index(tmp_path)
    assert litter(tmp_path) == []


def test_an_error_of_the_model_stays_what_it_is(tmp_path: Path):
    """Only the disk's errors are called errors of storage."""

    def broken(done: int, total: int) -> None:
        raise BrokenPipeError("the terminal is gone")

    with pytest.raises(BrokenPipeError):
        open_index(tmp_path, progress=broken)


def test_a_lock_that_is_never_released_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever waits too long for another process is told so."""
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.1)
    release, held = threading.Event(), threading.Event()

    def hold(done: int, total: int) -> None:
        held.set()
        release.wait(20)

    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(open_index, tmp_path, progress=hold)
        held.wait(20)
        with pytest.raises(StorageError, match="Another process has been building"):
            open_index(tmp_path)
        release.set()
        assert building.result() is not None


def test_an_index_larger_than_a_batch_of_chroma(tmp_path: Path):
    """Chroma takes 5,461 rows at once; of 6,000 units each is found, those that say the same too."""
    units = (
        *(Unit("sentence", "en", n, f"Event {n} in city {n % 977}") for n in range(5400)),
        *(Unit("sentence", "ar", n, f"خبر {n % 200}") for n in range(600)),
    )
    model = word_overlap()
    index = open_index(tmp_path, model, units=units)
    vector = question(model, "Event 5000 in city 115")
    assert next(iter(index.nearest(vector, "sentence-en", 512))) == 5000
    assert len(index.nearest(vector, "sentence-ar", 600)) == 600


def test_units_that_the_graph_loses_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where Chroma's graph answers with too few, all are compared."""
    model = word_overlap()
    index = open_index(tmp_path, model)
    query = chromadb.Collection.query

    def lossy(self: chromadb.Collection, **options: Any) -> Any:
        return query(self, **{**options, "n_results": max(1, options["n_results"] // 2)})

    monkeypatch.setattr(chromadb.Collection, "query", lossy)
    assert_right(index, model)


def test_many_indexes_leave_nothing_open(tmp_path: Path):
    """An index that nobody holds any more is closed: files and threads don't add up."""

    def count() -> tuple[int, int]:
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir())), len(list(Path("/proc/self/task").iterdir()))

    model = word_overlap()
    kept = open_index(tmp_path, model)
    files, threads = count()
    for n in range(50):
        open_index(tmp_path, model, stamp=replace(stamp_of(model), article=str(n % 5)))
    assert count()[0] <= files + 2
    assert count()[1] <= threads + 2
    assert_right(kept, model)


def test_a_finalizer_never_waits(tmp_path: Path):
    """An index that is dropped while another is being opened is closed with the next one."""
    model = word_overlap()
    index = open_index(tmp_path, model)
    with module._clients:
        del index
        gc.collect()
        assert len(module._dropped) == 1
    open_index(tmp_path, model)
    assert not module._dropped


def test_a_stray_env_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Chroma would take its settings from a .env in the working directory; here it doesn't."""
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=chromadb.api.fastapi.FastAPI\nchroma_api_impl=nonsense\n")
    monkeypatch.chdir(tmp_path)
    model = word_overlap()
    assert_right(open_index(tmp_path / "data", model), model)
