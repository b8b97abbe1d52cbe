"""What speaks against a sentence as the answer, by its words: somebody else speaks in it, or is so old.

None of this is sure, since a sentence may speak of whom it doesn't name. So such an answer is given in doubt and not
withheld; what no answer can be without is for `assistant.stated.lacks`.
"""

from collections.abc import Iterable
from typing import Final, Literal

import regex

from assistant.anaphora import hides_subject, hides_who
from assistant.byline import SELF
from assistant.listed import ASKS
from assistant.saying import SPEAKS
from assistant.tokens import Token, content, found, tokens
from assistant.wanted import wanted
from embeddings.dialect import fold_question
from embeddings.passages import Passage
from embeddings.text import LANGUAGES, Language, detect_language, fold

Objection = Literal["matter", "person"]

# "What did the mayor say about it?", "What was Reed's reaction?"; as typed, since a capital tells a name.
_WHO_SAID: Final = regex.compile(
    r"\bwhat (?:else )?(?:did|does|do|has|have|had) (?P<who>[^?]{2,60}?) (?:said|say|tell|told|think|thought|comment"
    r"|announce|claim|warn|state|reply|respond|promise|argue|explain)\b"
    r"|\bwhat (?:is|was|are|were) (?P<who>[^?]{2,60}?)['’]s? (?:reaction|comments?|response|statement|opinion|view)\b",
    regex.IGNORECASE,
)
# Over folded text, as all that follows.
_WHO_SAID_AR: Final = regex.compile(
    r"^\W*[وف]?(?:ماذا|ما الذي|بماذا|بم) (?:قال|صرح|ذكر|علق|رد|اجاب|راي|حكي|كتب|ظن)(?:ت|وا)? (?P<who>[^?]{2,60}?)"
    r"(?=\W*$| (?:عن|في|من|الي|بعد|قبل|حول|علي|ان|عندما|حين|بشان|بخصوص|ب\p{L}{3,}|لل?\p{L}{3,}) )"
)
_PRICE: Final = regex.compile(
    r"\bhow much\b.*\b(?:cost|pay|paid|earn|spend|spent|charge|worth|tickets?|money)\b"
    r"|\b(?:price|cost|fee|fare|salary) of\b"
    r"|(?<!\p{L})[وف]?ب?كم (?:\p{L}+ )?(?:ال)?(?:سعر|ثمن|تكلف|كلف|اجر|رسم|رسوم|غرام|راتب)\p{L}{0,2}(?!\p{L})"
)
# "How old must a member be?" asks about nobody.
_RULES: Final = regex.compile(
    r"\b(?:must|have to|has to|should|need|can|may)\b|(?<!\p{L})(?:يجب|ينبغي|يلزم|لازم|يشترط|يحق)(?!\p{L})"
)
_MONEY: Final = regex.compile(
    r"\p{Sc}|\b(?:dollars?|euros?|pounds?|cents?|pence|dirhams?|riyals?|dinars?|liras?|rupees?|yen|yuan|francs?|marks?"
    r"|crowns?|krone|kronor|pesos?|shillings?|usd|eur|gbp|aed|sar|egp|free|per ?cent|thousand|millions?|billions?)\b|%"
    r"|(?<!\p{L})[وبفل]?(?:ال)?(?:دولار|يورو|جنيه|درهم|دراهم|ريال|دينار|دنانير|ليره|ليرات|روبيه|يوان|فرنك|مارك|سنت|قرش"
    r"|فلس|مجان|بالميه|بالمايه|في الميه|في المايه|الف|الاف|مليون|ملايين|مليار)\p{L}{0,3}(?!\p{L})"
)


# "What does the article say about it?" asks for what anybody says.
_ARTICLE: Final = {language: regex.compile(rf"\W*(?:{SELF[language]})\W*") for language in LANGUAGES}
_QUOTED: Final = regex.compile(r"[“\"«][^”\"»]*+[”\"»]")


def objection(question: str, language: Language, sentence: Passage) -> Objection | None:
    """What about the words of `sentence` makes it doubtful that it answers `question`, if anything does.

    "matter": it is asked what somebody said, and nobody speaks in it; what something costs, and it tells of no money;
    or it is a question of the article's own about something else. "person": it is asked what somebody said or how old
    they are, and it doesn't name them: it may call them otherwise. Who isn't named may be meant where it leans on the
    sentence before, and by what they are called in another language, unless that is a name.
    """
    text = f"{sentence.text} {sentence.translation or ''}"
    if ASKS.search(sentence.text):
        return None if _named(content(question), text, language) else "matter"
    folded = fold_question(question, language)
    kind = wanted(question, language)
    if kind == "number" and _PRICE.search(folded) and not _MONEY.search(fold(text)):
        return "matter"
    if kind == "age" and not _RULES.search(folded):
        return None if _named(content(question), text, language) or _hides(sentence.text) else "person"
    said = _WHO_SAID.search(question) if language == "en" else _WHO_SAID_AR.search(folded)
    if not said or _ARTICLE[language].fullmatch(fold(said["who"])):
        return None
    if not SPEAKS.search(fold(text)):
        return "matter"
    return None if _named(content(said["who"]), text, language) or _hides(sentence.text) else "person"


def _hides(text: str) -> bool:
    """Whether `text` leaves to what stands before it whom it is about; who speaks in a quotation is told around it."""
    told = _QUOTED.sub(" ", text)
    return hides_who(told) or hides_subject(told)


def _named(asked: Iterable[Token], text: str, language: Language) -> bool:
    """Whether one of the words `asked` stands in `text`, or none can be looked for there."""
    same = detect_language(text, language) == language
    # In another language only names are the same words.
    words = [token for token in asked if same or token.capital]
    held = tokens(text)
    return not words or any(found(token, held) for token in words)
