import random

import pytest

from assistant.evaluation.intervals import Draws, wilson


def test_wilson_s_interval():
    """As printed for 8 of 10 by those who calculate it; 0 of 10 is not certain to be 0."""
    assert wilson(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    low, high = wilson(0.0, 10)
    assert low == 0
    assert high == pytest.approx(0.2775, abs=1e-4)


def test_questions_that_go_together_tell_less():
    """Ten articles, each all right or all wrong, give a wider interval than as many questions on their own."""
    together = [(str(n % 10), n % 2 == 0) for n in range(100)]
    alone = [(str(n), n % 2 == 0) for n in range(100)]
    wide, narrow = (Draws(key for key, _ in told).share(told) for told in (together, alone))
    assert wide.value == narrow.value == 0.5
    assert wide.margin > 2 * narrow.margin > 0
    assert (wide.of, narrow.of) == (100, 100)


def test_a_share_of_all_has_an_interval_too():
    """One article, all right: drawing it again says nothing, Wilson does."""
    told = [("one", True)] * 10
    estimate = Draws(key for key, _ in told).share(told)
    assert (estimate.value, estimate.high) == (1, 1)
    assert estimate.low == pytest.approx(0.7225, abs=1e-4)


def test_the_interval_is_the_same_every_time():
    """The draws are chance, but always the same."""
    told = [(str(n % 7), n % 3 == 0) for n in range(50)]
    assert Draws("0123456").share(told) == Draws("0123456").share(told)


def test_balanced_accuracy_weighs_both_errors_alike():
    """A tenth abstained of many, three tenths answered of few: 0.8, inside of its interval."""
    error = [(str(n), n % 10 == 0) for n in range(100)]
    false = [(str(n), n < 3) for n in range(10)]
    estimate = Draws(str(n) for n in range(100)).balanced(error, false)
    assert estimate.value == pytest.approx(0.8)
    assert estimate.low < estimate.value < estimate.high


@pytest.mark.parametrize(
    ("answerable", "others", "area"),
    [((0.8, 0.9), (0.1, 0.2), 1.0), ((0.1, 0.2), (0.8, 0.9), 0.0), ((0.5,), (0.5,), 0.5), ((0.9, 0.3), (0.6,), 0.5)],
)
def test_the_area_counts_pairs_in_their_order(answerable, others, area):
    """Each pair of an answerable question and another counts 1, 0, or a half where they tie."""
    sure = [(str(c), True, c) for c in answerable] + [(f"-{c}", False, c) for c in others]
    estimate = Draws(key for key, _, _ in sure).auc(sure)
    assert estimate.value == area
    assert estimate.low <= area <= estimate.high


def test_a_gain_is_of_the_same_questions():
    """Drawn together: what is no better is so in each draw, however little is known of either area."""
    chance = random.Random(0)
    before = [(str(n), n % 2 == 0, chance.gauss(0, 1)) for n in range(60)]
    better = [(key, true, sure + 2 * true) for key, true, sure in before]
    draws = Draws(key for key, _, _ in before)
    same = draws.auc_gain(before, before)
    assert (same.value, same.low, same.high) == (0, 0, 0)
    gain = draws.auc_gain(better, before)
    assert gain.value == pytest.approx(draws.auc(better).value - draws.auc(before).value)
    assert 0 < gain.low < gain.value < gain.high < 1
