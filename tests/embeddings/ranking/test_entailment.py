from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from embeddings.errors import EmbeddingError
from embeddings.ranking.entailment import Entailment

EVIDENCE = {
    "ar": "استقبلت الوزيرة سارة منصور المبعوث الدنماركي لارس هولم في مطار عدن مساء الأحد.",
    "en": "The minister, Sara Mansour, received the Danish envoy, Lars Holm, at Aden airport on Sunday evening.",
}
TRUE = {
    "ar": "استُقبل لارس هولم في مطار عدن.",
    "en": "Lars Holm was received at Aden airport.",
}
FALSE = {
    "ar": "استقبل لارس هولم الوزيرة سارة منصور في مطار عدن.",
    "en": "Lars Holm received the minister, Sara Mansour, at Aden airport.",
}


@pytest.fixture(scope="module")
def entailment() -> Entailment:
    return Entailment.load()


@pytest.mark.slow
@pytest.mark.parametrize("claimed", ["ar", "en"])
@pytest.mark.parametrize("cited", ["ar", "en"])
def test_who_did_what_to_whom_is_seen(entailment: Entailment, claimed: str, cited: str) -> None:
    """Of two claims from the same words the one that follows is above the other, in and across both languages."""
    evidence = EVIDENCE[cited]
    true, false = entailment.logits([(TRUE[claimed], evidence), (FALSE[claimed], evidence)])
    assert true > false + 1


@pytest.mark.slow
def test_a_logit_does_not_hang_on_others(entailment: Entailment) -> None:
    """Alone and in a batch a pair gets about the same; nothing asked is nothing answered; what is long is cut."""
    pair = TRUE["en"], EVIDENCE["en"]
    alone = entailment.logits([pair])[0]
    together = entailment.logits([("A word.", "word " * 900), pair, ("", "")] * 20)
    assert together[1] == pytest.approx(alone, abs=0.3)
    assert together.shape == (60,)
    assert np.isfinite(together).all()
    assert entailment.logits([]).shape == (0,)


@pytest.mark.slow
def test_a_claim_that_is_not_read_to_its_end_follows_from_nothing(entailment: Entailment) -> None:
    """What nobody has read may say anything."""
    long = " and ".join(["Lars Holm was received at Aden airport"] * 40)
    assert entailment.log_odds(long, [EVIDENCE["en"]]) == -np.inf
    assert entailment.log_odds(TRUE["en"], [EVIDENCE["en"]]) > 0


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, 1])
def test_evidence_that_is_too_long_is_read_sentence_by_sentence(entailment: Entailment, place: int) -> None:
    """So the one that the claim rests on is read wherever it stands."""
    other = "The weather was fine, " + "and the sea was calm, " * 80
    sentences = [other, EVIDENCE["en"]] if place else [EVIDENCE["en"], other]
    alone = entailment.log_odds(TRUE["en"], [EVIDENCE["en"]])
    assert entailment.log_odds(TRUE["en"], sentences) == pytest.approx(alone, abs=0.3)
    assert entailment.log_odds(FALSE["en"], sentences) < alone


@pytest.mark.slow
def test_tashkeel_changes_nothing(entailment: Entailment) -> None:
    """Nor does tatweel: neither says anything here, and both would fill the places that there are."""
    marked = "اُسْتُقْبِلَ لارس هـــولم في مَطَارِ عَدَنَ."
    plain = "استقبل لارس هولم في مطار عدن."
    assert entailment.log_odds(marked, [EVIDENCE["ar"]]) == pytest.approx(entailment.log_odds(plain, [EVIDENCE["ar"]]))


@pytest.mark.slow
@pytest.mark.parametrize("names", [{"head.0.bias"}, {"layer.weight", "borders.bias"}])
def test_weights_of_another_network_are_refused(tmp_path: Path, names: set[str]) -> None:
    """Too few, or others as well."""
    save_file({name: torch.zeros(1) for name in names}, tmp_path / "other.safetensors", {})
    with pytest.raises(
        EmbeddingError, match=f"holds other weights than those of the entailment: {len(names)} instead of 150"
    ):
        Entailment.load(tmp_path / "other.safetensors")


@pytest.mark.slow
def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path) -> None:
    """The message names it."""
    (tmp_path / "broken.safetensors").write_bytes(b"no weights")
    with pytest.raises(EmbeddingError, match="broken"):
        Entailment.load(tmp_path / "broken.safetensors")
