"""The claims are what their README says, and are shown in all directions."""

import json
import random

from assistant.evaluation.written import Both
from benchmarks.entailment.claims import HELD_OUT, Claim, beside, copies, elsewhere, examples, read_claims
from benchmarks.ranker.cases import WRITTEN
from embeddings.sentences import sentence_spans
from embeddings.text import LANGUAGES, detect_language

CLAIMS = read_claims()


def test_claims_are_parallel_and_half_of_them_follow() -> None:
    """Each in both languages with its evidence in both; one that doesn't follow says why."""
    assert len(CLAIMS) == 15_115
    assert 0.45 < sum(claim.follows for claim in CLAIMS) / len(CLAIMS) < 0.55
    for claim in CLAIMS:
        assert bool(claim.why) is not claim.follows
        for both in (claim, claim.cites):
            assert [detect_language(both.in_language(language)) for language in LANGUAGES] == list(LANGUAGES)
    assert len({(claim.key, claim.en) for claim in CLAIMS}) == len(CLAIMS)


def test_claims_cite_what_stands_in_an_article() -> None:
    """One sentence of it in a language, or several of one article; or it is a passage of its own."""
    articles = {a["key"]: a for a in map(json.loads, (WRITTEN / "articles.jsonl").read_text("utf-8").splitlines())}
    passages: dict[str, set[Both]] = {}
    for claim in CLAIMS:
        if claim.key.startswith("n-"):
            passages.setdefault(claim.key, set()).add(claim.cites)
            continue
        for language in LANGUAGES:
            text = " ".join(articles[claim.key][language])
            for sentence in sentence_spans(claim.cites.in_language(language), language):
                assert claim.cites.in_language(language)[slice(*sentence)] in text
    assert len(passages) == 568
    assert {len(cited) for cited in passages.values()} == {1}
    lengths = [len(cited.en.split()) for (cited,) in passages.values()]
    assert (min(lengths), max(lengths)) == (42, 86)


def test_a_claim_is_shown_beside_evidence_in_both_languages() -> None:
    """Four examples of each."""
    claim = Claim("فُتح.", "It opened.", "canal", Both("فُتحت القناة.", "The canal opened."), follows=True)
    pairs = {example.pair for example in examples([claim])}
    assert pairs == {(a, e) for a in ("فُتح.", "It opened.") for e in ("فُتحت القناة.", "The canal opened.")}
    assert all(example.follows for example in examples([claim]))
    assert {example.languages for example in examples([claim])} == {(a, e) for a in LANGUAGES for e in LANGUAGES}


def test_true_claims_don_t_follow_from_what_others_cite() -> None:
    """Some are shown beside another evidence of their article, as ones that don't follow."""
    cited = [Both(f"جملة {n}.", f"Sentence {n}.") for n in range(3)]
    claims = [Claim("أ", "a", f"k{n // 3}", cited[n % 3], follows=True) for n in range(300)]
    moved = list(elsewhere(claims, random.Random(0)))
    assert 15 < len(moved) < 70
    assert not any(claim.follows for claim in moved)
    part = Both("جملة 0. جملة 9.", "Sentence 0.")
    same = [Claim("أ", "a", "k", cites, follows=True) for cites in (cited[0], part)] * 50
    assert not list(elsewhere(same, random.Random(0)))  # what one cites holds what the other does


def test_some_claims_cite_more_than_they_need() -> None:
    """What another one cites stands before or behind; whether they follow stays."""
    cited = [Both(f"جملة {n}.", f"Sentence {n}.") for n in range(3)]
    claims = [Claim("أ", "a", f"k{n // 3}", cited[n % 3], follows=bool(n % 2)) for n in range(300)]
    shown = list(beside(claims, random.Random(0)))
    assert [claim.follows for claim in shown] == [claim.follows for claim in claims]
    more = [(one, was) for one, was in zip(shown, claims, strict=True) if one != was]
    assert 45 < len(more) < 105
    assert {one.cites.en.startswith(was.cites.en) for one, was in more} == {True, False}
    for one, was in more:
        assert was.cites.en in one.cites.en
        assert was.cites.ar in one.cites.ar
        assert len(one.cites.en.split(". ")) == 2


def test_what_repeats_its_evidence_follows_unless_its_numbers_are_exchanged() -> None:
    """Evidence is copied whole and to the end of a clause; each is shown beside the evidence."""
    cites = Both("فاز في 1998، وكان عمره 23 عامًا.", "He won in 1998, when he was 23.")
    claims = [Claim("أ", "a", f"k{n}", cites, follows=True) for n in range(100)]
    shown = list(copies(claims, random.Random(0)))
    assert {(one.ar, one.en) for one in shown if not one.follows} == {
        ("فاز في 23، وكان عمره 1998 عامًا.", "He won in 23, when he was 1998.")
    }
    assert {one.en for one in shown if one.follows} == {"He won in 1998.", cites.en}
    assert {one.ar for one in shown if one.follows} == {"فاز في 1998.", cites.ar}
    assert 70 < sum(one.follows for one in shown) < 130
    assert {one.cites for one in shown} == {cites}
    same = Both("رقم 5 ورقم 5.", "Number 5 and number 5.")
    assert all(one.follows for one in copies([Claim("أ", "a", "k", same, follows=True)] * 9, random.Random(1)))


def test_what_is_held_out_is_there() -> None:
    """Of each kind of evidence some."""
    held_out = set(json.loads(HELD_OUT.read_text("utf-8")))
    keys = {claim.key for claim in CLAIMS}
    assert held_out < keys
    assert 0.05 < len(held_out) / len(keys) < 0.2
