import numpy as np
import pytest

from embeddings.index.memory import MemoryRows
from embeddings.index.store import self_found
from tests.embeddings.indexes import make_units
from tests.words import vector

UNITS = make_units(100)
VECTORS = np.stack([vector(unit.text) for unit in UNITS])


@pytest.mark.parametrize(("wrong", "right"), [(0, True), (1, True), (2, False), (16, False)])
def test_most_of_a_sample_is_found(wrong: int, right: bool):
    """One that no way of a graph leads to is not yet a fault."""
    others = VECTORS.copy()
    sample = np.unique(np.linspace(0, len(UNITS) - 1, 16).astype(int))
    others[sample[:wrong]] = -1
    assert self_found(MemoryRows(UNITS, VECTORS), UNITS, VECTORS)
    assert self_found(MemoryRows(UNITS, VECTORS), UNITS, others) is right


def test_an_article_of_one_unit():
    """There the sample is that one."""
    assert self_found(MemoryRows(UNITS[:1], VECTORS[:1]), UNITS[:1], VECTORS[:1])
    assert not self_found(MemoryRows(UNITS[:1], VECTORS[:1] * 0), UNITS[:1], VECTORS[:1])
