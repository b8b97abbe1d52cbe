"""What an article says was denied, alleged, possible or still to come, and a claim tells as done."""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.tokens import Token, content, found, tokens
from embeddings.text import detect_language, fold, words

# "قد" before an imperfect is "may", before a perfect "has". Verbs of the fifth form have a perfect in ت as well.
_QAD: Final = regex.compile(r"(?<!\p{L})[وف]?قد (?:لا )?(?P<verb>[يت]\p{L}{2,})(?!\p{L})")
_PERFECT: Final = regex.compile(r"^ت(?:م|\p{L}+(?:ت|وا|ته|تها))$")
_FIFTH_FORM: Final = frozenset(
    words(
        """تعرض تحول تمكن تقدم تراجع تولى تعهد تحدث تسبب تأثر تحطم تزوج تخرج توفي تلقى تعاقد
        تبنى تكبد تخلى تضرر توقف تجاوز تضاعف تبادل توصل تواصل توسط تأخر تأسس تطور تغير تزامن
        تحقق تدخل تعاون تجمع تظاهر تسلم تنازل تقاعد تفوق تعلم تأهل ترك تبين تأكد تصدر تقرر
        تكرر تعثر تخطى تحسن تدهور تشكل تعطل تفشى تنقل تردد ترشح ترأس تحرك توجه تعلق تطلب
        تبع"""
    )
)
_WAS: Final = regex.compile(r"(?<!\p{L})[وف]?(?:كان|كانت|كانوا|كانا)(?: \p{L}+){0,3} $")

_DENY: Final = regex.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing))\b"
    r"|(?<!\p{L})[وف]?(?:نفي|نفت|نفوا|نفيا|ينفي|تنفي|نافي\p{L}?|انكر|انكرت|انكروا|ينكر|تنكر)(?!\p{L})"
)
_ACCUSE: Final = regex.compile(
    r"\b(?:accus(?:e|es|ed|ing|ation|ations)|alleg(?:e|es|ed|ing|edly|ation|ations))\b"
    r"|(?<!\p{L})[وف]?(?:اتهم|اتهمت|اتهموا|يتهم|تتهم|متهم\p{L}{0,2}|اتهام\p{L}{0,3}|زعم|زعمت|زعموا|يزعم|تزعم|مزاعم|ادعي|ادعت)"
    r"(?!\p{L})"
)
_SAID: Final = regex.compile(
    r"\b(?:sa(?:id|ys|ying)|claim(?:s|ed)?|according|told|argue[sd]?)\b"
    r"|(?<!\p{L})[وف]?(?:قال|قالت|قالوا|يقول|تقول|بحسب|حسب|وفق|وفقا|راي|اعتبر|اعتبرت)(?!\p{L})"
)
# Behind it stands what is denied or alleged, up to where something else is told.
_OF: Final = regex.compile(r"\b(?:that|having|\p{L}{2,}ing)\b|(?<!\p{L})(?:ب?ان\p{L}{0,3}|ب\p{L}{3,})(?!\p{L})")
_ELSE: Final = regex.compile(
    r"[;?!]|\.\s|\b(?:but|while|whereas|although|after)\b|, (?:and|which|who)\b|, ?[وف]\p{L}"
    r"|\band (?:\p{L}+ed|said|told|ha[sd]|is|was|will)\b|(?<!\p{L})(?:بعد|بعدما|حين)(?!\p{L})"
    r"|(?<!\p{L})(?:و?لكن\p{L}*|بينما|فيما|غير ان|الا ان)(?!\p{L})"
)
_MOST: Final = 0.75
_LEAST_WORDS: Final = 2

