import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import chromadb
import pytest

from embeddings.errors import StorageError
from embeddings.index import ChromaServer, ServerStore, server
from embeddings.index.connection import connect, disconnect
from embeddings.index.memory import MemoryRows
from tests.chroma_server import RunningServer
from tests.embeddings.indexes import PROBE, UNITS, make_units, open_index, right, stamp_of
from tests.faults.workers import Worker, ask
from tests.words import Words

pytestmark = pytest.mark.slow

_names = (f"article{number}" for number in count())


@pytest.fixture
def store(chroma: RunningServer) -> ServerStore:
    return ServerStore(ChromaServer(chroma.url))


@pytest.fixture
def article() -> str:
    """An article that no other test has."""
    return next(_names)


@pytest.fixture
def client(chroma: RunningServer) -> Iterator[Any]:
    """Another program, which knows nothing of us."""
    client = connect(ChromaServer(chroma.url))
    yield client
    disconnect(client)


def collections(client: Any, article: str) -> list[str]:
    return sorted(found.name for found in client.list_collections() if found.name.startswith(f"{article}."))


def test_an_index_on_a_server(store: ServerStore, article: str, client: Any):
    """It finds what the local one finds, and another process, which embeds nothing, finds it too."""
    model, again, units = Words(), Words(), make_units(400)
    right(open_index(store, model, units, article=article), Words(), units)
    right(open_index(ServerStore(store._server), again, units, article=article), Words(), units)
    assert (len(model.texts), len(again.texts)) == (PROBE + len(units), PROBE)
    assert collections(client, article) == [f"{article}.{stamp_of(model, units, article).key}.0"]


def test_other_weights_of_the_same_name(store: ServerStore, article: str, client: Any):
    """They get vectors of their own, and the old ones stay."""

    class Turned(Words):
        def encode_document(self, texts: Any, **options: Any) -> Any:
            return super().encode_document(texts, **options)[:, ::-1]

        def encode_query(self, text: str, **options: Any) -> Any:
            return super().encode_query(text, **options)[::-1]

    right(open_index(store, Words(), article=article), Words())
    right(open_index(store, Turned(), article=article), Turned())
    again = Words()
    right(open_index(store, again, article=article), Words())
    assert len(again.texts) == PROBE
    assert [name[-1] for name in collections(client, article)] == ["0", "1"]


def test_a_collection_that_lost_rows_is_made_again(
    store: ServerStore, article: str, client: Any, caplog: pytest.LogCaptureFixture
):
    """One line says so; what is asked is right."""
    open_index(store, article=article)
    (name,) = collections(client, article)
    client.get_collection(name).delete(ids=[UNITS[3].id])
    model = Words()
    right(open_index(store, model, article=article), Words())
    assert len(model.texts) == PROBE + len(UNITS)
    assert "has lost rows; it is made again." in caplog.text


@pytest.mark.usefixtures("graph")
def test_a_collection_that_goes_away_under_a_reader(store: ServerStore, article: str):
    """A reader makes again what another one has removed."""
    model = Words()
    index = open_index(store, model, article=article)
    store.remove(article)
    right(index, Words())
    assert len(model.texts) == PROBE + 2 * len(UNITS)


def test_removing_an_article_leaves_the_others(store: ServerStore, article: str, client: Any):
    """All of its indexes go, also those under other models; an article that isn't there is no error."""
    other, model = next(_names), Words()
    for stamp in (stamp_of(model, UNITS, article), replace(stamp_of(model, UNITS, article), model="b")):
        open_index(store, model, stamp=stamp)
    open_index(store, article=other)
    assert len(collections(client, article)) == 2
    store.remove(article)
    store.remove(article)
    assert collections(client, article) == []
    assert len(collections(client, other)) == 1


@pytest.mark.parametrize("processes", [2, 8])
def test_processes_share_a_server(chroma: RunningServer, client: Any, article: str, processes: int):
    """All add the same article at once and ask it: one collection stays, whole, and nothing half-done."""
    address = ChromaServer(chroma.url)
    for worker in [Worker(ask, address, article) for _ in range(processes)]:
        worker.result()
    assert len(collections(client, article)) == 1
    assert Worker(ask, address, article).result() == PROBE
    assert not [found for found in client.list_collections() if found.name.startswith("building.")]


