"""Some of the questions, when all would take too long."""

from collections.abc import Mapping
from random import Random


def sample(strata: Mapping[str, str], limit: int | None, seed: int) -> frozenset[str]:
    """`limit` of the ids that `strata` gives a stratum each, of every stratum in proportion; None: all.

    The same for the same ids, strata and seed, in whatever order they come. A larger sample holds the smaller.
    """
    members: dict[str, list[str]] = {}
    for identity, stratum in sorted(strata.items()):
        members.setdefault(stratum, []).append(identity)
    places = []
    for stratum, identities in members.items():
        random = Random(f"{seed} {stratum}")
        random.shuffle(identities)
        # Evenly over 0 to 1, so that a cut anywhere takes the same part of every stratum.
        places += [((n + random.random()) / len(identities), identity) for n, identity in enumerate(identities)]
    return frozenset(identity for _, identity in sorted(places)[:limit])
