"""What a reader can do with a turn, as safe HTML: copy it, rate it, ask it again, go on from it."""

from collections.abc import Sequence
from typing import Final

from embeddings.article import Article
from embeddings.text import detect_language
from ui.conversation import Turn
from ui.export import answer_text
from ui.markup import button, escape, in_both, isolate, marks
from ui.options import Options

_VERDICTS: Final = (("useful", "up"), ("not_useful", "down"))


def actions_html(turn: Turn, article: Article, options: Options | None) -> str:
    """A row of buttons; nothing while the answer is being made.

    The last turn alone comes with the `options` of now: it can be edited, and asked again where that may bring
    another answer.
    """
    if turn.pending:
        return ""
    buttons: list[str] = []
    if turn.answer:
        buttons.append(button("copy", "copy", copy=answer_text(turn, article)))
        buttons += [_verdict(turn, word, verdict) for word, verdict in _VERDICTS]
    if options and turn.may_differ(options):
        buttons.append(button("retry", "retry", "retry"))
    if options:
        buttons.append(button("edit", "edit", "edit", question=turn.question))
    return f'<div class="actions">{"".join(buttons)}</div>' if buttons else ""


def _verdict(turn: Turn, word: str, verdict: str) -> str:
    pressed = "true" if turn.rating == verdict else "false"
    return (
        f'<button type="button" class="plain {verdict}" data-do="rate" data-value="{verdict}" '
        f'data-turn="{turn.number}" aria-pressed="{pressed}">{in_both(word)}</button>'
    )


def follow_ups_html(questions: Sequence[str]) -> str:
    """Questions that the last answer leads to."""
    if not questions:
        return ""
    chips = "".join(chip(question) for question in questions)
    return f'<div class="next"><p class="label">{in_both("follow_ups")}</p>{chips}</div>'


def chip(question: str, css: str = "") -> str:
    """A question that one click asks."""
    language = detect_language(question)
    return (
        f'<button type="button" class="{f"chip {css}".strip()}" data-do="ask" data-value="{escape(question)}" '
        f"{marks(language)}>{isolate(question, language)}</button>"
    )
