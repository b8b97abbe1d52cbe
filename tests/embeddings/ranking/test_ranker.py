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
    """In all four directions: the date of the fall, and not what the bridge was built of; in a passage, and alone."""
    sentences = [*WRONG[read], RIGHT[read]]
    for passages in ([sentences], [[sentence] for sentence in sentences]):
        logits = ranker.logits(QUESTIONS[asked], passages)
        assert logits.shape == (len(sentences),)
        assert logits.argmax() == len(WRONG[read])


@pytest.mark.slow
def test_what_a_sentence_means_is_read_from_those_before_it(ranker: Ranker) -> None:
    """ "It fell" answers when the bridge fell where a bridge is what the passage is about."""
    of_bridge = ["The old bridge was the pride of the town.", "It fell into the river on 4 March 1987."]
    of_tree = ["The old oak was the pride of the town.", "It fell into the river on 4 March 1987."]
    (_, fell), (_, other) = (ranker.logits(QUESTIONS["en"], [passage]) for passage in (of_bridge, of_tree))
    assert fell > other + 0.5


@pytest.mark.slow
def test_a_logit_does_not_hang_on_other_passages(ranker: Ranker) -> None:
    """Alone and beside others, whose lengths fill it up, a passage gets about the same."""
    alone = ranker.logits(QUESTIONS["en"], [[RIGHT["en"]]])[0]
    among = ranker.logits(QUESTIONS["en"], [WRONG["ar"], [RIGHT["en"]], ["x " * 900]])[2]
    assert among == pytest.approx(alone, abs=0.3)


@pytest.mark.slow
def test_nothing_to_read_is_nothing_read(ranker: Ranker) -> None:
    """No sentences, no logits; an empty sentence has one."""
    assert ranker.logits("?", []).shape == (0,)
    assert ranker.logits("?", [[], ["", "Yes."]]).shape == (2,)
    assert np.isfinite(ranker.logits("?", [[""]])).all()


@pytest.mark.slow
def test_long_passages_are_cut_between_sentences(ranker: Ranker) -> None:
    """Into runs that are not too long, in order; a sentence that is too long alone is read as far as it may be."""
    sentences = ["one two three. " * 20] * 5 + ["word " * 900, "End."]
    runs = ranker.cut(sentences)
    assert [sentence for run in runs for sentence in run] == sentences
    assert [len(run) for run in runs] == [2, 2, 1, 2]
    assert ranker.logits("?", [sentences]).shape == (7,)


@pytest.mark.slow
def test_answers_are_found_among_the_tokens(ranker: Ranker) -> None:
    """Wherever the words stand, first and last token, in both scripts; not beyond what is read."""
    length, places = ranker.places("It opened in 1811, and again in 1811.", "1811")
    assert len(places) == 2
    assert all(first <= last < length for first, last in places)
    assert ranker.places("سقط الجسر في النهر مساء الثلاثاء", "مساء الثلاثاء")[1]
    assert ranker.places("word " * 900 + "1811", "1811") == (200, [])
    assert ranker.places("It opened.", "")[1] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("When did the bridge fall?", "high"),
        ("متى سقط الجسر؟", "high"),
        ("Who was the mayor at the time?", "low"),
        ("من كان رئيس البلدية حينها؟", "low"),
    ],
)
def test_where_in_a_sentence_the_answer_stands_is_known(ranker: Ranker, question: str, share: str) -> None:
    """Before a clause's end or after it; what is further on holds no less."""
    sentence = "The bridge fell into the river on 4 March 1987, when Anna Berg was the mayor, after a flood."
    border, further = sentence.index(" when"), sentence.index(" after")
    before, more, none, everything = ranker.shares(question, sentence, [border, further, 0, len(sentence)])
    assert (before > 0.7) if share == "high" else (before < 0.3)
    assert none == 0 <= before <= more <= everything == pytest.approx(1, abs=1e-3)


@pytest.mark.slow
def test_nothing_is_known_of_a_sentence_that_is_not_read_to_its_end(ranker: Ranker) -> None:
    """Nor of what has no tokens."""
    long = "word " * 900
    assert ranker.shares("When?", long, [5, len(long)]).tolist() == [0.0, 0.0]
    assert ranker.shares("When?", "", [0]).tolist() == [0.0]


@pytest.mark.slow
def test_weights_are_read_as_they_were_written(ranker: Ranker, tmp_path: Path) -> None:
    """Saved and loaded, a ranker says the same."""
    ranker.save(tmp_path / "r.safetensors", ())
    again = Ranker.load(tmp_path / "r.safetensors")
    passages = [WRONG["ar"], [RIGHT["ar"]]]
    assert again.logits(QUESTIONS["ar"], passages) == pytest.approx(ranker.logits(QUESTIONS["ar"], passages))


@pytest.mark.parametrize("content", [b"", b"no weights at all"])
def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path, content: bytes) -> None:
    """The message names the file, and what may stand in its place."""
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    with pytest.raises(EmbeddingError, match=r"broken.*; give bundled, none or .* a file that `make ranker` wrote[.]$"):
        Ranker.load(path)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    """Weights of other names would leave the ranker's own as they were before training."""
    path = tmp_path / "other.safetensors"
    save_file({"layer.weight": torch.zeros(2)}, path)
    with pytest.raises(EmbeddingError, match="holds other weights than those of a ranker"):
        Ranker.load(path)


def test_weights_say_what_they_were_kept_from(tmp_path: Path) -> None:
    """The packaged ones do, so that anyone can measure them; others are refused where they don't."""
    assert len(unseen_by(PACKAGED)) > 8
    save_file({}, tmp_path / "other.safetensors")
    for file in (tmp_path / "other.safetensors", tmp_path / "none.safetensors"):
        with pytest.raises(EmbeddingError, match="has not seen"):
            unseen_by(file)


def test_weights_that_have_seen_everything_measure_nothing(tmp_path: Path) -> None:
    """Who asks what they have not seen is told how to train some that can be measured."""
    save_file({}, tmp_path / "all.safetensors", {"unseen": "[]"})
    with pytest.raises(EmbeddingError, match="trained on all articles; train another with `make ranker HELD_OUT=1`"):
        unseen_by(tmp_path / "all.safetensors")


def test_the_packaged_weights_are_small() -> None:
    """They are shipped with every wheel: what isn't trained is not among them."""
    assert PACKAGED.stat().st_size < 35_000_000
