"""Every hostile input in a page of Chromium, wherever the page shows it: nothing runs, nothing leaves."""

from datetime import date
from html import escape
from typing import Final

import pytest
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation
from embeddings.article import Article
from tests.hostile import Hostile, hostile
from tests.ui.fakes import FakeAssistant
from ui.app import launch_options
from ui.conversation import Failure, Turn
from ui.export import Origin, to_html, to_markdown
from ui.opening import Refusal, Step
from ui.panes import header_html, notice_html, refusal_html, step_html
from ui.reader import reader_html
from ui.render import turns_html
from ui.shelf import Room, Shelf
from ui.shelves import shelf_html

INPUTS = hostile()
ALLOWED: Final = (
    "div p span a sup bdi ol ul li blockquote details summary button s progress article header h1 h2 h3 b small mark"
).split()
_RUNS: Final = ("<img", "<svg", "<iframe", "<details")
_PROBE: Final = "window.__ran = 0; window.__pwned = () => { window.__ran += 1; }; window.alert = window.__pwned;"


def turn(number: int, text: str, article: Article) -> Turn:
    """A turn that says the text wherever a turn can say something."""
    first = article.paragraphs[0]
    cited = Citation(1, 1, first.text, first.start, first.end, text, "supported")
    said = f"{text} [1]"
    answer = Answer(text, said, "en", True, "generated", (cited,), (), 0.1, text, (text,))
    return Turn(number, text, answer=answer)


def shown(number: int, each: Hostile) -> str:
    """All that the page makes of an input."""
    article = each.article
    turns = (turn(number, each.text, article), Turn(number + 100_000, each.text, draft=each.text))
    failed = Turn(number + 200_000, each.text, failure=Failure("other", each.text))
    room = Room(FakeAssistant(article, {}), turns, each.text)
    pieces = (
        turns_html((*turns, failed), article),
        reader_html(article),
        header_html(article),
        shelf_html(Shelf((room,), article.id)),
        step_html(Step("reading_article", name=each.text)),
        refusal_html(Refusal("failed_article", each.text, name=each.text)),
        notice_html("not_kept", each.text),
    )
    return "".join(pieces)


@pytest.fixture
def sheet(browser):
    """Opens HTML in a page under the project's own policy; what it asks for is stopped, and remembered."""
    context = browser.new_context(offline=True)
    context.add_init_script(_PROBE)
    requests: list[str] = []
    policy = launch_options()["head"].partition(">")[0] + ">"

    def _open(body: str, head: str = policy):
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        page.on("request", lambda request: requests.append(request.url))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.set_content(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")
        page.wait_for_timeout(300)
        return page, requests

    yield _open
    context.close()


@pytest.mark.slow
def test_the_probe_works(sheet):
    """Or the test below would show nothing: as they are, the same inputs run, and call."""
    page, requests = sheet("".join(f"<div>{each.text}</div>" for each in INPUTS if each.text.startswith(_RUNS)), "")
    assert page.evaluate("window.__ran") > 5
    assert any("192.0.2.66" in url for url in requests)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_runs_and_nothing_leaves(sheet):
    """No script, no request, no element but the page's own, no link but into the article; the text is all there."""
    page, requests = sheet(
        "".join(f'<section id="s{n}">{shown(n, each)}</section>' for n, each in enumerate(INPUTS, 1))
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.evaluate(
        """() => document.querySelectorAll('section *').forEach(element => {
            for (const name of ['mouseover', 'focus', 'toggle', 'error', 'load', 'click'])
                if (name !== 'click' || element.tagName === 'A') element.dispatchEvent(new Event(name));
        })"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.__ran") == 0
    assert requests == []
    tags = page.eval_on_selector_all("section *", "all => [...new Set(all.map(e => e.tagName.toLowerCase()))]")
    assert set(tags) <= set(ALLOWED), tags
    assert page.locator("section a:not([href^='#'])").count() == 0
    handlers = (
        "all => all.flatMap(e => e.getAttributeNames()).filter(n => /^on|^style$|^src|^action|^formaction/.test(n))"
    )
    assert page.eval_on_selector_all("section *", handlers) == []
    texts = page.eval_on_selector_all("section > h3:first-child + .asked", "all => all.map(e => e.textContent)")
    assert texts == [each.text.replace("\0", "\ufffd") for each in INPUTS]


@pytest.mark.slow
def test_an_export_is_as_safe(sheet):
    """The file to take away: opened, it runs and asks for nothing, and has no link that leads out."""
    article = INPUTS[0].article
    turns = [turn(number, each.text, article) for number, each in enumerate(INPUTS, 1)]
    document = to_html(turns, Origin(article, f"<img src=x onerror=__pwned()>{escape('x')}", date(2026, 1, 1)), "en")
    page, requests = sheet(document, "")
    assert page.evaluate("window.__ran") == 0
    assert requests == []
    assert page.locator("a:not([href^='#']), img, script, iframe, form, svg, object").count() == 0


def test_an_export_as_markdown_is_text():
    """No image, no link and no HTML comes out of a Markdown reader, whichever dialect it speaks."""
    article = INPUTS[0].article
    for each in INPUTS:
        document = to_markdown([turn(1, each.text, article)], Origin(article, each.text, date(2026, 1, 1)), "en")
        for dialect in ("commonmark", "gfm-like"):
            reader = MarkdownIt(dialect, {"html": True, "linkify": False})
            tokens = [inner for token in reader.parse(document) for inner in (token, *(token.children or ()))]
            kinds = {token.type for token in tokens}
            assert not kinds & {"image", "link_open", "html_inline", "html_block", "fence", "code_block"}, each
