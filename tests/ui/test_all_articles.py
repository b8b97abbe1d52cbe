"""All articles of one reader asked as one, in a real Chromium."""

import json

from embeddings.article import Article
from tests.ui.driving import IN_CHROMIUM, READERS, asked, lit, open_panel
from tests.ui.fakes import QUESTION_EN, answers
from tests.ui.test_library_page import OWN, _opened, _paste, _title
from tests.ui.test_returning import _again
from ui.gathered import ALL
from ui.strings import MESSAGE, PAGE, count_articles

pytestmark = IN_CHROMIUM

OTHER = "The lighthouse of Tarn was lit in 1902. Nobody lives there today.\n\nIts lamp is electric."


def _all(page, language="en"):
    """Opens all articles together."""
    open_panel(page, "library")
    page.click(".room.all")
    _opened(page, PAGE[language].all_articles)


def _two_own(page):
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    _paste(page, OTHER, "Lighthouses")
    _opened(page, "Lighthouses")


@READERS
def test_a_citation_opens_its_article_at_the_quote(visit, site, locale, language, question, direction):
    """Each names its article; a click shows that one with the quote lit, and the conversation stays."""
    page = visit(locale)
    _two_own(page)
    _all(page, language)
    assert page.inner_text(".greeting h2") == PAGE[language].welcome_all
    assert count_articles(3, language) in page.inner_text("#article .facts >> nth=0")
    shown = page.eval_on_selector_all("#article .room > .title", "all => all.map(e => e.innerText)")
    assert shown == ["Lighthouses", "Harbours", _title(site, language)]
    asked(page, "Quote?")
    cards = page.eval_on_selector_all("#turn-1 .card .place", "all => all.map(e => e.innerText)")
    assert cards == [f"{MESSAGE[language].paragraph} 1 · {title}" for title in ("Lighthouses", "Harbours")]
    for marker, (title, text) in enumerate((("Lighthouses", OTHER), ("Harbours", OWN)), 1):
        page.click(f"#turn-1 .cite[data-card=cite-1-{marker}]")
        _opened(page, title)
        page.wait_for_selector("#article mark.lit")
        assert lit(page) == Article.from_text(text).paragraphs[0].text
        assert page.locator("#turn-1 .card.lit").count() == 1
    page.click("#article .back")
    _opened(page, PAGE[language].all_articles)
    assert page.locator("#turn-1 .card").count() == 2
    page.click("#article .room >> nth=1")
    _opened(page, "Harbours")
    assert lit(page) == ""


def test_it_is_there_where_there_are_several(visit):
    """With one article there is nothing to gather."""
    page = visit("en-GB")
    open_panel(page, "library")
    assert page.locator(".room.all").count() == 0
    page.keyboard.press("Escape")
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    open_panel(page, "library")
    assert page.locator(".room.all").inner_text().startswith(PAGE["en"].all_articles)
    assert page.locator(".room.all").get_attribute("aria-current") is None


def test_the_conversation_with_all_outlives_the_page(visit, site):
    """As the one with each does; and every citation still finds its article."""
    page = visit("en-GB")
    _two_own(page)
    asked(page, "Quote?")
    _all(page)
    assert page.locator(".asked").count() == 0
    asked(page, "Quote?", QUESTION_EN)
    _again(page)
    _opened(page, PAGE["en"].all_articles)
    page.wait_for_selector("#turn-2 .card")
    page.click("#turn-1 .cite[data-card=cite-1-2]")
    _opened(page, "Harbours")
    page.wait_for_selector("#article mark.lit")
    page.click("#turn-2 .cite")
    _opened(page, _title(site, "en"))
    page.wait_for_selector("#article mark.lit")
    assert lit(page) == answers(site.assistant.article)[QUESTION_EN].citations[0].quote
    open_panel(page, "library")
    page.click("#rooms .room:not(.all) >> nth=0")
    _opened(page, "Lighthouses")
    assert page.locator(".asked").count() == 1


def test_what_is_removed_is_asked_no_more(visit, site):
    """Nor is what was said of it there, once the page is loaded again; the rest is."""
    page = visit("en-GB")
    _two_own(page)
    _all(page)
    asked(page, "Quote?", QUESTION_EN)
    open_panel(page, "library")
    page.locator(".remove").first.click()
    page.wait_for_function("document.querySelectorAll('#article .room').length === 2")
    assert page.inner_text("#article h2") == PAGE["en"].all_articles
    page.keyboard.press("Escape")
    page.click("#turn-1 .cite[data-card=cite-1-1]")
    page.wait_for_function("word => document.querySelector('#notice').innerText.includes(word)", arg=PAGE["en"].gone)
    _again(page)
    page.wait_for_selector("#turn-2 .card")
    assert page.locator(".asked").count() == 1
    assert page.text_content(".asked") == QUESTION_EN


def test_it_is_saved_with_the_names_of_its_articles(visit):
    """In the file and in what is copied."""
    page = visit("en-GB")
    _two_own(page)
    _all(page)
    asked(page, "Quote?")
    with page.expect_download() as taken:
        page.click("[data-do=save][data-value=markdown]")
    text = taken.value.path().read_text("utf-8")
    assert text.startswith(f"# {PAGE['en'].all_articles}")
    assert "Articles cited: Lighthouses · Harbours" in text
    assert "Harbours · Paragraph 1" in text
    assert "“Lighthouses” · “Harbours”" in page.get_attribute("[data-do=copy]", "data-copy")


def test_another_reader_s_articles_are_not_among_them(visit, site):
    """Neither asked nor shown, even by their ids."""
    one, two = visit("en-GB"), visit("en-GB")
    _paste(one, OWN, "Secret")
    _opened(one, "Secret")
    own = one.get_attribute(".room[aria-current]", "data-value")
    _paste(two, OTHER, "Lighthouses")
    _opened(two, "Lighthouses")
    _all(two)
    assert two.locator("#article .room").count() == 2
    asked(two, "Quote?")
    assert two.locator("#turn-1 .card").count() == 1
    two.eval_on_selector("#article .room", "(room, id) => { room.dataset.value = id; room.click(); }", own)
    two.wait_for_function("word => document.querySelector('#notice').innerText.includes(word)", arg=PAGE["en"].gone)
    assert "Kirkwall" not in two.content()
    assert two.get_attribute(".reader", "data-article") == ALL.id


def test_what_is_lit_stays_where_it_belongs(visit):
    """A second click on a citation of the article that is shown lights it without asking for the article again."""
    page = visit("en-GB")
    _two_own(page)
    _all(page)
    asked(page, "Quote?")
    page.click("#turn-1 .cite[data-card=cite-1-1]")
    page.wait_for_selector("#article mark.lit")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "queue/join" in request.url else None)
    page.click("#turn-1 .card >> nth=0")
    assert lit(page) == Article.from_text(OTHER).paragraphs[0].text
    assert json.dumps(sent) == "[]"
