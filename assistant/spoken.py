"""Who says what: a quotation stands word for word in what is cited, and is theirs who are named beside it."""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.anaphora import leans_back
from assistant.joined import with_antecedents
from assistant.saying import SPEAKS
from assistant.tokens import Token, found, is_function, may_be_name, tokens
from embeddings.text import Language, fold, words

_QUOTED: Final = regex.compile(
    r"[“„]([^”]*)(?:”|$)|«([^»]*)(?:»|$)|\"([^\"]*)(?:\"|$)|(?<!\p{L})[‘']((?:[^’']|[’'](?=\p{L}))*)[’']"
)
_OPENING: Final = " \n:,،\"'“”„‘’«»"
_BORDER: Final = regex.compile(r"[,;،؛]|[.!?؟]\s")
"""What parts a quotation and its speaker from the rest of a sentence, once they are next to each other."""

_MIN_QUOTED_WORDS: Final = 3
"""Fewer may be a title, or how something is called, unless somebody says them."""

_THAT: Final = regex.compile(r"ب?ان(?:ه|ها|هم|هما|ي|نا)?")
_OTHERS: Final = frozenset(words("but while whereas though although بينما لكن ولكن فيما"))
"""Where one of these stands, two may speak."""

_PASSIVE: Final = frozenset("is are was were be been being".split())
_NEAR: Final = 8
_LEAST_SAID: Final = 2
"""Words that a speaker stands before a verb, and that must be found to tell who says it."""

Text = tuple[str, Language]


def misquoted(claim: str, texts: Sequence[Text], question: str) -> str | None:
    """A quotation that stands nowhere, or that somebody else says."""
    for start, end, quote in _quotes(claim):
        beside = _beside(claim, start, end)
        if len(words(quote)) < _MIN_QUOTED_WORDS and not any(SPEAKS.fullmatch(token.text) for token in beside):
            continue
        holders = [place for place, (text, _) in enumerate(texts) if _holds(text, quote)]
        if not holders and not _holds(question, quote):
            return f"the quotation {quote!r} stands nowhere"
        told = [_around(texts, place, quote) for place in holders]
        for token in beside:
            named = may_be_name(token) and not is_function(token)
            if told and named and not any(found(token, held) for held in told):
                return f"{token.text!r} doesn't stand beside the quotation {quote!r} in what it cites"
    return None


def other_speaker(claim: str, sentences: Sequence[Sequence[str]]) -> str | None:
    """Indirect speech of somebody else than the claim says. `sentences` are the texts of each that is cited."""
    who, what = _told(claim)
    if len(sentences) < 2 or not who or not what:
        return None
    held = with_antecedents(sentences)
    shares = [sum(found(token, near) for token in what) for near in held]
    for texts, near, share in zip(sentences, held, shares, strict=True):
        speaks = any(SPEAKS.search(fold(text)) for text in texts)
        if share == max(shares) and (not speaks or any(found(token, near) for token in who)):
            return None
    return f"{who[0].text!r} doesn't say that in what it cites" if max(shares) >= _LEAST_SAID else None


def _told(claim: str) -> tuple[list[Token], list[Token]]:
    """Who says, and what is said, where one speaks in `claim`."""
    row = tokens(claim)
    verb = next((place for place, token in enumerate(row) if SPEAKS.fullmatch(token.text)), 0)
    before, behind = row[max(0, verb - _NEAR) : verb], row[verb + 1 :]
    if not row or any(token.text in _OTHERS for token in row) or any(token.text in _PASSIVE for token in before[-2:]):
        return [], []
    if row[verb].language == "ar":
        cut = next((place for place, token in enumerate(behind) if _THAT.fullmatch(token.text)), len(behind))
        before, behind = behind[:cut], behind[cut:]
    who = [token for token in before if may_be_name(token) and not is_function(token)]
    return who, [token for token in behind if not is_function(token)]


def _beside(claim: str, start: int, end: int) -> list[Token]:
    """The words next to a quotation, such as who says it."""
    last = len(claim[:start].rstrip(_OPENING))
    first = len(claim) - len(claim[end:].lstrip(_OPENING))
    left = max((match.end() for match in _BORDER.finditer(claim, 0, last)), default=0)
    right = next((match.start() for match in _BORDER.finditer(claim, first)), len(claim))
    return [token for token in tokens(claim) if left <= token.start < start or end <= token.start < right]


def _around(texts: Sequence[Text], place: int, quote: str) -> list[Token]:
    """The words of a text but for the quotation in it; with the text before, where it names nobody or says "she"."""
    text, language = texts[place]
    spans = [(start, end) for start, end, other in _quotes(text) if _holds(other, quote)]
    held = [t for t in tokens(text) if not any(start <= t.start < end for start, end in spans)]
    if place and texts[place - 1][1] == language and (leans_back(text) or all(map(is_function, held))):
        held += tokens(texts[place - 1][0])
    return held


def _quotes(claim: str) -> list[tuple[int, int, str]]:
    """The quotations, each with where it begins and ends."""
    quotes = [(*match.span(), next(filter(None, match.groups()), "")) for match in _QUOTED.finditer(claim)]
    return [each for each in quotes if words(each[2])]


def _holds(text: str, quote: str) -> bool:
    return f" {' '.join(words(quote))} " in f" {' '.join(words(text))} "
