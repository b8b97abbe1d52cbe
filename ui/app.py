"""The chat page as a Gradio app. `build_app` wires it and launches nothing."""

from collections.abc import Callable
from dataclasses import asdict
from importlib.resources import files
from typing import Any, Final

import gradio as gr
from gradio.events import api

from assistant.errors import ArticleAssistantError
from embeddings.text import LANGUAGES
from ui.conversational import MakeAssistant
from ui.layout import lay_out
from ui.limits import AT_ONCE, WAITING
from ui.opening import MAX_MEGABYTES
from ui.preparation import Preparation
from ui.strings import PAGE
from ui.wiring import Wiring

_THREADS: Final = 12
"""More than answer at once, for what doesn't wait in the queue. Each that has searched keeps memory of its own."""

_SESSIONS: Final = 250
"""Sessions that are remembered, some 0.3 MB each; of a page that is open for longer the oldest begin anew."""

# Nothing is loaded from or sent to anywhere else, whatever an article or a model may smuggle in. Gradio compiles
# templates and styles in the page, which takes the two "unsafe" words.
_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)


def build_app(preparation: Preparation, make: MakeAssistant) -> gr.Blocks:
    """The page for the assistant that is being prepared; launch it with `launch_options()`.

    It can be read at once, and answers when the assistant is ready. `make` makes the assistants for articles of
    the readers' own. Sessions share nothing but the first one.
    """
    names = " · ".join(PAGE[language].name for language in LANGUAGES)
    page = gr.Blocks(title=names, analytics_enabled=False, fill_width=True)
    with page:
        parts = lay_out(preparation.assistant)
        Wiring(page, parts, preparation, make).connect()
        api(_asker(preparation), api_name="ask_article")
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE, api_open=False)
    return page


def _asker(preparation: Preparation) -> Callable[[str], dict[str, Any]]:
    """What Gradio's own client may call; all else of the page is its own affair."""

    def ask(question: str) -> dict[str, Any]:
        """The checked answer to a question about the page's article."""
        try:
            (*_, last) = preparation.assistant.stream(question)
        except ArticleAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from None
        assert last.answer  # a stream ends with it
        return asdict(last.answer)

    return ask


def launch_options() -> dict[str, Any]:
    """What belongs to the page and Gradio takes at launch. The style and script go into the document's head,
    so that language, direction and colours are right before anything is painted."""
    here = files("ui")
    style = here.joinpath("style.css").read_text("utf-8")
    script = here.joinpath("script.js").read_text("utf-8")
    return {
        "theme": gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        "head": f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<style>{style}</style><script>{script}</script>",
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "share": False,
        "max_file_size": f"{MAX_MEGABYTES}mb",
        "state_session_capacity": _SESSIONS,
        "max_threads": _THREADS,
    }
