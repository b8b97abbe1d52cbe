"""A page that is served to a real browser, with a fake assistant behind it."""

import asyncio
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import pytest

from embeddings.article import Article
from tests.ui.fakes import FakeAssistant, fake_assistant, shipped_article

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

    # In a thread of its own, because Playwright's loop may be running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _make()).result()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from ui.app import build_app, launch_options

    assistant = fake_assistant()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server_name": "127.0.0.1", "server_port": port, "prevent_thread_lock": True, "quiet": True}
    page = in_a_loop(lambda: build_app(assistant))
    in_a_loop(lambda: page.launch(**options, **launch_options()))
    yield Site(f"http://127.0.0.1:{port}/", assistant)
    page.close(verbose=False)


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


@pytest.fixture
def visit(browser, site) -> Iterator[Callable]:
    """Opens the page as a new reader with the given locale. Whatever it requests must come from the page's server."""
    contexts, outside, errors = [], [], []

    def _visit(locale="en-US", **options):
        context = browser.new_context(locale=locale, **options)
        context.set_default_timeout(8000)
        context.on("request", lambda request: outside.append(request.url) if _leaves(request.url, site) else None)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site.address)
        page.wait_for_selector("#question textarea")
        # The words of the widgets have arrived when the switch names the other language.
        other = "English" if locale.startswith("ar") else "العربية"
        page.wait_for_function("other => document.querySelector('#switch').innerText.trim() === other", arg=other)
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


def _leaves(url: str, site: Site) -> bool:
    return not url.startswith((site.address, "data:", "blob:"))
