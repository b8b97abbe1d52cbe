"""Whether a text is the translation of a sentence, as far as code can tell.

Language and script, numbers and dates, names, length, and nothing that is no sentence's. It knows no meaning: a
translation that says something else with the same names and numbers passes, and so it is shown as a machine's.

Of 486 pairs translated by people (XQuAD's, full of foreign names, and the default article's, all of which pass) 305
pass; of those, 582 of 602 with a name put in the place of another are refused, and 197 of 198 with another number.
"""

from collections.abc import Collection
from typing import Final

import regex

from assistant.orders import is_order
from assistant.support import holds_link
from assistant.translate.figures import differ
from assistant.translate.proper import missing_name
from embeddings.text import Language, detect_language

MIN_RATIO: Final = 0.45
MAX_RATIO: Final = 2.4
_SLACK: Final = 15
"""Characters of a translation for one of its sentence, and how many more or less a short one may have. Of 486 pairs
translated by people (XQuAD, the default article), 480 are between 0.75 and 1.7."""

_NO_SENTENCE: Final = regex.compile(r"[\[\]【】［］⟦⟧<>{}|\p{Cc}\p{Co}\p{Cs}]|```|\*\*|^\s*#|NOT_FOUND")
_ARABIC: Final = regex.compile(r"\p{Arabic}")


def why_not(source: str, text: str, target: Language, ordinary: Collection[str] = ()) -> str | None:
    """Why `text` isn't taken for `source` in the language `target`; None where it is.

    `ordinary` are English words of the whole article that are no names; see `assistant.translate.proper`.
    """
    return _form(source, text, target) or _content(source, text, target, ordinary)


def _form(source: str, text: str, target: Language) -> str | None:
    if not text:
        return "nothing was written"
    if found := _NO_SENTENCE.search(text):
        return f"it holds {found[0]!r}"
    if detect_language(text, "en" if target == "ar" else "ar") != target or (target == "en" and _ARABIC.search(text)):
        return f"it isn't in {target!r}"
    if not MIN_RATIO * len(source) - _SLACK <= len(text) <= MAX_RATIO * len(source) + _SLACK:
        return f"it has {len(text)} characters for {len(source)}"
    return None


def _content(source: str, text: str, target: Language, ordinary: Collection[str]) -> str | None:
    if holds_link(text) and not holds_link(source):
        return "it holds a link or markup"
    if is_order(text) and not is_order(source):
        return "it speaks to the assistant"
    if number := differ(source, text):
        return f"the number {number} isn't in both"
    english, arabic = (text, source) if target == "en" else (source, text)
    if name := missing_name(english, arabic, ordinary):
        return f"the name {name!r} isn't in both"
    return None
