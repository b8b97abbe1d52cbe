"""From any text to HTML that is safe to show and reads in the right direction.

Article, question and model text are data. Everything of theirs passes through `escape` or `isolate`, and
nothing else of this package puts foreign text into HTML.
"""

import html
from collections.abc import Callable
from typing import Final

import regex

from embeddings.text import Language
from ui.foreign import OTHER, apart, runs
from ui.strings import DIRECTIONS, MESSAGE, PAGE

# NUL and lone surrogates can't be sent as JSON or parsed as HTML.
_UNSHOWABLE: Final = regex.compile(r"[\0\ud800-\udfff]")


def escape(text: str) -> str:
    """`text` as HTML on one line, whose text content is `text` again, character for character.

    Line ends become character references, so that none can be changed on the way: a parser makes one line end
    of CR LF, and offsets into the text would point elsewhere.
    """
    shown = html.escape(_UNSHOWABLE.sub("\ufffd", text))
    return shown.replace("\r", "&#13;").replace("\n", "&#10;")


def isolate(text: str, language: Language) -> str:
    """`escape(text)` with what runs the other way in a `<bdi>`, so that it can't move what stands beside it.

    "ar" isolates Latin names and composite numbers (`22-1-2026`, `GPT-4`, `50%`), which the bidi algorithm
    would reorder or tear apart; a plain number can't be, and stays bare. "en" isolates Arabic phrases. Quotations and
    lines in the other language are isolated whole, and in them what is in `language`.
    """
    other = OTHER[language]
    pieces: list[str] = []
    position = 0
    for start, end in apart(text, language):
        pieces += (_with_runs(text[position:start], language), _bdi(_with_runs(text[start:end], other), other))
        position = end
    return "".join((*pieces, _with_runs(text[position:], language)))


def _with_runs(text: str, language: Language) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in runs(text, language):
        pieces += (escape(text[position:start]), _bdi(escape(text[start:end]), OTHER[language]))
        position = end
    return "".join((*pieces, escape(text[position:])))


def _bdi(markup: str, language: Language) -> str:
    return f"<bdi {marks(language)}>{markup}</bdi>"


def marks(language: Language) -> str:
    """The attributes that tell a browser the language and direction of an element."""
    return f'lang="{language}" dir="{DIRECTIONS[language]}"'


def in_both(word: str, *values: str) -> str:
    """A word of the page by its name, in both languages; the style sheet shows the page's one.

    `values` take the place of its `{}`, each on its own in the line.
    """
    return in_each(lambda language: escape(word_in(language, word)).format(*map(_apart, values)))


def in_each(markup: Callable[[Language], str]) -> str:
    """Safe HTML made for each language; the style sheet shows the page's one."""
    return "".join(f'<span class="w" {marks(language)}>{markup(language)}</span>' for language in PAGE)


def word_in(language: Language, name: str) -> str:
    """A word of `PageWords` or `MessageWords` by its name."""
    page, message = PAGE[language], MESSAGE[language]
    word = getattr(page, name) if hasattr(page, name) else getattr(message, name)
    if not isinstance(word, str):
        raise TypeError(f"{name} is {type(word).__name__}; expected a word")
    return word


def _apart(value: str) -> str:
    return f'<bdi dir="auto">{escape(value)}</bdi>'


def button(word: str, do: str, css: str = "", **data: str | int) -> str:
    """A button that asks the script to `do` something with `data`."""
    extra = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    return f'<button type="button" class="{f"plain {css}".strip()}" data-do="{do}"{extra}>{in_both(word)}</button>'
