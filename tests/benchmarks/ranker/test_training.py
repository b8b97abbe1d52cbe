from pathlib import Path

import pytest
import torch

from benchmarks.ranker.examples import Draw, Example, Reading
from benchmarks.ranker.training import Plan, _loss, _places, between, train
from embeddings.ranking import Ranker
from embeddings.ranking.encoder import packaged
from embeddings.ranking.network import Reader

WHEN = "When did the bridge fall?"
TOLD = Reading(("The bridge was of stone.", "It fell on 4 March 1987."), (False, True), "4 March 1987")
OTHER = Reading(("The river is known for its fish.",), (False,))


@pytest.fixture(scope="module")
def reader() -> Reader:
    torch.manual_seed(0)
    return Reader(packaged())


@pytest.fixture(scope="module")
def ranker(reader: Reader) -> Ranker:
    return Ranker(reader, packaged())


@pytest.mark.slow
def test_what_is_learned_is_what_was_shown(reader: Reader, ranker: Ranker, tmp_path: Path) -> None:
    """After a few steps the sentence that answers stands out, and what is kept says so when it is loaded and run."""
    example = Example(WHEN, gold=(TOLD,), own=(OTHER,))
    untrained = ranker.logits(WHEN, [TOLD.sentences, OTHER.sentences])
    told: list[str] = []
    train(reader, ranker, [example] * 4, Plan(epochs=12, batch=4, rate=3e-4), told.append)
    assert told[-1].startswith("step 12 of 12: loss ")
    trained = ranker.logits(WHEN, [TOLD.sentences, OTHER.sentences])
    assert trained.argmax() == 1
    assert trained[1] - trained.max(initial=-9, where=[True, False, True]) > 1 > abs(untrained[1] - untrained[0])
    ranker.save(tmp_path / "r.safetensors", ())
    kept = Ranker.load(tmp_path / "r.safetensors").logits(WHEN, [TOLD.sentences, OTHER.sentences])
    assert kept == pytest.approx(trained, abs=0.25)  # float16 on the disk, bfloat16 in the processor


@pytest.mark.slow
def test_an_answer_that_is_known_costs_less(ranker: Ranker) -> None:
    """The loss is small where sentence and borders are right, large where they aren't, and for an answer that isn't."""
    length = sum(ranker.places(text, "")[0] for text in TOLD.sentences)
    places = _places(TOLD, length, ranker)
    assert places.sum(0).tolist() == [1, 1]
    borders = torch.where(places, 9.0, -9.0)
    right, wrong = torch.tensor([-9.0, 9.0]), torch.tensor([9.0, -9.0])
    draw = Draw(WHEN, (TOLD,))
    assert _loss(draw, [(right, borders)], ranker) < 0.01
    assert _loss(draw, [(right, -borders)], ranker) > 5
    assert _loss(draw, [(wrong, borders)], ranker) > 5
    nothing = Draw(WHEN, (OTHER,))
    silent = torch.full((ranker.places(OTHER.sentences[0], "")[0], 2), -9.0)
    assert _loss(nothing, [(torch.tensor([-9.0]), silent)], ranker) < 0.01
    assert _loss(nothing, [(torch.tensor([9.0]), silent)], ranker) > 5
    assert _loss(Draw(WHEN, (OTHER,), unknown=True), [(torch.tensor([9.0]), silent)], ranker) < 0.01


def test_weights_between_two_states() -> None:
    """A share of the way from one to the other."""
    found = between({"w": torch.tensor([0.0, 2.0])}, {"w": torch.tensor([1.0, -2.0])}, 0.75)
    assert found["w"].tolist() == [0.75, -1.0]
