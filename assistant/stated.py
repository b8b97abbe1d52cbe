"""Whether a sentence states the kind of answer that is wanted: a date, an age, a number, a reason."""

from typing import Final

import regex

from assistant.numerals import numbers
from assistant.wanted import TIME_UNITS, UNITS_OF_TIME, Wanted, wanted
from embeddings.days import HIJRI_MONTHS, MONTHS, WEEKDAYS
from embeddings.dialect import fold_question
from embeddings.text import Language, fold, words

# All patterns read folded text: one case, one alef, no tashkeel.
_MONTHS: Final = sorted(set(words(" ".join((*MONTHS["en"], *MONTHS["ar"])))))
_TIMES: Final = """weekend spring summer autumn winter morning evening night century
    centuries decade decades yesterday today tomorrow eve dawn noon midnight easter christmas ramadan eid
    عيد صيف شتا ربيع خريف صباح مسا ليله فجر مطلع امس غدا القرن قرن قرون عقد عقود اوايل اواخر منتصف""".split()
# May and آب are words of other kinds too.
_NAMED_TIMES: Final = set(
    words(" ".join((*MONTHS["en"], *MONTHS["ar"], *HIJRI_MONTHS, *WEEKDAYS["en"], *WEEKDAYS["ar"])))
) - {"may", "اب"}
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
    rf"(?<!\p{{L}})(?:و?ال|في |[وبل]|لل)?(?:{'|'.join((*_TIMES, *sorted(_NAMED_TIMES)))})(?!\p{{L}})",
)

