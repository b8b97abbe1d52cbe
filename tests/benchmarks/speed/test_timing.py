import pytest

from benchmarks.speed.timing import Measure, Times, in_turns


def test_quantiles_lie_between_the_runs():
    """The median of an even number of runs is between the middle ones; 0 and 1 are the shortest and the longest."""
    times = Times((4.0, 1.0, 3.0, 2.0))
    assert times.median == 2.5
    assert [times.quantile(share) for share in (0, 0.5, 1)] == [1.0, 2.5, 4.0]
    assert times.quantile(0.95) == pytest.approx(3.85)
    assert Times((7.0,)).quantile(0.95) == 7.0


@pytest.mark.parametrize(
    ("ours", "plain", "at_most", "limit", "reached"),
    [
        (1.0, 20.0, 1 / 20, None, True),
        (1.1, 20.0, 1 / 20, None, False),
        (1.0, 20.0, 1 / 20, 0.5, False),
        (1.0, None, None, 2.0, True),
        (1.0, None, 0.5, None, None),
        (1.0, 20.0, None, None, None),
    ],
)
def test_a_goal_is_reached_when_every_bound_holds(ours, plain, at_most, limit, reached):
    """A share of the plain script's time, a time, or both; without a bound, or without its other side, nobody knows."""
    other = None if plain is None else Times((plain,))
    assert Measure("m", "s", Times((ours,)), other, at_most=at_most, limit=limit).reached is reached


def test_sides_take_turns_and_change_places():
    """What stands first has the advantage of a cool machine: each side has it as often as the other."""
    calls = []

    def side(name):
        def work(item):
            calls.append(f"{name}{item}")
            return 1.0

        return work

    ours, plain = in_turns([1, 2], side("o"), side("p"), 2)
    assert calls == ["o1", "p1", "o2", "p2", "p1", "o1", "p2", "o2"]
    assert plain
    assert len(ours.values) == len(plain.values) == 4
    assert in_turns([1], side("o"), None)[1] is None
