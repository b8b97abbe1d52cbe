"""Train what tells whether a claim follows from its evidence, and write its weights."""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors.torch import load_file

from assistant.citations import LEAST_LOG_ODDS
from benchmarks.entailment.claims import HELD_OUT, Example, beside, copies, elsewhere, examples, read_claims
from benchmarks.entailment.training import train
from benchmarks.ranker.training import Plan
from embeddings.ranking import ranker
from embeddings.ranking.encoder import packaged, packaged_tokens
from embeddings.ranking.entailment import PACKAGED, Entailment
from embeddings.ranking.network import Reader
from embeddings.ranking.weights import write_weights
from embeddings.text import LANGUAGES

PLAN: Final = Plan(epochs=2.0, batch=16, rate=1.5e-4)


def main(argv: Sequence[str] | None = None) -> int:
    """Train on all claims but those about what is held out, and measure on these."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entailment", description=__doc__)
    parser.add_argument("--out", type=Path, default=PACKAGED, metavar="FILE", help="default: the one that is shipped")
    parser.add_argument("--epochs", type=float, default=PLAN.epochs)
    parser.add_argument("--seed", type=int, default=PLAN.seed)
    parser.add_argument(
        "--measure", type=Path, metavar="FILE", help="measure what is shipped on the claims of FILE, no more"
    )
    arguments = parser.parse_args(argv)
    if arguments.measure:
        for line in measured(Entailment.load(), [*examples(read_claims(arguments.measure))]):
            print(line)
        return 0
    started = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", file=sys.stderr, flush=True)

    e5 = packaged()
    unseen = frozenset(json.loads(HELD_OUT.read_text("utf-8")))
    claims = read_claims()
    seen = [claim for claim in claims if claim.key not in unseen]
    chance = random.Random(arguments.seed)
    learned = [*examples([*beside([*seen, *copies(seen, chance)], chance), *elsewhere(seen, chance)])]
    torch.manual_seed(arguments.seed)
    reader = Reader(e5)
    reader.load_state_dict(load_file(ranker.PACKAGED), strict=False)
    # torch's fused attention takes longer to train on a processor, four times as long on some.
    reader.encoder.set_attn_implementation("eager")
    plan = replace(PLAN, epochs=arguments.epochs, seed=arguments.seed)
    train(reader, Entailment(reader, e5, packaged_tokens()), learned, plan, tell)
    write_weights(arguments.out, reader.trained(), unseen)
    tell(f"written to {arguments.out}")
    asked = [*examples([claim for claim in claims if claim.key in unseen])]
    for line in measured(Entailment.load(arguments.out), asked):
        print(line)
    return 0


def measured(entailment: Entailment, asked: Sequence[Example]) -> Iterator[str]:
    """For each pair of languages the AUC, and what is lost, and what passes."""
    logits = entailment.logits([example.pair for example in asked])
    for languages in product(LANGUAGES, LANGUAGES):
        true, false = (
            np.array(
                [
                    logit
                    for example, logit in zip(asked, logits, strict=True)
                    if (example.languages, example.follows) == (languages, follows)
                ]
            )
            for follows in (True, False)
        )
        above = (true[:, None] > false).mean() + (true[:, None] == false).mean() / 2
        lost, passing = (true < LEAST_LOG_ODDS).mean(), (false >= LEAST_LOG_ODDS).mean()
        yield (
            f"claim {languages[0]}, evidence {languages[1]}: AUC {above:.3f}; of {len(true)} that follow {lost:.3f} "
            f"are lost, of {len(false)} that don't {passing:.3f} pass"
        )


if __name__ == "__main__":
    sys.exit(main())
