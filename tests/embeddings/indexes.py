"""Indexes of a few sentences, and what is right about them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from embeddings.chunks import Unit
from embeddings.index import ArticleIndex, Stamp, Store
from tests.words import Words

PROBE: Final = 1
"""Texts that are embedded whenever an index is opened."""


def make_units(sentences: int = 6) -> tuple[Unit, ...]:
    """Units of two languages and two kinds; every text says something of its own."""
    return (
        Unit("chunk", "ar", 0, "وصل المبعوث إلى موسكو"),
        Unit("chunk", "en", 0, "The envoy arrived in Moscow"),
        *(Unit("sentence", "ar", n, f"الجملة {n} عن المعاهدة") for n in range(sentences)),
        *(Unit("sentence", "en", n, f"Sentence {n} about treaty number {n * 7}") for n in range(sentences)),
    )


UNITS: Final = make_units()


def stamp_of(model: Any, units: Sequence[Unit] = UNITS, article: str = "article") -> Stamp:
    return Stamp.of(article, units, "fake", model)


def open_index(store: Store | Path, model: Any = None, units: Sequence[Unit] = UNITS, **options: Any) -> ArticleIndex:
    """An index of `units`, of an article of its own where `article` names one."""
    model = model or Words()
    stamp = options.pop("stamp", None) or stamp_of(model, units, options.pop("article", "article"))
    return ArticleIndex.open(stamp, units, model, store, **options)


def places(data_dir: Path) -> list[Path]:
    """Every stored index."""
    return sorted(path.parent for path in data_dir.glob("indexes/*/*/manifest") if "-" not in path.parent.name)


def litter(data_dir: Path) -> list[str]:
    """What lies among the indexes beside whole ones and locks."""
    return sorted(path.name for path in data_dir.glob("indexes/*/*") if path not in places(data_dir))


def right(index: ArticleIndex, model: Any, units: Sequence[Unit] = UNITS) -> None:
    """Every view holds exactly its units, with the cosines that numpy finds, nearest first."""
    vector = model.encode_query("Sentence 3 about treaty number 21 الجملة", normalize_embeddings=True)
    for view in sorted({unit.view for unit in units}):
        own = [unit for unit in units if unit.view == view]
        cosines = model.encode_document([unit.text for unit in own], normalize_embeddings=True) @ vector
        found = index.nearest(vector, view, len(own))
        expected = {unit.position: float(cosine) for unit, cosine in zip(own, cosines, strict=True)}
        assert found == pytest.approx(expected, abs=1e-5)
        assert np.all(np.diff(list(found.values())) <= 0)
