"""The chat page as a Gradio app. `build_app` wires it and launches nothing."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

import gradio as gr

from embeddings.text import LANGUAGES, is_language
from ui import asking, library
from ui.asking import Update
from ui.command import Command
from ui.conversation import Turn
from ui.conversational import Conversational, OpenArticle
from ui.layout import Parts, lay_out
from ui.opening import MAX_MEGABYTES
from ui.options import Options
from ui.shelf import Shelf
from ui.strings import PAGE

_WAITING: Final = 32
_AT_ONCE: Final = 4
_OPENING_AT_ONCE: Final = 2

# What the script asks for takes the place of the hidden text box's value; the states stay on the server.
_TAKE: Final = "(_, ...rest) => [readingRoom.take(), ...rest]"
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


def build_app(assistant: Conversational, open_article: OpenArticle) -> gr.Blocks:
    """The page for one assistant; launch it with `launch_options()`. `open_article` makes the assistants for
    articles of the readers' own. Sessions share nothing but `assistant`."""
    names = " · ".join(PAGE[language].name for language in LANGUAGES)
    page = gr.Blocks(title=names, analytics_enabled=False, fill_width=True)
    with page:
        parts = lay_out(assistant)
        _connect(page, parts, assistant, open_article)
    page.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE, api_open=False)
    return page


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
    }


def _connect(page: gr.Blocks, parts: Parts, assistant: Conversational, open_article: OpenArticle) -> None:
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asked = _connect_asking(parts, assistant, quiet)
    parts.stop.click(
        lambda turns, shelf: asking.stop(parts, turns, shelf or Shelf.of(assistant)),
        [parts.turns, parts.shelf],
        parts.conversation,
        cancels=[asked],
        queue=False,
        **quiet,
    )
    parts.clear.click(
        lambda shelf: asking.clear(parts, shelf or Shelf.of(assistant)),
        parts.shelf,
        parts.conversation,
        cancels=[asked],
        queue=False,
        **quiet,
    )
    _connect_library(parts, assistant, open_article, quiet)
    _connect_acts(parts, assistant, quiet)
    widgets = [parts.question, parts.send, parts.stop, parts.clear, parts.upload]
    for trigger in (page.load, parts.speak.click):
        trigger(
            lambda name: _speak(parts, name),
            parts.language,
            widgets,
            js="() => readingRoom.language",
            queue=False,
            **quiet,
        )


def _connect_asking(parts: Parts, assistant: Conversational, quiet: dict[str, Any]) -> Any:
    def ask(
        typed: str, command: str, turns: tuple[Turn, ...], shelf: Shelf | None, options: Options
    ) -> Iterator[Update]:
        yield from asking.ask(parts, typed, Command.parse(command), turns, shelf or Shelf.of(assistant), options)

    def go_on(turns: tuple[Turn, ...], shelf: Shelf | None) -> Update:
        return asking.go_on(parts, turns, shelf or Shelf.of(assistant))

    triggers = [parts.send.click, parts.question.submit, parts.ask.click]
    asked = gr.on(
        triggers,
        ask,
        [parts.question, parts.command, parts.turns, parts.shelf, parts.options],
        parts.conversation,
        js="(typed, _, ...rest) => [typed, readingRoom.asking(), ...rest]",
        trigger_mode="once",
        **quiet,
    )
    following = asked.then(go_on, [parts.turns, parts.shelf], parts.next, **quiet)
    # Questions that come late must not stand under the next answer.
    gr.on([*triggers, parts.clear.click, parts.open.click], None, cancels=[following], queue=False, **quiet)
    return asked


def _connect_library(parts: Parts, assistant: Conversational, open_article: OpenArticle, quiet: dict[str, Any]) -> None:
    def open_room(command: str, turns: tuple[Turn, ...], shelf: Shelf | None) -> Iterator[Update]:
        asked = Command.parse(command)
        yield from library.open_room(parts, open_article, asked, turns, shelf or Shelf.of(assistant))

    def open_file(path: str | None, turns: tuple[Turn, ...], shelf: Shelf | None) -> Iterator[Update]:
        yield from library.open_file(parts, open_article, path, turns, shelf or Shelf.of(assistant))

    busy: dict[str, Any] = {"concurrency_limit": _OPENING_AT_ONCE, "concurrency_id": "opening", "trigger_mode": "once"}
    held = [parts.turns, parts.shelf]
    parts.open.click(open_room, [parts.command, *held], parts.library, js=_TAKE, **busy, **quiet)
    parts.upload.upload(open_file, [parts.upload, *held], parts.library, **busy, **quiet)


def _connect_acts(parts: Parts, assistant: Conversational, quiet: dict[str, Any]) -> None:
    def act(command: str, turns: tuple[Turn, ...], shelf: Shelf | None, options: Options) -> Update:
        return library.act(parts, Command.parse(command), turns, shelf or Shelf.of(assistant), options)

    def take(command: str, turns: tuple[Turn, ...], shelf: Shelf | None, language: str) -> Update:
        return library.take(parts, Command.parse(command), turns, shelf or Shelf.of(assistant), language)

    parts.act.click(
        act,
        [parts.command, parts.turns, parts.shelf, parts.options],
        [parts.turns, parts.past, parts.live, parts.notice, parts.options, parts.progress],
        js=_TAKE,
        queue=False,
        **quiet,
    )
    parts.take.click(
        take,
        [parts.command, parts.turns, parts.shelf, parts.language],
        [parts.file, parts.notice],
        js="(_, turns, shelf) => [readingRoom.take(), turns, shelf, readingRoom.language]",
        queue=False,
        **quiet,
    ).then(None, parts.file, js="(file) => readingRoom.save(file)")


def _speak(parts: Parts, name: str) -> Update:
    """The words of the widgets; what is HTML carries both languages and is switched by the style sheet."""
    words = PAGE[name if is_language(name) else "en"]
    return {
        parts.question: gr.update(placeholder=words.placeholder, label=words.question),
        parts.send: words.send,
        parts.stop: words.stop,
        parts.clear: words.clear,
        parts.upload: gr.update(label=words.upload),
    }
