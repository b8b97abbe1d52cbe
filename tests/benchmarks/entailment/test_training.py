import numpy as np
import pytest
import torch

from benchmarks.entailment.__main__ import measured
from benchmarks.entailment.claims import Example
from benchmarks.entailment.training import train
from benchmarks.ranker.training import Plan
from embeddings.ranking.encoder import packaged, packaged_tokens
from embeddings.ranking.entailment import Entailment
from embeddings.ranking.network import Reader

EVIDENCE = "The minister received the envoy."
SHOWN = [
    Example(("The envoy was received.", EVIDENCE), ("en", "en"), follows=True),
    Example(("The minister was received.", EVIDENCE), ("en", "en"), follows=False),
]


@pytest.mark.slow
def test_what_is_learned_is_what_was_shown() -> None:
    """After some steps the claim that follows is above the other; what is not shipped stays as it was."""
    torch.manual_seed(0)
    reader = Reader(packaged())
    before = {name: values.clone() for name, values in reader.state_dict().items()}
    entailment = Entailment(reader, packaged(), packaged_tokens())
    train(reader, entailment, SHOWN * 8, Plan(epochs=12, batch=8, rate=3e-4), lambda _: None)
    true, false = entailment.logits([example.pair for example in SHOWN])
    assert true > 0 > false
    changed = {name for name, values in reader.state_dict().items() if not torch.equal(values, before[name])}
    assert changed == {name for name in reader.trained() if not name.startswith("borders")}


def test_what_is_measured() -> None:
    """Each pair of languages for itself: here one of two true claims is lost, and one false one of two passes."""

    class Fixed:
        def logits(self, pairs: list[tuple[str, str]]) -> np.ndarray:
            return np.array([float(claim) for claim, _ in pairs], np.float32)

    asked = [
        Example((str(logit), ""), (claimed, cited), follows)
        for claimed in ("ar", "en")
        for cited in ("ar", "en")
        for logit, follows in (
            ((0, True), (-3, True), (-1, False), (-5, False))
            if (claimed, cited) == ("ar", "en")
            else ((0, True), (-1, False))
        )
    ]
    lines = list(measured(Fixed(), asked))  # type: ignore[arg-type]  # a fake
    assert len(lines) == 4
    assert lines[2] == "claim en, evidence ar: AUC 1.000; of 1 that follow 0.000 are lost, of 1 that don't 1.000 pass"
    assert lines[1] == "claim ar, evidence en: AUC 0.750; of 2 that follow 0.500 are lost, of 2 that don't 0.500 pass"
