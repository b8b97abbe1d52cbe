"""Stopping an answer while a step of it takes its time, and asking again, in a real Chromium."""

import threading
from dataclasses import replace

import pytest

from assistant.answer import AnswerEvent
from tests.ui.driving import IN_CHROMIUM, READERS, ask, settled
from tests.ui.fakes import QUESTION_EN, answers, streamed
from ui.strings import MESSAGE, PAGE

pytestmark = IN_CHROMIUM


@pytest.fixture
def slow(site, knows):
    """Teaches a question whose answer stays away until the gate that comes back is set; the test's end sets it."""

    def _slow(question, position=1):
        answer = replace(answers(site.assistant.article)[QUESTION_EN], question=question)
        knows(question, *streamed(answer))
        return site.assistant.gates.setdefault((question, position), threading.Event())

    return _slow


@READERS
def test_what_is_asked_after_a_stop_is_asked(visit, site, slow, locale, language, question, direction):
    """At once and again and again, while the steps of the stopped ones go on; what they bring at last is not shown."""
    page = visit(locale)
    gates = []
    for turn in range(1, 8, 2):
        gates.append(slow(f"Slow {turn}?", turn % 3))
        ask(page, f"Slow {turn}?")
        page.wait_for_selector(f"#turn-{turn} .working")
        page.click("#stop")
        ask(page, question)
        settled(page, turn + 1)
        assert MESSAGE[language].stopped in page.inner_text(f"#turn-{turn}")
    assert page.input_value("#question textarea") == ""
    for gate in gates:
        gate.set()
    page.wait_for_timeout(700)
    assert page.locator(".note:visible").count() >= 4
    assert page.locator("#turn-8 .card").count() == 2
    assert not page.locator("#stop").is_visible()
    page.reload()
    page.wait_for_selector("#turn-8 .card")
    assert MESSAGE[language].stopped in page.inner_text("#turn-7")


def test_a_new_conversation_ends_the_answer_too(visit, slow):
    """At once, and what comes late stands in no conversation; the one before comes back as stopped."""
    page = visit("en-GB")
    gate = slow("Slow?")
    ask(page, "Slow?")
    page.wait_for_selector("#turn-1 .working")
    page.click("#clear")
    ask(page, QUESTION_EN)
    settled(page, 1)
    gate.set()
    page.wait_for_timeout(500)
    assert page.eval_on_selector_all(".asked", "all => all.map(e => e.textContent)") == [QUESTION_EN]


def test_while_an_answer_comes_the_next_question_stays_in_the_box(visit, site, slow):
    """The page says why; pressed twice the same is asked once, and afterwards the other is asked when it is sent."""
    page = visit("en-GB")
    gate = slow("Slow?")
    page.fill("#question textarea", "Slow?")
    page.press("#question textarea", "Enter")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#turn-1 .working")
    ask(page, QUESTION_EN)
    said = "word => document.querySelector('#notice').innerText.includes(word)"
    page.wait_for_function(said, arg=PAGE["en"].still_answering)
    assert page.input_value("#question textarea") == QUESTION_EN
    gate.set()
    settled(page, 1)
    page.press("#question textarea", "Enter")
    settled(page, 2)
    assert [question for question, _ in site.assistant.heard] == ["Slow?", QUESTION_EN]


def test_a_chip_that_is_pressed_twice_asks_once(visit, site, slow):
    """And what is typed next is asked as it is typed."""
    page = visit("en-GB")
    site.assistant.heard.clear()
    page.locator(f".chips [data-value='{QUESTION_EN}']").dblclick()
    settled(page, 1)
    slow("Typed?", 0).set()
    ask(page, "Typed?")
    settled(page, 2)
    assert [question for question, _ in site.assistant.heard] == [QUESTION_EN, "Typed?"]


def test_a_word_that_came_late_changes_nothing(visit, site, knows, slow):
    """Stopped in the middle of a draft, the page keeps what it showed."""
    article = site.assistant.article
    knows("Draft?", AnswerEvent("text", text="First part"), *streamed(answers(article)[QUESTION_EN]))
    gate = site.assistant.gates.setdefault(("Draft?", 2), threading.Event())
    page = visit("en-GB")
    ask(page, "Draft?")
    page.wait_for_selector("#turn-1 .draft")
    page.click("#stop")
    page.wait_for_selector("#turn-1 .note")
    shown = page.inner_text("#live")
    gate.set()
    page.wait_for_timeout(500)
    assert page.inner_text("#live") == shown
