from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from embeddings.lexical import KeywordIndex, stem_pairs, stems
from embeddings.skeleton import skeletons
from embeddings.text import Language

TEXTS: dict[Language, list[str]] = {
    "en": [
        "The envoys arrived in Moscow on Thursday.",
        "Talks about the frozen assets continued in Geneva.",
        "The president received the envoys, and the envoys thanked him in Moscow.",
        "",
    ],
    "ar": [
        "وصل المبعوثان إلى موسكو يوم الخميس.",
        "تواصلت المحادثات حول الأصول المجمدة في جنيف.",
        "استقبل الرئيس الوفد الأمريكي في الكرملين.",
        "",
    ],
}


def index(language: Language) -> KeywordIndex:
    return KeywordIndex(TEXTS[language], lambda text: stems(text, language))


@pytest.mark.parametrize(
    ("language", "query", "best"),
    [
        ("en", "When did the envoy arrive?", 0),
        ("en", "ASSETS frozen", 1),
        ("en", "Who thanked the president?", 2),
        ("ar", "متى وصل المبعوثان؟", 0),
        ("ar", "الاصول المجمده", 1),
        ("ar", "الأُصُولُ المُجَمَّدَة", 1),
        ("ar", "أصـــول", 1),
        ("ar", "من استقبل الوفد الامريكى؟", 2),
        ("ar", "للكرملين", 2),
    ],
)
def test_the_text_that_shares_most_is_first(language: Language, query: str, best: int):
    """Word forms, case, tashkeel, tatweel, alefs, ta marbuta and clitics don't matter."""
    scores = index(language).scores(query)
    assert scores.shape == (4,)
    assert scores.dtype == np.float32
    assert scores.argmax() == best
    assert scores[best] > np.delete(scores, best).max()


def test_a_rare_word_weighs_more_and_length_less():
    """A word of one text outweighs a word of many; of two texts with the same words the shorter one wins."""
    found = KeywordIndex(
        ["peace talks", "peace plan", "peace treaty", "peace treaty after a very long time"], str.split
    )
    scores = found.scores("peace plan")
    assert scores.argmax() == 1
    assert found.scores("treaty")[2] > found.scores("treaty")[3] > 0
    level = KeywordIndex(["peace treaty", "peace treaty after a very long time"], str.split, length_weight=0.0)
    assert level.scores("treaty")[0] == pytest.approx(level.scores("treaty")[1])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_shares_are_shares(language: Language):
    """A text that is asked for word by word has the greatest share, below 1; one that has nothing of it, 0."""
    found = index(language)
    for position, text in enumerate(TEXTS[language][:3]):
        shares = found.shares(text)
        assert shares.argmax() == position
        assert 0.2 < shares[position] < 1
        assert shares[3] == 0


def test_words_that_no_text_has_lower_the_shares():
    """Of a question that is half about something else, a text can have no more than half."""
    found = index("en")
    half = found.shares("envoys quasar")
    assert 0 < half.max() < found.shares("envoys").max() / 2
    assert found.scores("envoys quasar") == pytest.approx(found.scores("envoys"))


def test_a_tolerant_index_reads_a_word_as_the_nearest_spelling():
    """A slip in a long word is forgiven; short words and numbers are taken as they are, and so is a right word."""
    texts = ["the delegation met Witkoff in 20261", "the delegates met the tsar", "نيويورك مدينة"]
    found = KeywordIndex(texts, lambda text: stems(text, "en"), tolerant=True)
    assert found.scores("Witkof").tolist() == found.scores("Witkoff").tolist()
    assert found.scores("Witkoff").argmax() == 0
    assert found.shares("نيويوورك").argmax() == 2
    assert not found.scores("star").any()
    assert not found.scores("20262").any()
    assert not KeywordIndex(texts, lambda text: stems(text, "en")).scores("Witkof").any()


@pytest.mark.parametrize("query", ["", "؟", "quasar", "\ud800", "  ", "\0"])
def test_a_query_without_known_words_finds_nothing(query: str):
    """All scores and shares are 0."""
    for language in TEXTS:
        assert not index(language).scores(query).any()
        assert not index(language).shares(query).any()


@pytest.mark.parametrize("texts", [[], [""], ["", "؟"]])
def test_texts_without_words_are_indexed(texts: list[str]):
    """An index of nothing answers with a score of 0 for every text."""
    found = KeywordIndex(texts, lambda text: stems(text, "en"))
    assert found.scores("peace").tolist() == [0] * len(texts)
    assert found.shares("peace").tolist() == [0] * len(texts)


def test_function_words_count_only_where_there_are_no_others():
    """They are left out of a text with content words; a text of nothing else keeps them."""
    assert stems("Who was the president?", "en") == ["presid"]
    assert stems("من هو الرئيس؟", "ar") == stems("الرئيس", "ar")
    assert stems("To be or not to be", "en") == ["to", "be", "or", "not", "to", "be"]
    assert len(stems("من هو؟", "ar")) == 2
    assert index("en").scores("where were they").tolist() == [0, 0, 0, 0]


def test_pairs_keep_the_order():
    """Neighbours in order, function words among them; a single word has none."""
    assert stem_pairs("the envoys arrived", "en") == ["the envoy", "envoy arriv"]
    assert stem_pairs("موسكو", "ar") == []


def test_names_are_found_across_scripts():
    """With skeletons for words, an English name finds an Arabic sentence."""
    found = KeywordIndex([*TEXTS["ar"], "التقى ويتكوف وكوشنر بوتين"], skeletons)
    assert found.scores("Did Kushner and Witkoff meet?").argmax() == 4
    assert found.scores("Moscow").argmax() == 0


def test_threads_get_what_one_gets():
    """Searching at the same time gives the same scores."""
    found = index("ar")
    queries = ["متى وصل المبعوثان؟", "الأصول", "الوفد الأمريكي", "quasar"] * 50
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(found.shares, queries))
    assert all(np.array_equal(one, found.shares(query)) for one, query in zip(together, queries, strict=True))
