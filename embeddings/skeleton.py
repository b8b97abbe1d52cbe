"""Compare a name across scripts: "Witkoff" and "ويتكوف" have the same consonants.

Arabic writes few vowels and no p, v or hard g; English spells one sound in many ways. What survives the way
between them is the order of the consonants, in the coarse classes below. The idea is Soundex's (Russell
1918), carried over two scripts.
"""

from functools import lru_cache
from typing import Final

import regex

from embeddings.text import words

_CLASSES: Final = {
    **dict.fromkeys("bpبپ", "b"),
    **dict.fromkeys("tتثط", "t"),
    **dict.fromkeys("dدضذ", "d"),
    **dict.fromkeys("gjجغگ", "g"),
    **dict.fromkeys("kqكقخ", "k"),
    **dict.fromkeys("szسصشزظچژ", "s"),
    **dict.fromkeys("fvفڤ", "f"),
    **dict.fromkeys("lل", "l"),
    **dict.fromkeys("mم", "m"),
    **dict.fromkeys("nن", "n"),
    **dict.fromkeys("rر", "r"),
}  # fmt: skip

# English spellings of one consonant, longest first.
_SPELLINGS: Final = (
    ("tch", "s"), ("sch", "s"), ("ph", "f"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"),
    ("ck", "k"), ("x", "ks"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("c", "k"),
)  # fmt: skip

_CLITICS: Final = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_MIN_STEM: Final = 3
_MIN_CONSONANTS: Final = 3
_REPEAT: Final = regex.compile(r"(\D)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonant classes of a folded word, in order; digits as they are. `skeleton("putin") == "btn"`."""
    for spelling, plain in _SPELLINGS:
        word = word.replace(spelling, plain)
    kept = "".join(_CLASSES.get(c, c if c.isdigit() else "") for c in word)
    return _REPEAT.sub(r"\1", kept)


def skeletons(text: str) -> list[str]:
    """The skeletons of the words of `text` and its numbers, for comparing texts in different scripts.

    An Arabic word that may begin with an article or a particle counts with it and without it. Skeletons of
    one or two consonants are left out: too many words share them.
    """
    found: list[str] = []
    for word in words(text):
        if word[0].isdigit():
            found.append(word)
            continue
        forms = {word, *(word[len(c) :] for c in _CLITICS if word.startswith(c) and len(word) - len(c) >= _MIN_STEM)}
        found.extend(sorted({s for form in forms if len(s := skeleton(form)) >= _MIN_CONSONANTS}))
    return found
