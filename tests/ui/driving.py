"""What a reader does with the page, and what they see."""

import pytest

from tests.ui.fakes import QUESTION_AR, QUESTION_EN

READERS = pytest.mark.parametrize(
    ("locale", "language", "question", "direction"),
    [("ar-EG", "ar", QUESTION_AR, "rtl"), ("en-GB", "en", QUESTION_EN, "ltr")],
)

IN_CHROMIUM = [
    pytest.mark.slow,
    # Gradio's queue asks pandas for an option that pandas is giving up.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]


def ask(page, question):
    """Types a question and sends it."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def settled(page, turn):
    """Waits until the turn has its answer, or the reason why it has none."""
    page.wait_for_selector(f"#turn-{turn} .footer, #turn-{turn} .failure")
    page.wait_for_selector("#send", state="visible")


def asked(page, *questions):
    """Asks one question after the other."""
    for turn, question in enumerate(questions, 1):
        ask(page, question)
        settled(page, turn)


def lit(page):
    """The characters of the article that are lit up."""
    return page.eval_on_selector_all("#article mark.lit", "all => all.map(e => e.textContent).join('')")


def open_panel(page, name):
    """Opens a panel of the header."""
    page.click(f".menu [data-value={name}]")
    page.wait_for_selector(f"#{name}", state="visible")


def words_shown(page, aside):
    """All visible words of the page that stand in no element of `aside`, with what attributes say."""
    return page.evaluate(
        """(aside) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const words = [];
      const seen = (element) =>
        !element.closest(aside) && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      while (walker.nextNode()) if (seen(walker.currentNode.parentElement)) words.push(walker.currentNode.textContent);
      for (const element of document.body.querySelectorAll("[placeholder], [aria-label], [title], [alt]"))
        if (seen(element)) words.push(...["placeholder", "aria-label", "title", "alt"].map(
          (name) => element.getAttribute(name) || ""));
      return words.join(" ");
    }""",
        aside,
    )
