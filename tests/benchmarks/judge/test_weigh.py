"""What the search and the model say, and how it is weighed."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.records import Log
from benchmarks.judge.signals import Signals, row_of, signals, some_of
from benchmarks.judge.weigh import fit, judged, reached
from tests.embeddings.fakes import word_overlap

HARBOUR = Text(("The harbour of Tarn opened in 1811. Ships came from afar.", "Fish is sold in Tarn every day."), "en")
ASKED = Case("1", "ARCD", "k", "When did the harbour of Tarn open?", HARBOUR, True, gold=(("1811",),), paragraphs=(1,))
ONE = Signals("ARCD", "1", "article", "k", True, True, 0.5, (-1.0, 2.0), (False, True))


class Model:
    """Says Yes to what holds 1811, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        self.asked += users
        return [2.0 if "1811" in user else -2.0 for user in users]


def some(number: int, told: float) -> list[Signals]:
    """Of 20 articles; the search knows nothing, and the model's log-odds are `told` times what is true."""
    chance = random.Random(0)
    found = []
    for n in range(number):
        answerable = chance.random() < 0.5
        said = told * (1 if answerable else -1) + chance.gauss(0, 1)
        asked, right = (said, said - 9), (answerable, False)
        found.append(
            Signals("ARCD", str(n), "article", str(n % 20), answerable, True, chance.gauss(0, 1), asked, right)
        )
    return found


def test_a_model_is_asked_as_the_judge_asks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the first sentences, until one answers; where the search leaves no doubt, not at all."""
    for odds, asked in ((0.5, (2.0,)), (9.0, ())):
        monkeypatch.setattr("benchmarks.judge.signals.searched", lambda *_, odds=odds: odds)
        model = Model()
        (found,) = signals([ASKED], word_overlap(), None, model, tmp_path)
        assert (found.name, found.answerable, found.searched, found.asked) == (ASKED.name, True, odds, asked)
        assert found.right == (True, False, False)
        assert len(model.asked) == len(asked)
    (other,) = signals([replace(ASKED, gold=(("1999",),))], word_overlap(), None, Model(), tmp_path)
    assert not any(other.right)


def test_what_was_said_is_kept(tmp_path: Path) -> None:
    """So that a run that was broken off goes on; what another adapter said is not mixed in."""
    path = tmp_path / "kept.jsonl"
    log = Log(path, {"adapter": "a"}, Signals)
    assert log.records == {}
    other = replace(ONE, id="2", asked=())
    log.add(ONE)
    log.add(other)
    assert Log(path, {"adapter": "a"}, Signals).records == {ONE.name: ONE, other.name: other}
    with pytest.raises(EvaluationError, match="made with adapter a, and now it is b"):
        Log(path, {"adapter": "b"}, Signals)


def test_some_of_each_row() -> None:
    """Half of them answered; the same each time, more of them if more are asked for, and those of one text together."""
    texts = [Text((f"Text {n}.",), "en") for n in range(5)]
    names = ("XQuAD ar→ar", "near XQuAD ar→ar", "written en→en", "NoMIRACL")
    cases = [
        replace(ASKED, id=f"{name} {n}", dataset=name, text=texts[n % 5], answerable=n % 3 == 0)
        for name in names
        for n in range(30)
    ]
    chosen = some_of(cases, 10, 1)
    assert Counter((row_of(case.dataset), case.answerable) for case in chosen) == {
        (row, answerable): 5 for row in ("XQuAD ar→ar", "near misses", "NoMIRACL") for answerable in (True, False)
    }
    assert {case.name for case in chosen} < {case.name for case in some_of(cases, 12, 1)}
    assert chosen == some_of(cases, 10, 1) != some_of(cases, 10, 2)
    changes = sum(a.text != b.text for a, b in pairwise(chosen))
    assert changes == len({case.text for case in chosen}) - 1


def test_each_row_weighs_alike() -> None:
    """And in each what is answered as much as what isn't, however many there are of them."""
    near = [replace(one, dataset="written", searched=one.searched + 5 * one.answerable) for one in some(40, 0.0)]
    mostly = [one for one in some(400, 1.0) if not one.answerable or one.id.endswith("0")]
    (search, model), constant = fit(near + mostly).coef_[0], fit(near + mostly).intercept_[0]
    assert search > 0.3  # of 40 questions, where the 400 or so say nothing of it
    assert model > 0.3
    again = fit(near + mostly + [one for one in mostly if not one.answerable])
    assert again.coef_[0] == pytest.approx([search, model], abs=0.02)
    assert again.intercept_[0] == pytest.approx(constant, abs=0.02)


def test_weights_are_those_of_what_tells() -> None:
    """A model that knows weighs more than a search that doesn't, and one that guesses weighs nothing."""
    (search, model), (_, guessing) = fit(some(400, 1.0)).coef_[0], fit(some(400, 0.0)).coef_[0]
    assert model == pytest.approx(2.0, abs=0.5)  # what the normal distributions above come to
    assert abs(search) < 0.3
    assert abs(guessing) < 0.3


def test_what_is_reached_is_on_other_articles() -> None:
    """Where nothing is to be learned, nothing is found, however few the questions are."""
    guessed = some(40, 0.0)
    odds, truth = judged(guessed), np.array([one.answerable for one in guessed])
    own = fit(guessed).decision_function(np.array([[one.searched, max(one.asked)] for one in guessed]))
    apart, together = (np.mean((said > 0) == truth) for said in (odds, own))
    assert apart <= together
    sure = [replace(one, asked=()) for one in guessed]
    assert judged(sure).tolist() == [one.searched for one in sure]


def test_a_table_says_what_is_reached() -> None:
    """Before and after, and how often the sentence that would be quoted is right."""
    table = reached(some(200, 3.0))
    first, *_, last = table.columns
    assert list(first.cells) == ["ARCD, search", "ARCD, judged", "all, search", "all, judged"]
    assert [float(str(cell)) for cell in last.cells] == [1.0] * 4
    searched, told, *_ = (float(str(cell)) for cell in table.columns[3].cells)
    gain = float(str(table.caption).partition("judged less search: ")[2].split()[0])
    assert gain == pytest.approx(told - searched, abs=0.0015)
    missed = [float(str(cell).split()[0]) for cell in table.columns[8].cells]
    assert missed == pytest.approx([0.08] * 4, abs=0.01)
    assert searched < 0.65
    assert told > 0.95
