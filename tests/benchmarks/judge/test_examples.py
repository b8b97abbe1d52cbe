import random
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.cases import Case, Text
from benchmarks.judge.examples import Example, Read, examples
from tests.embeddings.fakes import word_overlap

HARBOUR = Text(("The harbour of Tarn opened in 1811. Ships came from afar.", "Fish is sold in Tarn every day."), "en")
ASKED = Case("1", "set", "k", "When did the harbour of Tarn open?", HARBOUR, True, gold=(("1811",),), paragraphs=(1,))
EXAMPLE = Example(
    "When did it open?",
    (Read("Own.", False, False), Read("In 1811.", True, True), Read("Ships.", False, True), Read("Far.", False, False)),
    True,
)


def _made(case: Case, folder: Path) -> list[Example]:
    return list(examples([case], word_overlap(), None, folder))


def test_what_is_found_says_whether_it_answers(tmp_path: Path) -> None:
    """In the paragraph that was asked about; elsewhere the same words may answer or not."""
    (example,) = _made(ASKED, tmp_path)
    assert {(read.text, read.right, read.gold) for read in example.sentences} == {
        ("The harbour of Tarn opened in 1811.", True, True),
        ("Ships came from afar.", False, True),
        ("Fish is sold in Tarn every day.", False, False),
    }
    (example,) = _made(replace(ASKED, gold=(("Tarn",),), paragraphs=(1,)), tmp_path)
    assert [read.right for read in example.sentences if not read.gold] == [None]


def test_what_is_not_found_teaches_nothing(tmp_path: Path) -> None:
    """An answer that no sentence holds."""
    assert _made(replace(ASKED, gold=(("1999",),)), tmp_path) == []


def test_near_misses_are_never_right(tmp_path: Path) -> None:
    """And of some questions nobody knows which sentence answers."""
    (near,) = _made(replace(ASKED, answerable=False, gold=()), tmp_path)
    assert not any(read.right for read in near.sentences)
    assert near.draw(random.Random(0)).right == (False, False)
    (unknown,) = _made(replace(ASKED, gold=(), paragraphs=()), tmp_path)
    assert unknown.draw(random.Random(0)).right is None


def test_what_is_drawn_has_an_answer_or_leaves_its_paragraph_out() -> None:
    """The one that answers beside another, or two of the rest; as people type."""
    chance = random.Random(0)
    draws = [EXAMPLE.draw(chance) for _ in range(300)]
    answered = [draw for draw in draws if draw.right and any(draw.right)]
    assert len(answered) / len(draws) == pytest.approx(0.6, abs=0.08)
    assert all((draw.sentences[0], draw.right) == ("In 1811.", (True, False)) for draw in answered)
    assert all(draw.sentences == ("Own.", "Far.") for draw in draws if draw not in answered)
    assert {draw.question for draw in draws} >= {"When did it open?", "When did it open", "when did it open?"}


def test_a_draw_without_a_paragraph_that_was_asked_about() -> None:
    """The best three, as they are read when the judge is asked."""
    example = Example("Who?", tuple(Read(text, False, False) for text in "abcd"), False)
    assert {example.draw(random.Random(seed)).sentences for seed in range(9)} == {("a", "b", "c")}


def test_nothing_is_left_out_where_nothing_would_be_left() -> None:
    """A question about an article of one paragraph is drawn with its answer each time."""
    example = replace(EXAMPLE, sentences=EXAMPLE.sentences[1:3])
    draws = [example.draw(random.Random(seed)) for seed in range(20)]
    assert {draw.right for draw in draws} == {(True, False)}
