from dataclasses import fields

import pytest
import regex

from embeddings.text import LANGUAGES
from ui.strings import DIRECTIONS, MESSAGE, PAGE, MessageWords, PageWords, count_paragraphs


def _words(table):
    return {f.name: getattr(table, f.name) for f in fields(table) if isinstance(getattr(table, f.name), str)}


@pytest.mark.parametrize("table", [PAGE, MESSAGE, DIRECTIONS])
def test_both_languages_are_there(table):
    """Every table has exactly the two languages."""
    assert set(table) == set(LANGUAGES)


@pytest.mark.parametrize(("table", "kind"), [(PAGE, PageWords), (MESSAGE, MessageWords)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there(table, kind, language):
    """Both languages have all keys, and none is empty."""
    assert set(_words(table["ar"])) == set(_words(table["en"]))
    assert len(_words(table[language])) + (kind is PageWords) == len(fields(kind))
    assert all(word.strip() for word in _words(table[language]).values())


@pytest.mark.parametrize("table", [PAGE, MESSAGE])
def test_words_are_in_their_language(table):
    """Arabic words are in Arabic script and English ones in Latin; the name of the other language is in its own."""
    for language, other in (("ar", r"\p{Latin}"), ("en", r"\p{Arabic}")):
        for name, word in _words(table[language]).items():
            assert bool(regex.search(other, word)) == (name == "other_language"), name


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [
        (1, "فقرة واحدة", "1 paragraph"),
        (2, "فقرتان", "2 paragraphs"),
        (3, "3 فقرات", "3 paragraphs"),
        (10, "10 فقرات", "10 paragraphs"),
        (12, "12 فقرة", "12 paragraphs"),
        (100, "100 فقرة", "100 paragraphs"),
        (103, "103 فقرات", "103 paragraphs"),
    ],
)
def test_paragraphs_are_counted_in_words(count, arabic, english):
    """Arabic has four forms, English two."""
    assert count_paragraphs(count, "ar") == arabic
    assert count_paragraphs(count, "en") == english
