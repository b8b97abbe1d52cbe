"""What a reader has typed or reached by the keyboard is theirs: nothing takes it away, in a real Chromium."""

import threading

import pytest

from tests.ui.driving import IN_CHROMIUM, READERS, ask, asked, open_panel, settled
from tests.ui.fakes import QUESTION_EN, answers, streamed
from ui.strings import PAGE

pytestmark = IN_CHROMIUM

BOX = "#question textarea"
TYPED = "Half a question about the"
PHONE = {"width": 390, "height": 844}
IN_BOX = f"document.activeElement.matches('{BOX}')"


@READERS
def test_what_is_typed_comes_back_when_the_edit_is_left(visit, locale, language, question, direction):
    """By its button, by Escape, and once the edited question is asked."""
    page = visit(locale)
    asked(page, question)
    page.fill(BOX, TYPED)
    for leave in ("[data-do=keep]", "Escape"):
        page.click("[data-do=edit]")
        assert page.input_value(BOX) == question
        if leave == "Escape":
            page.keyboard.press(leave)
        else:
            page.click(leave)
        assert page.input_value(BOX) == TYPED
        assert not page.locator(".editing").is_visible()
    page.click("[data-do=edit]")
    page.press(BOX, "Enter")
    page.wait_for_function("text => document.querySelector('#question textarea').value === text", arg=TYPED)
    settled(page, 1)
    assert not page.locator(".aside").is_visible()


@READERS
def test_what_is_typed_is_put_aside_for_a_paragraph(visit, locale, language, question, direction):
    """A click on its number offers a question, another click another one, and one button has back what was typed."""
    page = visit(locale)
    page.click("#p-3 .number")
    first = page.input_value(BOX)
    assert first
    assert not page.locator(".aside").is_visible()
    page.fill(BOX, TYPED)
    page.click("#p-3 .number")
    assert page.input_value(BOX) == first
    assert PAGE[language].aside in page.inner_text(".aside")
    page.click("#p-4 .number")
    assert page.input_value(BOX) not in (first, TYPED)
    page.click("[data-do=put_back]")
    assert page.input_value(BOX) == TYPED
    assert page.evaluate(IN_BOX)
    assert not page.locator(".aside").is_visible()


@READERS
def test_tab_goes_to_the_page_s_own_language_first(visit, locale, language, question, direction):
    """Through the questions to begin with, in the order in which they are seen; also when the language is changed."""
    page = visit(locale)
    for spoken in (language, "en" if language == "ar" else "ar"):
        page.wait_for_function(f"document.querySelector('.chips').firstElementChild.matches('.lang-{spoken}')")
        tops = page.eval_on_selector_all(
            ".chip", "all => all.filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect().top)"
        )
        assert len(tops) >= 4
        assert tops == sorted(tops)
        page.click("#switch")


@READERS
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_focus_goes_to_the_box_when_its_button_goes(visit, site, knows, key, locale, language, question, direction):
    """After *New conversation* and after *Stop*; nothing is asked by it."""
    knows("Slow?", *streamed(answers(site.assistant.article)[QUESTION_EN]))
    site.assistant.gates["Slow?", 1] = threading.Event()
    page = visit(locale)
    ask(page, "Slow?")
    page.wait_for_selector("#turn-1 .working")
    page.focus("#stop")
    page.keyboard.press(key)
    page.wait_for_selector("#turn-1 .note")
    assert page.evaluate(IN_BOX)
    page.focus("#clear")
    page.keyboard.press(key)
    page.wait_for_selector("#welcome h2")
    page.wait_for_function(IN_BOX)
    assert page.inner_text("#notice p") == PAGE[language].cleared
    assert page.input_value(BOX) == ""


@READERS
@pytest.mark.parametrize("panel", ["library", "settings"])
def test_tab_doesn_t_walk_behind_a_panel(visit, panel, locale, language, question, direction):
    """On a phone it covers conversation and article; closed, they are reached again, and by the way past the header."""
    page = visit(locale, viewport=PHONE)
    asked(page, question)
    open_panel(page, panel)
    behind = "document.activeElement.closest('#room, #tabs') !== null"
    for _ in range(30):
        page.keyboard.press("Tab")
        assert not page.evaluate(behind)
    page.keyboard.press("Escape")
    page.focus("#turn-1 .cite")
    assert page.evaluate(behind)
    open_panel(page, panel)
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate(IN_BOX)
    page.wait_for_selector(f"#{panel}", state="hidden")


def test_beside_a_panel_on_a_wide_screen_all_is_reached(visit):
    """It covers little there."""
    page = visit("en-GB")
    open_panel(page, "settings")
    page.focus(BOX)
    assert page.evaluate(IN_BOX)
