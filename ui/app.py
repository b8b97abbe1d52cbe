"""The chat page as a Gradio app. `build_app` wires it and launches nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Protocol

import gradio as gr

from assistant.answer import AnswerEvent
from embeddings.article import Article
from embeddings.text import LANGUAGES, Language, is_language
from ui.conversation import Turn, follow, history
from ui.panes import article_html, header_html, notice_html, welcome_html
from ui.render import question_html, reply_html
from ui.strings import PAGE

_SUGGESTIONS: Final = 3
_MAX_QUESTION: Final = 2000
_WAITING: Final = 32
_AT_ONCE: Final = 4

Update = dict[Any, Any]


class Conversational(Protocol):
    """What the page needs of an assistant."""

    @property
    def article(self) -> Article: ...

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[AnswerEvent]: ...

    def suggestions(self, language: Language) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and write."""

    language: gr.Textbox
    switch: gr.Button
    turns: gr.State
    welcome: gr.Column
    suggestions: tuple[gr.Button, ...]
    chat: gr.Chatbot
    notice: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    clear: gr.Button

    @property
    def conversation(self) -> list[Any]:
        """What an answer changes."""
        return [self.turns, self.welcome, self.chat, self.notice, self.question, self.send, self.stop, self.clear]


def build_app(assistant: Conversational) -> gr.Blocks:
    """The page for one assistant; launch it with `launch_options()`. Sessions share nothing but the assistant."""
    names = " · ".join(PAGE[language].name for language in LANGUAGES)
    page = gr.Blocks(title=names, analytics_enabled=False, fill_width=True)
    with page:
        parts = _lay_out(assistant)
        _connect(page, parts, assistant)
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
        "head": f"<style>{style}</style><script>{script}</script>",
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "share": False,
        "max_file_size": "1kb",
    }


def _lay_out(assistant: Conversational) -> _Parts:
    words = PAGE["en"]
    # Not in the page, but in what the browser sends: the script fills it in.
    language = gr.Textbox(value="en", visible=False)
    turns = gr.State(())
    with gr.Row(elem_id="top"):
        gr.HTML(header_html(assistant.article), elem_id="masthead")
        switch = gr.Button(words.other_language, elem_id="switch", size="sm", min_width=0, scale=0)
    with gr.Row(elem_id="room"):
        with gr.Column(elem_id="talk"):
            with gr.Column(elem_id="welcome") as welcome:
                gr.HTML(welcome_html())
                suggestions = tuple(_suggestion(text, language) for language, text in _suggested(assistant))
            chat = _chatbot()
            notice = gr.HTML(notice_html(), elem_id="notice")
            with gr.Row(elem_id="composer"):
                question = _question_box()
                send = gr.Button(words.send, elem_id="send", variant="primary", min_width=0, scale=0)
                stop = gr.Button(words.stop, elem_id="stop", min_width=0, scale=0, visible="hidden")
            clear = gr.Button(words.clear, elem_id="clear", size="sm", min_width=0, scale=0, visible="hidden")
        gr.HTML(article_html(assistant.article), elem_id="article")
    return _Parts(language, switch, turns, welcome, suggestions, chat, notice, question, send, stop, clear)


def _suggested(assistant: Conversational) -> Iterator[tuple[Language, str]]:
    for language in LANGUAGES:
        for text in assistant.suggestions(language)[:_SUGGESTIONS]:
            yield language, text


def _suggestion(text: str, language: Language) -> gr.Button:
    return gr.Button(text, elem_classes=["suggestion", f"lang-{language}"], min_width=0)


def _chatbot() -> gr.Chatbot:
    # Hidden and not absent: its code is loaded before the first passages arrive. Its own buttons and labels
    # would follow the browser's language and not the page's.
    return gr.Chatbot(
        elem_id="chat",
        show_label=False,
        container=False,
        height="auto",
        autoscroll=False,
        buttons=[],
        layout="panel",
        latex_delimiters=[],
        allow_tags=False,
        group_consecutive_messages=False,
        allow_file_downloads=False,
        visible="hidden",
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="question",
        label=PAGE["en"].question,
        placeholder=PAGE["en"].placeholder,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=_MAX_QUESTION,
        html_attributes=gr.InputHTMLAttributes(enterkeyhint="send"),
    )


