"""Questions that lean on the one before: "And when?", "ولماذا؟", "Who is he?"."""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.anaphora import PRONOUNS, has_pronoun
from embeddings.dialect import fold_question
from embeddings.lexical import stop_words
from embeddings.text import Language, detect_language, words

# All patterns read folded text: one case, one alef, no tashkeel.
_JOINS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"^\W*(?:and|but|so|then|also|or|what about|how about|how so|how come)\b"),
    "ar": regex.compile(
        r"^\W*(?:و(?:من|مين|ما|ماذا|متي|امتي|اين|كيف|كم|لماذا|هل|لم|ليه|ليش|وين|فين|شو|في|الي|علي|عن|مع|هو|هي|هم"
        r"|[بلف]?اي|ايه|[بل]كم|[بل]ماذا|لمن|ممن|منذ|حتي|اذا|لو|بعد|قبل|عند)"
        r"|طيب|طب|بعدين|وبعدين)(?!\p{L})"
    ),
}
_ASKS_WHY: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"^\W*why\b"),
    "ar": regex.compile(r"^\W*(?:لماذا|ليه|ليش|علاش)(?!\p{L})"),
}
# "Is there an agreement?" points at nothing; "What happened there?" does.
_PLACE: Final = regex.compile(r"(?<!\p{L})(?:there|هناك|هنالك)\W*$")
# At the end alone, where no name goes on: "da Vinci", "Rio de Janeiro"; not "this year".
_THIS: Final = regex.compile(
    r"(?<!(?:السنه|العام|الشهر|الاسبوع|اليوم|الموسم|المره|الايام) )"
    r"(?<!\p{L})(?:هاد|هاذ|هادا|هاي|هاذي|هذي|هيدا|هيدي|ده|دا|دي)\W*$"
)
# "And if it rains?": the same is asked of what may be. "What if it rains?" may come first.
_IF: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(
        r"^\W*(?:and|but|or|so) (?:what )?if\b(?!.*\b(?:who|whom|whose|what|when|where|why|how|which)\b)"
    ),
    "ar": regex.compile(
        r"^\W*(?:طيب |طب )?(?:و(?:ماذا )?(?:اذا|لو)|(?<=ب )(?:اذا|لو))(?!\p{L})"
        r"(?!.*\s[وف]?(?:من|ما|ماذا|متي|اين|كيف|كم|لماذا|هل|اي)(?!\p{L}))"
    ),
}
# "Who is Kushner?" has a pronoun in Arabic: "من هو كوشنر؟".
_COPULA: Final = regex.compile(r"\b(من|ما|مين|شو|ايش|وش) (?:هو|هي|هم|هما)(?= \p{L})")
# "Who wrote this article?" asks about the whole, whatever came before.
_THE_WHOLE: Final = regex.compile(
    r"\b(?:this|the) (?:article|report|text|story|news|piece)\b"
    r"|\bهذا (?:المقال|الخبر|النص|التقرير)\b|\bهذه المقاله\b|\b(?:المقال|الخبر|النص|التقرير) (?:ده|دا|هذا|هاد)\b"
)
# "And the other one?", "What about the second?": another thing, and the question of before.
_COMPARES: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(
        r"^\W*(?:what about|how about|(?:and|but|or)(?!.*\b(?:who|whom|whose|what|when|where|why|how|which"
        r"|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b))\b"
    ),
    "ar": regex.compile(
        # A word of its own may begin with the letter of "and": "وزير الخارجية؟".
        r"^\W*(?:طيب |طب )?(?:و?ماذا عن |(?:(?<=ب )|و(?=ال|في |عن |ل|\p{L}+\W*$))"
        r"(?!(?:.*\s)?[وف]?(?:من|ما|ماذا|متي|اين|كيف|كم|لماذا|هل|لم|اي)(?!\p{L})))"
    ),
}
# As spelt, without tashkeel: "عمره", "زوجته". The letter may as well be the end of "مدرسة", which some write so: it is
# taken for a pronoun where nothing else is named.
_HIS: Final = regex.compile(r"(?<!\p{L})(?!و?[بكفل]?ال)\p{L}{3,}ه(?!\p{L})")
_HIS_SURELY: Final = regex.compile(r"(?<!\p{L})(?!و?[بكفل]?ال)\p{L}{3,}ته(?!\p{L})")
_TASHKEEL: Final = regex.compile(r"[\p{M}ـ]")
_MAX_COMPARED_WORDS: Final = 5
_MAX_SUPPOSED_WORDS: Final = 9
_MAX_CONTENT_WORDS: Final = 2


def leans_on_history(question: str, language: Language) -> bool:
    """Whether `question` can hardly be understood alone: it names little and points or joins to what came before."""
    folded = _folded(question, language)
    if _THE_WHOLE.search(folded):
        return False
    content = _content(folded, language)
    if not content or len(words(folded)) == 1:
        return True
    if compares(question, language):
        return True
    if len(content) > _MAX_CONTENT_WORDS:
        return False
    if _JOINS[language].search(folded) or points_back(question, language):
        return True
    # "Why Moscow?" leans, "Why did Kushner resign?" stands alone.
    return bool(_ASKS_WHY[language].search(folded)) and len(content) == 1


def points_back(question: str, language: Language) -> bool:
    """Whether a word of `question` stands for something that was said before: "he", "there", "استقبلهما"."""
    folded = _folded(question, language)
    if _PLACE.search(folded) or _THIS.search(folded) or not PRONOUNS[language].isdisjoint(words(folded)):
        return True
    return language == "ar" and (any(map(has_pronoun, _content(folded, language))) or _says_his(question, folded))


def _says_his(question: str, folded: str) -> bool:
    """Whether an Arabic question has "his" written on to a word: "كم عمره؟", "ما اسم زوجته؟"."""
    plain = _TASHKEEL.sub("", question)
    ends = _HIS if len(_content(folded, "ar")) == 1 else _HIS_SURELY
    return bool(ends.search(plain))


def compares(question: str, language: Language) -> bool:
    """Whether `question` only names another thing to ask the same about: "And the other one?", "والكتاب الآخر؟", or
    what may be: "And if it rains?".
    """
    folded = _folded(question, language)
    if _IF[language].search(folded):
        return len(words(folded)) <= _MAX_SUPPOSED_WORDS
    return bool(_COMPARES[language].search(folded)) and len(words(folded)) <= _MAX_COMPARED_WORDS


def names_nothing(question: str, language: Language) -> bool:
    """Whether `question` has nothing of its own to search for: "And when?", "ولماذا؟"."""
    folded = _folded(question, language)
    return not _content(folded, language) or len(words(folded)) == 1


def _folded(question: str, language: Language) -> str:
    return _COPULA.sub(r"\1", fold_question(question, language))


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
