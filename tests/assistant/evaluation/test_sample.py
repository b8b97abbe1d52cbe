from assistant.evaluation.sample import sample

STRATA = {f"{letter}{n}": letter for letter, size in (("a", 40), ("b", 20), ("c", 4)) for n in range(size)}


def test_every_stratum_gives_its_part():
    """16 of 64 are a quarter of each stratum, give or take one."""
    chosen = sample(STRATA, 16, seed=3)
    assert len(chosen) == 16
    for letter, size in (("a", 10), ("b", 5), ("c", 1)):
        assert abs(sum(identity[0] == letter for identity in chosen) - size) <= 1


def test_the_seed_alone_decides():
    """The order of the ids doesn't matter, the seed does."""
    assert sample(STRATA, 16, 1) == sample(dict(reversed(STRATA.items())), 16, 1) != sample(STRATA, 16, 2)


def test_a_larger_sample_holds_the_smaller():
    """So a run can be gone on with; no limit, or one that is too large, takes all."""
    assert sample(STRATA, 5, 1) < sample(STRATA, 6, 1)
    assert sample(STRATA, None, 1) == sample(STRATA, 100, 1) == STRATA.keys()
