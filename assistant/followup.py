"""Questions that lean on the one before: "And when?", "ولماذا؟", "Who is he?"."""

from typing import Final

import regex

from embeddings.lexical import stop_words
from embeddings.text import Language, words

_OPENS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"^\W*(?:and|but|so|then|also|what about|how about|why|how so|how come)\b", regex.IGNORECASE),
    "ar": regex.compile(r"^\W*(?:و(?:من|ما|ماذا|متى|أين|اين|كيف|كم|لماذا|هل|لم|ليه|ليش|وين|فين)|طيب|وبعدين|لماذا|ليه|ليش)(?!\p{L})"),
}
_PRONOUNS: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset("he she it they him her them his its their that this those these there then".split()),
    "ar": frozenset(words("هو هي هم هما ذلك تلك هذا هذه هؤلاء هناك هنالك عنه عنها عنهم فيه فيها له لها لهم به بها")),
}
_MAX_CONTENT_WORDS: Final = 2


def leans_on_history(question: str, language: Language) -> bool:
    """Whether `question` can hardly be understood alone: it names little and points or joins to what came before."""
    found = words(question)
    content = [word for word in found if word not in stop_words(language)]
    if not content:
        return True
    points = bool(_OPENS[language].search(question)) or not _PRONOUNS[language].isdisjoint(found)
    return points and len(content) <= _MAX_CONTENT_WORDS


def with_history(question: str, previous: str) -> str:
    """What to search for when `question` leans on the `previous` one."""
    return f"{previous} {question}"
