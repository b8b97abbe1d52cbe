"""Lines of glyphs as they stand on paper, and what they read."""

import pytest

from embeddings.readers.bidi import bracket_balance, mirrored, reading_order


def reads(shown: str, rtl: bool = True) -> str:
    """What a line reads that looks like `shown`, from left to right."""
    return "".join(shown[i] for i, _ in reading_order(list(shown), rtl))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("ملاس", "سالم"),
        ("2026 ماع", "عام 2026"),
        (".٤٫٥ نم", "من ٤٫٥."),
        ("27/2019 مقر", "رقم 27/2019"),
        ("9:00 ةعاسلا", "الساعة 9:00"),
        ("22،338،618 ددع", "عدد 22،338،618"),
        ("2017-2016 ءاتش", "شتاء 2016-2017"),
        ("%18 ةبسن", "نسبة 18%"),
        ("نأ James Whitfield ىري", "يرى James Whitfield أن"),
        ("،Blue Channel 18% اذه", "هذا Blue Channel 18%،"),
        ("f(n) نمز", "زمن f(n)"),
        ("ةنس Trust، 1931", "Trust، 1931 سنة"),
        ("١٩٣١ Trust", "Trust ١٩٣١"),
        ("ةنس c. 1455", "c. 1455 سنة"),
    ],
)
def test_an_arabic_line_is_read_from_the_right(shown: str, text: str):
    """Latin words, and numbers with the signs inside them, from the left."""
    assert reads(shown) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("the name (ىليل) is", "the name (ليلى) is"),
        ("both ةعاسلا 9:00 ىلإ and", "both إلى 9:00 الساعة and"),
        ("plain 12-14.", "plain 12-14."),
    ],
)
def test_an_english_line_is_read_from_the_left(shown: str, text: str):
    """Arabic words in it from the right, as one run with the numbers between them."""
    assert reads(shown, rtl=False) == text


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("shown", ["", " ", "12", "ab 12 جد", ") (", "ا1ب2c3"])
def test_every_cell_is_read_once(shown: str, rtl: bool):
    """No order loses or doubles anything."""
    assert sorted(i for i, _ in reading_order(list(shown), rtl)) == list(range(len(shown)))


def test_brackets_tell_whether_they_are_stored_as_they_look():
    """Those that open before words are meant; those that close there are seen."""
    assert bracket_balance("قال «نعم» (أمس)") > 0
    assert bracket_balance(mirrored("قال «نعم» (أمس)")) < 0
    assert bracket_balance("بلا أقواس") == 0
