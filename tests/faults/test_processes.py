from pathlib import Path

import pytest

from embeddings.index import LocalStore
from tests.embeddings.indexes import PROBE, litter, make_units, places
from tests.faults.workers import LONG, Worker, ask

_ROUNDS = 40 if LONG else 10


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 8])
def test_processes_that_ingest_and_ask_at_once(tmp_path: Path, count: int):
    """All get right answers, nothing is lost, nobody crashes; each article is embedded once, whoever does it.

    Half of them begin with the same article and half with one of their own; then each asks another's. 10 rounds; 40
    in the long form.
    """
    for number in range(_ROUNDS):
        data_dir = tmp_path / str(number)
        own = [Worker(_both, data_dir, number, name, count) for name in range(count)]
        embedded = sum(worker.result() for worker in own)
        articles = 1 + count // 2
        assert embedded == 2 * count * PROBE + articles * len(make_units(40))
        assert len(places(data_dir)) == articles
        assert litter(data_dir) == []


@pytest.mark.slow
def test_processes_that_remove_what_others_add(tmp_path: Path):
    """Four processes each add, ask and remove the same article ten times: whoever asks gets right answers."""
    for worker in [Worker(_come_and_go, tmp_path) for _ in range(4)]:
        worker.result()
    assert places(tmp_path) == []
    assert [path.name for path in (tmp_path / "indexes").iterdir()] == []


def _come_and_go(data_dir: Path) -> None:
    for _ in range(10):
        ask(data_dir)
        LocalStore(data_dir).remove("article")


def _both(data_dir: Path, number: int, name: int, count: int) -> int:
    """Open two articles, and return how many texts were embedded for them."""
    first, second = (f"{i}" if i % 2 else "same" for i in (name, (name + 1) % count))
    return ask(data_dir, first) + ask(data_dir, second)
