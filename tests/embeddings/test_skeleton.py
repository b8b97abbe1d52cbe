import pytest

from embeddings.skeleton import skeleton, skeletons

SAME = """
    Putin بوتين · Witkoff ويتكوف · Kushner كوشنر · Jared جاريد · Steve ستيف · Vladimir فلاديمير · Mostafa مصطفى
    Moscow موسكو · Ukraine أوكرانيا · Kremlin الكرملين · Trump ترامب · Biden بايدن · Zelensky زيلينسكي
    Lavrov لافروف · Macron ماكرون · Merkel ميركل · Netanyahu نتنياهو · Guterres غوتيريش · Johnson جونسون
    George جورج · George غورغ · Philip فيليب · Khartoum الخرطوم · Baghdad بغداد · Chicago شيكاغو
    Alexander ألكسندر · Mexico المكسيك · Victoria فيكتوريا · Shakespeare شكسبير · Beethoven بيتهوفن
    Lincoln لينكولن · Cambridge كامبريدج · Francisco فرانسيسكو · Tesla تسلا · Newton نيوتن · Luther لوثر
    Texas تكساس · Sergei سيرغي · Moscow وموسكو · Putin لبوتين · Putin بُوتِين · Beyoncé بيونسيه · 2026 ٢٠٢٦
"""
DIFFERENT = (
    "Putin ترامب · Moscow كييف · Witkoff كوشنر · Paris لندن · Berlin برشلونة · 2026 ٢٠٢٥ · Trump ترميم · Dmitry دمشق"
)


def _pairs(table: str) -> list[list[str]]:
    return [pair.split() for line in table.strip().splitlines() for pair in line.split("·")]


@pytest.mark.parametrize(("english", "arabic"), _pairs(SAME))
def test_a_name_has_one_skeleton_in_both_scripts(english: str, arabic: str):
    """A name is found across scripts, with tashkeel, behind an article or a particle; a year in either digits."""
    assert set(skeletons(english)) & set(skeletons(arabic))


@pytest.mark.parametrize(("english", "arabic"), _pairs(DIFFERENT))
def test_other_names_have_other_skeletons(english: str, arabic: str):
    """Names that sound different are told apart."""
    assert not set(skeletons(english)) & set(skeletons(arabic))


def test_what_a_skeleton_keeps():
    """Consonant classes in order, doubled ones once, digits untouched, vowels not at all."""
    assert [skeleton(word) for word in ("putin", "hussein", "g20", "44", "aeiou", "")] == [
        "btn",
        "sn",
        "g20",
        "44",
        "",
        "",
    ]


def test_short_skeletons_are_left_out():
    """Two consonants say too little, however long the word; numbers always count."""
    assert skeletons("Kyiv غزة in 5 days") == ["5"]
    assert skeletons("") == []
