"""Train the ranker and write its weights: `python -m benchmarks.ranker --xquad FOLDER --arcd FILE --nomiracl FILE`."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import torch

from assistant.evaluation.cases import Case
from assistant.loading import shared_embedder
from assistant.memo import Memo
from benchmarks.ranker import examples
from benchmarks.ranker.cases import HELD_OUT, held_out, our_cases, public_cases
from benchmarks.ranker.training import Plan, between, train
from embeddings.ranking.network import Reader
from embeddings.ranking.packaged import PackagedE5
from embeddings.ranking.ranker import PACKAGED, Ranker

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
    public = list(public_cases(arguments.xquad, arguments.arcd, arguments.nomiracl))
    written = list(our_cases(arguments.xquad, arguments.arcd))
    unseen: Collection[str] = ()
    if arguments.held_out:
        unseen = held_out()
    elif arguments.fold is not None:
        keys = {case.key for case in (*public, *written)}
        unseen = {key for key in keys if examples.fold_of(key, arguments.folds) == arguments.fold}
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


if __name__ == "__main__":
    sys.exit(main())
