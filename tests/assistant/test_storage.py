import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.errors import BusyError
from assistant.settings import Settings
from assistant.storage import forget, store_of
from embeddings.article import Article
from embeddings.index import ChromaServer, LocalStore, ServerStore, lock
from embeddings.index.lock import held
from tests.embeddings.fakes import word_overlap
from tests.embeddings.indexes import open_index, places, right
from tests.words import Words


def test_indexes_are_kept_where_the_settings_say(tmp_path: Path):
    """In the data directory, or on a server, to which one connection serves all."""
    assert isinstance(store_of(Settings(data_dir=tmp_path)), LocalStore)
    there = Settings(data_dir=tmp_path, chroma_url="http://127.0.0.1:1")
    assert isinstance(store_of(there), ServerStore)
    assert store_of(there) is store_of(there)
    assert store_of(Settings(chroma_url="http://127.0.0.1:1", chroma_tenant="us")) is not store_of(there)


def test_who_comes_at_the_same_time_shares_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """However long it takes to make one."""

    class Slow(ServerStore):
        def __init__(self, server: ChromaServer) -> None:
            time.sleep(0.2)
            super().__init__(server)

    monkeypatch.setattr("embeddings.index.ServerStore", Slow)
    settings = Settings(data_dir=tmp_path, chroma_url="http://127.0.0.1:2")
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(store_of, [settings] * 4))
    assert all(store is stores[0] for store in stores)


def test_an_article_is_forgotten(tmp_path: Path):
    """Its index goes, and whoever has it open goes on."""
    settings = Settings(data_dir=tmp_path)
    index = open_index(store_of(settings))
    forget("article", settings)
    assert places(tmp_path) == []
    right(index, Words())


def test_an_assistant_tells_that_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """While another process builds the index; then it goes on."""
    monkeypatch.setattr(lock, "_GRACE", 0.05)
    article = Article.from_text("The envoy arrived in Moscow. He met the president.")
    settings = Settings(llm="none", ranker="none", data_dir=tmp_path)
    assistant = Assistant(article, settings, embedder=word_overlap())
    told: list[str] = []
    with ExitStack() as held_elsewhere, ThreadPoolExecutor(1) as other:
        (tmp_path / "indexes").mkdir()
        busy = held(tmp_path / "indexes" / f"{article.id}.lock", 0, lambda: None)
        other.submit(held_elsewhere.enter_context, busy).result()

        def tell(what: str, *_: int) -> None:
            told.append(what)
            if what == "waiting":
                other.submit(held_elsewhere.close).result()

        assistant.prepare(tell)
    assert told == ["model", "model", "waiting", "index"]


def test_what_is_being_built_is_not_waited_for(tmp_path: Path):
    """Whoever removes an article is told that it is busy, and doesn't stand still."""
    settings = Settings(data_dir=tmp_path)
    open_index(store_of(settings))
    with held(tmp_path / "indexes" / "article.lock", 0, lambda: None), pytest.raises(BusyError):
        forget("article", settings)
    assert len(places(tmp_path)) == 1
