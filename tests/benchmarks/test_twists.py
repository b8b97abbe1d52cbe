"""What the ranker learns not to answer."""

import random

import pytest

from assistant.evaluation.cases import Case, Text
from benchmarks.ranker.examples import Example
from benchmarks.ranker.twists import Twists

ENGLISH = "The bridge in London was opened by Queen Victoria in 1894 after eight years of work."
ARABIC = "افتتحت الملكة فيكتوريا الجسر في لندن عام 1894 بعد ثماني سنوات من العمل."


def case(name: str, question: str, gold: str, key: str = "Bridge", language: str = "en") -> Case:
    text = Text((ENGLISH if language == "en" else ARABIC,), language)  # type: ignore[arg-type]
    return Case(name, "set", key, question, text, True, gold=((gold,),), paragraphs=(1,))


WHO = case("1", "Who opened the bridge in London?", "Queen Victoria")
WHO_AR = case("1", "من افتتح الجسر في لندن؟", "الملكة فيكتوريا", language="ar")
YEAR = case("2", "What happened to the bridge in 1894?", "opened")
OTHERS = (
    case("3", "Where did the family of Tesla live?", "x", "Tesla"),
    case("3", "أين عاشت عائلة تسلا؟", "x", "Tesla", "ar"),
    case("4", "Why did the emperor of China close the harbour?", "x", "China"),
)
TWISTS = Twists((WHO, WHO_AR, YEAR, *OTHERS))


def twisted(of: Case, sentence: str) -> set[str]:
    return set(TWISTS.questions(of, [sentence], 200, random.Random(0)))


def test_another_name():
    """It comes from the other questions, and takes the place of the whole name."""
    assert {"Who opened the bridge in Tesla?", "Who opened the bridge in China?"} <= twisted(WHO, ENGLISH)


def test_an_arabic_name_is_known_by_its_english_parallel():
    """Arabic has no capitals."""
    assert "من افتتح الجسر في تسلا؟" in twisted(WHO_AR, ARABIC)


def test_another_number():
    """Not far from the one that it stands for, and none that the sentence holds."""
    asked = [question for question in twisted(YEAR, ENGLISH) if question.startswith("What happened to the bridge in")]
    years = {int(question.split()[-1].rstrip("?")) for question in asked}
    assert len(years) > 10
    assert all(1 <= abs(year - 1894) <= 30 for year in years)


def test_another_question_word():
    """Only where the sentence has no such answer: it has a year and a number, and no reason."""
    asked = {question.split()[0] for question in twisted(OTHERS[0], ENGLISH)}
    assert asked == {"Where", "Why"}


def test_nothing_that_the_sentence_answers():
    """The question itself is none of them, nor one with a name or a word of the sentence."""
    assert WHO.question not in twisted(WHO, ENGLISH)
    assert not any("Victoria" in question or "years" in question for question in twisted(WHO, ENGLISH))


def test_a_sentence_without_its_answer():
    """And another without something else: cut out of it, and not what the question is about."""
    for seed in range(20):
        cut, shortened = TWISTS.cut(WHO, ENGLISH, random.Random(seed))
        assert cut == "The bridge in London was opened by in 1894 after eight years of work."
        assert shortened
        assert "Queen Victoria" in shortened
        assert len(shortened) < len(ENGLISH)
        assert all(word in shortened for word in ("bridge", "London"))


@pytest.mark.parametrize("text", ["Queen Victoria.", "By Queen Victoria"])
def test_nothing_is_left(text):
    """A sentence that is its answer leaves nothing to read."""
    assert TWISTS.cut(WHO, text, random.Random(0)) == (None, None)


def test_what_is_drawn():
    """A twisted question has no right sentence; a sentence without its answer is never one."""
    example = Example("Q?", ("R",), ("N",), ("O",), ("F",), twisted=("T?",), cut=("C",), shortened=("S",))
    draws = [example.draw(random.Random(seed)) for seed in range(300)]
    right = [{s for s, r in zip(draw.sentences, draw.right, strict=True) if r} for draw in draws]
    assert all(not r for draw, r in zip(draws, right, strict=True) if draw.question.upper().startswith("T"))
    assert set().union(*right) == {"R", "S"}
    assert any("C" in draw.sentences for draw in draws)
    assert any(not r and draw.question.upper().startswith("Q") for draw, r in zip(draws, right, strict=True))
