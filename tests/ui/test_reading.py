"""Quotes light up in the article, in a real Chromium: exactly their characters, from any turn."""

import threading
from dataclasses import replace

import pytest

from assistant.answer import Citation
from tests.ui.driving import IN_CHROMIUM, READERS, ask, asked, lit, settled
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, answers, passage, streamed
from tests.ui.test_library_page import _opened, _paste
from ui.strings import PAGE

pytestmark = IN_CHROMIUM

PHONE = {"width": 390, "height": 844}


@READERS
def test_a_marker_lights_exactly_its_quote(visit, site, locale, language, question, direction):
    """Every marker, and every card, lights the citation's own characters and no others, and they come into view."""
    page = visit(locale)
    asked(page, question)
    for citation in answers(site.assistant.article)[question].citations:
        for selector in (f".cite[data-card=cite-1-{citation.marker}]", f"#cite-1-{citation.marker} .quote"):
            page.click(f"#turn-1 {selector}")
            assert lit(page) == citation.quote
            assert page.locator(f"#p-{citation.paragraph} mark.lit").count() >= 1
            assert page.eval_on_selector_all(".card.lit", "all => all.map(e => e.id)") == [f"cite-1-{citation.marker}"]
            page.wait_for_function("""() => {
              const { top, bottom } = document.querySelector("mark.lit").getBoundingClientRect();
              const pane = document.querySelector("#article").getBoundingClientRect();
              return top >= pane.top && bottom <= pane.bottom;
            }""")


@pytest.mark.parametrize("locale", ["ar-EG", "en-GB"])
def test_a_cited_title_lights_up_over_the_text(visit, locale):
    """In whichever language the page is; it comes into view and has the focus."""
    page = visit(locale)
    _paste(page, f"The old harbour 😀\n\n{'It opened in 1811, and was rebuilt since. ' * 60}\n\nNo ship comes today.")
    _opened(page, "The old harbour 😀")
    asked(page, "Title?")
    page.evaluate("document.querySelector('#article').scrollTo(0, 9999)")
    page.click("#turn-1 .cite")
    shown = page.locator("#article mark.lit:visible")
    assert shown.all_inner_texts() == ["The old harbour 😀"]
    assert page.evaluate("document.activeElement.matches('.reader h2')")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.reader h2 mark.lit')].some((mark) => {"
        " const { top, bottom } = mark.getBoundingClientRect();"
        " return bottom > top && top >= document.querySelector('#article').getBoundingClientRect().top; })"
    )
    page.keyboard.press("Escape")


def test_old_turns_keep_their_citations(visit, site):
    """Three turns back as well, and in any order; the article's text is the same afterwards."""
    page = visit("en-GB", reduced_motion="reduce")
    before = page.text_content("#article article")
    questions = (QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, QUESTION_EN)
    asked(page, *questions)
    known = answers(site.assistant.article)
    for turn in (1, 4, 2, 1):
        for citation in reversed(known[questions[turn - 1]].citations):
            page.click(f"#turn-{turn} .cite[data-card=cite-{turn}-{citation.marker}]")
            assert lit(page) == citation.quote
    assert page.text_content("#article article") == before


def test_every_sentence_of_the_article_can_be_lit(visit, site, knows):
    """Each sentence that has a translation, and an odd piece of each paragraph: to the character, isolates and all."""
    article = site.assistant.article
    answer = answers(article)[QUESTION_AR]
    spans = [(s.start, s.end) for s in article.translation.sentences]
    spans += [(p.start + 1, p.end - 1) for p in article.paragraphs]
    places = [
        (paragraph.number, start, end)
        for start, end in spans
        for paragraph in article.paragraphs
        if paragraph.start <= start < end <= paragraph.end
    ]
    citations = tuple(
        Citation(marker, number, article.text[start:end], start, end, None, "verbatim")
        for marker, (number, start, end) in enumerate(places, 1)
    )
    text = " ".join(f"[{c.marker}]" for c in citations)
    knows("Everything?", *streamed(replace(answer, text=text, citations=citations)))
    page = visit("ar-EG", reduced_motion="reduce")
    asked(page, "Everything?")
    for citation in citations:
        page.eval_on_selector(f".cite[data-card=cite-1-{citation.marker}]", "e => e.click()")
        assert lit(page) == citation.quote