# An age in a number without a word for one: "She was 91.", "وهو في الرابعة عشرة". What may follow the number tells it
# from "was 91 percent" and "في العشرين من مارس"; what goes before those up to twelve, from the hour of a clock.
_UNITS_EN: Final = "two|three|four|five|six|seven|eight|nine"
_TEENS_EN: Final = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS_EN: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TENS_IN_WORDS: Final = rf"(?:{_TENS_EN})(?:[- ](?:one|{_UNITS_EN}))?"
_NO_HOUR: Final = rf"(?:1[3-9]|[2-9]\d|1[01]\d|{_TEENS_EN}|{_TENS_IN_WORDS}|a hundred)(?![\p{{L}}\d])"
_ANY_YEARS: Final = rf"(?:\d|1[0-2]|{_UNITS_EN}|ten|eleven|twelve|{_NO_HOUR})(?![\p{{L}}\d])"
_AFTER_AGE: Final = (
    r"(?=\s*$|[,.;:!?)\"'](?!\d)|\s-|\s(?:when|while|at (?:the|that) time|and|or|but|then|now|this|that|last|next|on|in"
    r"|as|with|before|after|who|if|too|already|yesterday|today|years?)\b)"
)
_TENS_AR: Final = "(?:عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)"
_ORDINAL_AR: Final = "ال(?:حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)ه"
_ELDER_AR: Final = (
    rf"(?:(?:{_ORDINAL_AR} و)?ال(?:{_TENS_AR}[يو]ن|ميه|مايه)|(?!ال[حث]ا[دن]ي?ه){_ORDINAL_AR} عشره?)(?!\p{{L}})"
)
_YOUNG_AR: Final = rf"(?:{_ORDINAL_AR}(?: عشره?)?|العاشره)(?!\p{{L}})"
_AFTER_AGE_AR: Final = (
    r"(?=\s*$|[^\p{L}\p{N}\s%]|\s(?:و(?!ال)|من (?:ال)?(?:عمر|سن)|حين|عند|لما|عام \d|سنه \d|بعد|قبل|تقريبا|فقط|او|لكن|ثم"
    r"|الان|اليوم))"
)
_TELLS_AGE: Final = regex.compile(
    rf"\b(?<!\b(?:it|there) )(?:is|was|were|are|am|be|been|turn(?:s|ed|ing)?|reach(?:es|ed|ing)?|nearing|approaching)"
    rf" (?:(?:only|just|about|nearly|almost|over|barely|still|already|now) )?{_ANY_YEARS}{_AFTER_AGE}"
    rf"|\b(?:he|she|who)'s {_ANY_YEARS}{_AFTER_AGE}"
    rf"|\b(?<!\b(?:stood|stands|standing|valued|priced|estimated|put|set|fixed|capped) )at"
    rf" (?:(?:only|just|about|barely) )?{_NO_HOUR}{_AFTER_AGE}"
    rf"|\b(?:boy|girl|man|woman|child|son|daughter|youth|baby|widow|widower|pensioner|mother|father) of {_ANY_YEARS}"
    rf"|\b(?:died|dies|dead|married|wed|orphaned|widowed|crowned) at {_ANY_YEARS}{_AFTER_AGE}"
    r"|\b(?:his|her|their|my|our)(?: (?:early|mid|middle|late))?[ -]"
    r"(?:teens|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|\d0'?s)\b"
    r"|\b(?:teenage[rd]?s?|(?:sexa|septua|octo|nona)genarian|centenarian)\b|\b\d{1,3}[- ]?(?:y/o|yo|yrs? old)\b"
    rf"|(?<!\p{{L}})[وف]?في (?:(?:حوالي|نحو|سن) )?{_ELDER_AR}{_AFTER_AGE_AR}"
    rf"|(?<!\p{{L}})[وف]?(?:هو|هي|هم|انا|كان|كانت|كنت|يزال|تزال|زال|زالت|اصبح|اصبحت|صار|صارت) (?:\p{{L}}+ ){{0,2}}?في"
    rf" {_YOUNG_AR}{_AFTER_AGE_AR}"
    rf"|(?<!\p{{L}})في (?:{_YOUNG_AR}|{_ELDER_AR}) من (?:ال)?عمر"
    rf"|(?<!\p{{L}})[وف]?(?:ي|ت)?(?:بلغ|تجاوز|جاوز|ناهز|قارب|شارف|تخطي|اتم|اكمل)ت? (?:\p{{L}}+ ){{0,2}}?"
    rf"(?:{_ELDER_AR}|{_YOUNG_AR}){_AFTER_AGE_AR}"
    rf"|(?<!\p{{L}})(?:ال)?{_TENS_AR}يني(?:ه|ا)?(?!\p{{L}})|(?<!\p{{L}})(?:ال)?{_TENS_AR}يني?ات (?:من (?:ال)?)?عمر"
)
_DURATIONS: Final = (
    rf"(?:(?<![\d.,:$£€])\d++(?:[.,]\d++)?|\b(?:one|{_UNITS_EN}|ten|eleven|twelve|{_TEENS_EN}|{_TENS_IN_WORDS})"
    r"|\b(?:(?:dozens?|hundreds|thousands|couple) of|hundred|thousand|half|several|many|few|some|whole|entire|full|all"
    r"|for|more)"
    # "Four pounds a year" is a price.
    r"|(?<=\b(?:took|takes?|last(?:s|ed)?|for|in|within|about|nearly|almost|over|under|than|after|half) )an?)"
    rf"[ -](?:(?:an?|long|full|whole|more|consecutive|and a half|of) )?(?:{TIME_UNITS})\b(?![ -](?:old|of age)\b)"
    r"|\b(?:overnight|round the clock)\b|\b(?:long|short) (?:time|while)\b"
    r"|\b(?:took|takes?|lasted|lasts?) (?:(?:so|too|very|not) )?(?:long|ages|forever)\b",
    # "نحو عام 1990" is a year.
    rf"(?<![\p{{L}}\d.,])(?:\d++(?:[.,]\d++)?|[وبفل]?(?:بضعه?|عده|نحو|طوال|طيله|مده|نصف|ربع|اكثر من|{_TENS_AR}[يو]ن"
    r"|\p{L}{0,6}(?:ميه|مايه)|الف|(?:ثلاث|اربع|خمس|ست|سبع|ثمان|ثماني|تسع|عشر)ه?(?: عشره?)?"
    rf"|(?:احد|احدي|اثنا|اثني|اثنتا|اثنتي) عشره?)) (?:ال)?(?:{UNITS_OF_TIME})(?!\p{{L}}| \d)",
    r"(?<!\p{L})[وبفل]?(?:ال)?(?:عام|سنت|شهر|اسبوع|يوم|ليلت|ساعت|دقيقت|ثانيت|عقد|قرن)(?:ين|ان)(?!\p{L})",
    r"(?<!\p{L})(?:استمر|استغرق|دام|مكث|ظل|بقي|امضي|قضي)ت? (?:\p{L}+ ){0,2}?"
    rf"(?:{UNITS_OF_TIME}|طويلا)(?!\p{{L}}| \d)",
    r"(?<!\p{L})(?:ل|منذ )(?:ساعات|ايام|اسابيع|اشهر|شهور|سنوات|سنين|اعوام|عقود|قرون)(?!\p{L})",
    r"(?<!\p{L})ل?(?:وقتا?|زمنا?|مده|فتره) (?:طويل|قصير)(?:ا|ه)?(?!\p{L})",
)
_STATES: Final[dict[Wanted, regex.Pattern[str]]] = {
    "age": regex.compile(
        r"\b(?:aged?|years? old|year-old|born)\b|\p{L}, \d{1,2},|\(\d{1,2}(?: عاما?| سنه)?\)"
        r"|(?<!\p{L})(?:\p{L}{0,2}عمر(?:ه|ها|هم)|العمر|ولد|ولدت|مواليد|سن ال\p{L}+"
        r"|(?:ال)?بالغ(?:ه|ا)? (?:من العمر )?\d{1,3} (?:عاما?|سنه|سنوات|اعوام))(?!\p{L})"
    ),
    "date": regex.compile("|".join(_DATES)),
    "duration": regex.compile("|".join(_DURATIONS)),
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

# Numbers that tell a day, a year or an hour, and not how many.
_DATED: Final = regex.compile(
    rf"(?<!\d)(?:1\d|20)\d\d(?!\d)|(?<!\d)\d{{1,2}}:\d\d(?!\d)"
    rf"|(?<!\d)\d{{1,2}} (?:{'|'.join(_MONTHS)})(?!\p{{L}})"
    rf"|(?<!\p{{L}})(?:{'|'.join(_MONTHS)}) \d{{1,2}}(?!\d)"
)

# What an age is told in, beside the words for one: numbers of other things answer no question for it.
_YEARS: Final = regex.compile(
    r"\b(?:ages?|years?|older|younger|birthday)\b"
    r"|(?<!\p{L})(?:(?:ال|[وبفل])?(?:عمر|سن)(?:ه|ها|هم|هما|نا|ي)?|عام|عاما|اعوام|سنه|سنين|سنوات)(?!\p{L})"
)

# "The minister didn't say what it would cost" is what the article says of the cost.
_NOT_TOLD: Final = regex.compile(
    r"(?:\bnot|n't|\bnever|\bwithout|\brefus\p{L}++ to|\bdeclin\p{L}++ to) (?:yet )?(?:sa(?:y|id|ying)|giv(?:e|en|ing)"
    r"|disclos\p{L}+|reveal\p{L}*|specif\p{L}+|announc\p{L}+|publish\p{L}*|known|nam(?:e|ed|ing)|mention\p{L}*"
    r"|stat(?:e|ed|ing)|tell)\b|\bunknown\b"
    r"|(?<!\p{L})(?:[وف]?لم|(?:من )?دون ان|بدون ان) [يت](?:ذكر|كشف|حدد|علن|فصح|وضح|نشر|عرف|صرح)(?:وا)?(?!\p{L})"
    r"|(?<!\p{L})رفض(?:ت|وا)? (?:\p{L}+ ){0,2}?(?:الكشف|الافصاح|الاعلان|ذكر|تحديد)(?!\p{L})|(?<!\p{L})غير معروف"
)

# "How many were there in 2012?": what names another year tells of that, but for spans and what counts from it.
_YEAR: Final = regex.compile(r"(?<!\d)(?:1\d|20)\d\d(?![\ds%])")
_COUNTS: Final = regex.compile(
    r"\b(?:after|before|since|until|till|following|next|previous|preceding|same|later|earlier|ago)\b"
    r"|\b(?:between|from|to|by|than) (?:(?:[^\s,;]|,(?=\d))++ ){0,3}?(?:1\d|20)\d\d(?!\d)"
    r"|(?<!\p{L})[وف]?(?:بعد|قبل|منذ|حتي|بين|من|الي|مذ|خلال|(?:ال)?(?:تالي|سابق|لاحق|ماضي|مقبل)ه?|نفس\p{L}{0,2}|ذات)(?!\p{L})"
    r"|\d ?[-/] ?\d"
)

# "What does error E5 mean?": a row or a line that names E2 tells of that.
_CODE: Final = regex.compile(r"(?<![\p{L}\d])(?P<of>[a-z]{1,4})-?(?P<number>\d{1,6})(?![\p{L}\d])")

_CODES: Final = regex.compile(r"(?<![\p{L}\d])[a-z]{1,4}-?\d{1,6} ?(?:[-–]|to|الي|حتي) ?(?:[a-z]{1,4}-?)?\d")

# "When" may be answered by what happened meanwhile, and "at what time" by a word for a meal; these can't.
_NAMES_TIME: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"\b(?:what|which) (?:year|date|day|month|century|decade)\b"),
    "ar": regex.compile(r"(?<!\p{L})[وف]?(?:في )?اي (?:عام|سنه|يوم|شهر|تاريخ|قرن|عقد)(?!\p{L})"),
}


