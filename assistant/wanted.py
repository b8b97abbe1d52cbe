"""What kind of answer a question asks for, and which sentences have one: "And when?" wants a date."""

from typing import Final, Literal

import regex

from assistant.numerals import numbers
from embeddings.days import HIJRI_MONTHS, MONTHS, WEEKDAYS
from embeddings.dialect import fold_question
from embeddings.text import Language, fold, words

Wanted = Literal["age", "date", "duration", "number", "reason", "more"]
"""`more` is what has not been said yet: "What else?", "And then?", "What did she add?"."""

_TIME_UNITS: Final = "seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)"
_UNITS_OF_TIME: Final = (
    "ثانيه|ثواني|ثوان|دقيقه|دقايق|ساعه|ساعات|يوما?|ايام|ليله|ليالي?|اسبوعا?|اسابيع|شهرا?|اشهر|شهور|سنه|سنوات|سنين"
    "|عاما?|اعوام|عقدا?|عقود|قرنا?|قرون"
)

# All patterns read folded text: one case, one alef, no tashkeel. What is asked for first decides ("How many were left
# when …" asks for a number), and of two at one place the one that is listed first.
_ASKS: Final[dict[Language, tuple[tuple[Wanted, regex.Pattern[str]], ...]]] = {
    "en": (
        ("more", regex.compile(
            r"\b(?:what|who|where|anything|something|anyone) else\b|\b(?:then|after that|afterwards|next)\W*$"
            r"|^\W*(?:then what|what next|what (?:happened|came|comes) (?:then|next|after)|more|go on)\b"
            r"|^\W*(?:(?:and|so|but) )?what (?:(?:did|does|do) (?:he|she|they|it|we|you) (?:also |then )?add"
            r"|(?:has|had|have) (?:he|she|they|it) added)\W*$"
        )),
        ("reason", regex.compile(r"\bwhy\b|\bhow come\b|\bfor what reason\b")),
        ("date", regex.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b")),
        ("age", regex.compile(
            r"\bhow (?:many years )?old\b|\bwhat age\b"
            r"|\bwhat(?:'s| is| was| were| are) (?:his|her|their|your|\p{L}[^?]{0,40}'s?) ages?\b"
        )),
        # "How long is the bridge?" asks for metres.
        ("duration", regex.compile(
            r"\bhow long\b(?! an? | (?:is|are|was|were)"
            r" (?!(?:he|she|they|we|you|i|there|it (?:since|until|till|before))\b))"
            rf"|\bhow (?:many (?:more )?(?:{_TIME_UNITS})|much (?:more )?time|much longer)\b"
        )),
        ("number", regex.compile(r"\bhow (?:many|much|long|far|often|tall|large|big|high|deep|fast)\b")),
    ),
    "ar": (
        ("more", regex.compile(
            r"(?<!\p{L})(?:[وف]?(?:ايضا|كمان|بعدين|بعدها|بعد ذلك|ماذا بعد)|غير (?:ذلك|هذا|هيك)|ثم ماذا)\W*$"
            r"|^\W*[وف]?(?:ماذا|ما الذي|بماذا) (?:ا?ضاف(?:ت|ا|تا|وا?)?|[يت]ضيف(?:ون)?|اردف(?:ت|وا)?)"
            r"(?: (?:هو|هي|هم))?\W*$"
        )),
        ("reason", regex.compile(r"(?<!\p{L})[وف]?(?:لماذا|لم لا|ما السبب)(?!\p{L})")),
        ("date", regex.compile(r"(?<!\p{L})[وف]?(?:متي|(?:في )?اي (?:عام|سنه|يوم|شهر|تاريخ|قرن|عقد))(?!\p{L})")),
        # "كم سنه" may be "how old is he", and is "how many years" far more often.
        ("age", regex.compile(
            r"(?<!\p{L})[وف]?(?:كم|ما(?:ذا)?(?: هو)?)(?: (?:كان|كانت|سيكون|[يت]?بلغ(?: من)?))?"
            r" (?:(?:ال)?عمر(?:ه|ها|هم|هما|ك)?|سن(?:ها|هم|هما)?)(?!\p{L})|(?<!\p{L})عمر(?:ه|ها) كم"
        )),
        ("duration", regex.compile(
            rf"(?<!\p{{L}})[وفل]?كم (?:"
            rf"(?:عدد |من )?(?:(?:ال)?(?:وقتا?|زمنا?|مده)|(?!الساعه)(?:ال)?(?:{_UNITS_OF_TIME}))(?!\p{{L}})"
            r"|(?:\p{L}+ ){1,3}(?:من )?(?:ال)?(?:وقتا?|زمنا?)(?!\p{L})"
            r"|[يتس]{0,2}(?:استغرق|ستغرق|دام|دوم|استمر|ستمر|مكث|لبث|طال|ظل|عاش|عيش|صمد|امضي|قضي)"
            r"(?:ت|ا|تا|وا|ون|ه|ها)?(?!\p{L}))"
            r"|(?<!\p{L})[وف]?ما(?: هي)? (?:ال)?مده(?!\p{L})"
        )),
        ("number", regex.compile(r"(?<!\p{L})[وف]?ب?كم(?!\p{L})")),
    ),
}  # fmt: skip

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
    rf"[ -](?:(?:an?|long|full|whole|more|consecutive|and a half|of) )?(?:{_TIME_UNITS})\b(?![ -](?:old|of age)\b)"
    r"|\b(?:overnight|round the clock)\b|\b(?:long|short) (?:time|while)\b"
    r"|\b(?:took|takes?|lasted|lasts?) (?:(?:so|too|very|not) )?(?:long|ages|forever)\b",
    # "نحو عام 1990" is a year.
    rf"(?<![\p{{L}}\d.,])(?:\d++(?:[.,]\d++)?|[وبفل]?(?:بضعه?|عده|نحو|طوال|طيله|مده|نصف|ربع|اكثر من|{_TENS_AR}[يو]ن"
    r"|\p{L}{0,6}(?:ميه|مايه)|الف|(?:ثلاث|اربع|خمس|ست|سبع|ثمان|ثماني|تسع|عشر)ه?(?: عشره?)?"
    rf"|(?:احد|احدي|اثنا|اثني|اثنتا|اثنتي) عشره?)) (?:ال)?(?:{_UNITS_OF_TIME})(?!\p{{L}}| \d)",
    r"(?<!\p{L})[وبفل]?(?:ال)?(?:عام|سنت|شهر|اسبوع|يوم|ليلت|ساعت|دقيقت|ثانيت|عقد|قرن)(?:ين|ان)(?!\p{L})",
    r"(?<!\p{L})(?:استمر|استغرق|دام|مكث|ظل|بقي|امضي|قضي)ت? (?:\p{L}+ ){0,2}?"
    rf"(?:{_UNITS_OF_TIME}|طويلا)(?!\p{{L}}| \d)",
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
    folded = fold(text)
    if kind == "duration":
        told = (numbers(match[0]) for match in _STATES[kind].finditer(folded))
        return any(not found or found - given for found in told)
    if kind == "age" and _TELLS_AGE.search(folded):
        return True
    return kind in _STATES and bool(_STATES[kind].search(folded))


def lacks(question: str, language: Language, text: str) -> bool:
    """Whether `question` asks how many, how much, how long, how old, or for a year or a day by that name, and `text`
    tells none: it has no number of its own and no amount, or speaks of no age or of no such time.
    """
    kind = wanted(question, language)
    if kind == "date":
        return bool(_NAMES_TIME[language].search(fold_question(question, language))) and not states(kind, text)
    if kind not in ("number", "age", "duration"):
        return False
    folded = fold(text)
    if kind == "age":
        if _TELLS_AGE.search(folded):
            return False
        if not (states(kind, text) or _YEARS.search(folded)):
            return True
    # From when to when a thing was answers how long.
    if kind == "duration" and states(kind, text, numbers(question)):
        return False
    return not (numbers(text) - numbers(question)) and not _AMOUNTS.search(folded)
