"""The page around conversation and article, as safe HTML: header, tabs, welcome, notices and panels."""

from collections.abc import Sequence
from typing import Final

from embeddings.article import Article
from embeddings.text import LANGUAGES, Language, detect_language
from ui.actions import chip
from ui.conversational import Conversational
from ui.markup import button, escape, in_both, in_each, isolate, marks
from ui.opening import Step
from ui.options import STRICTNESS, Options
from ui.reader import facts_html
from ui.shelf import Room
from ui.strings import PAGE

_SUGGESTIONS: Final = 4
_GOOD: Final = ("opened", "rated", "reading_article", "indexing")  # notices that warn of nothing
_OTHER: Final[dict[Language, Language]] = {"ar": "en", "en": "ar"}


def header_html(article: Article) -> str:
    """Which article is open."""
    language = detect_language(article.title, article.language)
    return (
        f'<header class="masthead"><a class="skip" href="#question">{in_both("skip")}</a>'
        f'<p class="brand">{in_both("name")}</p>'
        f"<h1 {marks(language)}>{isolate(article.title, language)}</h1></header>"
    )


def menu_html() -> str:
    """The buttons of the header: two panels, and the other language in its own script."""
    other = "".join(
        f'<span class="w" lang="{_OTHER[page]}" data-page="{page}">{escape(PAGE[page].other_language)}</span>'
        for page in LANGUAGES
    )
    panels = "".join(
        f'<button type="button" class="plain" data-do="panel" data-value="{panel}" aria-expanded="false" '
        f'aria-controls="{panel}">{in_both(panel)}</button>'
        for panel in ("library", "settings")
    )
    switch = f'<button type="button" class="plain" id="switch" data-do="turn">{other}</button>'
    return f'<nav class="menu">{panels}{switch}</nav>'


def words_html() -> str:
    """Words that the script puts into attributes and buttons; not shown here."""
    words = ("tabs", "view", "save", "reading_article", "indexing", "copied", "not_copied")
    spans = "".join(f'<span data-word="{word}">{in_both(word)}</span>' for word in words)
    return f'<div id="words" hidden>{spans}</div>'


def tabs_html() -> str:
    """On a phone: conversation or article."""
    tabs = "".join(
        f'<button type="button" data-do="tab" data-value="{tab}" aria-pressed="false">{in_both(f"tab_{tab}")}</button>'
        for tab in ("chat", "article")
    )
    return f'<div class="tabs" role="group" data-label="tabs">{tabs}</div>{words_html()}'


def welcome_html(assistant: Conversational) -> str:
    """What stands in the chat before the first question: questions to begin with, the page's language first."""
    chips = "".join(
        chip(text, f"lang-{language}")
        for language in LANGUAGES
        for text in assistant.suggestions(language)[:_SUGGESTIONS]
    )
    hint = in_both("welcome_hint" if chips else "welcome_bare")
    return f'<div class="greeting"><h2>{in_both("welcome")}</h2><p>{hint}</p></div><div class="chips">{chips}</div>'


def notice_html(word: str = "", detail: str = "") -> str:
    """A word of the page that is spoken as soon as it appears; nothing where there is nothing to say."""
    more = f' <bdi class="detail" dir="auto">{escape(detail)}</bdi>' if detail else ""
    css = ' class="good"' if word in _GOOD else ""
    return f'<p role="status"{css}>{in_both(word) + more if word else ""}</p>'


def step_html(step: Step) -> str:
    """How far an article has been opened."""
    bar = f' max="{step.total}" value="{step.done}"' if step.total else ""
    return f'{notice_html(step.stage)}<progress{bar} data-label="{step.stage}"></progress>'


def editing_html() -> str:
    """That the next question replaces the last one; the style sheet shows it while that is so."""
    return f'<div class="editing"><p>{in_both("editing")}</p>{button("cancel_edit", "keep")}</div>'


def panel_head_html(word: str) -> str:
    """The title of a panel and its way out."""
    return f'<div class="panel-head"><h2 tabindex="-1">{in_both(word)}</h2>{button("close", "panel", value="")}</div>'


def paste_html() -> str:
    """The form for an article that is pasted."""
    return (
        f'<form class="paste" data-do="paste"><h3>{in_both("own_text_title")}</h3>'
        f'<label for="own-title">{in_both("own_title")}</label>'
        '<input id="own-title" name="name" dir="auto" maxlength="300" autocomplete="off">'
        f'<label for="own-text">{in_both("own_text")}</label>'
        '<textarea id="own-text" name="value" dir="auto" rows="6"></textarea>'
        f'<button type="submit" class="plain strong">{in_both("open_text")}</button>'
        f'</form><h3>{in_both("own_file_title")}</h3><p class="hint">{in_both("upload_hint")}</p>'
    )


def shelf_html(rooms: Sequence[Room], kept: str) -> str:
    """The open articles; one click goes to each."""
    items = "".join(_room(room, room is rooms[0], room.id == kept) for room in rooms)
    return f'<h3>{in_both("recent")}</h3><p class="hint">{in_both("recent_hint")}</p><ul class="rooms">{items}</ul>'


def _room(room: Room, is_open: bool, is_kept: bool) -> str:
    article = room.assistant.article
    language = detect_language(article.title, article.language)
    words = [word for word, applies in (("open_now", is_open), ("shipped", is_kept)) if applies]
    state = "".join(f'<span class="badge">{in_both(word)}</span>' for word in words)
    current = ' aria-current="true"' if is_open else ""
    return (
        f'<li><button type="button" class="room" data-do="open" data-value="{escape(article.id)}"{current}>'
        f"<span {marks(language)}>{isolate(article.title, language)}</span>"
        f'<span class="facts">{facts_html(article)} {state}</span></button></li>'
    )


def settings_html(options: Options, model: str | None) -> str:
    """The choices of one session. `model` is the name of the language model, None where none is loaded."""
    loaded = (
        in_each(lambda words: escape(words.model_loaded).format(f'<bdi dir="ltr">{escape(model)}</bdi>'))
        if model
        else in_both("model_missing")
    )
    mode = options.mode if model else "quote"
    modes = "".join(
        _choice("mode", value, value == mode, value == "quote" or bool(model)) for value in ("model", "quote")
    )
    strict = "".join(_choice("strict", value, value == options.strictness) for value in STRICTNESS)
    languages = "".join(
        f'<label><input type="radio" name="language" value="{language}"><span lang="{language}">'
        f"{escape(PAGE[_OTHER[language]].other_language)}</span></label>"
        for language in LANGUAGES
    )
    return (
        f'<fieldset data-do="set" data-name="mode"><legend>{in_both("mode")}</legend>'
        f'<p class="hint">{loaded}</p>{modes}</fieldset>'
        f'<fieldset data-do="set" data-name="strictness"><legend>{in_both("strictness")}</legend>{strict}'
        f'</fieldset><fieldset data-do="language"><legend>{in_both("language")}</legend>{languages}</fieldset>'
    )


def _choice(group: str, value: str, checked: bool, enabled: bool = True) -> str:
    state = (" checked" if checked else "") + ("" if enabled else " disabled")
    return (
        f'<label><input type="radio" name="{group}" value="{value}"{state}><span>{in_both(f"{group}_{value}")}'
        f"<small>{in_both(f'{group}_{value}_means')}</small></span></label>"
    )


def save_html() -> str:
    """The ways to take the conversation along."""
    buttons = "".join(button(f"save_{kind}", "save", value=kind) for kind in ("markdown", "html"))
    return (
        f'<div class="save" role="group" data-label="save"><span class="label">{in_both("save")}</span>{buttons}</div>'
    )
