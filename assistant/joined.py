"""What a claim puts together, and what it cites keeps apart: names side by side, a word and its qualifier, a number and
what it is the number of.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from assistant import lexicon
from assistant.anaphora import leans_back
from assistant.clauses import CLAUSE_MARK, clauses
from assistant.numerals import is_number_word, numbers, stated
from assistant.tokens import Token, content, found, is_adjective_of_place, is_function, may_be_name, tokens


def split_name(claim: str, held: Sequence[Token]) -> str | None:
    """Names side by side, and a nationality and its noun, must be neighbours in the evidence too.

    So "Steve Kushner" doesn't pass on "Steve Witkoff and Jared Kushner", nor "the Ukrainian president" on a
    sentence about the Russian president and Ukraine.
    """
    row = tokens(claim)
    for first, second in pairwise(row):
        if is_function(first) or is_function(second) or not claim[first.start : second.start].endswith(" "):
            continue
        if regex.search(CLAUSE_MARK, claim[first.start : second.start]):
            continue
        places = [[i for i, token in enumerate(held) if found(t, (token,))] for t in (first, second)]
        if all(places) and not _near(first, second, *places):
            return f"{first.text!r} and {second.text!r} don't belong together in what it cites"
    return None


def requalified(claim: str, held: Sequence[Token]) -> str | None:
    """A word that the claim gives another qualifier than the evidence: "largest" for "second-largest"."""
    before = [(token, held[max(0, i - 2) : i]) for i, token in enumerate(held)]
    row = tokens(claim)
    for place, token in enumerate(row):
        if is_function(token) or is_adjective_of_place(token):
            continue
        given = row[place - 1].text if place and row[place - 1].text in lexicon.QUALIFIERS else None
        nearby = [[t.text for t in left if t.text in lexicon.QUALIFIERS] for t, left in before if found(token, (t,))]
        superlative = token.text.endswith("est") or token.text.removeprefix("ال").startswith("ا")
        dropped = superlative and not given and nearby and all(nearby) and not _mentions(row, nearby)
        if dropped or (given and nearby and not any(given in near for near in nearby)):
            return f"{token.text!r} is qualified otherwise in what it cites"
    return None


_SMALL: Final = frozenset(("1", "2"))
"""They come and go where something is said in other words: "twice", a dual, "one of them"."""

_AMOUNT: Final = regex.compile(r"(\p{Sc})\s?(\d[\d.,]*\d|\d)")
# "120 million euros" is written without a sign, and may be what the claim has one for.
_NAMED: Final = regex.compile(r"\s?(?:\p{L}+ )?(?:pounds?|dollars?|euros?|sterling|yen|[mb]n?\b|millions?|billions?)")


def with_antecedents(sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
    """The words of the texts of each sentence; with what may be a name in the one before, where it says "she"."""
    held = [[token for text in texts for token in tokens(text)] for texts in sentences]
    return [
        words + ([token for token in held[place - 1] if may_be_name(token)] if place and leans_back(texts[0]) else [])
        for place, (texts, words) in enumerate(zip(sentences, held, strict=True))
    ]


def number_of_another(claim: str, sentences: Sequence[Sequence[str]]) -> str | None:
    """A number that stands in another sentence than what the claim says of it. `sentences` are the texts of each."""
    if len(sentences) < 2:
        return None
    held = with_antecedents(sentences)
    given = [frozenset[str]().union(*map(stated, texts)) for texts in sentences]
    for clause in clauses(claim):
        wanted = [token for token in content(clause) if not is_number_word(token.text)]
        shares = [sum(found(token, words) for token in wanted) for words in held]
        for number in numbers(clause) & numbers(claim) - _SMALL:
            own = [share for share, has in zip(shares, given, strict=True) if number in has]
            if own and max(own) < max(shares):
                return f"{number} is the number of something else in what it cites"
    return None


def other_currency(claim: str, texts: Sequence[str]) -> str | None:
    """An amount that stands under another sign: "€5" for "$5"."""
    for match in _AMOUNT.finditer(claim):
        sign, amount = match.groups()
        alone = regex.compile(rf"(?<![\d.,]){regex.escape(amount)}(?!\d)")
        places = [(text, place) for text in texts for place in alone.finditer(text)]
        if places and not any(_is_in(sign, text, place) for text, place in places):
            return f"{match[0]!r} is an amount of something else in what it cites"
    return None


def _is_in(sign: str, text: str, place: regex.Match[str]) -> bool:
    before, behind = text[: place.start()].rstrip(), text[place.end() :].lstrip()
    return before.endswith(sign) or behind.startswith(sign) or bool(_NAMED.match(text, place.end()))


def _mentions(row: Sequence[Token], nearby: Sequence[Sequence[str]]) -> bool:
    return any(token.text in near for token in row for near in nearby)


def _near(first: Token, second: Token, ones: list[int], others: list[int]) -> bool:
    gaps = [other - one for one in ones for other in others]
    adjective = first if first.language == "en" else second
    if is_adjective_of_place(adjective):
        # It stands before its noun in English and after it in Arabic, and other words between.
        return any(-3 <= gap <= 3 for gap in gaps)
    if first.capital is not False and second.capital and not first.ideas and not second.ideas:
        return any(1 <= gap <= 2 for gap in gaps)
    return True
