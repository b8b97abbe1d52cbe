from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answer import LIKELY
from assistant.errors import ModelError
from assistant.judge import TRAINED, Judge, Remembering, Verdict, log_odds, probability, searched
from embeddings.evidence import TYPICAL_CONTRAST, Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language

SENTENCES = tuple(Passage(text, 1, 0, len(text), 0.5) for text in ("First of them.", "Then.", "At last."))


def found(
    cosine: float, read: float | None = None, *, same_language: bool = True, contrast: float = TYPICAL_CONTRAST
) -> Finding:
    evidence = Evidence(
        cosine, cosine, 0.3, 0.3, number=False, same_language=same_language, contrast=contrast, read=read
    )
    return Finding(SENTENCES, SENTENCES, (evidence,) * 3, "en")


DOUBTFUL = found(0.83, 0.0)


class Model:
    """Says what it was given to say, and keeps what it was asked."""

    def __init__(self, odds: float) -> None:
        self.odds = odds
        self.asked: list[str] = []

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        self.asked += users
        return [self.odds] * len(users)


class Broken(Model):
    """Fails."""

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        raise ModelError("It is not there.")


@pytest.mark.parametrize("same_language", [True, False])
@pytest.mark.parametrize("read", [None, -1.0])
def test_the_nearer_the_likelier(same_language: bool, read: float | None) -> None:
    """More evidence, more confidence, with a ranker and without, in one language and across."""
    far, near = (found(cosine, read, same_language=same_language) for cosine in (0.75, 0.9))
    assert 0 <= probability(far) < probability(near) <= 1


@pytest.mark.parametrize(("same_language", "least"), [(True, 0.75), (False, 0.71)])
def test_what_is_about_something_else_is_not_answered(same_language: bool, least: float) -> None:
    """However much the ranker makes of a sentence."""
    far, near = (found(cosine, 2.0, same_language=same_language, contrast=0.06) for cosine in (least - 0.001, least))
    assert log_odds(near) - log_odds(far) == pytest.approx(3, abs=0.1)
    assert probability(far) < 0.2 < probability(near)


def test_what_the_ranker_read_counts() -> None:
    """At the same evidence of the search, a sentence that reads like an answer makes one likelier."""
    assert probability(found(0.83, -6.0)) < probability(found(0.83, 4.0))


@pytest.mark.parametrize("read", [None, 0.0])
@pytest.mark.parametrize("same_language", [True, False])
def test_what_is_near_to_everything_is_less_of_an_answer(same_language: bool, read: float | None) -> None:
    """At the same cosine, a passage that stands out from the rest of its article makes an answer likelier."""
    alike, apart = (found(0.83, read, same_language=same_language, contrast=by) for by in (0.0, 0.08))
    assert probability(alike) < probability(apart)


def test_where_nothing_was_found_nothing_answers() -> None:
    """An article without a sentence has no answer."""
    assert probability(Finding((), (), (), "en")) == 0.0


@pytest.mark.parametrize(
    ("language", "same_language", "more"), [("ar", True, 0.3), ("en", False, 0.0)], ids=["Arabic", "across"]
)
def test_an_arabic_article_may_be_asked_in_dialect(language: Language, same_language: bool, more: float) -> None:
    """What is found for such a question looks a little farther from it than it is."""
    finding = replace(found(0.85, 0.0, same_language=same_language), language=language)
    standard, dialect = (searched(question, finding) for question in ("أين وصل الوزير؟", "وين وصل الوزير؟"))
    assert dialect - standard == pytest.approx(more)


def test_a_model_is_asked_in_doubt_alone() -> None:
    """What the search is sure of, either way, costs no second of a model's time."""
    model = Model(5.0)
    for sure in (found(0.5, -8.0, contrast=0.0), found(0.99, 6.0, contrast=0.1)):
        assert Judge(model).verdict("Who?", sure) == Verdict(probability(sure))
    assert not model.asked
    assert Judge(model).verdict("Who?", DOUBTFUL).probability > probability(DOUBTFUL)
    assert len(model.asked) == 1


def test_a_model_reads_the_best_sentence_and_the_question() -> None:
    """The text first, the question behind it; no second sentence, which costs time."""
    model = Model(0.0)
    Judge(model).verdict("Who came?", DOUBTFUL)
    (asked,) = model.asked
    assert asked.index("First of them.") < asked.index("Who came?")
    assert "Then." not in asked


