import os
import time
from pathlib import Path

import pytest

from embeddings.index import LocalStore
from tests.embeddings.indexes import PROBE, UNITS, open_index, places, right
from tests.words import Words

_DAY = 86_400
_TIMES = {"in a hundred years": 100 * 365 * _DAY, "in 1970": -time.time() + 1, "yesterday": -_DAY}


@pytest.mark.parametrize("shift", _TIMES.values(), ids=_TIMES)
def test_files_of_another_time(tmp_path: Path, shift: float):
    """What the clock said when a file was written is of no matter."""
    open_index(LocalStore(tmp_path))
    then = time.time() + shift
    for path in tmp_path.rglob("*"):
        os.utime(path, (then, then))
    model = Words()
    right(open_index(tmp_path, model), Words())
    assert len(model.texts) == PROBE


@pytest.mark.parametrize("shift", _TIMES.values(), ids=_TIMES)
def test_a_clock_that_is_set_while_an_index_is_built(tmp_path: Path, shift: float, monkeypatch: pytest.MonkeyPatch):
    """The clock jumps between the texts and after them: the index is right, and found again."""
    now, jumps = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: now() + jumps[-1])
    model = Words()
    index = open_index(tmp_path, model, progress=lambda *_: jumps.append(shift if jumps[-1] == 0 else 0.0))
    right(index, Words())
    jumps.append(-shift)
    again = Words()
    right(open_index(tmp_path, again), Words())
    assert len(model.texts) == PROBE + len(UNITS)
    assert len(again.texts) == PROBE
    assert len(places(tmp_path)) == 1
