"""Train the ranker and write its weights: `python -m benchmarks.ranker --xquad FOLDER --arcd FILE --nomiracl FILE`."""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch

from assistant.evaluation.cases import Case
from assistant.evaluation.nomiracl import nomiracl_cases
from assistant.evaluation.squad import read_squad, squad_cases
from assistant.loading import shared_embedder
from assistant.memo import Memo
from benchmarks.ranker import examples
from benchmarks.ranker.training import Plan, train
from embeddings.ranking.network import Reader
from embeddings.ranking.packaged import PackagedE5
from embeddings.ranking.ranker import PACKAGED, Ranker
from embeddings.text import LANGUAGES

HELD_OUT: Final = Path(__file__).with_name("held_out.json")
"""The keys of the articles, a third of them, that the figures in the model card are about."""


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
    parser.add_argument("--epochs", type=float, default=Plan().epochs)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--limit", type=int, metavar="N", help="learn from this many questions, to try it out")
    arguments = parser.parse_args(argv)
    cases = list(_cases(arguments.xquad, arguments.arcd, arguments.nomiracl))
    unseen: list[str] = []
    if arguments.held_out:
        unseen = json.loads(HELD_OUT.read_text("utf-8"))
    elif arguments.fold is not None:
        unseen = sorted({case.key for case in cases if examples.fold_of(case.key, arguments.folds) == arguments.fold})
    seen = [case for case in cases if case.key not in unseen]
    if arguments.limit:
        seen = random.Random(0).sample(seen, min(arguments.limit, len(seen)))
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
        found = list(examples.Collector(seen, embedder, ranker, Path(folder)).examples())
    tell(f"{len(found)} questions")
    train(reader, ranker, found, Plan(epochs=arguments.epochs, seed=arguments.seed), tell)
    ranker.save(arguments.out, {"unseen": json.dumps(unseen, ensure_ascii=False)})
    tell(f"written to {arguments.out}")
    return 0


def _cases(xquad: Path, arcd: Path, nomiracl: Path) -> list[Case]:
    data = {language: read_squad(xquad / f"xquad.{language}.dev.json") for language in LANGUAGES}
    found: list[Case] = []
    for asked in LANGUAGES:
        for read in LANGUAGES:
            everything = data[asked].sample(None, 0)
            name = f"XQuAD {asked}→{read}"
            found += squad_cases(name, data[asked], data[read], read, everything, corpus=False, without=False)
    articles = read_squad(arcd)
    found += squad_cases("ARCD", articles, articles, "ar", articles.sample(None, 0), corpus=False, without=False)
    return [*found, *nomiracl_cases(nomiracl)]


if __name__ == "__main__":
    sys.exit(main())
