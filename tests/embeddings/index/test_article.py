import gc
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromadb
import pytest

from embeddings.chunks import Unit
from embeddings.errors import StorageError
from embeddings.index import ArticleIndex, LocalStore, Stamp
from embeddings.index.memory import MemoryRows
from embeddings.index.store import Embed, UnreadableError
from embeddings.index.vectors import Vectors
from tests.embeddings.fakes import embedded, word_overlap
from tests.embeddings.indexes import PROBE, UNITS, litter, make_units, open_index, places, right, stamp_of
from tests.words import Words


@pytest.fixture(params=["held", "graph"], autouse=True)
def way(request: pytest.FixtureRequest) -> None:
    """Everything holds where vectors are compared in memory, and where Chroma's graph is asked."""
    if request.param == "graph":
        request.getfixturevalue("graph")


def test_an_index_finds_the_nearest(tmp_path: Path):
    """Cosines are numpy's, nearest first, of one view; k is a limit, and all come where it is larger."""
    model = word_overlap()
    index = open_index(tmp_path, model)
    right(index, model)
    vector = model.encode_query("number 35", normalize_embeddings=True)
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
    right(index, second)
    assert litter(tmp_path) == []


def test_progress_is_told(tmp_path: Path):
    """It rises to the number of texts; an index that is there tells none."""
    told: list[tuple[int, int]] = []
    units = make_units(40)
    open_index(tmp_path, units=units, progress=lambda done, total: told.append((done, total)))
    assert told == [(64, 82), (82, 82)]
    open_index(tmp_path, units=units, progress=lambda *_: pytest.fail("nothing is to be embedded"))


@pytest.mark.parametrize(
    "change",
    [
        {"article": "other"},
        {"model": "other"},
        {"query_prompt": "other"},
        {"document_prompt": "other"},
        {"texts": "other"},
    ],
)
def test_another_stamp_has_another_index(tmp_path: Path, change: dict[str, Any]):
    """Whatever the vectors depend on, when it changes they are made anew and the old ones stay as they were."""
    model = Words()
    open_index(tmp_path, model)
    open_index(tmp_path, model, stamp=replace(stamp_of(model), **change))
    assert len(model.texts) == 2 * (PROBE + len(UNITS))
    assert len(places(tmp_path)) == 2
    open_index(tmp_path, model)
    assert len(model.texts) == 2 * (PROBE + len(UNITS)) + PROBE


def test_other_weights_of_the_same_name_get_their_own_vectors(tmp_path: Path):
    """Vectors of other weights are never served, nor taken from one who reads them; the way back costs nothing."""
    old, new = word_overlap(seed=0), word_overlap(seed=1)
    index = open_index(tmp_path, old)
    again = open_index(tmp_path, new, stamp=stamp_of(old))
    right(index, old)
    right(again, new)
    back = word_overlap(seed=0)
    right(open_index(tmp_path, back, stamp=stamp_of(old)), old)
    assert len(embedded(back)) == PROBE


def test_threads_share_one_index(tmp_path: Path):
    """Eight threads open it at once: it is embedded once, and each of them finds what is right."""
    model = Words()
    with ThreadPoolExecutor(8) as pool:
        for index in pool.map(lambda _: open_index(tmp_path, model), range(16)):
            right(index, Words())
    assert len(model.texts) == 16 * PROBE + len(UNITS)
    assert len(places(tmp_path)) == 1


def test_an_error_of_the_model_stays_what_it_is(tmp_path: Path):
    """Only the disk's errors are called errors of storage."""

    def broken(done: int, total: int) -> None:
        raise BrokenPipeError("the terminal is gone")

    with pytest.raises(BrokenPipeError):
        open_index(tmp_path, progress=broken)
    assert litter(tmp_path) == []


def test_an_index_larger_than_a_batch_of_chroma(tmp_path: Path):
    """Chroma takes 5,461 rows at once; of 6,000 units each is found, those that say the same too."""
    units = (
        *(Unit("sentence", "en", n, f"Event {n} in city {n % 977}") for n in range(5400)),
        *(Unit("sentence", "ar", n, f"خبر {n % 200}") for n in range(600)),
    )
    model = word_overlap()
    index = open_index(tmp_path, model, units=units)
    vector = model.encode_query("Event 5000 in city 115", normalize_embeddings=True)
    assert next(iter(index.nearest(vector, "sentence-en", 512))) == 5000
    assert len(index.nearest(vector, "sentence-ar", 600)) == 600


def test_units_that_the_graph_loses_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where Chroma's graph answers with too few, all are compared."""
    model = Words()
    index = open_index(tmp_path, model)
    query = chromadb.Collection.query

    def lossy(self: chromadb.Collection, **options: Any) -> Any:
        return query(self, **{**options, "n_results": max(1, options["n_results"] // 2)})

    monkeypatch.setattr(chromadb.Collection, "query", lossy)
    right(index, model)


def test_many_indexes_leave_nothing_open(tmp_path: Path):
    """An index that nobody holds any more is closed: files, copies and threads don't add up."""

    def count() -> tuple[int, int]:
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir())), len(list(Path("/proc/self/task").iterdir()))

    model = Words()
    kept = open_index(tmp_path, model)
    files, threads = count()
    for n in range(25):
        open_index(tmp_path, model, article=str(n % 5))
    assert count()[0] <= files + 2
    assert count()[1] <= threads + 2
    right(kept, model)
    open_index(tmp_path, model)
    gc.collect()
    assert len(list(tmp_path.glob("opened/*/*/chroma.sqlite3"))) == 1


class Fleeting:
    """A store whose rows are lost `losses` times when they are asked. `found` counts how often it was."""

    def __init__(self, losses: int) -> None:
        self.losses = losses
        self.found = 0

    def rows(self, stamp: Stamp, probe: Vectors, units: Sequence[Unit], embed: Embed) -> MemoryRows:
        self.found += 1
        return FleetingRows(self, units, embed())

    def remove(self, article_id: str) -> None:
        raise AssertionError("nothing is to be removed")


class FleetingRows(MemoryRows):
    def __init__(self, store: Fleeting, units: Sequence[Unit], vectors: Vectors) -> None:
        super().__init__(units, vectors)
        self._store = store
        self._together = threading.Barrier(4, timeout=1)

    def all_of(self, view: str) -> tuple[list[int], Vectors]:
        if self._store.found <= self._store.losses:
            with suppress(threading.BrokenBarrierError):
                self._together.wait()
            raise UnreadableError("gone")
        return super().all_of(view)


def test_rows_that_are_lost_are_found_again():
    """Of four who miss them at once one makes them, and all get what is right."""
    store, model = Fleeting(1), Words()
    index = open_index(store, model)
    vector = model.encode_query("number 35")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: index.nearest(vector, "sentence-en", 1), range(4)))
    assert [list(positions) for positions in found] == [[5]] * 4
    assert store.found == 2


def test_rows_that_are_lost_again_are_an_error():
    """After one new try the question fails, in one sentence."""
    index = open_index(Fleeting(2))
    with pytest.raises(StorageError, match=r"can't be read \(gone\), though it was just made; try again\."):
        index.nearest(Words().encode_query("number"), "sentence-en", 1)


def test_a_data_directory_that_goes_away_under_a_reader(tmp_path: Path):
    """Files that are deleted while they are in use cost at most a new index."""
    model = Words()
    index = open_index(LocalStore(tmp_path), model)
    for path in sorted(tmp_path.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    right(index, model)
    assert isinstance(index, ArticleIndex)
    right(open_index(tmp_path, model), model)
