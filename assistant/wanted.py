"""What kind of answer a question asks for, and which sentences have one: "And when?" wants a date."""

from typing import Final, Literal

import regex

from assistant.numerals import numbers
from embeddings.dialect import fold_question
from embeddings.text import Language, fold

Wanted = Literal["age", "date", "number", "reason", "more"]
"""`more` is what has not been said yet: "What else?", "And then?"."""

# All patterns read folded text: one case, one alef, no tashkeel. What is asked for first decides ("How many were left
# when …" asks for a number), and of two at one place the one that is listed first.
_ASKS: Final[dict[Language, tuple[tuple[Wanted, regex.Pattern[str]], ...]]] = {
    "en": (
        ("more", regex.compile(
            r"\b(?:what|who|where|anything|something|anyone) else\b|\b(?:then|after that|afterwards|next)\W*$"
            r"|^\W*(?:then what|what next|what (?:happened|came|comes) (?:then|next|after)|more|go on)\b"
        )),
        ("reason", regex.compile(r"\bwhy\b|\bhow come\b|\bfor what reason\b")),
        ("date", regex.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b")),
        ("age", regex.compile(r"\bhow old\b|\bwhat age\b")),
        ("number", regex.compile(r"\bhow (?:many|much|long|far|often|tall|large|big|high|deep|fast)\b")),
    ),
    "ar": (
        ("more", regex.compile(
            r"(?<!\p{L})(?:[وف]?(?:ايضا|كمان|بعدين|بعدها|بعد ذلك|ماذا بعد)|غير (?:ذلك|هذا|هيك)|ثم ماذا)\W*$"
        )),
        ("reason", regex.compile(r"(?<!\p{L})[وف]?(?:لماذا|لم لا|ما السبب)(?!\p{L})")),
        ("date", regex.compile(r"(?<!\p{L})[وف]?(?:متي|(?:في )?اي (?:عام|سنه|يوم|شهر|تاريخ|قرن|عقد))(?!\p{L})")),
        ("age", regex.compile(r"(?<!\p{L})[وف]?كم (?:عمر|سن)(?:ه|ها|هم|هما)?(?!\p{L})|(?<!\p{L})عمر(?:ه|ها) كم")),
        ("number", regex.compile(r"(?<!\p{L})[وف]?ب?كم(?!\p{L})")),
    ),
}  # fmt: skip

_TIMES: Final = """january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday weekend spring summer autumn winter morning evening night century
    centuries decade decades yesterday today tomorrow eve dawn noon midnight easter christmas ramadan eid
    يناير فبراير مارس ابريل نيسان مايو ايار يونيو يونيه حزيران يوليو يوليه تموز اغسطس سبتمبر ايلول اكتوبر نوفمبر ديسمبر
    شباط اذار تشرين كانون محرم رجب شعبان رمضان شوال جمادي القعده الحجه عيد الاحد الاثنين الثلاثا الاربعا الخميس الجمعه
    السبت صيف شتا ربيع خريف صباح مسا ليله فجر مطلع امس غدا القرن قرن قرون عقد عقود اوايل اواخر منتصف""".split()
_DATES: Final = (
    r"(?<!\d)(?:1\d|20)\d\d(?!\d)|\d[:/]\d|\bmay \d|\d may\b|\b\d{1,3}0s\b",
    r"\b(?:in|by|since|until|year|ad|bc) \d{3}\b|\d (?:ad|bc|bce|ce)\b",
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.? \d",
    r"\d (?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    r"\b(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b",
    r"\b(?:years?|months?|weeks?|days?) (?:later|ago|earlier|after|before)\b",
    r"\b(?:next|last|previous|following|same|this|that|each|every|first|second|third|fourth|fifth|final)"
    r" (?:year|month|week|day)\b",
    r"(?<!\p{L})بعد \p{L}+ (?:سنوات|اعوام|اشهر|ايام|سنه|عاما)",
    r"(?<!\p{L})\p{L}{0,3}(?:عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)ين(?:ي)?ات(?!\p{L})",
    r"(?<!\p{L})(?:[وفبل]?ال)?(?:عام|سنه|يوم|شهر|اسبوع)"
    r" (?:(?:ال)?(?:مقبل|قادم|ماضي|جاري|حالي|تالي|سابق|اول|ثاني|ثالث|رابع|خامس)ه?|نفسه|\d)",
    rf"(?<!\p{{L}})(?:و?ال|في |[وبل]|لل)?(?:{'|'.join(_TIMES)})(?!\p{{L}})",
)
_STATES: Final[dict[Wanted, regex.Pattern[str]]] = {
    "age": regex.compile(
        r"\b(?:aged?|years? old|year-old|born)\b|\p{L}, \d{1,2},|\(\d{1,2}(?: عاما?| سنه)?\)"
        r"|(?<!\p{L})(?:\p{L}{0,2}عمر(?:ه|ها|هم)|العمر|ولد|ولدت|مواليد|سن ال\p{L}+"
        r"|(?:ال)?بالغ(?:ه|ا)? (?:من العمر )?\d{1,3} (?:عاما?|سنه|سنوات|اعوام))(?!\p{L})"
    ),
    "date": regex.compile("|".join(_DATES)),
    "reason": regex.compile(
        r"\b(?:because|since|so that|in order to|due to|owing to|as a result|thanks to|therefore|so as to"
        r"|to (?:avoid|keep|save|protect|prevent|hold))\b"
        r"|(?<!\p{L})[وف]?(?:لان\p{L}{0,3}|بسبب|نتيجه|بهدف|اثر|بعدما|لكي|كي|اذ|من اجل|نظرا|بفضل|لذلك|السبب|لعقد)"
        r"(?!\p{L})"
    ),
}

# Words that answer "how many" without a number; Arabic says "two teams" in endings alone.
_AMOUNTS: Final = regex.compile(
    r"\b(?:many|several|few|fewer|most|majority|half|third|quarter|dozens?|multiple|numerous|none|no|both|double|twice"
    r"|once|pair|couple|single|all|every|much|little|free|long|short)\b"
    r"|(?<!\p{L})(?:عد[هةت]|\p{L}{0,3}عديد(?:ه)?|كثير\p{L}*|معظم|غالبيه|اغلب\p{L}*|نصف|ثلث|ربع|جميع|كل|متعدد\p{L}*|مختلف"
    r"|بضع[هة]?|طوال|مدي|مره|مرات)(?!\p{L})"
    r"|(?<!\p{L})(?!ال)\p{L}{2,}(?:ين|ان|تا|يتا) (?!ال)\p{L}{2,}(?:ين|ان)(?!\p{L})"
)

# What an age is told in, beside the words for one: numbers of other things answer no question for it.
_YEARS: Final = regex.compile(
    r"\b(?:ages?|years?|older|younger|birthday)\b"
    r"|(?<!\p{L})(?:(?:ال|[وبفل])?(?:عمر|سن)(?:ه|ها|هم|هما|نا|ي)?|عام|عاما|اعوام|سنه|سنين|سنوات)(?!\p{L})"
)

# "When" may be answered by what happened meanwhile, and "at what time" by a word for a meal; these can't.
_NAMES_TIME: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"\b(?:what|which) (?:year|date|day|month|century|decade)\b"),
    "ar": regex.compile(r"(?<!\p{L})[وف]?(?:في )?اي (?:عام|سنه|يوم|شهر|تاريخ|قرن|عقد)(?!\p{L})"),
}


