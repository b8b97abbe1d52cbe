"""Many questions in one process: the last finds as much memory as the first.

ASSISTANT_TEST_QUESTIONS=10000 asks as many as the long form does, which takes some 30 minutes.
"""

import os
from itertools import cycle, islice

import pytest

from tests.memory import MEGABYTE, resident

QUESTIONS = int(os.environ.get("ASSISTANT_TEST_QUESTIONS", "60"))
ASKED = (
    "متى وصل ويتكوف وكوشنر إلى موسكو؟",
    "Who is Jared Kushner?",
    "ما عاصمة فرنسا رقم {}؟",
    "What did visitor number {} say about the talks?",
    "And when?",
    "وماذا قال بوتين للزائر {}؟",
)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_many_questions_take_no_more_memory(real):
    """No two alike, with and without a conversation before them, streamed and not: nothing is left behind of them."""
    said = ("Who is Jared Kushner?", "The son-in-law of the US president. [1]")
    before = 0
    for place, question in enumerate(islice(cycle(ASKED), QUESTIONS)):
        if place == QUESTIONS // 2:  # what is loaded and remembered is there by then
            before = resident()
        asked = question.format(place)
        if place % 3:
            assert real.ask(asked, [said] * (place % 2)).text
        else:
            assert list(real.stream(asked, [said] * (place % 2)))
    grown = resident() - before
    print(f"{QUESTIONS} questions: {before / MEGABYTE:.0f} MB after half of them, {grown / MEGABYTE:+.1f} MB after all")
    assert grown < 64 * MEGABYTE  # what the allocator keeps rises and falls by half of that