def states(kind: Wanted, text: str, given: frozenset[str] = frozenset()) -> bool:
    """Whether `text` has what is wanted; a number of the question, one of `given`, is no answer to it."""
    if kind == "number":
        return bool(numbers(text) - given)
    folded = fold(text)
    if kind == "duration":
        told = (numbers(match[0]) for match in _STATES[kind].finditer(folded))
        return any(not found or found - given for found in told)
    if kind == "age" and _TELLS_AGE.search(folded):
        return True
    return kind in _STATES and bool(_STATES[kind].search(folded))


def lacks(question: str, language: Language, text: str) -> bool:
    """Whether `question` asks how many, how much, how long, how old, or for a year or a day by that name, and `text`
    tells none; or it asks about a year or a code, and `text` tells of others. What says that something isn't told lacks
    nothing.
    """
    kind = wanted(question, language)
    folded = fold(text)
    if _NOT_TOLD.search(folded):
        return False
    if kind == "date":
        return bool(_NAMES_TIME[language].search(fold_question(question, language))) and not states(kind, text)
    asked = fold(question)
    if _tells_of_another_year(asked, folded) or _tells_of_another_code(asked, folded):
        return True
    if kind == "age":
        return _lacks_age(question, text, folded)
    # From when to when a thing was answers how long.
    if kind == "duration" and not states(kind, text, numbers(question)):
        return _lacks_amount(question, folded)
    return kind == "number" and _lacks_amount(question, _DATED.sub(" ", folded))


def _tells_of_another_year(question: str, text: str) -> bool:
    """Whether a folded question names a year, and a folded text others in its place."""
    asked, told = set(_YEAR.findall(question)), set(_YEAR.findall(text))
    return bool(asked and told) and asked.isdisjoint(told) and not (_COUNTS.search(question) or _COUNTS.search(text))


def _tells_of_another_code(question: str, text: str) -> bool:
    """Whether a folded question names a code, and a folded text others of the same letters in its place."""
    asked, told = ({(match["of"], int(match["number"])) for match in _CODE.finditer(each)} for each in (question, text))
    if not asked.isdisjoint(told) or _CODES.search(text):
        return False
    return bool({letters for letters, _ in asked} & {letters for letters, _ in told})


def _lacks_age(question: str, text: str, folded: str) -> bool:
    if _TELLS_AGE.search(folded):
        return False
    return not (states("age", text) or _YEARS.search(folded)) or _lacks_amount(question, folded)


def _lacks_amount(question: str, folded: str) -> bool:
    """Whether a folded text has no number but those of the question, and no word for an amount."""
    return not (numbers(folded) - numbers(question)) and not _AMOUNTS.search(folded)