@pytest.mark.parametrize(("last", "sure"), [("And why?", False), ("Why did it rain?", True), ("And where?", True)])
def test_a_bare_why_is_answered_in_doubt_where_no_reason_is_given(last: str, sure: bool) -> None:
    """What was found is about the question before it, of which the search is sure."""
    finding = found(0.95, 2.0, contrast=0.06)
    assert (Judge().verdict(f"Who came? {last}", finding, last).probability > LIKELY) is sure


def test_a_bare_why_is_answered_by_a_reason() -> None:
    """As sure as anything else."""
    text = "They came because it rained."
    finding = replace(found(0.95, 2.0, contrast=0.06), sentences=(Passage(text, 1, 0, len(text), 0.5),))
    finding = replace(finding, evidence=finding.evidence[:1])
    assert Judge().verdict("Who came? Why?", finding, "Why?").probability > LIKELY


class Telling(Model):
    """Says Yes to what holds `right`, and No to all else."""

    def __init__(self, right: str) -> None:
        super().__init__(0.0)
        self.right = right

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        self.asked += users
        return [3.0 if self.right in user else -3.0 for user in users]


def test_a_trained_model_reads_on_where_the_best_sentence_does_not_answer() -> None:
    """The question first, as what stands first is read once; any sentence that answers will do, and none is No."""
    first, last, none = (Telling(right) for right in ("First of them.", "At last.", "nowhere"))
    by_first, by_last, by_none = (Judge(model, TRAINED).verdict("Who came?", DOUBTFUL) for model in (first, last, none))
    assert by_first.probability == by_last.probability > probability(DOUBTFUL) > by_none.probability
    assert [verdict.sentence for verdict in (by_first, by_last, by_none)] == [0, 2, 0]
    assert [len(model.asked) for model in (first, last, none)] == [1, 3, 3]
    assert all(asked.index("Who came?") < asked.index("Text: ") for asked in last.asked)


@pytest.mark.parametrize(("language", "read"), [("en", "First of them."), ("ar", "أولهم.")])
def test_a_model_reads_what_the_search_has_read(language: Language, read: str) -> None:
    """In the article's translation, where the question is in that language."""
    model = Model(0.0)
    translated = replace(SENTENCES[0], translation="أولهم.")
    Judge(model).verdict("?", replace(DOUBTFUL, sentences=(translated,), language=language))
    assert read in model.asked[0]


def test_no_from_a_model_makes_an_answer_less_likely() -> None:
    """A model's No pulls down what its Yes pulls up."""
    no, yes = (Judge(Model(odds)).verdict("?", DOUBTFUL).probability for odds in (-5.0, 5.0))
    assert no < yes


def test_a_model_that_fails_says_so() -> None:
    """The chain decides what to do then, not the judge."""
    with pytest.raises(ModelError):
        Judge(Broken(0.0)).verdict("?", DOUBTFUL)


def test_the_same_thing_is_asked_once() -> None:
    """Another question, or another text, is asked anew, and so is what has failed."""
    model = Model(1.5)
    remembering = Remembering(model)
    assert remembering.log_odds("s", ["a", "b", "a"]) == [1.5] * 3
    assert remembering.log_odds("s", ["a"]) == remembering.log_odds("t", ["a"]) == [1.5]
    assert model.asked == ["a", "b", "a", "a", "a"]
    assert remembering.log_odds("s", ["a", "b", "a"]) == [1.5] * 3
    assert len(model.asked) == 5
    broken = Broken(0.0)
    remembering = Remembering(broken)
    for _ in range(2):
        with pytest.raises(ModelError):
            remembering.log_odds("s", ["a"])


def test_log_odds_and_probability_are_the_same_thing() -> None:
    """Even odds are a half."""
    assert (log_odds(DOUBTFUL) > 0) == (probability(DOUBTFUL) > 0.5)


def test_how_many_is_not_answered_without_a_number() -> None:
    """However near the sentence is: it says something else. Another question to it is judged as it was."""
    sure = found(0.9, 4.0, contrast=0.06)
    assert Judge().verdict("How many came?", sure).probability < 0.6 * probability(sure)
    assert Judge().verdict("Who came?", sure).probability == probability(sure)


def test_a_follow_up_is_not_held_to_what_was_asked_before() -> None:
    """ "In which year was it opened? And who built it?" asks for no year any more."""
    sure = found(0.9, 4.0, contrast=0.06)
    assert Judge().verdict("How many came? And who led them?", sure, "And who led them?").probability == probability(
        sure
    )
    assert Judge().verdict("Who came? And how many?", sure, "And how many?").probability < 0.6 * probability(sure)
