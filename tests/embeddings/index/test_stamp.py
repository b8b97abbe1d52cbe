from dataclasses import replace

import pytest

from embeddings.index.stamp import name_of
from tests.embeddings.fakes import DIMENSION, word_overlap
from tests.embeddings.indexes import UNITS, stamp_of


def test_a_stamp_tells_what_it_is_made_of():
    """It takes prompts and dimension from the model, and its key changes with every text."""
    model = word_overlap()
    stamp = stamp_of(model)
    assert (stamp.dimension, stamp.query_prompt, stamp.document_prompt) == (DIMENSION, "query: ", "passage: ")
    assert stamp.units == len(UNITS)
    other = (*UNITS[:-1], replace(UNITS[-1], text="Something else"))
    assert stamp_of(model, other).key != stamp.key == stamp_of(word_overlap()).key


@pytest.mark.parametrize("article_id", ["../../etc", "", "a b", "مقال", "a/b", ".", "x" * 65, "a.lock", "\udc80"])
def test_names_are_safe_whatever_the_id(article_id: str):
    """No id leads out of the folder, or to another's files."""
    assert name_of(article_id).isalnum()
    assert name_of(article_id) != name_of(article_id + "x")


def test_plain_ids_stay_readable():
    """The id of an article is its name."""
    assert name_of("0123abcd") == "0123abcd"
