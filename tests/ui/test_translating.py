"""An own article is translated in the page, in a real Chromium."""

import threading
from collections.abc import Iterator

import pytest

from assistant.settings import Settings
from tests.ui.conftest import Site, serve
from tests.ui.driving import IN_CHROMIUM, READERS, asked, open_panel
from tests.ui.fakes import OPENING, fake_assistant, make_fake
from tests.ui.test_library_page import OWN, _opened, _paste
from ui.conversational import can_translate
from ui.strings import PAGE

pytestmark = IN_CHROMIUM


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """A page with a hosted model behind it."""
    assistant = fake_assistant()
    assistant.settings = Settings(llm="openai:fake-1", data_dir=tmp_path_factory.mktemp("hosted"))
    with serve(assistant, make_fake) as address:
        yield Site(address, assistant)


def _translate(page):
    open_panel(page, "library")
    page.locator(".translate").first.click()


@READERS
def test_an_own_article_is_translated(visit, locale, language, question, direction):
    """The page says before it that the whole article is sent, and after it that a machine has translated, which, when;
    the conversation goes on, and what has no translation is shown as it is."""
    page = visit(locale)
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    asked(page, "Quote?")
    open_panel(page, "library")
    assert "fake-1" in page.inner_text("#rooms > :last-child, #rooms .hint >> nth=-1")
    assert page.locator(".translate").count() == 1, "the article that ships has a translation by a person"
    page.locator(".translate").click()
    page.wait_for_selector(".reader[data-translated=True]")
    _opened(page, "عنوان من النموذج" if language == "ar" else "Harbours")
    facts = page.inner_text("#article .head .facts")
    assert f"{PAGE[language].with_machine_translation} (fake-1 · 2026-11-24)" in facts
    assert page.text_content("#question-1") == "Quote?"
    page.click("[data-do=view][data-value=translation]")
    shown = page.eval_on_selector_all("#article .sentence", "all => all.map(e => [e.innerText, e.dir])")
    assert shown == [["قال النموذج هذا في الفقرة 1.", ""], ["A second paragraph stands here.", "ltr"]]
    page.reload()
    page.wait_for_selector(".reader[data-translated=True]")
    page.wait_for_selector("#turn-1 .card")
    open_panel(page, "library")
    assert page.locator(".translate").count() == 0
    assert page.locator("#rooms .room").count() == 3


def test_all_articles_go_on_with_the_translated_one(visit):
    """What was cited of it is cited still."""
    page = visit("en-GB")
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    open_panel(page, "library")
    page.click(".room.all")
    _opened(page, PAGE["en"].all_articles)
    asked(page, "Quote?")
    _translate(page)
    page.wait_for_function("document.querySelector('#article .room .facts').innerText.includes('fake-1')")
    page.keyboard.press("Escape")
    page.click("#turn-1 .cite")
    _opened(page, "Harbours")
    page.wait_for_selector("#article mark.lit")
    page.reload()
    page.wait_for_selector("#turn-1 .card")


@READERS
def test_one_that_fails_or_is_stopped_is_a_sentence(visit, locale, language, question, direction):
    """In the page's language; the article is as it was, and the button is there again."""
    page = visit(locale)
    _paste(page, f"{OWN} UNTRANSLATABLE.", "Harbours")
    _opened(page, "Harbours")
    OPENING["translate Harbours"] = threading.Event()
    _translate(page)
    page.wait_for_selector("#progress progress[value='1'][max='2']")
    assert PAGE[language].translating in page.inner_text("#progress")
    page.click("[data-do=halt]")
    page.wait_for_function("word => document.querySelector('#progress').innerText === word", arg=PAGE[language].halted)
    OPENING.pop("translate Harbours").set()
    page.locator(".translate").first.click()
    word = PAGE[language].failed_translation
    page.wait_for_function("word => document.querySelector('#progress').innerText.includes(word)", arg=word)
    assert page.get_attribute(".reader", "data-translated") == "False"
    assert page.locator(".translate").count() == 1


@pytest.mark.parametrize(
    ("llm", "model", "may"),
    [
        ("openai:gpt-x", "gpt-x", True), ("auto", "gpt-x", True), ("ollama:qwen3", "qwen3", True),
        ("auto", None, False), ("none", "gpt-x", False), ("bundled", "qwen", False), ("/models/x.gguf", "x", False),
    ],
)  # fmt: skip
def test_which_models_may_translate(llm, model, may):
    """Not those in this process: they invent names."""
    assert can_translate(Settings(llm=llm), model) is may
