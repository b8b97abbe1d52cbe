import pytest

from embeddings.items import counts_on, has_figure, is_row, item_mark, tells_quantity
from embeddings.layout import announces


@pytest.mark.parametrize(
    "line", ["أولاً: السلام", "ثانيًا، التجارة", "عاشرا - الماء", "First, peace.", "Lastly: trade", "Second – water"]
)
def test_an_ordinal_is_the_mark_of_an_item(line: str):
    assert item_mark(line) == "number"


@pytest.mark.parametrize(
    "line", ["أول الغيث قطرة", "First came the rain", "Second thoughts, and more", "ثانية واحدة، قال", "Final"]
)
def test_a_word_like_an_ordinal_is_none(line: str):
    assert item_mark(line) is None


def test_numbers_that_follow_on_are_of_one_list():
    """In Markdown all may be "1."; a chapter stands over steps with numbers of their own."""
    assert counts_on("1. Brush", "2. Rinse")
    assert counts_on("٣. اغسل", "٤. جفف")
    assert counts_on("1. Brush", "1. Rinse")
    assert counts_on("a) Brush", "b) Rinse")
    assert not counts_on("4. Cleaning", "1. Brush")
    assert not counts_on("3. Rinse", "7. Guarantee")
    assert not counts_on("Brush", "1. Rinse")
    assert announces("4. Cleaning", "1. Brush")
    assert not announces("1. Brush", "1. Rinse")


@pytest.mark.parametrize(
    "line",
    ["2 onions", "1.5 kg of plums", "200g flour", "½ lemon", "2–3 cloves", "A pinch of salt", "٣ بيضات", "نصف ليمونة"],
)
def test_what_begins_with_a_quantity_is_an_item(line: str):
    assert tells_quantity(line)


@pytest.mark.parametrize(
    "line", ["1914 was bad", "2 men came by.", "9 June 2025", "Salt", "A cup is broken.", "نصفهم", "1. Salt"]
)
def test_what_counts_nothing_is_none(line: str):
    assert not tells_quantity(line)


def test_a_row_of_a_table_is_told():
    """A rule under the head too; years are no figures, for they may stand in the head."""
    assert is_row("a | b")
    assert is_row("a\tb")
    assert is_row("|---|:-:|")
    assert not is_row("a|b")
    assert not is_row("--- on the road ---")
    assert has_figure("Town | 61")
    assert not has_figure("Price | 2023 | 2024")
