"""The numbers that a text states, in digits of either script or spelled out in Arabic or English."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from embeddings.text import fold, words

# Over folded text, whose digits are these ten; `\d` would have others too that are newer than this Python's Unicode,
# and no number can be made of them.
_TOKEN: Final = regex.compile(
    r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+[.:][0-9]+|[0-9]+|%|\p{L}[\p{L}\p{M}]*|[^\s\p{L}0-9]"
)
_DATE: Final = regex.compile(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\b|\b([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\b")

_EN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS_EN: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_AR: Final = {
    1: "واحد واحدة", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 3: "ثلاثة ثلاث",
    4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين",
    70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
    200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
    300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة", 500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة", 900: "تسعمئة تسعمائة",
}  # fmt: skip
_SCALES: Final = {
    100: "hundred hundreds مئة مائة مئات", 1000: "thousand thousands ألف آلاف ألفا", 2000: "ألفان ألفين ألفي",
    10**6: "million millions mn m مليون ملايين مليونا", 2 * 10**6: "مليونان مليونين مليوني",
    10**9: "billion billions bn مليار مليارات مليارا بليون بلايين", 2 * 10**9: "ملياران مليارين ملياري بليونان بليونين",
    10**12: "trillion trillions tn تريليون تريليونات", 2 * 10**12: "تريليونان تريليونين",
}  # fmt: skip
# Behind a number an accusative ("عشرون ألفا"), alone a dual that lost its ن ("ألفا شخص").
_TWO_ALONE: Final = frozenset(words("ألفا مليونا مليارا"))
_ONE_ALONE: Final = regex.compile(r"((?:ألف|مليون|مليار))(?:ًا|اً)")
_PREFIXES: Final = ("و", "ف", "ب", "ل", "ال", "وال", "بال", "لل")

# The ordinals that are told as numbers: "fifteenth", but "third" is a word like others.
_ORDINALS: Final = (
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth "
    "fortieth fiftieth sixtieth seventieth eightieth ninetieth"
).split()
_LAST: Final = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)
}
# The first word of eleven to nineteen and of twenty-one to ninety-nine where it is no number by itself.
_FIRST: Final = {
    word: n
    for n, spelled in enumerate(
        ("أحد إحدى حادي حادية", "ثاني ثانية", "ثالث ثالثة", "رابع رابعة", "خامس خامسة", "سادس سادسة", "سابع سابعة",
         "ثامن ثامنة", "تاسع تاسعة"), 1)
    for word in words(spelled)
}  # fmt: skip
_ONE: Final = dict(zip(words("أحد إحدى"), words("عشر عشرة"), strict=True))
_TEEN: Final = frozenset(words("عشر عشرة"))
_TENS_AR: Final = frozenset(word for ten in range(20, 100, 10) for word in words(_AR[ten]))

_FRACTIONS: Final = {
    word: Decimal(value)
    for value, spelled in (("0.5", "half نصف"), ("0.25", "quarter ربع"), ("0.75", "quarters أرباع"))
    for word in words(spelled)
}
_MANY: Final = "tens dozens عشرات hundreds مئات thousands آلاف millions ملايين billions مليارات"
_PERCENT: Final = frozenset(("%", "percent", "percentage", *words("بالمئة بالمائة")))
_SPACED: Final = regex.compile(r"\b\d{1,3}(?: \d{3})+\b")
_PER_HUNDRED: Final = regex.compile(r"\bper cent\b|\bفي (?:ال)?(?:ميه|مايه)\b")
_LINKS: Final = ("and", "of", "-")
_ARTICLES: Final = ("a", "the", "one", "of", "-")
_BOTH: Final = regex.compile(r"\bال(?:طرف|جانب|مبعوث|بلد|دولت|رييس|وزير|زعيم|رجل|قايد)(?:ان|ين)\b")
_MOST_BETWEEN: Final = 3  # "half-a-million"
_MEASURES: Final = (
    "thousand|million|billion|trillion|[kmbt]n?|euro|dollar|percent|per cent|الف|الاف|مليون|ملايين|مليار"
    "|تريليون|يورو|دولار|درهم|دينار|ريال|جنيه|بالم|في ال?م"
)
# "3,5 million" and "12,50 euros"; "1,250 million" has its comma as English has it.
_COMMA: Final = regex.compile(rf"(?<![\d.,])(\d{{1,3}}),(\d{{1,2}})(?= ?(?:[%€]|\b(?:{_MEASURES})))")
# "$5m", "5m people", "10k"; neither a height nor a race, and "2b" alone is a flat.
_SUFFIX: Final = regex.compile(
    r"(?<![\p{L}\d.,])"
    r"(?:(?P<sum>[$£€¥] ?\d++(?:[.,]\d++)*+) ?(?P<big>[kmb])|(?P<count>\d++(?:[.,]\d++)*+)(?P<short>[km]))"
    r"(?![\p{L}\d²³/]|[ -](?:long|wide|high|tall|deep|thick|above|below|away|race|sprint|dash|hurdles|relay|run|runner"
    r"|freestyle|backstroke|breaststroke|butterfly|final|record|title|champion|swim|pool|telescope)\b)"
)
_SHORT: Final = {"k": "thousand", "m": "million", "b": "billion"}
# A count that no number word states: "a year ago", "قبل عام", "عامين"; and "one" where it is a pronoun.
_SINGLE: Final = regex.compile(
    r"\ban? (?=(?:single|year|month|week|day|hour|decade|century)\b)"
    r"|\b(?:قبل|منذ) (?=(?:عام|سنه|شهر|اسبوع|يوم|ساعه)\b(?! ?\d))"
)
_TWICE: Final = (
    "عام|سن[هت]|شهر|اسبوع|يوم|ساعت|مر[هت]|دقيقت|عقد|قرن|موسم|ليلت|شخص|رجل|امرات|طفل|طفلت|ولد|بنت|فتات|ابن|ابنت|صوت|نقطت"
    "|هدف|مقعد|مبارات|شوط|ركلت|بطاقت|ميداليت|بطولت|لقب|جولت|دورت|مرحلت|درجت|خطوت|متر|كيلومتر|ميل|دولار|درهم|دينار|ريال"
    "|جنيه|سهم|شركت|دولت|مدينت|قريت|حزب|مصنع|مدرست|منزل|فندق|جسر|محطت|طابق|غرفت|سيارت|طايرت|سفينت|حافلت|صاروخ|قنبلت|غارت"
    "|هجوم|انفجار|رصاصت|جثت|كتاب|روايت|قصت|قصيدت|فيلم|لوحت|جايزت|نسخت|صفحت|وظيفت|مشروع|اجتماع|قرار|خيار|سبب|سوال|عمليت"
)
_DUAL: Final = regex.compile(
    rf"\b(?=\p{{L}}{{0,3}}(?:عام|سن[هت]|شهر|اسبوع|يوم|ساعت|مر[هت]|دقيقت)(?:ان|ين)\b|[وفبلك]?(?:{_TWICE})(?:ان|ين)\b)"
)
_THE_TWO: Final = regex.compile(rf"\b(?:[وفبك]?ال|[وف]?لل)(?:{_TWICE})(?:ان|ين)\b")
_PRONOUN: Final = regex.compile(r"\b(?:no one|one (?=of|another|side|hand|day))\b")


@lru_cache(maxsize=1)
def _units() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_EN)}
    table |= {word: 10 * (place + 2) for place, word in enumerate(_TENS_EN)}
    table |= dict(zip(_ORDINALS, (*range(11, 20), *range(20, 100, 10)), strict=True))
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
    return _value(word) is not None or word in _many() or any(bare.startswith("حادي") for bare in _bare(word))


def says_the_two(text: str) -> bool:
    """Whether `text` has a definite dual ("الشركتين"): it may count, or mean those named before."""
    return bool(_THE_TWO.search(fold(text)))


def _bare(word: str) -> Iterator[str]:
    """A folded word, and what is left of it without the clitics that may be written on to it."""
    yield word
    yield from (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))


def _value(word: str) -> tuple[int, bool] | None:
    """The value of a folded number word and whether it multiplies."""
    for bare in _bare(word):
        if bare in _units():
            return _units()[bare], False
        if bare in _scales() and len(bare) > 1:
            return _scales()[bare], True
    return None


def numbers(text: str) -> frozenset[str]:
    """The numbers of `text` in canonical form: "4", "20000", "3.5", "10%", "14:30", and "~1000" for thousands.

    A range or a date is the numbers in it. "A year" counts as one, "عامين" as two; "one of them" doesn't count.
    """
    folded = _PER_HUNDRED.sub("%", fold(_ONE_ALONE.sub(r"\1", text)))
    folded = _COMMA.sub(r"\1.\2", folded)
    folded = _SUFFIX.sub(_in_full, folded)
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


def stated(text: str) -> frozenset[str]:
    """The numbers that `text` gives; "الطرفان" gives two."""
    return numbers(text) | ({"2"} if _BOTH.search(fold(text)) or says_the_two(text) else set())


def _in_full(match: regex.Match[str]) -> str:
    return f"{match['sum'] or match['count']} {_SHORT[match['big'] or match['short']]}"


def _read(tokens: list[str], start: int) -> tuple[str, int]:
    """The number that begins at `start` and where it ends; "" where none does."""
    token = tokens[start]
    if ":" in token[1:]:
        return token, start + 1
    if token[0].isdecimal():
        value = Decimal(token.replace(",", ""))
        scale = _scale(tokens, start + 1)
        if scale:
            more, end = _and_a_half(tokens, start + 2, scale)
            return _canonical(value * scale + more * scale), end
        # Without a scale it may be a version or a code: "3.10" is not "3.1", and no digit may be lost.
        return f"{value:f}", start + 1
    part, end = _part(tokens, start)
    return (_canonical(part), end) if part else _spelled(tokens, start)


def _scale(tokens: list[str], position: int) -> int:
    value = _value(tokens[position]) if position < len(tokens) and tokens[position] not in _PERCENT else None
    if not value or not value[1] or tokens[position].startswith("و"):
        return 0
    # A dual counts itself: "2 مليوني" is no four million.
    return value[0] // 2 if str(value[0]).startswith("2") else value[0]


def _part(tokens: list[str], start: int) -> tuple[Decimal, int]:
    """A part of a scale, and where it ends: "half a million", "three quarters of a million", "نصف مليون"."""
    position = start + (tokens[start] in ("three", *words("ثلاثة وثلاثة")))
    part = _fraction(tokens, position, first=position == start)
    if not part:
        return Decimal(0), start
    position += 1
    behind = position
    while position < len(tokens) and tokens[position] in _ARTICLES and position - behind < _MOST_BETWEEN:
        position += 1
    # "The first quarter million", but "in the third quarter, a million".
    scale = _scale(tokens, position)
    return (part * scale, position + 1) if scale else (Decimal(0), start)


def _fraction(tokens: list[str], position: int, *, first: bool) -> Decimal | None:
    """The fraction at `position`; three quarters only behind a three, and one only without."""
    parts = (_FRACTIONS.get(bare) for bare in _bare(tokens[position])) if position < len(tokens) else ()
    part = next(filter(None, parts), None)
    return part if part and (part == Decimal("0.75")) is not first else None


def _and_a_half(tokens: list[str], position: int, scale: int) -> tuple[Decimal, int]:
    """What "and a half", "ونصف" or "ونصف المليون" adds to the number before, and where it ends."""
    english = tokens[position : position + 2] == ["and", "a"]
    place = position + 2 if english else position
    if place >= len(tokens) or not (english or tokens[place].startswith("و")):
        return Decimal(0), position
    three = tokens[place] == "وثلاثه"
    part = _fraction(tokens, place + three, first=not three)
    if not part:
        return Decimal(0), position
    place += 1 + three
    behind = "".join(tokens[place : place + 1])
    if scale > 1 and _scale(tokens, place) == scale:
        return part, place + 1
    # "A million, and half of the members".
    return (Decimal(0), position) if behind == "of" or behind.startswith("ال") else (part, place)


def _spelled(tokens: list[str], start: int) -> tuple[str, int]:
    """Units add up to a scale that multiplies them: (two hundred + five) thousand + three hundred."""
    vague = "~" if tokens[start] in _many() else ""
    total, current, scale, position = Decimal(0), Decimal(0), 1, start
    while position < len(tokens) and tokens[position] not in _PERCENT:
        token = tokens[position]
        more, end = _and_a_half(tokens, position, 1 if current else scale) if position > start else (Decimal(0), start)
        if more:
            total, current = (total, current + more) if current else (total + more * scale, current)
            position = end
            continue
        if position > start and _links(tokens, position):
            position += 1
            continue
        unit, value = _unit(tokens, position, start), _value(token)
        if unit is not None:
            current += unit
        elif not value:
            break
        elif value[0] == 100:
            current = max(current, Decimal(1)) * 100
        else:
            alone = 2 if any(bare in _TWO_ALONE for bare in _bare(token)) else 1
            total, current = total + (current or alone) * value[0], Decimal(0)
            scale = value[0] // 2 if str(value[0]).startswith("2") else value[0]
        position += 1
    if position == start:
        return "", start
    return vague + _canonical(total + current), position


def _links(tokens: list[str], position: int) -> bool:
    """Whether the word here joins two parts of a number; "ten and twenty" are two, "tens of thousands" is one."""
    token, behind = tokens[position], "".join(tokens[position + 1 : position + 2])
    if token not in _LINKS or (token == "and" and tokens[position - 1] not in _scales()):
        return False
    return _value(behind) is not None or (token == "-" and behind in _LAST)


def _unit(tokens: list[str], position: int, start: int) -> int | None:
    """What the word here adds to a number that begins at `start`, if it adds and doesn't multiply."""
    token = tokens[position]
    if token in _many() and position == start and token not in _scales():
        return 10
    if first := _compound(tokens, position):
        return first
    if token in _LAST and position > start and tokens[position - 1 - (tokens[position - 1] == "-")] in _TENS_EN:
        return _LAST[token]
    value = _value(token)
    return None if not value or value[1] else value[0]


def _compound(tokens: list[str], position: int) -> int:
    """What the first word of a compound adds: the five of "الخامس عشر" and "الخامس والعشرون", the one of "أحد عشر"."""
    first = next((bare for bare in _bare(tokens[position]) if bare in _FIRST), None)
    if not first or position + 1 >= len(tokens):
        return 0
    behind = tokens[position + 1]
    definite = tokens[position].endswith(("ال" + first, "لل" + first))
    if first in _ONE:
        # "أحد عشر" is eleven, "الأحد عشرة" ten on a Sunday.
        fits = not definite and (behind == _ONE[first] or _is_ten(behind, "و"))
    else:
        fits = behind in _TEEN or _is_ten(behind, "وال" if definite else "و")
    return _FIRST[first] if fits else 0


def _is_ten(word: str, prefix: str) -> bool:
    return word.startswith(prefix) and word.removeprefix(prefix) in _TENS_AR


def _canonical(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"
