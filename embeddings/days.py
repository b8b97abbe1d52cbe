"""The names of months and weekdays, and whether a line is a date and nothing else, or a time of the day."""

from typing import Final

import regex

from embeddings.text import Language, fold, words

MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "en": tuple("January February March April May June July August September October November December".split()),
    "ar": tuple(
        """يناير فبراير مارس أبريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر نيسان أيار
        حزيران تموز آب أيلول شباط آذار تشرين كانون جانفي فيفري أفريل جويلية يوليوز غشت شتنبر نونبر دجنبر""".split()
    ),
}
"""Of the common calendar; of "تشرين الأول" and its like the first word."""

HIJRI_MONTHS: Final = tuple("محرم رجب شعبان رمضان شوال جمادى القعدة الحجة".split())
"""Those whose name is no other word."""

WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    "ar": tuple("الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت".split()),
}

_SHORT_MONTHS: Final = "jan feb mar apr jun jul aug sep sept oct nov dec"
_SHORT_DAYS: Final = "mon tue tues wed thu thur thurs fri sat sun"
_BESIDE: Final = """of on at the am pm gmt utc bst est edt pst pdt cet cest
    في يوم من عام سنة لعام الموافق م هـ ص صباحًا مساء ظهرا الساعة الأول الثاني الآخر الأولى الثانية الآخرة ذو ذي"""
_MARKS: Final = frozenset(",.;:-/|()•·*_")
_MAX_CHARACTERS: Final = 80
_MAX_TOKENS: Final = 20

_ZONE: Final = regex.compile(r"(?<!\p{L})بتوقيت \p{L}+(?: المكرمه)?")
# "ربيع" alone is the season.
_TOKEN: Final = regex.compile(r"\d+(?:[/.:-]\d+)*+|ربيع ال(?:اول|اخر|ثاني)(?!\p{L})|\p{L}+|\S")
_ORDINAL: Final = regex.compile(r"(?<=\b\d{1,2})(?:st|nd|rd|th)\b")
_YEAR: Final = regex.compile(r"(?:1[0-9]|20)\d\d")
_FULL: Final = regex.compile(r"\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2})")
# Over folded text: "21:10 - correction", "9.05 pm Storm makes landfall". "2.30" may be an amount.
_ENTRY: Final = regex.compile(
    r"\W*(?:at |الساعه )?(?:[01]?\d|2[0-4])(?::[0-5]\d|\.[0-5]\d(?= ?(?:am|pm|gmt|utc|bst)\b))"
    r"(?: ?(?:am|pm|ص|م|صباحا|مساء?|ظهرا|gmt|utc|bst|est|cet)\b)*(?: ?[-|,])? \p{L}[^.!:]*"
)
_TIME: Final = regex.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?")


def _folded(*names: str) -> frozenset[str]:
    return frozenset(words(" ".join(names)))


_MONTH: Final = _folded(*MONTHS["en"], *MONTHS["ar"], *HIJRI_MONTHS, _SHORT_MONTHS, "صفر") | {
    "ربيع الاول",
    "ربيع الاخر",
    "ربيع الثاني",
}
_WEEKDAY: Final = _folded(*WEEKDAYS["en"], *WEEKDAYS["ar"], _SHORT_DAYS)
_OTHER: Final = _folded(_BESIDE)


def is_date(text: str) -> bool:
    """Whether `text` is a day or a month and nothing else: "Monday, 9 June 2025", "٨ أكتوبر ٢٠٢٥", "2025-06-09".

    It has a year or a weekday: "6 October" may be the name of a war or of a town.
    """
    tokens = _tokens(text)
    if not all(map(_is_part, tokens)):
        return False
    if any(map(_FULL.fullmatch, tokens)):
        return True
    days = [token for token in tokens if token.isdecimal() and len(token) <= 2]
    dated = any(map(_YEAR.fullmatch, tokens)) or (bool(days) and not _WEEKDAY.isdisjoint(tokens))
    return dated and not _MONTH.isdisjoint(tokens)


def tells_time(line: str) -> bool:
    """Whether `line` is a time of the day and a few words: what stands over an entry of a live blog."""
    ends = line.rstrip("\"'”’»)] ").endswith((".", "!", "،", "؛", ",", ";"))
    return len(line) <= _MAX_CHARACTERS and not ends and bool(_ENTRY.fullmatch(fold(line)))


def is_part_of_date(text: str) -> bool:
    """Whether all that `text` has may stand in a date: "Monday", "9 June", "14:30"."""
    tokens = _tokens(text)
    return not _MARKS.issuperset(tokens) and all(map(_is_part, tokens))


def before_date(text: str) -> str:
    """`text` without the date that it ends with and the marks before that; as it is where it ends with none."""
    parts = text.split()
    kept = len(parts)
    while kept and len(parts) - kept < _MAX_TOKENS and all(map(_is_part, _tokens(parts[kept - 1]))):
        kept -= 1
    # What stands before the date may be a part of one elsewhere: "By Jane May, 9 June 2025".
    return " ".join(parts[:kept]).rstrip(" ,،;؛|–—-•·/(") if is_date(" ".join(parts[kept:])) else text


def _tokens(text: str) -> list[str]:
    if len(text) > _MAX_CHARACTERS:
        return [text]  # which is no part of a date
    tokens = _TOKEN.findall(_ORDINAL.sub("", _ZONE.sub(" ", fold(text))))
    return tokens if len(tokens) <= _MAX_TOKENS else [text]


def _is_part(token: str) -> bool:
    if token[0].isdecimal():
        is_number = token.isdecimal() and (len(token) <= 2 or bool(_YEAR.fullmatch(token)))
        return is_number or bool(_FULL.fullmatch(token) or _TIME.fullmatch(token))
    return token in _MARKS or token in _MONTH or token in _WEEKDAY or token in _OTHER
