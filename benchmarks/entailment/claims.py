"""What the entailment learns from: claims, each beside the sentences that it cites."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Final

import regex

from assistant.evaluation.reading import read_jsonl
from assistant.evaluation.written import Both
from embeddings.ranking.entailment import Pair
from embeddings.sentences import clause_ends
from embeddings.text import LANGUAGES, Language

CLAIMS: Final = Path(__file__).with_name("claims.jsonl")
HELD_OUT: Final = Path(__file__).with_name("held_out.json")
"""The keys of the articles and passages whose claims are not learned from."""

_ELSEWHERE: Final = 0.12
"""How often a true claim is shown beside what another one of its article cites, from which it doesn't follow."""

_BESIDE: Final = 0.25
"""How often a claim cites something else as well, that it doesn't need."""

_COPIED: Final = 0.5
"""How often evidence is a claim itself, and how often its beginning is."""

_NUMBER: Final = regex.compile(r"\d+(?:[.,٫٬]\d+)*")


@dataclass(frozen=True, slots=True)
class Claim(Both):
    """A claim about what the article `key` says: whether it follows from the sentences `cites`, and else `why` not."""

    key: str
    cites: Both
    follows: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Said(Both):
    follows: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Evidence(Both):
    key: str
    claims: tuple[_Said, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A claim in a language and its evidence in a language, and whether it follows."""

    pair: Pair
    languages: tuple[Language, Language]
    follows: bool


def read_claims(path: Path = CLAIMS) -> tuple[Claim, ...]:
    """The claims of a file.

    Raises:
        EvaluationError: the file can't be read or has another form.
    """
    return tuple(
        Claim(said.ar, said.en, evidence.key, Both(evidence.ar, evidence.en), said.follows, said.why)
        for evidence in read_jsonl(path, _Evidence)
        for said in evidence.claims
    )


def examples(claims: Sequence[Claim]) -> Iterator[Example]:
    """Each of `claims` in both languages, beside its evidence in both."""
    for claim in claims:
        for written in LANGUAGES:
            for cited in LANGUAGES:
                pair = claim.in_language(written), claim.cites.in_language(cited)
                yield Example(pair, (written, cited), claim.follows)


def elsewhere(claims: Sequence[Claim], chance: random.Random) -> Iterator[Claim]:
    """Some true ones of `claims`, each citing what another one of its article cites, from which it doesn't follow."""
    for claim, others in _with_others(claims):
        if claim.follows and others and chance.random() < _ELSEWHERE:
            yield replace(claim, cites=chance.choice(others), follows=False, why="elsewhere")


def beside(claims: Sequence[Claim], chance: random.Random) -> Iterator[Claim]:
    """All of `claims`, some of them citing as well what another one of its article cites: it changes nothing."""
    for claim, others in _with_others(claims):
        if others and chance.random() < _BESIDE:
            pair = chance.sample([claim.cites, chance.choice(others)], 2)
            yield replace(claim, cites=Both(" ".join(cites.ar for cites in pair), " ".join(cites.en for cites in pair)))
        else:
            yield claim


def copies(claims: Sequence[Claim], chance: random.Random) -> Iterator[Claim]:
    """Some evidence of `claims` as a claim: as it is or to the end of a clause, which follows from it; and with two of
    its numbers exchanged, which doesn't.

    What people write down as true puts it in other words, and what they make false keeps the words: alone these would
    teach that what repeats its evidence is false.
    """
    for key, cites in dict.fromkeys((claim.key, claim.cites) for claim in claims):
        if chance.random() < _COPIED:
            yield Claim(cites.ar, cites.en, key, cites, follows=True)
        if chance.random() < _COPIED:
            begun = Both(_beginning(cites.ar, chance), _beginning(cites.en, chance))
            yield Claim(begun.ar, begun.en, key, cites, follows=True)
        turned = Both(_turned(cites.ar, chance), _turned(cites.en, chance))
        if turned.ar != cites.ar and turned.en != cites.en:
            yield Claim(turned.ar, turned.en, key, cites, follows=False, why="numbers exchanged")


def _beginning(text: str, chance: random.Random) -> str:
    """`text` to the end of one of its clauses."""
    end = chance.choice([*clause_ends(text), len(text)])
    return text[:end].rstrip(" ،,;؛:.–—-") + "."


def _turned(text: str, chance: random.Random) -> str:
    """`text` with two of its numbers exchanged, if it has two."""
    found = [(mark.start(), mark.end()) for mark in _NUMBER.finditer(text)]
    pairs = [(a, b) for a, b in combinations(found, 2) if text[slice(*a)] != text[slice(*b)]]
    if not pairs:
        return text
    (a, b), (c, d) = chance.choice(pairs)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _with_others(claims: Sequence[Claim]) -> Iterator[tuple[Claim, list[Both]]]:
    """Each of `claims`, and what others of its article cite."""
    of: dict[str, list[Claim]] = {}
    for claim in claims:
        of.setdefault(claim.key, []).append(claim)
    for claim in claims:
        yield claim, [other.cites for other in of[claim.key] if not _overlap(claim.cites, other.cites)]


def _overlap(one: Both, other: Both) -> bool:
    """Whether one evidence holds the other, in either language."""
    texts = [(one.in_language(language), other.in_language(language)) for language in LANGUAGES]
    return any(first in second or second in first for first, second in texts)
