"""The questions that the ranker and the judge learn from, and those that they are measured on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from assistant.evaluation.cases import Case
from assistant.evaluation.nomiracl import nomiracl_cases
from assistant.evaluation.squad import read_squad, squad_cases
from assistant.evaluation.written import near_misses, written_cases
from embeddings.text import LANGUAGES

HELD_OUT: Final = Path(__file__).with_name("held_out.json")
"""The keys of articles to be measured on: a third of the public ones, which the figures in the model cards are about,
and an eighth of those that were written."""

WRITTEN: Final = Path(__file__).with_name("written")
"""What was written to be learned from; its README tells how."""


def held_out() -> frozenset[str]:
    """The keys in `HELD_OUT`."""
    return frozenset(json.loads(HELD_OUT.read_text("utf-8")))


def public_cases(xquad: Path, arcd: Path, nomiracl: Path, *, without: bool = False) -> Iterator[Case]:
    """The questions of the folder `xquad`, in four directions, and of the files `arcd` and `nomiracl`; `without`: those
    of the first two once more, to their article without the paragraph that answers.

    Raises:
        EvaluationError: a file can't be read or has another form.
    """
    data = {language: read_squad(xquad / f"xquad.{language}.dev.json") for language in LANGUAGES}
    for asked in LANGUAGES:
        for read in LANGUAGES:
            everything = data[asked].sample(None, 0)
            name = f"XQuAD {asked}→{read}"
            yield from squad_cases(name, data[asked], data[read], read, everything, corpus=False, without=without)
    native = read_squad(arcd)
    yield from squad_cases("ARCD", native, native, "ar", native.sample(None, 0), corpus=False, without=without)
    yield from nomiracl_cases(nomiracl)


def our_cases(xquad: Path, arcd: Path) -> Iterator[Case]:
    """The questions in `WRITTEN`: about its own articles, and near misses about those of `xquad` and `arcd`.

    Raises:
        EvaluationError: a file can't be read or has another form.
    """
    yield from written_cases(WRITTEN / "articles.jsonl")
    for language in LANGUAGES:
        data = read_squad(xquad / f"xquad.{language}.dev.json")
        yield from near_misses(WRITTEN / "xquad.jsonl", "XQuAD", data, language)
    yield from near_misses(WRITTEN / "arcd.jsonl", "ARCD", read_squad(arcd), "ar")