def test_a_rule_stands_between_passages_and_never_in_one(visit, site, knows):
    """While they are read and where they are the nearest: a place belongs to the text below it."""
    article = site.assistant.article
    nearest = tuple(passage(article, number) for number in (7, 8))
    answer = replace(answers(article)[QUESTION_NOT_SAID], language="en", nearest=nearest)
    knows("Nearest?", *streamed(answer))
    gate = site.assistant.gates.setdefault(("Nearest?", 1), threading.Event())
    page = visit("en-GB")
    ask(page, "Nearest?")
    for box in (".reading", ".nearest"):
        page.wait_for_selector(f"#turn-1 {box} li:nth-child(2)")
        assert page.locator(f"#turn-1 {box} li:nth-child(2) .translated").is_visible()
        ruled = page.eval_on_selector_all(
            f"#turn-1 {box} li, #turn-1 {box} li *",
            "all => all.filter((it) => parseFloat(getComputedStyle(it).borderTopWidth)).map((it) => it.localName)",
        )
        assert set(ruled) == {"li"}
        gate.set()
    settled(page, 1)


def test_the_translation_is_lit_with_the_quote(visit, site):
    """Beside the original it shows the sentence; alone, it gives way to the original as soon as that is cited."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    page.click("[data-do=view][data-value=translation]")
    assert not page.locator("#p-3 .original").is_visible()
    page.click("#turn-1 .cite[data-card=cite-1-1]")
    assert page.locator("#p-3 .original mark.lit").first.is_visible()
    assert "had arrived in Moscow on Thursday evening" in page.inner_text(".sentence.lit")
    assert page.locator(".sentence.lit").count() == 1


@READERS
def test_the_article_shows_in_the_readers_way(visit, locale, language, question, direction):
    """Who reads its language starts with the original, who doesn't with both; three buttons change that."""
    page = visit(locale)
    start = "original" if language == "ar" else "both"
    for chosen, view in enumerate((start, "translation", "original", "both")):
        if chosen:
            page.click(f"[data-do=view][data-value={view}]")
        shown = [page.locator(f"#p-2 .{kind}").is_visible() for kind in ("original", "translated")]
        assert shown == [view != "translation", view != "original"]
        pressed = page.eval_on_selector_all("[data-do=view][aria-pressed=true]", "all => all.map(e => e.dataset.value)")
        assert pressed == [view]
    assert page.get_attribute("#p-2 .original", "dir") == "rtl"
    assert page.get_attribute("#p-2 .translated", "dir") == "ltr"


def test_a_quote_shows_at_its_marker(visit, site):
    """Under the pointer and under the keyboard's focus; Escape hides it."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    quote = answers(site.assistant.article)[QUESTION_EN].citations[0].quote
    marker = page.locator("#turn-1 .cite").first
    for reach in (marker.hover, marker.focus):
        reach()
        assert page.text_content("#peek") == quote
        page.keyboard.press("Escape")
        assert page.locator("#peek").count() == 0
        page.mouse.move(0, 0)
        page.focus("#question textarea")


def test_the_keyboard_goes_to_the_quote_and_back(visit):
    """Enter on a marker moves to the paragraph, Escape returns to the marker."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    page.focus("#turn-1 .cite[data-card=cite-1-2]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "p-2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.card") == "cite-1-2"


@READERS
def test_a_paragraph_can_be_asked_about(visit, locale, language, question, direction):
    """Its number begins a question in the page's language, which the reader can change before it is sent."""
    page = visit(locale)
    page.click("#p-4 .number")
    written = page.input_value("#question textarea")
    assert written.startswith(PAGE[language].about_question.partition("{}")[0])
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


@pytest.mark.parametrize("width", [320, 390])
@READERS
def test_on_a_phone_there_are_two_tabs(visit, site, width, locale, language, question, direction):
    """One pane at a time, nothing wider than the screen; a citation opens the article, the tab leads back."""
    page = visit(locale, viewport={**PHONE, "width": width})
    asked(page, question)
    assert page.locator("#turn-1").is_visible()
    assert not page.locator("#p-3").is_visible()
    page.click("#turn-1 .cite[data-card=cite-1-1]")
    assert page.locator("#p-3 mark.lit").first.is_visible()
    assert lit(page) == answers(site.assistant.article)[question].citations[0].quote
    assert not page.locator("#turn-1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("[data-do=tab][data-value=chat]")
    assert page.locator("#turn-1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_motion_is_reduced_when_asked(visit):
    """The article jumps to the quote instead of gliding: it is there in the same moment."""
    page = visit("ar-EG", reduced_motion="reduce", viewport={"width": 1000, "height": 500})
    ask(page, QUESTION_AR)
    settled(page, 1)
    there = page.evaluate("""() => {
      document.querySelector("#turn-1 .cite[data-card=cite-1-1]").click();
      const { top, bottom } = document.querySelector("mark.lit").getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }""")
    assert there
