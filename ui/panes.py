"""The page around conversation and article, as safe HTML: header, tabs, welcome, notices and the settings."""

from typing import Final, get_args

from embeddings.article import Article
from embeddings.text import LANGUAGES, Language
from ui.actions import chip
from ui.conversational import Conversational, is_hosted
from ui.gathered import ALL
from ui.markup import button, escape, in_both, in_each, isolate
from ui.opening import Refusal, Stage, Step
from ui.options import STRICTNESS, Options
from ui.reader import about_paragraphs, title_html
from ui.reasons import reason
from ui.strings import PAGE

_SUGGESTIONS: Final = 4
_FEW: Final = 3
_STAGES: Final = get_args(Stage)
_GOOD: Final = ("opened", "opened_all", "rated", *_STAGES, "arrived", "removed", "halted")
"""Notices that warn of nothing."""

_OTHER: Final[dict[Language, Language]] = {"ar": "en", "en": "ar"}


def header_html(article: Article) -> str:
    """The assistant's name, and which article is open where it doesn't stand beside."""
    return (
        f'<header class="masthead"><a class="skip" href="#question">{in_both("skip")}</a>'
        f'<h1>{in_both("name")}</h1><p class="tagline">{in_both("tagline")}</p>'
        f'<p class="title">{title_html(article)}</p></header>'
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
    words = ("tabs", "view", "save", *_STAGES, "copied", "not_copied")
    spans = "".join(f'<span data-word="{word}">{in_both(word)}</span>' for word in words)
    return f'<div id="words" hidden>{spans}</div>'


def said_html() -> str:
    """Where the script has spoken what changes: it is there from the start, or a screen reader wouldn't listen."""
    return '<div class="unseen" aria-live="polite" aria-relevant="additions"></div>'


def tabs_html() -> str:
    """On a phone: conversation or article."""
    tabs = "".join(
        f'<button type="button" data-do="tab" data-value="{tab}" aria-pressed="false">{in_both(f"tab_{tab}")}</button>'
        for tab in ("chat", "article")
    )
    return f'<div class="tabs" role="group" data-label="tabs">{tabs}</div>{words_html()}'


def welcome_html(assistant: Conversational) -> str:
    """What stands in the chat before the first question: questions to begin with, the page's language first.

    They are made from the article, so there are none before the assistant is ready.
    """
    chips = "".join(
        chip(text, f"lang-{language}")
        for language in LANGUAGES
        for text in (_beginnings(assistant, language) if assistant.ready else ())
    )
    hint = in_both("welcome_hint" if chips else "welcome_bare")
    welcome = in_both("welcome_all" if assistant.article.id == ALL.id else "welcome")
    return f'<div class="greeting"><h2>{welcome}</h2><p>{hint}</p></div><div class="chips">{chips}</div>'


def _beginnings(assistant: Conversational, language: Language) -> tuple[str, ...]:
    """Questions to begin with; where few can be made of an article, in its language also what paragraphs say."""
    made = assistant.suggestions(language)[:_SUGGESTIONS]
    if language != assistant.article.language or len(made) >= _FEW or not assistant.article.paragraphs:
        return made
    return (*made, *about_paragraphs(assistant.article))[:_FEW]


def notice_html(word: str = "", detail: str = "") -> str:
    """A word of the page, which the script has spoken; nothing where there is nothing to say."""
    more = f' <bdi class="detail" dir="auto">{escape(detail)}</bdi>' if detail else ""
    css = ' class="good"' if word in _GOOD else ""
    return f"<p{css}>{in_both(word) + more if word else ''}</p>"


def refusal_html(refusal: Refusal) -> str:
    """Why an article is not open: in both languages where the reason has words, else folded away in English."""
    said = in_both(refusal.word)
    if reason("en", refusal.code, refusal.values):
        said += " " + in_each(lambda page: isolate(reason(page, refusal.code, refusal.values), page))
    elif refusal.detail:
        said += (
            f"<details><summary>{in_both('details')}</summary>"
            f'<span class="detail" lang="en" dir="ltr">{isolate(refusal.detail, "en")}</span></details>'
        )
    return f'<div class="refusal"><p>{_named(refusal.name)}{said}</p></div>'


def step_html(step: Step) -> str:
    """How far something has been got ready."""
    bar = f' max="{step.total}" value="{step.done}"' if step.total else ""
    return (
        f'<p class="good">{_named(step.name)}{in_both(step.stage)}</p>'
        f'<progress{bar} data-label="{step.stage}"></progress>'
        f"{button('halt', 'halt') if step.stage == 'translating' else ''}"
    )


def _named(name: str) -> str:
    return f'<bdi class="name" dir="auto">{escape(name)}</bdi> ' if name else ""


def removed_html(word: str = "removed") -> str:
    """That an article or a conversation is gone, and the way to have it back."""
    return f'<div class="removed"><p class="good">{in_both(word)}</p>{button("undo", "undo")}</div>'


def status_html(assistant: Conversational) -> str:
    """Whether a language model words the answers, which, and who gets to read the questions."""
    model = assistant.model_name
    if model is None:
        return f'<p class="status">{in_both("status_none")}</p>'
    word = "status_hosted" if is_hosted(assistant.settings, model) else "status_model"
    return f'<p class="status">{in_both(word, model)}</p>'


def preparing_html(step: Step | Refusal) -> str:
    """In place of that while the assistant gets ready."""
    if isinstance(step, Refusal):
        return refusal_html(step)
    return f'<div class="preparing">{step_html(step)}<p>{in_both("preparing")}</p></div>'


def editing_html() -> str:
    """That the next question replaces the last one, or what was typed is put aside; the style sheet shows which."""
    return (
        f'<div class="editing"><p>{in_both("editing")}</p>{button("cancel_edit", "keep")}</div>'
        f'<div class="aside"><p>{in_both("aside")}</p>{button("put_back", "put_back")}</div>'
    )


def panel_head_html(word: str) -> str:
    """The title of a panel and its way out."""
    return f'<div class="panel-head"><h2 tabindex="-1">{in_both(word)}</h2>{button("close", "panel", value="")}</div>'


def settings_html(options: Options, model: str | None, hosted: bool = False) -> str:
    """The choices of one session. `model` is the name of the language model, None where none is loaded."""
    word = "model_hosted" if hosted else "model_loaded"
    loaded = in_both(word, model) if model else in_both("model_missing")
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
