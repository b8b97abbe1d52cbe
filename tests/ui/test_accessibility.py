"""The page for everyone: axe-core finds nothing, the keyboard alone suffices, and nothing moves unasked."""

import threading
from datetime import date
from importlib.resources import files

import pytest

from embeddings.text import LANGUAGES
from tests.ui.driving import IN_CHROMIUM, READERS, ask, asked, open_panel, settled
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, answers
from ui.conversation import Turn
from ui.export import Origin, to_html

pytestmark = IN_CHROMIUM

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}

SCREENS = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
LOCALES = pytest.mark.parametrize("locale", ["ar-EG", "en-GB"])

# What can be reached with Tab; of a group of radio buttons that is the chosen one, and nothing behind a panel.
_REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input, textarea, select, summary, [tabindex='0']"
  )].filter((it) => !it.disabled && it.tabIndex >= 0 && (it.type !== "radio" || it.checked)
    && !it.closest("[inert]")
    && it.checkVisibility({ visibilityProperty: true }))"""
_NAME = "(it) => it.outerHTML.slice(0, 120)"
# The box to ask in shows its focus as a ring around itself and its button.
_FOCUS = """() => {
  const it = document.activeElement;
  const style = getComputedStyle(it);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = it.matches("#question textarea") && getComputedStyle(it.closest("#composer"));
  return { place: window.reachable.indexOf(it), name: it.outerHTML.slice(0, 120), body: it === document.body,
           seen: outlined || (box && box.boxShadow.includes("0px 0px 0px 2px")) };
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def _violations(page, axe) -> list[str]:
    """What axe-core finds against WCAG 2.2, levels A and AA, and where."""
    page.evaluate(axe)
    found = page.evaluate("""async () => {
      const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations } = await axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
        `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1).join("; ").trim()}`));
    }""")
    return list(found)


def test_axe_finds_what_is_planted(visit, axe):
    """Pale text, a picture without words and a control without a name, so that finding nothing means something."""
    page = visit("en-GB")
    page.evaluate("""() => document.querySelector("#welcome").insertAdjacentHTML("beforeend",
      "<p style='color:#ddd'>pale</p><img src='data:,' width=9 height=9><button></button>")""")
    assert {said.split(":")[0] for said in _violations(page, axe)} == {"color-contrast", "image-alt", "button-name"}


@LOCALES
@SCHEMES
@SCREENS
def test_axe_finds_nothing(visit, axe, locale, scheme, viewport):
    """Empty, answered, with a quote lit, with nothing found, and with each panel open."""
    page = visit(locale, color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    assert page.evaluate("document.body.matches('.dark')") == (scheme == "dark")
    found = {"empty": _violations(page, axe)}
    asked(page, QUESTION_AR, QUESTION_EN)
    found["answered"] = _violations(page, axe)
    page.focus("#turn-2 .cite")
    found["a quote at its marker"] = _violations(page, axe)
    page.click("#turn-2 .cite")
    found["a quote lit"] = _violations(page, axe)
    if viewport == PHONE:
        page.click("[data-do=tab][data-value=chat]")
    ask(page, QUESTION_NOT_SAID)
    settled(page, 3)
    found["not found"] = _violations(page, axe)
    for panel in ("library", "settings"):
        open_panel(page, panel)
        found[panel] = _violations(page, axe)
        page.keyboard.press("Escape")
    assert {state: list(set(said)) for state, said in found.items() if said} == {}


@LOCALES
@SCHEMES
def test_axe_finds_nothing_while_an_answer_comes(visit, site, knows, axe, locale, scheme):
    """The passages that are being read, the draft, and the button to stop it."""
    last = len(site.assistant.events[QUESTION_EN]) - 1
    for position in (1, last):
        site.assistant.gates[QUESTION_EN, position] = threading.Event()
    page = visit(locale, color_scheme=scheme, reduced_motion="reduce")
    ask(page, QUESTION_EN)
    page.wait_for_selector("#turn-1 .reading li")
    found = {"passages": _violations(page, axe)}
    site.assistant.gates[QUESTION_EN, 1].set()
    page.wait_for_selector("#turn-1 .draft")
    found["draft"] = _violations(page, axe)
    assert {state: said for state, said in found.items() if said} == {}


@SCHEMES
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_an_exported_file(contexts, axe, article, tmp_path, scheme, language):
    """What is taken away is for everyone too."""
    known = answers(article)
    turns = tuple(Turn(number, question, answer=known[question]) for number, question in enumerate(known, 1))
    file = tmp_path / "conversation.html"
    file.write_text(to_html(turns, Origin(article, "report.pdf", date(2026, 1, 23)), language), "utf-8", newline="")
    page = contexts(color_scheme=scheme).new_page()
    try:
        page.goto(file.as_uri())
        assert _violations(page, axe) == []
    finally:
        page.close()


def _walk(page) -> tuple[set[int], list[str]]:
    """Tab through the page once: which of what can be reached was, and where focus didn't show."""
    names = page.evaluate(f"() => {{ window.reachable = ({_REACHABLE})(); return window.reachable.map({_NAME}); }}")
    reached: set[int] = set()
    unseen: list[str] = []
    for _ in range(2 * len(names) + 10):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus["body"]:  # between the end of the page and its beginning
            continue
        if focus["place"] in reached:
            break
        if focus["place"] >= 0:
            reached.add(focus["place"])
        if not focus["seen"]:
            unseen.append(focus["name"])
    missed = [name for place, name in enumerate(names) if place not in reached]
    return reached, [*(f"not reached: {name}" for name in missed), *(f"not seen: {name}" for name in unseen)]


@LOCALES
@SCREENS
def test_tab_reaches_everything_and_shows_where_it_is(visit, locale, viewport):
    """Before a question, after an answer, and in each panel: every control in turn, each with a visible focus."""
    page = visit(locale, viewport=viewport)
    found = {"empty": _walk(page)[1]}
    asked(page, QUESTION_EN)
    found["answered"] = _walk(page)[1]
    for panel in ("library", "settings"):
        open_panel(page, panel)
        found[panel] = _walk(page)[1]
        page.click(f"#{panel} [data-do=panel]")
    assert {state: said for state, said in found.items() if said} == {}


@READERS
def test_the_keyboard_alone_asks_and_reads(visit, locale, language, question, direction):
    """From the top: skip to the question, type, Enter; then Tab to the answer's first marker and into the article."""
    page = visit(locale)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    settled(page, 1)
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#turn-1 .cite')"):
            break
    page.keyboard.press("Enter")
    assert page.locator("#article mark.lit").count() > 0
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#turn-1 .cite')")


@LOCALES
@pytest.mark.parametrize("panel", ["library", "settings"])
def test_escape_closes_a_panel(visit, locale, panel):
    """Opened by Enter it takes the focus, and Escape gives it back to the button that opened it."""
    page = visit(locale)
    button = page.locator(f".menu [data-value={panel}]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{panel}", state="visible")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate(f"document.activeElement.closest('#{panel}') !== null")
    page.keyboard.press("Escape")
    page.wait_for_selector(f"#{panel}", state="hidden")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate(f"document.activeElement.matches('.menu [data-value={panel}]')")


def test_nothing_moves_where_motion_is_not_wanted(visit, site, knows):
    """While an answer comes, and when a quote is scrolled to: no animation runs, no transition, no gliding."""
    site.assistant.gates[QUESTION_EN, 1] = threading.Event()
    page = visit("en-GB", reduced_motion="reduce")
    ask(page, QUESTION_EN)
    page.wait_for_selector("#turn-1 .working")
    moving = "() => document.getAnimations().filter((it) => it.playState === 'running').length"
    assert page.evaluate(moving) == 0
    site.assistant.gates[QUESTION_EN, 1].set()
    settled(page, 1)
    page.click("#turn-1 .cite")
    assert page.evaluate(moving) == 0
    smooth = "[...document.querySelectorAll('*')].filter((it) => getComputedStyle(it).scrollBehavior === 'smooth')"
    assert page.evaluate(f"() => {smooth}.length") == 0


@LOCALES
def test_at_320_pixels_nothing_is_scrolled_sideways(visit, locale):
    """Neither the page, nor anything in it, in any state."""
    page = visit(locale, viewport=NARROW)
    wide = """() => [...document.querySelectorAll("body, body *")]
      .filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth + 1
        || it === document.body && document.documentElement.scrollWidth > innerWidth)
      .filter((it) => getComputedStyle(it).position !== "absolute").map((it) => it.outerHTML.slice(0, 100))"""
    found = {"empty": page.evaluate(wide)}
    asked(page, QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID)
    found["answered"] = page.evaluate(wide)
    page.click("#turn-2 .cite")
    found["article"] = page.evaluate(wide)
    for panel in ("library", "settings"):
        open_panel(page, panel)
        found[panel] = page.evaluate(wide)
        page.keyboard.press("Escape")
    assert {state: said for state, said in found.items() if said} == {}
