"""What a claim puts together, and what it cites keeps apart: names side by side, a word and its qualifier, a number and
what it is the number of.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from assistant import lexicon
from assistant.clauses import CLAUSE_MARK, clauses
from assistant.numerals import is_number_word, numbers, stated
from assistant.tokens import Token, content, found, is_adjective_of_place, is_function, tokens


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

_CURRENCIES: Final = {
    "$": r"dollars?\b|usd\b|دولار",
    "€": r"euros?\b|eur\b|يورو",
    "£": r"pounds?\b|sterling\b|gbp\b|جنيه",
    "¥": r"yen\b|yuan\b|يوان|ين(?!\p{L})",
    "₹": r"rupees?\b|inr\b|روبي",
}
_AMOUNT: Final = regex.compile(r"(\p{Sc})\s?(\d[\d.,]*\d|\d)")
_SIGN_BEFORE: Final = regex.compile(r"(?r)(\p{Sc})\s?")
_SIGN_BEHIND: Final = regex.compile(r"\s?(\p{Sc})")
_BEHIND: Final = r"\s?(?:[mb]n?\b\s?|(?:millions?|billions?|thousand|الف|آلاف|مليون|ملايين|مليار)\p{L}* )?+(?:US |of )?"


def number_of_another(claim: str, sentences: Sequence[Sequence[str]]) -> str | None:
    """A number that stands in another sentence than what the claim says of it. `sentences` are the texts of each.

    Where its own sentence has a word of the clause that the others haven't, two facts may be told as one: "Amal Haddad
    sold the old mill in 1969", as she ran the old mill, and sold it in 1969.
    """
    if len(sentences) < 2:
        return None
    held = [[token for text in texts for token in tokens(text)] for texts in sentences]
    given = [frozenset[str]().union(*map(stated, texts)) for texts in sentences]
    told = numbers(claim) - _SMALL
    for clause in clauses(claim):
        wanted = [token for token in content(clause) if not is_number_word(token.text)]
        for number in numbers(clause) & told:
            own = [words for words, has in zip(held, given, strict=True) if number in has]
            others = [words for words, has in zip(held, given, strict=True) if number not in has]
            here, there = (
                {token.start for token in wanted if any(found(token, words) for words in some)}
                for some in (own, others)
            )
            if own and here < there:
                return f"{number} is the number of something else in what it cites"
    return None


def other_currency(claim: str, texts: Sequence[str]) -> str | None:
    """An amount that stands there in another currency: "€5" for "$5", or for "5 dollars"."""
    for match in _AMOUNT.finditer(claim):
        sign, amount = match.groups()
        alone = regex.compile(rf"(?<![\d.,]){regex.escape(amount)}(?!\d)")
        places = [(text, place) for text in texts for place in alone.finditer(text)]
        if places and all(_is_in_another(sign, text, place) for text, place in places):
            return f"{match[0]!r} is in another currency in what it cites"
    return None


def _is_in_another(sign: str, text: str, place: regex.Match[str]) -> bool:
    """Whether the number at `place` has a sign or a name of a currency, and not that of `sign`."""
    signs = [_SIGN_BEFORE.match(text, 0, place.start()), _SIGN_BEHIND.match(text, place.end())]
    if near := [each[1] for each in signs if each]:
        return sign not in near
    behind = text[place.end() : place.end() + 40]
    named = [
        each for each, names in _CURRENCIES.items() if regex.match(rf"{_BEHIND}(?:{names})", behind, regex.IGNORECASE)
    ]
    return bool(named) and sign not in named


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
