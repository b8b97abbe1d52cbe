"""The numbers of a sentence, for comparing it with its translation."""

from dataclasses import dataclass
from typing import Final

import regex

from assistant.numerals import numbers, stated
from embeddings.text import fold

# Written in words they come and go: "a", "both", a dual, "one of them".
_SMALL: Final = frozenset(("1", "2"))

_EN: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_AR: Final = "اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()
_ORDINALS: Final[dict[str, int]] = (
    {word: place for place, word in enumerate(_EN, 1)}
    | {word: place for place, word in enumerate(_AR, 1)}
    | {f"{word} عشر": place + 10 for place, word in enumerate(_AR[1:9], 2)}
    | {"حادي عشر": 11, "ثانيه": 2, "half": 2, "نصف": 2, "ثلث": 3, "ثلثي": 3, "ربع": 4, "quarter": 4}
)
_ORDINAL: Final = regex.compile(
    rf"\b(?:[وبلف]?ال|[ولبف])?({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?:s|ين|ان|ه)?\b"
)
_TENS: Final = "عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين".split()
_DECADE: Final = regex.compile(rf"\b(?:[وبل]?ال|[وبل])?({'|'.join(_TENS)})(?:ي)?ات\b")
_CENTURY: Final = regex.compile(r"\b(?:ال)?قرن (?:ال)?عشرين\b")
_HUNDREDS: Final = regex.compile(r"(?<=\d)(?:st|nd|rd|th|s)\b")


@dataclass(frozen=True, slots=True)
class Figures:
    """`stated` are the numbers that a translation must have too, `possible` those and what may stand for one."""

    stated: frozenset[str]
    possible: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Figures":
        """Those of `text`, in digits of either script and in words; ordinals and fractions may be counts elsewhere."""
        folded = _HUNDREDS.sub("", fold(text))
        ordinals = frozenset(str(_ORDINALS[match[1]]) for match in _ORDINAL.finditer(folded))
        decades = {10 * (_TENS.index(match[1]) + 2) for match in _DECADE.finditer(folded)}
        ordinals |= {str(century + decade) for decade in decades for century in (0, 1800, 1900, 2000)}
        ordinals |= {"20"} if _CENTURY.search(folded) else set()
        plain = _CENTURY.sub(" ", _DECADE.sub(" ", _ORDINAL.sub(" ", folded)))
        found = frozenset(number.lstrip("~") for number in stated(plain))
        in_digits = frozenset(regex.findall(r"(?<![\d.,:])\d+(?![\d.,:]*\d)", plain))
        small = (found & _SMALL) - in_digits
        return cls(found - small, found | ordinals | _SMALL | frozenset(n.lstrip("~") for n in numbers(folded)))


def differ(source: str, text: str) -> str:
    """A number that one of the two states and the other doesn't; "" where there is none."""
    one, other = Figures.of(source), Figures.of(text)
    return next(iter(sorted((one.stated - other.possible) | (other.stated - one.possible))), "")


def is_ordinal(word: str) -> bool:
    """Whether a folded word is the likes of "eleventh"."""
    return word in _ORDINALS
