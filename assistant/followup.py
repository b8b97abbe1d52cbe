"""Questions that lean on the one before: "And when?", "ولماذا؟", "Who is he?"."""

from collections.abc import Sequence
from typing import Final

import regex

from embeddings.lexical import stop_words
from embeddings.text import Language, detect_language, normalise, words

# All patterns read folded text: one case, one alef, no tashkeel.
_JOINS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"^\W*(?:and|but|so|then|also|or|what about|how about|how so|how come)\b"),
    "ar": regex.compile(
        r"^\W*(?:و(?:من|مين|ما|ماذا|متي|امتي|اين|كيف|كم|لماذا|هل|لم|ليه|ليش|وين|فين|شو|في|الي|علي|عن|مع|هو|هي|هم)"
        r"|طيب|طب|بعدين|وبعدين)(?!\p{L})"
    ),
}
_ASKS_WHY: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"^\W*why\b"),
    "ar": regex.compile(r"^\W*(?:لماذا|ليه|ليش|علاش)(?!\p{L})"),
}
_PRONOUNS: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset("he she it they him her them his its their that this those these then".split()),
    "ar": frozenset(words("هو هي هم هما ذلك تلك هذا هذه هؤلاء عنه عنها عنهم فيه فيها له لها لهم به بها")),
}
# "Is there an agreement?" points at nothing; "What happened there?" does.
_PLACE: Final = regex.compile(r"(?<!\p{L})(?:there|هناك|هنالك)\W*$")
# "Who is Kushner?" has a pronoun in Arabic: "من هو كوشنر؟".
_COPULA: Final = regex.compile(r"\b(من|ما|مين|شو|ايش|وش) (?:هو|هي|هم|هما)(?= \p{L})")
# What is written on to an Arabic verb or noun instead of a pronoun: وصلوا, استقبلهما, زارها.
_ATTACHED: Final = regex.compile(r"^(?!ال)\p{L}{3,}(?:هما|وا|ها|(?<!ا)هم)$")
# "Who wrote this article?" asks about the whole, whatever came before.
_THE_WHOLE: Final = regex.compile(
    r"\b(?:this|the) (?:article|report|text|story|news|piece)\b"
    r"|\bهذا (?:المقال|الخبر|النص|التقرير)\b|\bهذه المقاله\b|\b(?:المقال|الخبر|النص|التقرير) (?:ده|دا|هذا|هاد)\b"
)
_MAX_CONTENT_WORDS: Final = 2


def leans_on_history(question: str, language: Language) -> bool:
    """Whether `question` can hardly be understood alone: it names little and points or joins to what came before."""
    folded = _COPULA.sub(r"\1", normalise(question).text)
    if _THE_WHOLE.search(folded):
        return False
    found = words(folded)
    joins, why = bool(_JOINS[language].search(folded)), bool(_ASKS_WHY[language].search(folded))
    content = _content(folded, language)
    if not content or len(found) == 1:
        return True
    if len(content) > _MAX_CONTENT_WORDS:
        return False
    if joins or _PLACE.search(folded) or not _PRONOUNS[language].isdisjoint(found):
        return True
    if language == "ar" and any(_ATTACHED.search(word) for word in content):
        return True
    # "Why Moscow?" leans, "Why did Kushner resign?" stands alone.
    return why and len(content) == 1


def names_nothing(question: str, language: Language) -> bool:
    """Whether `question` has nothing of its own to search for: "And when?", "ولماذا؟"."""
    folded = normalise(question).text
    return not _content(folded, language) or len(words(folded)) == 1


def _content(folded: str, language: Language) -> list[str]:
    """The content words of a folded question, the way it begins aside."""
    found = words(folded)
    # Stop words have few of the dialect ways to begin a question.
    opens = _JOINS[language].search(folded) or _ASKS_WHY[language].search(folded)
    return [word for word in (found[1:] if opens else found) if word not in stop_words(language)]


def last_topic(history: Sequence[tuple[str, str]], language: Language) -> str:
    """The last question of `history` that stands alone, or its last question where none does."""
    for asked, _ in reversed(history):
        if not leans_on_history(asked, detect_language(asked, language)):
            return asked
    return history[-1][0]


def with_history(question: str, previous: str) -> str:
    """What to search for when `question` leans on the `previous` one."""
    return f"{previous} {question}"
