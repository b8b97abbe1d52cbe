from math import inf

from assistant.evaluation.plot import trade_off
from tests.assistant.evaluation.data import record


def test_a_threshold_trades_one_mistake_for_the_other():
    """At 0 all is answered, above all confidences nothing; what is just as sure as the threshold is answered."""
    records = [
        record(1, confidence=0.9),
        record(2, confidence=0.4),
        record(3, answerable=False, confidence=0.6),
        record(4, answerable=False, confidence=0.1),
    ]
    assert trade_off(records, [0, 0.4, 0.5, 0.9, inf]) == [(0, 1), (0, 0.5), (0.5, 0.5), (0.5, 0), (1, 0)]


def test_without_confidences_there_is_no_curve():
    """Neither where all of the questions are answerable."""
    assert trade_off([record(1), record(2, answerable=False)], [0.5]) == []
    assert trade_off([record(1, confidence=0.5)], [0.5]) == []
