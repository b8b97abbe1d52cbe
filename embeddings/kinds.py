"""What kind of answer a question asks for, as far as its words tell: a number or a date, or something else."""

from typing import Final

import regex

from embeddings.text import Language, normalise, words

# Over folded text: no tashkeel, one alef, ha for ta marbuta.
_ASKS_FOR_NUMBER: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(
        r"\b(?:when|how (?:many|much|long|old|far|often|tall|large|big|high|deep|fast)"
        r"|(?:what|which|in what|on what|at what) (?:year|date|day|month|time|century|decade|age|number|amount"
        r"|percent(?:age)?|proportion|share|price|cost))\b"
    ),
    "ar": regex.compile(
        r"(?<!\p{L})(?:[وفبل]?كم|و?متي|(?:في |ب)?(?:اي|ما|ما هو|ما هي|كم) (?:ال)?"
        r"(?:عام|سنه|تاريخ|قرن|يوم|شهر|عدد|نسبه|عمر|رقم|مبلغ|مده|سعر|تكلفه|ساعه|عقد))(?!\p{L})"
    ),
}


def asks_for_number(question: str, language: Language) -> bool:
    """Whether `question` asks when, how many or how much."""
    return bool(_ASKS_FOR_NUMBER[language].search(normalise(question).text))


def numbers(text: str) -> frozenset[str]:
    """The words of `text` that hold digits, in ASCII digits."""
    return frozenset(word for word in words(text) if any(map(str.isdigit, word)))
