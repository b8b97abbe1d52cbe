"""Whether two names are one, in one script or across two: ويتكوف is Witkoff, and is not Wittmann.

Stricter than `embeddings.skeleton`, which finds: there a false match costs a place in a ranking, here it would let
a wrong name into an answer.
"""

from functools import lru_cache
from typing import Final

import regex

from embeddings.text import begins_in_arabic

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
_IA: Final = regex.compile("[iy][ao]")
_ARABIC_VOWELS: Final = "اوي"
_UNHEARD: Final = regex.compile("[عحه]")
_VOWELS: Final = regex.compile(rf"([^aeiouwyh'{_ARABIC_VOWELS}])")
_DOUBLED: Final = regex.compile(rf"([^aeiouwyh'{_ARABIC_VOWELS}])\1+")
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
    if begins_in_arabic(name) == begins_in_arabic(other):
        # Within one script only the spelling of foreign names varies, and only a little.
        near = not begins_in_arabic(name) and one == two and _ratio(name, other) >= _SAME_SPELLING
        return near and _ending(name) == _ending(other)
    if one == two:
        alike = len(one) > _MIN_CONSONANTS or _ratio(_vowelled(name), _vowelled(other)) >= 60
    else:
        # One sound is often heard differently in a long name (Kharkiv, خاركيف); in a short one it is another name.
        alike = min(len(one), len(two)) >= 4 and one[0] == two[0] and _ratio(one, two) >= _SAME_SPELLING
    return alike and (_vowels_agree(other, name) if begins_in_arabic(name) else _vowels_agree(name, other))


def _ending(latin: str) -> tuple[bool, bool]:
    """What a spelling of the same name keeps: Karimi is not Karim, nor Rania Rana."""
    return latin.endswith(tuple("aiouy")), bool(_IA.search(latin))


def _vowels_agree(latin: str, arabic: str) -> bool:
    """Whether the long vowels that Arabic writes can be those of the Latin name: Karam isn't كريم, nor Rania رنا.

    Short ones it doesn't write, so that Karim may be كرم. True where the consonants can't be set side by side.
    """
    consonants, between = _parted(latin)
    others, long = _parted(arabic)
    if consonants != others:
        return True
    inner = zip(between[1:-1], long[1:-1], between[2:], consonants[1:], strict=True)
    return all(_can_be(*each) for each in inner) and _ends_alike(latin, between[-1], long[-1])


def _can_be(latin: str, arabic: str, behind: str, consonant: str) -> bool:
    """Whether the vowels between two consonants can be those in Arabic; `behind` are those after the next."""
    if _IA.search(latin) and "ي" not in arabic:
        return False
    if "ي" in arabic and not set(latin) & set("iyeu"):
        # "Grace", "David".
        return latin.endswith("a") and behind[:1] in ("e", "i", "y")
    if "و" in arabic and not set(latin) & set("ouw"):
        return False
    nasal = consonant == "n" and not behind  # Aubin is أوبان
    return nasal or arabic != "ا" or not latin or bool(set(latin) & set("aeou"))


def _ends_alike(name: str, latin: str, arabic: str) -> bool:
    if latin.endswith("h"):
        # "Sarah" ends in a vowel, "Salih" in a consonant.
        if not latin.endswith(("ah", "eh")):
            return True
        latin = latin[:-1]
    if not latin:
        # An adjective of a place may be told by the place, and Finland is فنلندا.
        return arabic[-1:] not in ("ا", "و") or "ي" in arabic or name.endswith("land")
    if arabic == "وا" and latin in ("oi", "oy"):
        return True
    if (latin[-1] in "iy" or _IA.search(latin)) and "ي" not in arabic:
        return False
    if latin[-1] in "ou" and not set(arabic) & set("وا"):
        return False
    needed = {"و": "ouw", "ي": "iyea"}.get(arabic[-1:], "")
    return not needed or bool(set(latin) & set(needed))


@lru_cache(maxsize=8192)
def _parted(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The consonants of a folded name, as in `skeleton`, and what stands before, between and after them."""
    if begins_in_arabic(name):
        sounds = name.replace("تش", "C")
        # A final ة is an "a"; ع, ح and ه are told in Latin letters in too many ways.
        sounds = _UNHEARD.sub("", regex.sub("ه$", "ا", sounds))
        sounds = "".join(c if c in _ARABIC_VOWELS else c.translate(_ARABIC) for c in sounds)
    else:
        sounds = name
        for letters, sound in (("qu", "ku"), ("ce", "se"), ("ci", "si"), *_LATIN):
            sounds = sounds.replace(letters, sound)
    parts = _VOWELS.split(_DOUBLED.sub(r"\1", sounds))
    return tuple(parts[1::2]), tuple(parts[::2])


def _ratio(one: str, two: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two)


def _vowelled(name: str) -> str:
    """A rough reading of a short name with its long vowels, all of one kind made one."""
    sounds = name.translate(_ARABIC)
    for letters, sound in (*_LATIN, ("e", "a"), ("i", "y"), ("o", "w"), ("u", "w")):
        sounds = sounds.replace(letters, sound)
    return _DOUBLE.sub(r"\1", sounds)
