"""What covers, hides or misplaces something, as Chromium lays it out."""

import pytest

from tests.ui.driving import IN_CHROMIUM, READERS, asked, open_panel
from tests.ui.fakes import QUESTION_EN
from tests.ui.test_library_page import OWN, _opened, _paste
from ui.reader import titles
from ui.strings import PAGE

pytestmark = IN_CHROMIUM

PHONE = {"width": 375, "height": 740}
GROUND = "(it) => getComputedStyle(it).backgroundColor"


@READERS
def test_a_badge_covers_no_letter(visit, tmp_path, locale, language, question, direction):
    """Its ground ends below the title's line; a file's name stands apart from the facts before it."""
    (tmp_path / "n5.txt").write_text(OWN, "utf-8")
    page = visit(locale)
    open_panel(page, "library")
    page.set_input_files("input[type=file]", str(tmp_path / "n5.txt"))
    page.wait_for_selector("#article p:has-text('Kirkwall')")
    open_panel(page, "library")
    for room in page.locator(".room:has(.badge)").all():
        title, badge = room.locator(".title").bounding_box(), room.locator(".badge").bounding_box()
        assert badge["y"] >= title["y"] + title["height"]
    assert f"{PAGE[language].in_language['en']} · n5.txt" in page.inner_text("#rooms")


@READERS
def test_a_phone_says_what_is_open_and_what_is_saved(visit, site, locale, language, question, direction):
    """The article's title stands over the chat, and the two ways to save have their word."""
    page = visit(locale, viewport=PHONE)
    asked(page, question)
    title = page.locator(".masthead .title")
    assert title.inner_text() == titles(site.assistant.article)[language]
    assert title.bounding_box()["width"] > 100
    label = page.locator(".save .label")
    assert label.inner_text() == PAGE[language].save
    assert label.bounding_box()["width"] > 20
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_finger_leaves_no_button_pressed(visit):
    """What was tapped last looks like the one beside it."""
    page = visit("en-GB", viewport=PHONE, has_touch=True, is_mobile=True)
    page.tap(".menu [data-value=library]")
    page.wait_for_selector("#library", state="visible")
    page.tap(".menu [data-value=library]")
    page.wait_for_selector("#library", state="hidden")
    grounds = [page.eval_on_selector(f".menu [data-value={name}]", GROUND) for name in ("library", "settings")]
    assert grounds[0] == grounds[1]


def test_a_pointer_shows_the_page_s_own_colours(visit):
    """Gradio's buttons too."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    hovered = []
    for selector in ("#clear", ".save .plain"):
        page.locator(selector).first.hover()
        page.wait_for_timeout(400)
        hovered.append(page.locator(selector).first.evaluate(GROUND))
    assert hovered[0] == hovered[1]


def test_a_title_stands_on_the_side_of_its_text(visit):
    """An Arabic one on the right, on the English page too."""
    page = visit("en-GB")
    _paste(page, "افتُتحت المكتبة في عام 1931.\n\nوعادت اليوم إلى الحياة.", "مكتبة الحي")
    _opened(page, "مكتبة الحي")
    edges = page.evaluate("""["h2 .w:not([lang=ar]) bdi", "#p-1 .original"].map((selector) => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(`#article ${selector}`));
      return Math.max(...[...range.getClientRects()].map((box) => box.right));
    })""")
    assert abs(edges[0] - edges[1]) < 3


@READERS
@pytest.mark.parametrize(("width", "height"), [(640, 360), (667, 375), (320, 400), (900, 420)])
def test_a_low_window_is_scrolled_from_end_to_end(visit, width, height, locale, language, question, direction):
    """At a zoom of 200 % or on a phone that lies: nothing covers an answer, and its end and the box are reached."""
    page = visit(locale, viewport={"width": width, "height": height})
    asked(page, question)
    page.wait_for_selector(".next .chip")
    for selector in ("#turn-1 .cite >> nth=0", "#turn-1 .footer", ".next .chip >> nth=-1", "#send"):
        page.mouse.move(width / 4 if direction == "ltr" else width * 3 / 4, height / 2)
        for _ in range(40):
            if _is_clear(page, selector):
                break
            page.mouse.wheel(0, 80)
            page.wait_for_timeout(50)
        assert _is_clear(page, selector), selector
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#turn-1 .cite").first.click()
    page.wait_for_function("document.querySelector('mark.lit').getBoundingClientRect().bottom < innerHeight")
    assert page.locator("mark.lit").first.bounding_box()["y"] > 0


def _is_clear(page, selector) -> bool:
    """Whether the whole element stands in the window, with nothing over its middle."""
    return bool(
        page.locator(selector).evaluate("""(it) => {
      const { left, right, top, bottom } = it.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && it.contains(hit);
    }""")
    )
