import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.evaluation.cases import Case, Text
from benchmarks.ranker.cases import HELD_OUT
from benchmarks.ranker.examples import Collector, Example, Reading, fold_of
from tests.embeddings.fakes import word_overlap

HARBOUR = ("The harbour of Tarn opened in 1811. Ships came from afar.", "Fish is sold in Tarn every day.")
TOWER = ("The tower of Brek was built in 1902. It is tall.", "Brek has a market.")


class Cutting:
    """Cuts as a ranker does: here after every second sentence."""

    def cut(self, sentences: Sequence[str]) -> list[Sequence[str]]:
        return [sentences[at : at + 2] for at in range(0, len(sentences), 2)]


def _case(question: str, paragraphs: tuple[str, ...], gold: str, key: str = "k") -> Case:
    answer = {"gold": ((gold,),), "paragraphs": (1,)} if gold else {}
    return Case(question, "set", key, question, Text(paragraphs, "en"), bool(gold), **answer)  # type: ignore[arg-type]


def _collect(*cases: Case, folder: Path) -> list[Example]:
    return list(Collector(cases, word_overlap(), Cutting(), folder).examples())  # type: ignore[arg-type]  # fakes


def test_readings_say_which_sentence_answers(tmp_path: Path) -> None:
    """Those of the paragraph that was asked about, of the rest of its article, and of other articles."""
    harbour = _case("When did the harbour of Tarn open?", HARBOUR, "1811")
    tower = _case("When was the tower of Brek built?", TOWER, "1902")
    example, _ = _collect(harbour, tower, folder=tmp_path)
    assert example.gold == (
        Reading(("The harbour of Tarn opened in 1811.", "Ships came from afar."), (True, False), "1811"),
    )
    assert [reading.sentences for reading in example.own] == [HARBOUR[1:]]
    far = {text for reading in example.far for text in reading.sentences}
    assert far == {"The tower of Brek was built in 1902.", "It is tall.", "Brek has a market."}
    assert not any(any(reading.right) for reading in (*example.own, *example.far))


def test_what_nothing_answers_is_left_out_or_said(tmp_path: Path) -> None:
    """A gold answer that no sentence holds teaches nothing; where nobody knows which sentence answers, all may."""
    assert _collect(_case("When?", HARBOUR, "1999"), folder=tmp_path) == []
    (unknown,) = _collect(_case("Who sells fish?", HARBOUR, ""), folder=tmp_path)
    assert not unknown.answerable
    assert not unknown.gold
    assert len(unknown.some) == 2


def test_a_near_miss_is_shown_with_the_paragraph_that_it_is_near_to(tmp_path: Path) -> None:
    """And nothing there is right; nor is the paragraph left out, as it is of a question that has an answer."""
    near = Case("Who opened the harbour?", "set", "k", "Who opened the harbour of Tarn?", Text(HARBOUR, "en"), False,
                paragraphs=(1,))  # fmt: skip
    (example,) = _collect(near, folder=tmp_path)
    assert not example.answerable
    assert [reading.sentences[0] for reading in example.gold] == ["The harbour of Tarn opened in 1811."]
    chance = random.Random(0)
    for draw in (example.draw(chance) for _ in range(50)):
        assert draw.readings[0] == example.gold[0]
        assert len(draw.readings) > 1
        assert not draw.unknown
        assert not any(any(reading.right) for reading in draw.readings)


def test_what_is_drawn_has_an_answer_or_leaves_its_paragraph_out() -> None:
    """Two times in three a reading that answers, first; else none of the paragraph at all."""
    gold = (Reading(("It opened in 1811.",), (True,), "1811"), Reading(("Ships came.",), (False,)))
    own = tuple(Reading((f"Own {n}.",), (False,)) for n in range(4))
    example = Example("When did it open?", gold, own, own)
    chance = random.Random(0)
    draws = [example.draw(chance) for _ in range(300)]
    answered = [draw for draw in draws if any(reading in gold for reading in draw.readings)]
    assert all(draw.readings[0] == gold[0] for draw in answered)
    assert len(answered) / len(draws) == pytest.approx(0.65, abs=0.08)
    assert {draw.question for draw in draws} >= {"When did it open?", "When did it open", "when did it open?"}


def test_a_fold_is_a_part_of_the_articles() -> None:
    """Each article is in one, whatever the machine; those that are held out are a list of keys."""
    assert [fold_of(key, 3) for key in ("Normans", "1000", "كاليفورنيا")] == [2, 1, 2]
    assert {fold_of(str(n), 3) for n in range(50)} == {0, 1, 2}
    assert len(json.loads(HELD_OUT.read_text("utf-8"))) == 132
