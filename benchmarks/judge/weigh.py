"""Weigh what the search and the model say: `make judge-weights`, or `python -m benchmarks.judge.weigh`.

It prints the weights for `assistant.judge`, and what they reach on articles apart (cross-validation by article).
"""

import argparse
import hashlib
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from assistant.evaluation.cases import Case
from assistant.evaluation.intervals import Draws
from assistant.evaluation.records import Log
from assistant.judge import SYSTEM, TRAINED
from assistant.llm import JUDGE_ADAPTER, load_judge_model
from assistant.loading import shared_embedder, shared_ranker
from assistant.memo import Memo
from assistant.settings import Settings
from benchmarks.judge.signals import Signals, row_of, signals, some_of
from benchmarks.ranker.cases import held_out, our_cases, public_cases

_FOLDS: Final = 5
_WIDTH: Final = 170

_THRESHOLDS: Final = (0.2, 0.25, 0.3, 0.4)

_MISSED: Final = 0.08
"""Share of all that is answered: where each way misses as much, what they let pass can be compared."""

Floats = NDArray[np.float64]


def main(argv: Sequence[str] | None = None) -> int:
    """Ask about held-out articles, fit the weights, and print both tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge.weigh", description=__doc__.split("\n")[0])
    parser.add_argument("--xquad", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--arcd", type=Path, required=True, metavar="FILE")
    parser.add_argument("--nomiracl", type=Path, required=True, metavar="FILE")
    parser.add_argument("--limit", type=int, default=80, metavar="N", help="questions a row (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what was said there, and don't ask it again")
    arguments = parser.parse_args(argv)
    unseen = held_out()
    files = arguments.xquad, arguments.arcd
    public = public_cases(*files, arguments.nomiracl, without=True)
    cases = [case for some in (public, our_cases(*files)) for case in some if case.key in unseen]
    found = _asked(arguments, some_of(cases, arguments.limit, arguments.seed))
    console = Console()
    console.width = max(console.width, _WIDTH)  # a figure that is cut off is worse than a line that wraps
    console.print(_weights(found))
    console.print(reached(found))
    return 0


def _asked(arguments: argparse.Namespace, cases: Sequence[Case]) -> list[Signals]:
    # What the replies depend on; the weights are what is looked for.
    made = {
        "adapter": hashlib.sha256(JUDGE_ADAPTER.read_bytes()).hexdigest()[:12],
        "asked": SYSTEM + "\n" + TRAINED.user,
        "sentences": str(TRAINED.sentences),
        "doubt": str(TRAINED.doubt),
    }
    log = Log(arguments.keep, made, Signals) if arguments.keep else None
    kept = dict(log.records) if log else {}
    new = [case for case in cases if case.name not in kept]
    model = load_judge_model(replace(Settings.from_env(os.environ), judge="bundled"))
    assert model
    embedder: Any = Memo(shared_embedder("bundled"))
    with tempfile.TemporaryDirectory(prefix="article-assistant-") as folder:
        asking = signals(new, embedder, shared_ranker("bundled"), model, Path(folder))
        for one in track(asking, "Asking", len(new), console=Console(stderr=True)):
            kept[one.name] = one
            if log:
                log.add(one)
    return [kept[case.name] for case in cases]


def _weights(found: Sequence[Signals]) -> Table:
    table = Table("", "search", "model", "1", "questions in doubt", title="Weights")
    for name, same in (("same", True), ("across", False)):
        some = [one for one in found if one.asked and one.same_language == same]
        if len({one.answerable for one in some}) < len((True, False)):
            continue
        fitted = fit(some)
        weights = (*fitted.coef_[0], fitted.intercept_[0])
        table.add_row(name, *(f"{weight:.2f}" for weight in weights), str(len(some)))
    return table


def fit(some: Sequence[Signals]) -> LogisticRegression:
    """A logistic regression on what the search and the model say, in which each row counts as much as another, and what
    it answers as much as what it doesn't.
    """
    kinds = [(row_of(one.dataset), one.answerable) for one in some]
    numbers = Counter(kinds)
    weights = np.array([1 / numbers[kind] for kind in kinds])
    truth = [one.answerable for one in some]
    return LogisticRegression(C=100.0).fit(_said(some), truth, sample_weight=weights / weights.mean())


def _said(some: Sequence[Signals]) -> Floats:
    # As `Judge` takes it: of the first sentence or, where that doesn't answer, of the best.
    return np.array([[one.searched, max(one.asked)] for one in some])


def judged(found: Sequence[Signals]) -> Floats:
    """The log-odds of each, the weights fitted on other articles than its own."""
    odds = np.array([one.searched for one in found])
    for same in (True, False):
        places = [n for n, one in enumerate(found) if one.asked and one.same_language == same]
        some = [found[n] for n in places]
        keys = [one.key for one in some]
        if len(set(keys)) < _FOLDS:
            continue
        for learn, ask in GroupKFold(_FOLDS).split(some, groups=keys):
            fitted = fit([some[n] for n in learn])
            odds[[places[n] for n in ask]] = fitted.decision_function(_said([some[n] for n in ask]))
    return odds


def reached(found: Sequence[Signals]) -> Table:
    """What the search reaches alone, and what it reaches with the model."""
    at = [*(f"at {threshold}" for threshold in _THRESHOLDS), f"where {_MISSED:.0%} of all is missed"]
    table = Table("", "answered", "not", "AUC", *at, "first is right", title="Reached")
    answerable = np.array([one.answerable for one in found])
    ways = {"search": np.array([one.searched for one in found]), "judged": judged(found)}
    before, after = ([(o.key, o.answerable, odd) for o, odd in zip(found, odds, strict=True)] for odds in ways.values())
    gain = Draws(one.key for one in found).auc_gain(after, before)
    table.caption = (
        "at a threshold: error, false, balanced accuracy; "
        f"AUC of all, judged less search: {gain.value:.3f} ({gain.low:.3f} to {gain.high:.3f})"
    )
    for name in sorted({name for one in found for name in _rows(one)}):
        places = [n for n, one in enumerate(found) if name in _rows(one)]
        truth = np.array([found[n].answerable for n in places])
        if len(set(truth)) < len((True, False)):
            continue
        for how, every in ways.items():
            odds = every[places]
            least = [*np.log([t / (1 - t) for t in _THRESHOLDS]), np.quantile(every[answerable], _MISSED)]
            # Of NoMIRACL nobody knows which sentence answers.
            known = [found[n] for n in places if found[n].answerable and found[n].dataset != "NoMIRACL"]
            first = [_first(one, led=how == "judged") for one in known]
            table.add_row(
                f"{name}, {how}",
                str(truth.sum()),
                str((~truth).sum()),
                f"{roc_auc_score(truth, odds):.3f}",
                *(_at(odd, odds[truth], odds[~truth]) for odd in least),
                f"{np.mean(first):.3f}" if first else "–",
            )
    return table


def _rows(one: Signals) -> Iterator[str]:
    yield row_of(one.dataset)
    if one.dataset.startswith("XQuAD"):
        yield "XQuAD, one language" if one.same_language else "XQuAD, across"
    yield "all"


def _at(least: float, answered: Floats, not_answered: Floats) -> str:
    error, false = np.mean(answered < least), np.mean(not_answered >= least)
    return f"{error:.3f} {false:.3f} {1 - (error + false) / 2:.3f}"


def _first(one: Signals, *, led: bool) -> bool:
    """Whether the sentence that is quoted answers; `led`: the one that the model says Yes to."""
    best = int(np.argmax(one.asked)) if led and one.asked and max(one.asked) > 0 else 0
    return bool(one.right) and one.right[best]


if __name__ == "__main__":
    sys.exit(main())