_WILL_AR: Final = regex.compile(r"^[وف]?س[يتن]\p{L}{3,}")
_WILL: Final = regex.compile(r"\b(?:will|won't)(?: (?:not|be|also|soon))? $")
_TO_COME: Final = regex.compile(
    r"\b(?:will|would|won't|shall|may|might|could|should"
    r"|(?:is|are|was|were|due|set|plan|plans|planned|going|intends?) to"
    r"|expect\w*|likely|scheduled|propos\w+|plans?|promis\w+|agreed)\b"
    r"|(?<!\p{L})(?:[وف]?س[يتن]\p{L}{3,}|[وف]?سوف|[وف]?لن|(?:ال)?مقرر|[يت]عتزم|(?:ال)?متوقع|[يت]توقع|[يت]نوي|[وفل]?[يت]\p{L}{3,})"
    r"(?!\p{L})"
)
# Where a verb of an Arabic sentence stands: at the start of a clause, behind a particle, or one word behind "that".
_BEFORE_VERB: Final = frozenset(words("قد وقد لقد ولقد الذي التي حيث ثم بعدما عندما نعم"))
_THAT: Final = frozenset(words("أن إن أنه أنها أنهم إنه إنها إنهم بأن بأنه بأنها"))
_NO_PERFECT: Final = regex.compile(r"^[وف]?(?:ال|لل|س?[يتن]\p{L}{2}|ب\p{L}{4})")
# Read backwards from a word: another one, in the same clause.
_WORD_BEFORE: Final = regex.compile(r"(?r)[\p{L}\p{N}][^\p{L}\p{N},،;؛:.]*")
_PAST: Final = frozenset("won bought sold took left went became began gave made sent spent signed".split())


def may_be(text: str) -> bool:
    """Whether an Arabic verb of `text` is told as possible: "قد تعود"."""
    folded = fold(text)
    for match in _QAD.finditer(folded):
        verb = match["verb"]
        if verb[0] == "ي":
            return True
        if not (verb in _FIFTH_FORM or _PERFECT.search(verb) or _WAS.search(folded[: match.start()][-60:])):
            return True
    return False


def told_as_done(claim: str, texts: Sequence[str]) -> str | None:
    """Why `claim` tells more than `texts`: as a fact what is denied or alleged there, as past what is to come."""
    if _is_alleged(claim, texts):
        return "it tells as a fact what is denied or alleged in what it cites"
    if early := _told_early(claim, texts):
        return f"{early!r} is yet to come in what it cites"
    return None


def _is_alleged(claim: str, texts: Sequence[str]) -> bool:
    """Whether most of the claim stands behind "denied that", in the text that holds most of it."""
    folded, wanted = fold(claim), list(content(claim))
    if len(wanted) < _LEAST_WORDS or _DENY.search(folded) or _ACCUSE.search(folded):
        return False
    governs = [_DENY] if _SAID.search(folded) else [_DENY, _ACCUSE]
    most, alleged = 0, False
    for text in texts:
        shared = _shared(wanted, text)
        if shared > most:
            most, alleged = (
                shared,
                any(_shared(wanted, part) >= _MOST * len(wanted) for part in _governed(text, governs)),
            )
    return alleged


def _governed(text: str, verbs: Sequence[regex.Pattern[str]]) -> list[str]:
    """What stands behind such verbs, as far as it is what they deny or allege."""
    folded = fold(text)
    behind = (_ELSE.split(folded[match.end() :], 1)[0] for verb in verbs for match in verb.finditer(folded))
    return [part for part in behind if _OF.search(part)]


def _shared(wanted: Sequence[Token], text: str) -> int:
    held = tokens(text)
    return sum(found(token, held) for token in wanted)


def _told_early(claim: str, texts: Sequence[str]) -> str | None:
    if _TO_COME.search(fold(claim)):
        return None
    language = detect_language(claim)
    row = tokens(claim)
    for place, token in enumerate(row):
        if not (_is_perfect(claim, row, place) if language == "ar" else _is_past(token)):
            continue
        future = [_is_future(text, other) for text in texts for other in tokens(text) if found(token, (other,))]
        if future and all(future):
            return token.text
    return None


def _is_past(token: Token) -> bool:
    return token.capital is False and (token.text.endswith("ed") or token.text in _PAST)


def _is_perfect(claim: str, row: Sequence[Token], place: int) -> bool:
    token = row[place]
    if token.language != "ar" or _NO_PERFECT.search(token.text):
        return False
    before = [other.text for other in row[max(0, place - 2) : place]]
    goes_on = _WORD_BEFORE.match(claim, 0, token.start)
    return not goes_on or bool(_BEFORE_VERB.intersection(before[-1:]) or _THAT.intersection(before))


def _is_future(text: str, token: Token) -> bool:
    if token.language == "ar":
        return bool(_WILL_AR.search(token.text))
    return bool(_WILL.search(text.lower(), 0, token.start))
