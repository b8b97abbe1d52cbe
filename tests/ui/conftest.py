"""A page that is served to a real browser, with a fake assistant behind it."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from assistant.settings import Settings
from embeddings.article import Article
from tests.loops import run
from tests.ui.fakes import FakeAssistant, fake_assistant, make_fake, shipped_article
from ui.conversational import Conversational, MakeAssistant
from ui.preparation import Preparation
from ui.strings import PAGE

T = TypeVar("T")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Site:
    """Where the page is served, and the assistant behind it."""

    address: str
    assistant: FakeAssistant


@pytest.fixture(scope="session")
def article() -> Article:
    return shipped_article()


def in_a_loop(make: Callable[[], T]) -> T:
    """Calls `make` inside a running event loop: where none runs, Gradio makes some that it never closes."""

    async def _make() -> T:
        return make()

    return run(_make())


@contextmanager
def serve(assistant: Conversational, make: MakeAssistant) -> Iterator[str]:
    """The address at which the page for `assistant` is served meanwhile."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from ui.app import build_app
    from ui.server import start

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = in_a_loop(lambda: build_app(Preparation(assistant).start(), make))
    yield in_a_loop(lambda: start(page, "127.0.0.1", port))
    page.close(verbose=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    assistant = fake_assistant()
    assistant.settings = Settings(llm="none", data_dir=tmp_path_factory.mktemp("data"))
    with serve(assistant, make_fake) as address:
        yield Site(address, assistant)


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium: install one, or set CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield running
        running.close()


@pytest.fixture(scope="session")
def contexts(browser) -> Iterator[Callable]:
    """A browser's profile for a locale and options, kept: its cache spares every test the loading of Gradio."""
    kept: dict[str, Any] = {}

    def _context(**options):
        name = repr(sorted(options.items()))
        if name not in kept:
            kept[name] = browser.new_context(**options)
            kept[name].set_default_timeout(30_000)  # a machine that is busy is not a bug
        return kept[name]

    yield _context
    for context in kept.values():
        context.close()


def _stopped(request) -> bool:
    """Whether the page's own policy stopped a request before it went out."""
    return bool(request.failure == "csp")


@pytest.fixture
def visit(contexts, site) -> Iterator[Callable]:
    """Opens the page as a new reader with the given locale. Whatever it requests must come from the page's server."""
    pages, outside, errors = [], [], []

    def _visit(locale="en-US", **options):
        page = contexts(locale=locale, **options).new_page()
        page.on("request", lambda request: outside.append(request.url) if _leaves(request.url, site) else None)
        page.on("requestfailed", lambda request: outside.remove(request.url) if _stopped(request) else None)
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 500 else None)
        page.goto(site.address)
        page.wait_for_selector("#question textarea", timeout=25000)  # Gradio takes its time where nothing is cached
        # The words of the widgets have arrived when the button to send speaks the reader's language.
        send = PAGE["ar" if locale.startswith("ar") else "en"].send
        page.wait_for_function("other => document.querySelector('#send')?.innerText.trim() === other", arg=send)
        return page

    yield _visit
    for page in pages:
        # The next reader is another, and starts in the browser's language.
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.close()
    assert outside == []
    assert errors == []


def _leaves(url: str, site: Site) -> bool:
    return not url.startswith((site.address, "data:", "blob:"))


@pytest.fixture
def knows(site):
    """Teaches the assistant another question, and forgets it after the test."""
    known = dict(site.assistant.events)
    site.assistant.heard.clear()

    def _knows(question, *events):
        site.assistant.events = {**site.assistant.events, question: events}

    yield _knows
    site.assistant.events = known
    for gate in site.assistant.gates.values():
        gate.set()
    site.assistant.gates.clear()