def _connect(page: gr.Blocks, parts: _Parts, assistant: Conversational) -> None:
    def ask(question: str, turns: tuple[Turn, ...]) -> Iterator[Update]:
        yield from _ask(parts, assistant, question, turns)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asked = [
        gr.on(
            [parts.send.click, parts.question.submit],
            ask,
            [parts.question, parts.turns],
            parts.conversation,
            trigger_mode="once",
            **quiet,
        )
    ]
    asked += [
        button.click(ask, [button, parts.turns], parts.conversation, trigger_mode="once", **quiet)
        for button in parts.suggestions
    ]
    article = assistant.article
    parts.stop.click(
        lambda turns: _stop(parts, article, turns), parts.turns, parts.conversation, cancels=asked, queue=False, **quiet
    )
    parts.clear.click(lambda: _clear(parts), None, parts.conversation, cancels=asked, queue=False, **quiet)
    widgets = [parts.switch, parts.question, parts.send, parts.stop, parts.clear]
    for trigger, script in ((page.load, "readingRoom.language"), (parts.switch.click, "readingRoom.turn()")):
        trigger(lambda name: _speak(parts, name), parts.language, widgets, js=f"() => {script}", queue=False, **quiet)


def _ask(parts: _Parts, assistant: Conversational, question: str, turns: tuple[Turn, ...]) -> Iterator[Update]:
    if not question.strip():
        yield {parts.notice: notice_html("empty_question")}
        return
    if turns and turns[-1].pending:
        yield {parts.notice: notice_html("still_answering")}
        return
    asked = Turn(len(turns) + 1, question.strip())
    yield {
        **_shown(parts, assistant.article, (*turns, asked)),
        parts.notice: notice_html(),
        parts.welcome: gr.update(visible=False),
        parts.question: "",
        parts.send: gr.update(visible="hidden"),
        parts.stop: gr.update(visible=True),
        parts.clear: gr.update(visible=True),
    }
    for turn in follow(asked, lambda: assistant.stream(asked.question, history(turns))):
        # The end comes with the answer and not after it: of updates in quick succession Gradio shows the last.
        ready = {} if turn.pending else _ready(parts)
        yield {**_shown(parts, assistant.article, (*turns, turn)), **ready}


def _shown(parts: _Parts, article: Article, turns: tuple[Turn, ...]) -> Update:
    messages = []
    for turn in turns:
        messages.append({"role": "user", "content": question_html(turn)})
        messages.append({"role": "assistant", "content": reply_html(turn, article)})
    return {parts.turns: turns, parts.chat: gr.update(value=messages, visible=True)}


def _ready(parts: _Parts) -> Update:
    return {parts.send: gr.update(visible=True), parts.stop: gr.update(visible="hidden")}


def _stop(parts: _Parts, article: Article, turns: tuple[Turn, ...]) -> Update:
    if not turns:
        return _ready(parts)
    return {**_shown(parts, article, (*turns[:-1], turns[-1].stop())), **_ready(parts)}


def _clear(parts: _Parts) -> Update:
    return {
        **_ready(parts),
        parts.turns: (),
        parts.clear: gr.update(visible="hidden"),
        parts.chat: gr.update(value=[], visible="hidden"),
        parts.welcome: gr.update(visible=True),
        parts.notice: notice_html(),
        parts.question: "",
    }


def _speak(parts: _Parts, name: str) -> Update:
    """The words of the widgets; what is HTML carries both languages and is switched by the style sheet."""
    words = PAGE[name if is_language(name) else "en"]
    return {
        parts.switch: words.other_language,
        parts.question: gr.update(placeholder=words.placeholder, label=words.question),
        parts.send: words.send,
        parts.stop: words.stop,
        parts.clear: words.clear,
    }