def wanted(question: str, language: Language) -> Wanted | None:
    """What `question` asks for, as far as its words tell."""
    folded = fold_question(question, language)
    asked = [(match.start(), kind) for kind, pattern in _ASKS[language] if (match := pattern.search(folded))]
    if any(kind == "more" for _, kind in asked):
        return "more"
    return min(asked, key=lambda found: found[0], default=(0, None))[1]


def states(kind: Wanted, text: str, given: frozenset[str] = frozenset()) -> bool:
    """Whether `text` has what is wanted; a number of the question, one of `given`, is no answer to it."""
    if kind == "number":
        return bool(numbers(text) - given)
    return kind in _STATES and bool(_STATES[kind].search(fold(text)))


def lacks(question: str, language: Language, text: str) -> bool:
    """Whether `question` asks how many, how much, how old, or for a year or a day by that name, and `text` tells none:
    it has no number of its own and no amount, or speaks of no age or of no such time.
    """
    kind = wanted(question, language)
    if kind == "date":
        return bool(_NAMES_TIME[language].search(fold_question(question, language))) and not states(kind, text)
    if kind not in ("number", "age"):
        return False
    folded = fold(text)
    if kind == "age" and not (states(kind, text) or _YEARS.search(folded)):
        return True
    return not (numbers(text) - numbers(question)) and not _AMOUNTS.search(folded)