def test_what_a_killed_process_left_is_removed(
    store: ServerStore, article: str, client: Any, monkeypatch: pytest.MonkeyPatch
):
    """A collection that was being filled goes when it is older than any filling lasts, and not before."""
    for since in (1, 1 << 40):
        client.create_collection(f"building.{article}.{since}", metadata={"since": since})
    client.create_collection(f"building.{article}.foreign")
    open_index(store, article=article)
    left = [found.name for found in client.list_collections() if found.name.startswith(f"building.{article}")]
    assert sorted(left) == [f"building.{article}.{1 << 40}", f"building.{article}.foreign"]
    for name in left:
        client.delete_collection(name)


def test_a_server_that_can_keep_nothing(
    store: ServerStore, article: str, client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Where a collection can't be filled the vectors are searched in memory, one line says so, and none stays."""

    def full(*_: Any, **__: Any) -> None:
        raise chromadb.errors.InternalError("database or disk is full")

    monkeypatch.setattr(chromadb.Collection, "add", full)
    index = open_index(store, article=article)
    right(index, Words())
    assert isinstance(index._rows, MemoryRows)
    assert [record.levelno for record in caplog.records if "embeddings" in record.name] == [logging.WARNING]
    assert "(database or disk is full); the vectors stay in memory." in caplog.text
    assert collections(client, article) == []
    assert not [found for found in client.list_collections() if found.name.startswith("building.")]


@pytest.mark.usefixtures("graph")
def test_the_limits_of_chroma_cloud_are_kept(chroma: RunningServer, article: str, monkeypatch: pytest.MonkeyPatch):
    """With a key no call writes, asks for or reads more than 300 rows; the nearest 300 are found."""
    units, most = make_units(800), []
    for name, count_of in {
        "add": lambda given: len(given["ids"]),
        "query": lambda given: given["n_results"],
        "get": lambda given: given.get("limit") or 0,
    }.items():
        real = getattr(chromadb.Collection, name)

        def counted(self: Any, *, _real: Any = real, _count: Any = count_of, **given: Any) -> Any:
            most.append(_count(given))
            return _real(self, **given)

        monkeypatch.setattr(chromadb.Collection, name, counted)
    model = Words()
    index = open_index(ServerStore(ChromaServer(chroma.url, key="k")), model, units, article=article)
    vector = model.encode_query("Sentence 3 about treaty number 21")
    assert len(index.nearest(vector, "sentence-en", 512)) == 300
    assert next(iter(index.nearest(vector, "sentence-en", 512))) == 3
    positions, vectors = index._rows.all_of("sentence-en")
    assert sorted(positions) == list(range(800))
    assert vectors.shape == (800, model.get_embedding_dimension())
    assert max(most) == 300
    assert server._BATCH == 300


def test_a_server_that_goes_away(tmp_path: Path):
    """What has been asked once is held, so questions are answered until it is back."""
    running = RunningServer(tmp_path / "chroma")
    try:
        index = open_index(ServerStore(ChromaServer(running.url)))
        right(index, Words())
    finally:
        running.stop()
    right(index, Words())


@pytest.mark.usefixtures("graph")
def test_a_server_that_is_started_again(tmp_path: Path):
    """While it is down a question fails in one sentence; when it is back the same index answers; nothing is lost."""
    running = RunningServer(tmp_path / "chroma")
    try:
        store, model = ServerStore(ChromaServer(running.url)), Words()
        index = open_index(store, model)
        running.stop()
        with pytest.raises(StorageError, match=r"No Chroma server answers at .* \(.*refused\); start it, or check"):
            right(index, Words())
        running.start()
        right(index, Words())
        assert len(model.texts) == PROBE + len(UNITS)
        running.stop()
        shutil.rmtree(tmp_path / "chroma")
        running.start()
        right(index, Words())
        assert len(model.texts) == PROBE + 2 * len(UNITS)
    finally:
        running.stop()
