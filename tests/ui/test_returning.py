"""A page that is loaded again goes on where it was, in a real Chromium."""

import threading

from tests.ui.driving import IN_CHROMIUM, READERS, ask, asked, lit, open_panel, settled
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, answers, streamed
from tests.ui.test_library_page import OWN, _opened, _paste, _title
from ui.notebook import Notebook
from ui.strings import MESSAGE, PAGE

pytestmark = IN_CHROMIUM


def _again(page):
    page.reload()
    page.wait_for_selector("#question textarea")


@READERS
def test_a_conversation_outlives_the_page(visit, site, locale, language, question, direction):
    """Questions, answers, ratings and settings are there again, and every citation lights up what it quotes."""
    page = visit(locale)
    asked(page, QUESTION_AR, question)
    page.click("[data-do=rate][data-value=up][data-turn='1']")
    page.wait_for_selector("[data-do=rate][data-value=up][aria-pressed=true]")
    open_panel(page, "settings")
    page.check("#settings [value=strict]")
    page.wait_for_selector("[data-do=retry]", state="attached")
    page.keyboard.press("Escape")
    _again(page)
    page.wait_for_selector("#turn-2 .card")
    for turn, text in enumerate((QUESTION_AR, question), 1):
        assert page.text_content(f"#question-{turn}") == text
        for cited in answers(site.assistant.article)[text].citations:
            page.click(f"#turn-{turn} .cite[data-card=cite-{turn}-{cited.marker}]")
            assert lit(page) == cited.quote
    pressed = page.eval_on_selector_all("[data-do=rate][aria-pressed=true]", "all => all.map(e => e.dataset.turn)")
    assert pressed == ["1"]
    assert page.is_checked("#settings [value=strict]")
    ask(page, question)
    settled(page, 3)
    assert len(site.assistant.heard[-1][1]) == 2


def test_what_comes_back_closes_no_panel(visit, monkeypatch):
    """The list that was opened before the own article is there again stays open; an article from it closes it."""
    page = visit("en-GB")
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    back, shelf = threading.Event(), Notebook.shelf

    def late(*given):
        back.wait(10)
        return shelf(*given)

    monkeypatch.setattr(Notebook, "shelf", late)
    _again(page)
    open_panel(page, "library")
    back.set()
    _opened(page, "Harbours")
    page.wait_for_selector(".room:not(.all) >> nth=1")
    assert page.locator("#library").is_visible()
    page.click(".room:not(.all) >> nth=1")
    page.wait_for_selector("#library", state="hidden")


def test_own_articles_outlive_the_page(visit, site):
    """The open one is open, with its conversation; the others are in the list."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    asked(page, "Quote?")
    _again(page)
    _opened(page, "Harbours")
    page.wait_for_selector("#turn-1 .card")
    page.click("#turn-1 .cite")
    assert lit(page) == OWN.split("\n")[0]
    open_panel(page, "library")
    page.click(".room:not(.all) >> nth=1")
    _opened(page, _title(site, "en"))
    assert page.text_content("#question-1") == QUESTION_EN


@READERS
def test_a_question_that_was_being_answered_is_not_lost(visit, site, knows, locale, language, question, direction):
    """It comes back with the reason why it has no answer, which nobody stopped, and can be asked again."""
    knows("Slow?", *streamed(answers(site.assistant.article)[QUESTION_EN]))
    gate = site.assistant.gates.setdefault(("Slow?", 1), threading.Event())
    page = visit(locale)
    ask(page, "Slow?")
    page.wait_for_selector("#turn-1 .reading")
    page.fill("#question textarea", "half a thought")
    _again(page)
    page.wait_for_selector("#turn-1 .note")
    assert page.inner_text("#turn-1 .note") == MESSAGE[language].broken
    assert page.input_value("#question textarea") == "half a thought"
    gate.set()
    page.click("[data-do=retry]")
    settled(page, 1)


def test_two_tabs_do_not_overwrite_each_other(visit):
    """The second has a notebook of its own, and each goes on in its own."""
    one = visit("en-GB")
    asked(one, QUESTION_EN)
    two = visit("en-GB")
    assert two.locator(".asked").count() == 0
    asked(two, QUESTION_AR)
    for page, question in ((one, QUESTION_EN), (two, QUESTION_AR)):
        _again(page)
        page.wait_for_selector("#question-1")
        assert page.text_content("#question-1") == question


def test_a_new_tab_goes_on_where_the_last_one_ended(visit, site):
    """Nobody else has its notebook open any more."""
    last = visit("en-GB")
    asked(last, QUESTION_EN)
    last.goto("about:blank")
    page = visit("en-GB")
    page.wait_for_selector("#turn-1 .card")
    last.goto(site.address)


def test_a_removed_article_is_gone_for_good_unless_it_is_brought_back(visit, site):
    """Undo has it back with its conversation; after a reload it is gone."""
    page = visit("en-GB")
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    asked(page, "Quote?")
    open_panel(page, "library")
    page.click(".remove")
    _opened(page, _title(site, "en"))
    assert page.locator(".room:not(.all)").count() == 1
    page.click("[data-do=undo]")
    _opened(page, "Harbours")
    page.wait_for_selector("#turn-1 .card", state="attached")
    page.click(".remove")
    _opened(page, _title(site, "en"))
    _again(page)
    page.wait_for_selector("#rooms .room", state="attached")
    assert page.locator(".room:not(.all)").count() == 1


@READERS
def test_a_conversation_is_brought_back(visit, site, locale, language, question, direction):
    """*New conversation* says what it has removed; undone, all of it is there, also after a reload."""
    page = visit(locale)
    asked(page, QUESTION_EN, question)
    page.fill("#question textarea", "Half a question")
    page.click("#clear")
    page.wait_for_selector("#welcome h2")
    assert PAGE[language].cleared in page.inner_text("#notice")
    page.click("#notice [data-do=undo]")
    page.wait_for_selector("#turn-2 .card")
    assert page.text_content("#question-1") == QUESTION_EN
    assert page.input_value("#question textarea") == "Half a question"
    assert page.evaluate("document.activeElement.matches('#question textarea')")
    _again(page)
    page.wait_for_selector("#turn-2 .card")
    page.click("#clear")
    page.wait_for_selector("#welcome h2")
    asked(page, question)
    assert page.locator("[data-do=undo]").count() == 0  # what is asked now would be lost for it


def test_an_article_that_was_kept_gives_questions_to_begin_with(visit):
    """After a reload a new conversation about it begins with them, and so does one that is opened from the list."""
    page = visit("en-GB")
    for title in ("First", "Second"):
        _paste(page, f"{OWN} {title}.", title)
        _opened(page, title)
    asked(page, "Quote?")
    _again(page)
    page.wait_for_selector("#turn-1 .card")
    page.click("#clear")
    page.wait_for_selector(".chip", timeout=5000)
    _again(page)
    _opened(page, "Second")  # which closes what was opened before
    page.wait_for_selector(".chip", timeout=5000)
    open_panel(page, "library")
    page.click(".room:not(.all) >> nth=1")
    _opened(page, "First")
    page.wait_for_selector(".chip", timeout=5000)


def test_a_question_before_the_page_is_back_goes_on_from_what_was_kept(visit, site):
    """Asked in the first moment it waits, and knows the conversation."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    page.reload()
    ask(page, QUESTION_AR)
    settled(page, 2)
    assert page.text_content("#question-1") == QUESTION_EN
    assert [question for question, _ in site.assistant.heard[-1][1]] == [QUESTION_EN]
