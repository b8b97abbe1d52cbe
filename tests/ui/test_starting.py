"""The page while its assistant gets ready, in a real Chromium."""

import threading

import pytest

from assistant.errors import StorageError
from assistant.settings import Settings
from tests.ui.conftest import serve
from tests.ui.driving import IN_CHROMIUM, READERS, ask, settled
from tests.ui.fakes import fake_assistant, make_fake
from ui.strings import PAGE

pytestmark = IN_CHROMIUM


@pytest.fixture
def slow(tmp_path):
    """An assistant that gets ready when the test says so, and whose questions wait for that."""
    assistant, gate = fake_assistant(), threading.Event()
    assistant.settings = Settings(llm="none", data_dir=tmp_path)
    assistant.ready = False

    def preparing(progress):
        progress("index", 3, 7)
        gate.wait(30)

    assistant.preparing = preparing
    for question in assistant.events:
        assistant.gates[question, 0] = gate
    yield assistant, gate
    gate.set()


@READERS
def test_the_article_can_be_read_and_asked_at_once(browser, slow, locale, language, question, direction):
    """The page says how far it is; a question waits, and is answered when everything is ready."""
    assistant, gate = slow
    words = PAGE[language]
    with serve(assistant, make_fake) as address:
        page = browser.new_page(locale=locale)
        page.goto(address)
        page.wait_for_selector("#status progress[value='3']")
        shown = page.inner_text("#status")
        assert words.indexing in shown
        assert words.preparing in shown
        assert page.locator("#p-2").is_visible()
        assert page.locator(".chip").count() == 0
        ask(page, question)
        page.wait_for_selector("#turn-1 .working")
        gate.set()
        settled(page, 1)
        page.wait_for_selector("#status .status:has-text('fake-1')")
        page.wait_for_selector("#options:has-text('fake-1')", state="attached")
        page.close()


def test_questions_to_begin_with_come_when_they_can_be_made(browser, slow):
    """In place of the bare invitation, for a page that was open before."""
    assistant, gate = slow
    with serve(assistant, make_fake) as address:
        page = browser.new_page(locale="en-GB")
        page.goto(address)
        page.wait_for_selector("#status progress[value='3']")
        gate.set()
        page.wait_for_selector(".chip")
        page.close()


def test_an_assistant_that_can_not_get_ready_is_one_sentence(browser, tmp_path):
    """In the page's language, with the reason folded away."""
    assistant = fake_assistant()
    assistant.settings, assistant.ready = Settings(llm="none", data_dir=tmp_path), False

    def preparing(_):
        raise StorageError("The disk is full.")

    assistant.preparing = preparing
    with serve(assistant, make_fake) as address:
        page = browser.new_page(locale="ar-EG")
        page.goto(address)
        page.wait_for_selector("#status details")
        assert PAGE["ar"].failed_start in page.inner_text("#status")
        page.click("#status summary")
        assert "The disk is full." in page.inner_text("#status")
        page.close()
