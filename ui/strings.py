"""Every word of the page, in both languages: the tables by language, and counting in words."""

from collections.abc import Mapping
from typing import Final, Literal

from embeddings.text import Language
from ui import arabic, english
from ui.words import MessageWords, PageWords

__all__ = [
    "DIRECTIONS",
    "MESSAGE",
    "PAGE",
    "Direction",
    "MessageWords",
    "PageWords",
    "count_articles",
    "count_paragraphs",
]

Direction = Literal["rtl", "ltr"]
DIRECTIONS: Final[Mapping[Language, Direction]] = {"ar": "rtl", "en": "ltr"}

PAGE: Final[Mapping[Language, PageWords]] = {"ar": arabic.PAGE_WORDS, "en": english.PAGE_WORDS}
MESSAGE: Final[Mapping[Language, MessageWords]] = {"ar": arabic.MESSAGE_WORDS, "en": english.MESSAGE_WORDS}


def count_articles(count: int, language: Language) -> str:
    """`count` articles in words, as `count_paragraphs`."""
    if language == "en":
        return f"{count} article" if count == 1 else f"{count} articles"
    if count in (1, 2):
        return ("مقال واحد", "مقالان")[count - 1]
    return f"{count} مقالات" if 3 <= count % 100 <= 10 else f"{count} مقالًا"


def count_paragraphs(count: int, language: Language) -> str:
    """`count` paragraphs in words; Arabic has a form for one, for two, for 3 to 10 and for more."""
    if language == "en":
        return f"{count} paragraph" if count == 1 else f"{count} paragraphs"
    if count in (1, 2):
        return ("فقرة واحدة", "فقرتان")[count - 1]
    # Only the last two digits decide: 103 takes the form of 3, and 100 to 102 that of a hundred.
    if 3 <= count % 100 <= 10:
        return f"{count} فقرات"
    return f"{count} فقرة"
