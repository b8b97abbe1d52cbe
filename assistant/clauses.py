"""What a claim denies, hedges and measures, clause by clause, against the clauses that it rests on."""

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from assistant import lexicon
from assistant.modality import may_be, told_as_done
from assistant.numerals import is_number_word, numbers
from assistant.tokens import content, found, is_hedge, tokens
from embeddings.text import fold, words

CLAUSE_MARK: Final = r"(?:[;:،؛!?؟\n]|[,.](?!\d)|(?<!\d)[,.])"
"""Not the comma of "20,000", nor the stop of "3.5"."""

_CLAUSE: Final = regex.compile(
    CLAUSE_MARK + r"|\b(?:but|while|whereas|although|though|however|and|لكن|ولكن|بينما|فيما|غير أن|إلا أن|رغم)\b"
)
_INNER_CLAUSE: Final = regex.compile(_CLAUSE.pattern + r"|\bthat\b|\b(?=ب?[إا]مكانية)|\bب?[أا]ن(?:ه|ها|هم)?\b")
_NOT_YET: Final = regex.compile(r"\byet to\b")
_STILL: Final = regex.compile(r"\b(?:و|ف)?(?:لا|ما) ?(?:ي|ت)?زا?ل\p{L}*|\bلا سيما\b|\bnot only\b")


def polarity(claim: str, texts: Sequence[str]) -> str | None:
    """Each clause of the claim must deny and hedge as the clauses of the evidence that share most words."""
    for clause, nearest in _nearest(claim, texts, _CLAUSE):
        if any(_denies(other) != _denies(clause) for other in nearest):
            return "it denies what isn't denied, or the reverse"
        shares = _percentages(clause)
        rated = [rates for other in nearest if (rates := _percentages(other))]
        if shares and rated and not any(shares & rates for rates in rated):
            return f"{min(shares)} is the share of something else in what it cites"
    # What is only hoped or expected stands in a clause of its own ("optimism that …"); a denial reaches into it.
    for _, nearest in _nearest(claim, texts, _INNER_CLAUSE):
        if all(_hedges(other) for other in nearest) and not _hedges(claim):
            return "it drops a reservation"
    return told_as_done(claim, texts)


def clauses(text: str) -> list[str]:
    """The clauses of `text`, as far as commas and conjunctions tell."""
    return _parts(text, _CLAUSE)


def _percentages(text: str) -> frozenset[str]:
    return frozenset(value for value in numbers(text) if value.endswith("%"))


def _nearest(claim: str, texts: Sequence[str], border: regex.Pattern[str]) -> Iterator[tuple[str, list[str]]]:
    """Each clause of the claim with the clauses of the texts that hold most of its words."""
    held = [clause for text in texts for clause in _parts(text, border)]
    read = [tokens(clause) for clause in held]
    for clause in _parts(claim, border):
        wanted = [token for token in content(clause) if not is_number_word(token.text)]
        shares = [sum(found(token, other) for token in wanted) for other in read]
        if best := max(shares, default=0):
            yield clause, [other for other, share in zip(held, shares, strict=True) if share == best]


def _parts(text: str, border: regex.Pattern[str]) -> list[str]:
    """The clauses of `text`; one without content words is read with the next ("So far, no …")."""
    found: list[str] = []
    carried = ""
    for part in border.split(text):
        carried = f"{carried} {part}" if carried else part
        if next(content(carried), None):
            found.append(carried)
            carried = ""
    return found


def _denies(text: str) -> bool:
    folded = fold(text)
    if _NOT_YET.search(folded):
        return True
    return any(
        word in lexicon.NEGATORS_EN or word in lexicon.NEGATORS_AR
        for word in words(_STILL.sub(" ", folded).replace("n't", " not"))
    )


def _hedges(text: str) -> bool:
    return any(is_hedge(token) for token in tokens(text)) or may_be(text)
