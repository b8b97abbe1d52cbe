"""Words that stand for what was said before: "he", "these devices", "استقبلهما"."""

from typing import Final

import regex

from embeddings.lexical import stop_words
from embeddings.text import Language, fold, words

# All patterns read folded text: one case, one alef, no tashkeel.
PRONOUNS: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset("he she it they him her them his its their that this those these then".split()),
    "ar": frozenset(
        words(
            """هو هي هم هما ذلك تلك هذا هذه هؤلاء عنه عنها عنهم فيه فيها فيهم له لها لهم به بها بهم منه منها منهم
            معه معها معهم عليه عليها عليهم اليه اليها اليهم"""
        )
    ),
}
ATTACHED: Final = regex.compile(r"^(?!ال)\p{L}{3,}(?:هما|وا|ها|(?<!ا)هم)$")
"""What is written on to an Arabic verb or noun instead of a pronoun: وصلوا, استقبلهما, زارها."""

_THESE: Final = "|".join(words("هذا هذه هذين هذان هاتان هاتين تلك هؤلاء أولئك"))
_TIMES: Final = "|".join(words("العام السنة الشهر الأسبوع الصباح المساء الصيف الشتاء الربيع الخريف الموسم"))
# Anywhere in a sentence, as what they point at is named before them: "is treated using these devices". Not "this year".
_POINTS: Final = regex.compile(
    r"\b(?:th(?:is|ese)(?! (?:year|month|week|morning|afternoon|evening|spring|summer|autumn|fall|winter|season)\b)"
    r"|such(?! as\b)|the (?:latter|former))\b"
    rf"|(?<!\p{{L}})[وف]?[بلك]?(?:{_THESE})(?!\p{{L}})(?! (?:{_TIMES})(?!\p{{L}}))"
)
# At the beginning alone: further on, the sentence itself may have said whose.
_BEGIN_ENGLISH: Final = PRONOUNS["en"] - {"this", "these", "that", "then"}
_BEGIN_ARABIC: Final = PRONOUNS["ar"] - set(words("هذا هذه تلك هؤلاء"))
# "الأكسجين هو عنصر" needs its pronoun to be a sentence.
_COPULAS: Final = frozenset(words("هو هي هم هما"))
# "After the war, …": no name, but for months, of which a pronoun may speak.
_OPENING: Final = regex.compile(
    r"^\W*\p{Lu}\p{Ll}*(?: (?:[\p{Ll}\p{N}'’-]+|January|February|March|April|May|June|July|August|September|October"
    r"|November|December))*, "
)
_HEAD: Final = 3


def leans_back(sentence: str) -> bool:
    """Whether `sentence` hardly says who or what it is about: "He moved there in 1910.", "وهو أول من فعل ذلك"."""
    return bool(_POINTS.search(fold(sentence))) or _begins_english(sentence) or _begins_arabic(sentence)


def _begins_english(sentence: str) -> bool:
    head = words(_OPENING.sub("", sentence))[:_HEAD]
    if head and head[0] in ("that", "then"):
        return True
    for word in head:
        if word in _BEGIN_ENGLISH:
            return True
        # "Luther and his wife" says whose.
        if word not in stop_words("en") and not word.isdigit():
            return False
    return False


def _begins_arabic(sentence: str) -> bool:
    for place, word in enumerate(words(sentence)[:_HEAD]):
        bare = regex.sub(r"^[وف](?=\p{L}{2})", "", word)
        if bare in _BEGIN_ARABIC and (bare not in _COPULAS or place == 0):
            return True
        # "لندن وضواحيها" says whose.
        if ATTACHED.search(word) and (place == 0 or not word.startswith("و")):
            return True
    return False
