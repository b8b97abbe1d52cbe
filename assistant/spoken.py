"""Who says what: a quotation stands word for word in what is cited, and is theirs who are named beside it."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import regex

from assistant.anaphora import leans_back
from assistant.saying import SPEAKS
from assistant.tokens import Token, found, is_function, may_be_name, tokens
from embeddings.text import Language, words

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
    row = tokens(claim)
    read = [_plain(text) for text, _ in texts]
    around = cache(lambda place, quote: _around(texts, place, quote))
    names_who = cache(lambda place: _names_who(texts[place][0]))
    for start, end, quote in _quotes(claim):
        wanted = _plain(quote)
        beside = _beside(claim, row, start, end)
        short = len(wanted.split()) < _MIN_QUOTED_WORDS
        if short and not any(_is_speaking(token) for token in beside):
            continue
        holders = [place for place, text in enumerate(read) if wanted in text]
        if not holders and wanted not in _plain(question):
            return f"the quotation {quote!r} stands nowhere"
        if short:
            holders = list(filter(names_who, holders))
        told = [around(place, wanted) for place in holders]
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
    held = [[token for text in texts for token in tokens(text)] for texts in sentences]
    shares = [sum(found(token, words) for token in what) for words in held]
    for texts, near, share in zip(sentences, held, shares, strict=True):
        # "The mayor said" may be hers who is named in another sentence.
        says = all(map(_names_who, texts))
        if share == max(shares) and (not says or any(found(token, near) for token in who)):
            return None
    return f"{who[0].text!r} doesn't say that in what it cites" if max(shares) >= _LEAST_SAID else None


def _names_who(text: str) -> bool:
    """Whether somebody speaks in `text` who is named there, as far as a capital tells it, or in Arabic no article."""
    who, _ = _told(text)
    return any(
        not token.text.startswith("ال") if token.language == "ar" else token.capital is not False for token in who
    )


def _told(sentence: str) -> tuple[list[Token], list[Token]]:
    """Who says, and what is said, where one speaks in `sentence`; nothing where none does, or more than one may."""
    row = tokens(sentence)
    verbs = [place for place, token in enumerate(row) if _is_speaking(token)]
    if len(verbs) != 1 or any(token.text in _OTHERS for token in row):
        return [], []
    before, behind = row[max(0, verbs[0] - _NEAR) : verbs[0]], row[verbs[0] + 1 :]
    if any(token.text in _PASSIVE for token in before[-2:]):
        return [], []
    if row[verbs[0]].language == "ar":
        cut = next((place for place, token in enumerate(behind) if _THAT.fullmatch(token.text)), len(behind))
        before, behind = behind[:cut], behind[cut:]
    who = [token for token in before if may_be_name(token) and not is_function(token)]
    return who, [token for token in behind if not is_function(token)]


def _is_speaking(token: Token) -> bool:
    """Whether it is a verb of saying: "states", not "States"."""
    return token.capital is not True and bool(SPEAKS.fullmatch(token.text))


def _beside(claim: str, row: Sequence[Token], start: int, end: int) -> list[Token]:
    """The words next to a quotation, such as who says it; `row` are those of the claim."""
    last = len(claim[:start].rstrip(_OPENING))
    first = len(claim) - len(claim[end:].lstrip(_OPENING))
    left = max((match.end() for match in _BORDER.finditer(claim, 0, last)), default=0)
    right = next((match.start() for match in _BORDER.finditer(claim, first)), len(claim))
    return [token for token in row if left <= token.start < start or end <= token.start < right]


def _around(texts: Sequence[Text], place: int, quote: str) -> list[Token]:
    """The words of a text but for the quotation in it; with the text before, where it names nobody or says "she"."""
    text, language = texts[place]
    spans = [(start, end) for start, end, other in _quotes(text) if quote in _plain(other)]
    held = [t for t in tokens(text) if not any(start <= t.start < end for start, end in spans)]
    if place and texts[place - 1][1] == language and (leans_back(text) or all(map(is_function, held))):
        held += tokens(texts[place - 1][0])
    return held


def _quotes(claim: str) -> list[tuple[int, int, str]]:
    """The quotations, each with where it begins and ends."""
    quotes = [(*match.span(), next(filter(None, match.groups()), "")) for match in _QUOTED.finditer(claim)]
    return [each for each in quotes if words(each[2])]


def _plain(text: str) -> str:
    """Its words, each between blanks, for finding some of them in a row."""
    return f" {' '.join(words(text))} "
