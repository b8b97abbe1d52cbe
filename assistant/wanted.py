"""What kind of answer a question asks for: "And when?" wants a date."""

from typing import Final, Literal

import regex

from embeddings.dialect import fold_question
from embeddings.text import Language

Wanted = Literal["age", "date", "duration", "number", "reason", "more"]
"""`more` is what has not been said yet: "What else?", "And then?", "What did she add?"."""

TIME_UNITS: Final = "seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)"
UNITS_OF_TIME: Final = (
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
            rf"|\bhow (?:many (?:more )?(?:{TIME_UNITS})|much (?:more )?time|much longer)\b"
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
            rf"(?:عدد |من )?(?:(?:ال)?(?:وقتا?|زمنا?|مده)|(?!الساعه)(?:ال)?(?:{UNITS_OF_TIME}))(?!\p{{L}})"
            r"|(?:\p{L}+ ){1,3}(?:من )?(?:ال)?(?:وقتا?|زمنا?)(?!\p{L})"
            r"|[يتس]{0,2}(?:استغرق|ستغرق|دام|دوم|استمر|ستمر|مكث|لبث|طال|ظل|عاش|عيش|صمد|امضي|قضي)"
            r"(?:ت|ا|تا|وا|ون|ه|ها)?(?!\p{L}))"
            r"|(?<!\p{L})[وف]?ما(?: هي)? (?:ال)?مده(?!\p{L})"
        )),
        ("number", regex.compile(r"(?<!\p{L})[وف]?ب?كم(?!\p{L})")),
    ),
}  # fmt: skip


def wanted(question: str, language: Language) -> Wanted | None:
    """What `question` asks for, as far as its words tell."""
    folded = fold_question(question, language)
    asked = [(match.start(), kind) for kind, pattern in _ASKS[language] if (match := pattern.search(folded))]
    if any(kind == "more" for _, kind in asked):
        return "more"
    return min(asked, key=lambda found: found[0], default=(0, None))[1]
