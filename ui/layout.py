"""Where everything of the page stands, and the components that events read and write."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.turn import MAX_QUESTION
from ui.conversational import Conversational
from ui.opening import Step
from ui.options import Options
from ui.panes import (
    editing_html,
    header_html,
    menu_html,
    notice_html,
    panel_head_html,
    preparing_html,
    said_html,
    save_html,
    settings_html,
    tabs_html,
    welcome_html,
)
from ui.reader import reader_html
from ui.shelf import Shelf
from ui.shelves import address_html, file_hint_html, paste_html, shelf_html
from ui.strings import PAGE


@dataclass(frozen=True, slots=True)
class Parts:
    """The components. `command` is what the page's script asks for; `ask`, `open`, `act` and `take` ask for it, and
    `halt` ends what `open` does.

    `key` names the reader's notebook, and `arrivals` what is ready for the page to show.
    """

    language: gr.Textbox
    command: gr.Textbox
    file: gr.Textbox
    key: gr.State
    turns: gr.State
    shelf: gr.State
    arrivals: gr.State
    masthead: gr.HTML
    welcome: gr.HTML
    past: gr.HTML
    live: gr.HTML
    next: gr.HTML
    notice: gr.HTML
    status: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    clear: gr.Button
    article: gr.HTML
    progress: gr.HTML
    privacy: gr.HTML
    upload: gr.UploadButton
    rooms: gr.HTML
    options: gr.HTML
    speak: gr.Button
    ask: gr.Button
    open: gr.Button
    act: gr.Button
    take: gr.Button
    halt: gr.Button

    @property
    def conversation(self) -> list[Any]:
        """What an answer changes."""
        buttons = [self.send, self.stop, self.clear]
        return [self.turns, self.welcome, self.past, self.live, self.next, self.notice, self.question, *buttons]

    @property
    def library(self) -> list[Any]:
        """What another article changes."""
        return [*self.conversation, self.shelf, self.masthead, self.article, self.progress, self.rooms]

    @property
    def getting_ready(self) -> list[Any]:
        """What only an assistant that is ready can say."""
        return [self.options, self.privacy, self.rooms]


def lay_out(assistant: Conversational) -> Parts:
    """The page's components, inside the `gr.Blocks` that is being built. Nothing is asked of the assistant yet."""
    words, shelf = PAGE["en"], Shelf.of(assistant)
    # Not in the page, but in what the browser sends and gets.
    language, command, file = (gr.Textbox(visible=False) for _ in range(3))
    with gr.Row(elem_id="top"):
        masthead = _html(header_html(assistant.article), "masthead")
        _html(menu_html(), "menu")
    _html(said_html(), "said")
    _html(tabs_html(), "tabs")
    with gr.Column(elem_id="library"):
        _html(panel_head_html("library"))
        progress = _html(notice_html(), "progress")
        _html(file_hint_html(), "own-file")
        upload = gr.UploadButton(words.upload, elem_id="upload", size="sm", min_width=0)
        _html(paste_html())
        if assistant.settings.urls:
            _html(address_html())
        privacy = _html("", "privacy")
        rooms = _html(shelf_html(shelf), "rooms")
    with gr.Column(elem_id="settings"):
        _html(panel_head_html("settings"))
        options = _html(settings_html(Options(), None), "options")
    with gr.Row(elem_id="room"):
        with gr.Column(elem_id="talk"):
            with gr.Column(elem_id="chat"):
                welcome = _html(welcome_html(assistant), "welcome")
                past, live, following = (_html("", name) for name in ("past", "live", "next"))
            with gr.Column(elem_id="foot"):
                notice = _html(notice_html(), "notice")
                _html(editing_html(), "editing")
                with gr.Row(elem_id="composer"):
                    question = _question_box()
                    send = gr.Button(words.send, elem_id="send", variant="primary", min_width=0, scale=0)
                    stop = gr.Button(words.stop, elem_id="stop", min_width=0, scale=0, visible="hidden")
                with gr.Row(elem_id="after"):
                    status = _html(preparing_html(Step("loading")), "status")
                    clear = gr.Button(words.clear, elem_id="clear", size="sm", min_width=0, scale=0, visible="hidden")
                    _html(save_html(), "save")
        article = _html(reader_html(assistant.article), "article")
    speak, ask, go, act, take, halt = (
        gr.Button(elem_id=f"do-{name}", visible="hidden") for name in ("speak", "ask", "open", "act", "take", "halt")
    )
    return Parts(
        language=language,
        command=command,
        file=file,
        key=gr.State(""),
        turns=gr.State(()),
        shelf=gr.State(None),
        arrivals=gr.State(None),
        masthead=masthead,
        welcome=welcome,
        past=past,
        live=live,
        next=following,
        notice=notice,
        status=status,
        question=question,
        send=send,
        stop=stop,
        clear=clear,
        article=article,
        progress=progress,
        privacy=privacy,
        upload=upload,
        rooms=rooms,
        options=options,
        speak=speak,
        ask=ask,
        open=go,
        act=act,
        take=take,
        halt=halt,
    )


def _html(value: str, elem_id: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="question",
        label=PAGE["en"].question,
        placeholder=PAGE["en"].placeholder,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=MAX_QUESTION,
        html_attributes=gr.InputHTMLAttributes(enterkeyhint="send"),
    )
