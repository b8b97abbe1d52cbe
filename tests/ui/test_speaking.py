"""What a screen reader hears of the page without being asked, and how it finds its way, in a real Chromium."""

import threading

import pytest

from assistant.errors import ModelError
from tests.ui.driving import IN_CHROMIUM, READERS, ask, asked, settled
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, answers
from ui.strings import MESSAGE, PAGE

pytestmark = IN_CHROMIUM

_LISTEN = """() => {
  window.heard = [];
  const region = document.querySelector("#said [aria-live=polite]");
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((it) =>
    window.heard.push(it.textContent.replace(/\\s+/g, " ").trim())))).observe(region, { childList: true });
}"""


@pytest.fixture
def listen(visit):
    """Opens the page, and says what its live region, there from the start, has said since."""

    def _listen(locale):
        page = visit(locale)
        page.wait_for_selector(".chip")
        page.wait_for_selector("#status .status")
        assert page.locator("#said [aria-live=polite]").count() == 1
        page.evaluate(_LISTEN)
        return page, lambda: page.evaluate("window.heard")

    return _listen


@READERS
def test_an_answer_is_heard(listen, site, knows, locale, language, question, direction):
    """That the article is searched and read, then the answer, once, or that there is none; in the page's words."""
    gate = site.assistant.gates.setdefault((question, 1), threading.Event())
    page, heard = listen(locale)
    ask(page, question)
    page.wait_for_selector("#turn-1 .reading")
    assert heard() == [MESSAGE[language].searching, MESSAGE[language].reading]
    gate.set()
    settled(page, 1)
    spoken = [line for line in heard() if line.startswith(f"{MESSAGE[language].answer_n.format(1)} ")]
    assert len(spoken) == 1
    answer = answers(site.assistant.article)[question].text.split(" [")[0]
    assert answer in spoken[0]
    assert "[1]" not in spoken[0]
    ask(page, QUESTION_NOT_SAID)
    settled(page, 2)
    none = answers(site.assistant.article)[QUESTION_NOT_SAID].text
    assert heard()[-1] == f"{MESSAGE[language].answer_n.format(2)} {none}"
    page.click("#switch")
    page.wait_for_timeout(500)
    assert heard()[-1] == f"{MESSAGE[language].answer_n.format(2)} {none}"


@READERS
def test_notices_and_failures_are_heard(listen, knows, locale, language, question, direction):
    """An empty question, one that fails, one that is stopped, a conversation that is removed."""
    knows("Broken?", ModelError("No reply."))
    page, heard = listen(locale)
    ask(page, "  ")
    page.wait_for_function("document.querySelector('#notice').innerText.trim()")
    assert heard() == [PAGE[language].empty_question]
    ask(page, "Broken?")
    settled(page, 1)
    assert MESSAGE[language].failed_model in heard()[-1]
    page.click("#clear")
    page.wait_for_function("document.querySelector('#notice').innerText.trim()")
    assert heard()[-1] == PAGE[language].cleared


def test_what_comes_back_is_not_heard(visit):
    """A page that is loaded again doesn't read out the conversation."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    page.reload()
    page.wait_for_selector("#turn-1 .card")
    page.wait_for_timeout(300)
    assert "Answer" not in page.text_content("#said [aria-live]")


@READERS
def test_questions_and_answers_are_found_by_their_headings(visit, locale, language, question, direction):
    """Each has one with its number, in the page's language."""
    page = visit(locale)
    asked(page, QUESTION_AR, QUESTION_EN)
    words = MESSAGE[language]
    for turn in (1, 2):
        for word in (words.question_n, words.answer_n):
            assert page.get_by_role("heading", name=word.format(turn), exact=True).count() == 1
