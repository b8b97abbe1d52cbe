"""Whether two names are one, in one script or across two: ويتكوف is Witkoff, and is not Wittmann.

Stricter than `embeddings.skeleton`, which finds: there a false match costs a place in a ranking, here it would let
a wrong name into an answer.
"""

from functools import lru_cache
from typing import Final

import regex

# Sounds that the two scripts tell apart differently, made one. Vowels and glides go, except at the start, where
# they only keep a vowel apart from a consonant: Arabic writes half of them.
_ARABIC: Final = str.maketrans({
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "غ": "g", "گ": "g", "ح": "h", "ه": "h", "خ": "k",
    "ك": "k", "ق": "k", "د": "d", "ض": "d", "ذ": "d", "ر": "r", "ز": "z", "ظ": "z", "س": "s", "ص": "s", "ش": "S",
    "ف": "f", "ڤ": "f", "ل": "l", "م": "m", "ن": "n", "ع": "a", "ا": "a", "و": "w", "ي": "y",
})  # fmt: skip
_LATIN: Final = (
    ("sch", "S"), ("tch", "C"), ("ch", "C"), ("sh", "S"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"), ("qu", "k"), ("x", "ks"), ("tz", "ts"), ("ce", "s"), ("ci", "s"), ("c", "k"), ("q", "k"), ("p", "b"),
    ("v", "f"), ("j", "g"), ("z", "z"),
)  # fmt: skip
_SOFT: Final = regex.compile(r"(?<=.)[aeiouwyh']")
_DOUBLE: Final = regex.compile(r"(.)\1+")
_MIN_CONSONANTS: Final = 2
_SAME_SPELLING: Final = 88  # of 100: Zelensky and Zelenskyy 94, Witkof and Witkoff 92; Niger and Nigeria 83


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """The consonants of a folded name, in one alphabet for both scripts: "wtkf" for Witkoff and ويتكوف."""
    if regex.match(r"\p{Arabic}", name):
        sounds = name.replace("تش", "C").removesuffix("ه").translate(_ARABIC)
    else:
        sounds = name
        for letters, sound in _LATIN:
            sounds = sounds.replace(letters, sound)
    if sounds[:1] in tuple("aeiou"):
        sounds = "a" + sounds[1:]
    return _DOUBLE.sub(r"\1", _SOFT.sub("", sounds))


def same_name(name: str, other: str) -> bool:
    """Whether two folded names are spellings of one."""
    if name == other:
        return True
    one, two = skeleton(name), skeleton(other)
    if _is_arabic(name) == _is_arabic(other):
        # Within one script only the spelling of foreign names varies, and only a little.
        return not _is_arabic(name) and one == two and _ratio(name, other) >= _SAME_SPELLING
    if one == two:
        return len(one) > _MIN_CONSONANTS or _ratio(_vowelled(name), _vowelled(other)) >= 60
    # One sound is often heard differently in a long name (Kharkiv, خاركيف); in a short one it is another name.
    return min(len(one), len(two)) >= 4 and one[0] == two[0] and _ratio(one, two) >= _SAME_SPELLING


def _ratio(one: str, two: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two)


def _is_arabic(name: str) -> bool:
    return "\u0600" <= name[:1] <= "\u06ff"


def _vowelled(name: str) -> str:
    """A rough reading of a short name with its long vowels, all of one kind made one."""
    sounds = name.translate(_ARABIC)
    for letters, sound in (*_LATIN, ("e", "a"), ("i", "y"), ("o", "w"), ("u", "w")):
        sounds = sounds.replace(letters, sound)
    return _DOUBLE.sub(r"\1", sounds)
