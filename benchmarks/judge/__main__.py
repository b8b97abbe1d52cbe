"""Train the judge's adapter: `python -m benchmarks.judge --xquad FOLDER --arcd FILE --nomiracl FILE`."""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final

import torch

from assistant.evaluation.cases import Case
from assistant.gguf import BUNDLED
from assistant.llm import JUDGE_ADAPTER
from assistant.loading import shared_embedder, shared_ranker
from assistant.memo import Memo
from assistant.settings import Settings
from benchmarks.judge.adapter import read_adapter, write_adapter
from benchmarks.judge.examples import examples
from benchmarks.judge.found import by_text
from benchmarks.judge.network import Network
from benchmarks.judge.training import Plan, train
from benchmarks.ranker.cases import held_out, our_cases, public_cases

PLAN: Final = Plan()

_FURTHER: Final = 1.6e-4
"""Rate of what has learned already. At that of a beginner one run got no better in 800 questions, stopped half way."""

_ARTICLES: Final = 1100
_NEAR: Final = 350
"""Of the questions that were written about articles, and near to paragraphs: as many as leave public ones the rest."""


def main(argv: Sequence[str] | None = None) -> int:
    """Train on all articles but those that the figures in the model card are about, which no ranker may have seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__.split("\n")[0])
    parser.add_argument("--xquad", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--arcd", type=Path, required=True, metavar="FILE")
    parser.add_argument("--nomiracl", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--out", type=Path, default=JUDGE_ADAPTER, metavar="FILE", help="default: the one that is shipped"
    )
    parser.add_argument("--on", type=Path, nargs="?", const=JUDGE_ADAPTER, metavar="FILE", help="go on from this one")
    parser.add_argument("--epochs", type=float, default=PLAN.epochs, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=PLAN.seed)
    parser.add_argument("--limit", type=int, metavar="N", help="learn from so many questions, to try it out")
    arguments = parser.parse_args(argv)
    started = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", file=sys.stderr, flush=True)

    unseen = held_out()
    cases = _chosen(arguments, unseen, random.Random(arguments.seed))[: arguments.limit]
    embedder: Any = Memo(shared_embedder("bundled"))
    with tempfile.TemporaryDirectory(prefix="article-assistant-") as folder:
        shown = list(examples(cases, embedder, shared_ranker("bundled"), Path(folder)))
    tell(f"{len(shown)} questions")
    torch.manual_seed(arguments.seed)
    network = Network.load(BUNDLED.assemble(Settings.from_env(os.environ).data_dir / "models"))
    if arguments.on:
        read_adapter(arguments.on, network.adapted)
    # A run takes hours: what it has learned is kept all along.
    plan = Plan(epochs=arguments.epochs, seed=arguments.seed, rate=_FURTHER if arguments.on else PLAN.rate)
    train(network, shown, plan, tell, lambda: write_adapter(arguments.out, network.adapted, unseen))
    tell(f"written to {arguments.out}")
    return 0


def _chosen(arguments: argparse.Namespace, unseen: Collection[str], chance: random.Random) -> list[Case]:
    """All public questions and some of the written ones; those of one text stand together, the texts in any order."""
    public = public_cases(arguments.xquad, arguments.arcd, arguments.nomiracl)
    ours = [case for case in our_cases(arguments.xquad, arguments.arcd) if case.key not in unseen]
    near = [case for case in ours if case.dataset.startswith("near")]
    articles = [case for case in ours if not case.dataset.startswith("near")]
    cases = [
        *(case for case in public if case.key not in unseen),
        *chance.sample(near, min(_NEAR, len(near))),
        *chance.sample(articles, min(_ARTICLES, len(articles))),
    ]
    texts = by_text(cases)
    chance.shuffle(texts)
    return [case for some in texts for case in some]


if __name__ == "__main__":
    sys.exit(main())
