"""Train the ranker and write its weights: `python -m benchmarks.ranker --xquad FOLDER --arcd FILE --nomiracl FILE`."""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import torch

from assistant.evaluation.cases import Case
from assistant.evaluation.nomiracl import nomiracl_cases
from assistant.evaluation.squad import Dataset, read_squad, squad_cases
from assistant.evaluation.written import near_misses, written_cases
from assistant.loading import shared_embedder
from assistant.memo import Memo
from benchmarks.ranker import examples
from benchmarks.ranker.training import Plan, between, train
from embeddings.ranking.network import Reader
from embeddings.ranking.packaged import PackagedE5
from embeddings.ranking.ranker import PACKAGED, Ranker
from embeddings.text import LANGUAGES, Language

HELD_OUT: Final = Path(__file__).with_name("held_out.json")
"""The keys of articles to be measured on: a third of the public ones, which the figures in the model card are about,
and an eighth of those that were written."""

WRITTEN: Final = Path(__file__).with_name("written")
"""What was written to be learned from; its README tells how."""

FIRST: Final = Plan(epochs=3.0, rate=1.2e-4)
"""On public data alone."""

SECOND: Final = Plan(epochs=2.0, rate=8e-5)
"""On that, twice, and on the written questions, which are eight times as many and of which half are near misses."""

KEPT: Final = 0.8
"""How much of the second stage is kept: weights between those before it and after it do what both do well (Wortsman et
al. 2022, https://arxiv.org/abs/2109.01903)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Train on all articles, or on all but those that the figures in the model card are about, or those of one fold.

    The keys of what was left out are written beside the weights, so that they can be measured on it.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranker", description=__doc__.split("\n")[0])
    parser.add_argument("--xquad", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--arcd", type=Path, required=True, metavar="FILE")
    parser.add_argument("--nomiracl", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, default=PACKAGED, metavar="FILE", help="default: the one that is shipped")
    left_out = parser.add_mutually_exclusive_group()
    left_out.add_argument("--held-out", action="store_true", help=f"leave out the articles of {HELD_OUT.name}")
    left_out.add_argument("--fold", type=int, metavar="N", help="leave out the articles of this fold")
    parser.add_argument("--folds", type=int, default=3, metavar="N")
    parser.add_argument("--epochs", type=float, default=FIRST.epochs, help="of the first stage; default: %(default)s")
    parser.add_argument("--seed", type=int, default=FIRST.seed)
    parser.add_argument(
        "--limit", type=int, metavar="N", help="learn from so many questions of each stage, to try it out"
    )
    arguments = parser.parse_args(argv)
    xquad = {language: read_squad(arguments.xquad / f"xquad.{language}.dev.json") for language in LANGUAGES}
    arcd = read_squad(arguments.arcd)
    public = [*_public(xquad, arcd), *nomiracl_cases(arguments.nomiracl)]
    written = list(_written(xquad, arcd))
    unseen: list[str] = []
    if arguments.held_out:
        unseen = json.loads(HELD_OUT.read_text("utf-8"))
    elif arguments.fold is not None:
        keys = {case.key for case in (*public, *written)}
        unseen = sorted(key for key in keys if examples.fold_of(key, arguments.folds) == arguments.fold)
    started = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", file=sys.stderr, flush=True)

    packaged = PackagedE5()
    torch.manual_seed(arguments.seed)
    reader = Reader(packaged)
    # torch's fused attention takes longer to train on a processor, four times as long on some.
    reader.encoder.set_attn_implementation("eager")
    ranker = Ranker(reader, packaged)
    with tempfile.TemporaryDirectory(prefix="article-assistant-") as folder:
        embedder: Any = Memo(shared_embedder("bundled"))

        def collected(cases: Sequence[Case]) -> list[examples.Example]:
            seen = [case for case in cases if case.key not in unseen]
            if arguments.limit:
                seen = random.Random(0).sample(seen, min(arguments.limit, len(seen)))
            return list(examples.Collector(seen, embedder, ranker, Path(folder)).examples())

        first, second = collected(public), collected(written)
    tell(f"{len(first)} questions of public data, {len(second)} that were written")
    train(reader, ranker, first, replace(FIRST, epochs=arguments.epochs, seed=arguments.seed), tell)
    before = {name: weights.clone() for name, weights in reader.state_dict().items()}
    train(reader, ranker, [*first, *first, *second], replace(SECOND, seed=arguments.seed), tell)
    reader.load_state_dict(between(before, reader.state_dict(), KEPT))
    ranker.save(arguments.out, unseen)
    tell(f"written to {arguments.out}")
    return 0


def _public(xquad: Mapping[Language, Dataset], arcd: Dataset) -> Iterator[Case]:
    for asked in LANGUAGES:
        for read in LANGUAGES:
            everything = xquad[asked].sample(None, 0)
            name = f"XQuAD {asked}→{read}"
            yield from squad_cases(name, xquad[asked], xquad[read], read, everything, corpus=False, without=False)
    yield from squad_cases("ARCD", arcd, arcd, "ar", arcd.sample(None, 0), corpus=False, without=False)


def _written(xquad: Mapping[Language, Dataset], arcd: Dataset) -> Iterator[Case]:
    yield from written_cases(WRITTEN / "articles.jsonl")
    for language, data in xquad.items():
        yield from near_misses(WRITTEN / "xquad.jsonl", "XQuAD", data, language)
    yield from near_misses(WRITTEN / "arcd.jsonl", "ARCD", arcd, "ar")


if __name__ == "__main__":
    sys.exit(main())
