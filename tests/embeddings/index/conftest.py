from collections.abc import Iterator

import pytest

from tests.chroma_server import RunningServer


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A Chroma server for all tests; each takes articles of its own."""
    server = RunningServer(tmp_path_factory.mktemp("chroma"))
    yield server
    server.stop()


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every search asks Chroma's graph, as those of very long articles do."""
    monkeypatch.setattr("embeddings.index.article.HELD", 0)
