"""Texts as they come: Arabic, English and both, with everything that a text may hide."""

import unicodedata
from typing import Final

from hypothesis import strategies as st

_PIECES: Final = (
    # Words and sentences
    "وصل المبعوث إلى موسكو.", "هل جاء؟", "قال: «نعم».", "أهداف اللقاء", "كتب : صفاء", "د. أحمد", "ق.م.", "الـ19",
    "The envoy arrived.", "Why?", "He said: “Yes.”", "U.S.", "Dr. Smith", "e.g. this", "No. 5", "By John Smith", "x",
    # Marks, digits and forms
    "مُحَمَّدٌ", "كـــتاب", "\u0651", "e\u0301", "\u0301", "١٢٣٫٥", "۴۵", "3.14", "10:30", "ﻼ", "ﷺ", "ﬁ", "½", "ｘ",
    # Blanks, breaks and invisible characters
    " ", "  ", "\t", "\u00a0", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85",
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202b", "\u202c", "\u2067", "\u2069", "\ufeff", "\u00ad",
    # Others
    "😀", "👩‍👩‍👧", "🇵🇸", "# ", "- ", "• ", "1. ", "...", "…", "—", "،", "؛", "”", "“", ")", "(", "\x07", "\ufffe",
    "طويلة" * 60, "long" * 60, "كلمة " * 90, "word, " * 90,
)  # fmt: skip

_CHARACTERS: Final = st.characters(exclude_categories=["Cs"], exclude_characters="\0")

texts: Final = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(_CHARACTERS, max_size=8), st.text("ابةىءأ ab.\n", max_size=12)),
    max_size=40,
).map("".join)
"""Any text without NUL and lone surrogates; it may be empty."""


def is_visible(character: str) -> bool:
    """Whether a reader sees `character`, said in other words than in the project."""
    return not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc")


def visible(text: str) -> str:
    """The visible characters of `text`."""
    return "".join(filter(is_visible, text))


articles: Final = texts.filter(visible)
"""Any text that an article can be read from."""
