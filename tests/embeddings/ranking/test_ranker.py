from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from embeddings.errors import EmbeddingError
from embeddings.ranking import Ranker
from embeddings.ranking.ranker import PACKAGED, unseen_by

QUESTIONS = {
    "ar": "متى سقط الجسر في النهر؟",
    "en": "When did the bridge fall into the river?",
}
RIGHT = {
    "ar": "سقط الجسر في النهر مساء الثلاثاء 4 مارس 1987 بعد فيضان.",
    "en": "The bridge fell into the river on the evening of 4 March 1987, after a flood.",
}
WRONG = {
    "ar": ("كان الجسر من الحجر وطوله مئتا متر.", "يشتهر النهر بأسماكه."),
    "en": ("The bridge was built of stone and was two hundred metres long.", "The river is known for its fish."),
}


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker.load()


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["ar", "en"])
@pytest.mark.parametrize("read", ["ar", "en"])
def test_the_sentence_that_answers_is_above_those_on_the_same_things(ranker: Ranker, asked: str, read: str) -> None:
    """In all four directions: the date of the fall, and not what the bridge was built of."""
    logits = ranker.logits(QUESTIONS[asked], [*WRONG[read], RIGHT[read]])
    assert logits.argmax() == len(WRONG[read])


@pytest.mark.slow
def test_a_logit_does_not_hang_on_what_is_read_beside_it(ranker: Ranker) -> None:
    """Alone and among others, whose lengths fill it up, a sentence gets about the same."""
    alone = ranker.logits(QUESTIONS["en"], [RIGHT["en"]])[0]
    among = ranker.logits(QUESTIONS["en"], [*WRONG["ar"], RIGHT["en"], "x " * 900])[2]
    assert among == pytest.approx(alone, abs=0.3)


@pytest.mark.slow
def test_nothing_to_read_is_nothing_read(ranker: Ranker) -> None:
    """No sentences, no logits; an empty sentence has one."""
    assert ranker.logits("?", []).shape == (0,)
    assert np.isfinite(ranker.logits("?", [""])).all()


@pytest.mark.slow
def test_weights_are_read_as_they_were_written(ranker: Ranker, tmp_path: Path) -> None:
    """Saved and loaded, a ranker says the same."""
    ranker.save(tmp_path / "r.safetensors", {})
    again = Ranker.load(tmp_path / "r.safetensors")
    sentences = [*WRONG["ar"], RIGHT["ar"]]
    assert again.logits(QUESTIONS["ar"], sentences) == pytest.approx(ranker.logits(QUESTIONS["ar"], sentences))


@pytest.mark.parametrize("content", [b"", b"no weights at all"])
def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path, content: bytes) -> None:
    """The message names the file."""
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    with pytest.raises(EmbeddingError, match="broken"):
        Ranker.load(path)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    """Weights of other names would leave the ranker's own as they were before training."""
    path = tmp_path / "other.safetensors"
    save_file({"layer.weight": torch.zeros(2)}, path)
    with pytest.raises(EmbeddingError, match="holds other weights than a ranker's"):
        Ranker.load(path)


def test_weights_say_what_they_were_kept_from(tmp_path: Path) -> None:
    """The packaged ones do, so that anyone can measure them; others are refused where they don't."""
    assert len(unseen_by(PACKAGED)) > 8
    save_file({}, tmp_path / "other.safetensors")
    for file in (tmp_path / "other.safetensors", tmp_path / "none.safetensors"):
        with pytest.raises(EmbeddingError, match="has not seen"):
            unseen_by(file)


def test_the_packaged_weights_are_small() -> None:
    """They are shipped with every wheel: what isn't trained is not among them."""
    assert PACKAGED.stat().st_size < 25_000_000
