"""The numbers that a text states, in digits of either script or spelled out in Arabic or English."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from embeddings.text import fold, words

_TOKEN: Final = regex.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+[.:]\d+|\d+|%|\p{L}[\p{L}\p{M}]*|[^\s\p{L}\d]")
_DATE: Final = regex.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b|\b(\d{4})-(\d{1,2})-(\d{1,2})\b")

_EN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS_EN: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_AR: Final = {
    1: "واحد واحدة", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 3: "ثلاثة ثلاث",
    4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين",
    70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين", 200: "مئتان مئتين مائتان مائتين",
    300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة", 500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة", 900: "تسعمئة تسعمائة",
}  # fmt: skip
_SCALES: Final = {
    100: "hundred hundreds مئة مائة مئات", 1000: "thousand thousands ألف آلاف الفا", 2000: "ألفان ألفين",
    10**6: "million millions mn m مليون ملايين مليوني", 10**9: "billion billions bn مليار مليارات بليون ملياري",
    10**12: "trillion trillions تريليون تريليونات",
}  # fmt: skip
_MANY: Final = "tens dozens عشرات hundreds مئات thousands آلاف millions ملايين billions مليارات"
_PERCENT: Final = frozenset(("%", "percent", "percentage", *words("بالمئة بالمائة")))
_SPACED: Final = regex.compile(r"\b\d{1,3}(?: \d{3})+\b")
_PER_HUNDRED: Final = regex.compile(r"\bper cent\b|\bفي (?:ال)?(?:ميه|مايه)\b")
_LINKS: Final = ("and", "of", "-")
# A count that no number word states: "a year ago", "قبل عام", "عامين"; and "one" where it is a pronoun.
_SINGLE: Final = regex.compile(
    r"\ban? (?=(?:single|year|month|week|day|hour|decade|century)\b)"
    r"|\b(?:قبل|منذ) (?=(?:عام|سنه|شهر|اسبوع|يوم|ساعه)\b(?! ?\d))"
)
_DUAL: Final = regex.compile(r"\b(?=\p{L}{0,3}(?:عام|سن[هت]|شهر|اسبوع|يوم|ساعت|مر[هت]|الف|دقيقت)(?:ان|ين)\b)")
_PRONOUN: Final = regex.compile(r"\b(?:no one|one (?=of|another|side|hand|day))\b")


@lru_cache(maxsize=1)
def _units() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_EN)}
    table |= {word: 10 * (place + 2) for place, word in enumerate(_TENS_EN)}
    for value, spelled in _AR.items():
        table |= dict.fromkeys(words(spelled), value)
    return table


@lru_cache(maxsize=1)
def _scales() -> dict[str, int]:
    return {word: value for value, spelled in _SCALES.items() for word in words(spelled)}


@lru_cache(maxsize=1)
def _many() -> frozenset[str]:
    return frozenset(words(_MANY))


def is_number_word(word: str) -> bool:
    """Whether the folded `word` is part of a spelled-out number, such as "four", "وعشرين" or "million"."""
    return _value(word) is not None or word in _many()


def _value(word: str) -> tuple[int, bool] | None:
    """The value of a folded number word and whether it multiplies; clitics و, ب, ل and ال are taken off."""
    for bare in (
        word,
        *(word.removeprefix(p) for p in ("و", "ب", "ل", "ال", "وال", "بال", "لل") if word.startswith(p)),
    ):
        if bare in _units():
            return _units()[bare], False
        if bare in _scales() and len(bare) > 1:
            return _scales()[bare], True
    return None


def numbers(text: str) -> frozenset[str]:
    """The numbers of `text` in canonical form: "4", "20000", "3.5", "10%", "14:30", and "~1000" for thousands.

    A range or a date is the numbers in it. "A year" counts as one, "عامين" as two; "one of them" doesn't count.
    """
    folded = _PER_HUNDRED.sub("%", fold(text))
    folded = _DUAL.sub("2 ", _SINGLE.sub(" 1 ", _PRONOUN.sub(" ", folded)))
    folded = _SPACED.sub(lambda match: match[0].replace(" ", ""), folded)
    found = {str(int(part)) for match in _DATE.finditer(folded) for part in match.groups() if part}
    tokens = _TOKEN.findall(_DATE.sub(" ", folded))
    start = 0
    while start < len(tokens):
        value, end = _read(tokens, start)
        if not value:
            start += 1
            continue
        if (tokens[end : end + 1] and tokens[end] in _PERCENT) or tokens[start - 1 : start] == ["%"]:
            value += "%"
        found.add(value)
        start = end
    return frozenset(found)


def _read(tokens: list[str], start: int) -> tuple[str, int]:
    """The number that begins at `start` and where it ends; "" where none does."""
    token = tokens[start]
    if ":" in token[1:]:
        return token, start + 1
    if token[0].isdecimal():
        value = Decimal(token.replace(",", ""))
        scale = _scale(tokens, start + 1)
        # Without a scale it may be a version or a code: "3.10" is not "3.1", and no digit may be lost.
        return (_canonical(value * scale), start + 2) if scale else (f"{value:f}", start + 1)
    return _spelled(tokens, start)


def _scale(tokens: list[str], position: int) -> int:
    value = _value(tokens[position]) if position < len(tokens) and tokens[position] not in _PERCENT else None
    return value[0] if value and value[1] and not tokens[position].startswith("و") else 0


def _spelled(tokens: list[str], start: int) -> tuple[str, int]:
    """Units add up to a scale that multiplies them: (two hundred + five) thousand + three hundred."""
    vague = "~" if tokens[start] in _many() else ""
    total, current, position = 0, 0, start
    while position < len(tokens):
        token = tokens[position]
        if token in _LINKS and position > start and _value("".join(tokens[position + 1 : position + 2])):
            # "Ten and twenty" are two numbers; "two hundred and five", "twenty-two", "tens of thousands" one.
            if token == "and" and tokens[position - 1] not in _scales():
                break
            position += 1
            continue
        if token in _PERCENT:
            break
        if token in _many() and position == start and token not in _scales():
            current = 10
        elif not (value := _value(token)):
            break
        elif not value[1]:
            current += value[0]
        elif value[0] == 100:
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * value[0], 0
        position += 1
    if position == start:
        return "", start
    return vague + _canonical(Decimal(total + current)), position


def _canonical(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"
