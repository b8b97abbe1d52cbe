import random
import time
from pathlib import Path

import pytest

from tests.embeddings.indexes import PROBE, litter, make_units, places
from tests.faults.workers import LONG, Worker, ask

_KILLS = 100 if LONG else 20


@pytest.mark.slow
def test_a_killed_ingest_leaves_nothing_wrong(tmp_path: Path):
    """kill -9 at random points of an ingest, 20 times: whoever comes next gets right answers, and no litter stays.

    In the long form 100 times. The points are spread over the time that an ingest takes here.
    """
    Worker(ask, tmp_path / "first").result()  # starts the server of processes too
    worker, start = Worker(ask, tmp_path / "second"), time.perf_counter()
    worker.result()
    seconds = time.perf_counter() - start
    lengths = random.Random(7)
    whole = 0
    for number in range(_KILLS):
        data_dir = tmp_path / str(number // 4)  # some come upon what several left
        worker = Worker(ask, data_dir, str(number))
        time.sleep(lengths.uniform(0, seconds))
        worker.kill()
        embedded = Worker(ask, data_dir, str(number)).result()
        assert embedded in (PROBE, PROBE + len(make_units(40)))
        whole += embedded == PROBE
        assert litter(data_dir) == []
        assert len(places(data_dir)) == number % 4 + 1
        opened = [path for path in data_dir.glob("opened/*/*") if path.name != "lock"]
        assert opened == [], "what the dead had open is removed, and the living removes its own"
    assert whole <= _KILLS // 2, "most were killed before they were ready"
