import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text import Folded, Language, detect_language, fold, is_encodable, normalise, visible_span, words
from tests.strategies import texts, visible


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("متى وصل ويتكوف إلى موسكو؟", "ar"),
        ("When did Witkoff arrive in Moscow?", "en"),
        ("متى وصل Steve Witkoff إلى Moscow؟", "ar"),
        ("Jared Kushner وستيف ويتكوف في موسكو", "ar"),
        ("What did ويتكوف say about كوشنر?", "en"),
        ("WHO IS ويتكوف?", "en"),
        ("Who ويتكوف", "en"),
        ("ويتكوف who", "ar"),
        ("وَصَلَ", "ar"),
        ("ﻭﺻﻞ", "ar"),
        ("in ۲۰۲۶ and ۲۰۲۷", "en"),
        ("it ١٢٣ 456", "en"),
    ],
)
def test_the_language_is_that_of_most_words_and_names_do_not_count(text: str, language: Language):
    """Latin names don't make an Arabic sentence English, and digits of any script have no language."""
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "123 ٤٥٦ ۷۸", "!?", "😀", "Привет"])
def test_without_a_word_of_either_language_the_default_decides(text: str):
    """A text of digits, signs or another script gets the default."""
    assert [detect_language(text, default=language) for language in ("ar", "en")] == ["ar", "en"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("مُحَمَّدٌ", "محمد", id="tashkeel"),
        pytest.param("هٰذا", "هذا", id="small alef"),
        pytest.param("كـــتاب", "كتاب", id="tatweel"),
        pytest.param("أإآٱا", "ااااا", id="alefs"),
        pytest.param("مستشفى على", "مستشفي علي", id="alef maqsura"),
        pytest.param("مدرسة", "مدرسه", id="ta marbuta"),
        pytest.param("مسؤول شيء بيئة", "مسوول شي بييه", id="hamza"),
        pytest.param("١٢٣٫٥ ٪", "123.5 %", id="Arabic-Indic digits"),
        pytest.param("۴۵۶", "456", id="Persian digits"),
        pytest.param("کتاب ایران", "كتاب ايران", id="Persian letters"),
        pytest.param("ﻛﺘﺎﺏ ﻻ", "كتاب لا", id="presentation forms"),
        pytest.param("ﷺ", "صلي الله عليه وسلم", id="a ligature of words"),
        pytest.param("ب\ufe70ت", "بت", id="a tanwin that stands alone"),
        pytest.param("\u200fموسكو\u202c\u200b", "موسكو", id="bidi controls and zero width"),
        pytest.param("Straße CAFÉ ﬁ ｘ½", "strasse cafe fi x1⁄2", id="Latin letters"),
        pytest.param("«نعم» “yes” ‘a’ – ‑", '"نعم" "yes" \'a\' - -', id="quotation marks and dashes"),
        pytest.param("a\u00a0b\tc\u2028d\fe", "a b c d e", id="blanks and breaks"),
        pytest.param("a\x07b", "ab", id="control characters"),
    ],
)
def test_what_readers_take_for_the_same_is_folded_to_the_same(text: str, folded: str):
    """Every class of variants has one folded form."""
    assert normalise(text).text == folded


@given(texts)
def test_folding_twice_is_folding_once(text: str):
    """A folded text is its own folded form."""
    folded = normalise(text).text
    assert normalise(folded).text == folded


def test_every_character_folds_to_what_stays():
    """Folding is idempotent character by character, over all of Unicode that is encodable."""
    folded = normalise("".join(chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000)).text
    assert normalise(folded).text == folded


@given(texts)
def test_every_folded_character_knows_where_it_stood(text: str):
    """Offsets never fall, and the character at each folds to the character that carries it."""
    folded = normalise(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(text)
    for character, start in zip(folded.text, folded.starts, strict=False):
        assert character in normalise(text[start]).text


@given(texts, st.data())
def test_a_span_leads_back_to_what_was_folded(text: str, data: st.DataObject):
    """The original of a folded piece folds to that piece, with the rest of a ligature that it cuts through."""
    folded = normalise(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    left, right = folded.span(start, end)
    assert 0 <= left <= right <= len(text)
    assert folded.text[start:end] in normalise(text[left:right]).text
    if start == end:
        assert left == right


def test_a_span_includes_the_marks_of_its_last_letter():
    """Tashkeel that was folded away comes back with the letter that carries it."""
    text = "قال مُحَمَّدٌ ذلك"
    folded = normalise(text)
    start = folded.text.index("محمد")
    assert text[slice(*folded.span(start, start + 4))] == "مُحَمَّدٌ"


def test_a_span_takes_a_ligature_whole():
    """Half a ligature can't be shown, so all of it is."""
    folded = normalise("بﻼد")
    assert folded.text == "بلاد"
    assert [folded.span(1, 2), folded.span(2, 3), folded.span(1, 3)] == [(1, 2)] * 3


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 4), (2, 1)])
def test_a_span_outside_the_text_is_refused(start: int, end: int):
    """The message has both offsets and the length."""
    with pytest.raises(ValueError, match=rf"span\({start}, {end}\) is outside the folded text of 3"):
        Folded("abc", (0, 1, 2, 3)).span(start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 22 يناير، الساعة ١٠:٣٠!", ["في", "22", "يناير", "الساعه", "10:30"]),
        ("It cost $1,234.50 (or so).", ["it", "cost", "1,234.50", "or", "so"]),
        ("الروسي‑الأوكراني", ["الروسي", "الاوكراني"]),
        ("😀 ... ", []),
    ],
)
def test_words_are_folded_and_numbers_stay_whole(text: str, expected: list[str]):
    """A decimal number and a time are one word each; punctuation is none."""
    assert words(text) == expected


@given(texts)
def test_a_visible_span_loses_nothing_that_is_seen(text: str):
    """It starts and ends with a visible character, and is None where there is none."""
    span = visible_span(text, 0, len(text))
    seen = visible(text)
    if span is None:
        assert not seen
    else:
        piece = text[slice(*span)]
        assert visible(piece) == seen
        assert (piece[0], piece[-1]) == (seen[0], seen[-1])


@pytest.mark.parametrize(("text", "expected"), [("مرحبا 😀", True), ("", True), ("a\ud800", False)])
def test_only_a_lone_surrogate_is_not_encodable(text: str, expected: bool):
    """What can't be encoded can't be hashed or stored."""
    assert is_encodable(text) is expected


def test_folding_without_a_way_back_gives_the_same_text():
    """Every character that there is, remembered or not, lone surrogates too."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert fold(everything) == normalise(everything).text
    assert fold(everything[:3000]) == normalise(everything[:3000]).text
