import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.strategies import texts
from tests.ui.test_markup import HOSTILE
from ui.markdown import escaped, paragraphs, quotation

MARKDOWN = [
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "# title",
    "title\n===",
    "title\n---",
    "***",
    "    code",
    "\tcode",
    "```\ncode\n```",
    "~~~\ncode",
    "> quote",
    "[a]: https://example.org 'x'",
    "![a](https://example.org/a.png)",
    "[a][b] [c] [^1]",
    "[^1]: note",
    "<!-- comment -->",
    "<div>\n\n# x",
    "<?php ?> <![CDATA[x]]> <!DOCTYPE html>",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "line  \nbreak\\\nmore\\",
    "a\\*b \\",
    "&copy; &#65; &amp;lt;",
    "http://example.org mailto:a@example.org",
    "a\u2028- b\x85# c\v> d",
]
hostile = st.one_of(
    st.sampled_from(HOSTILE + MARKDOWN),
    texts,
    st.text(),
    st.text(alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~$^&=:/@ \n\t1aأ"), max_size=40),
)


def _tokens(markdown: str) -> list[Token]:
    """Everything that a viewer would make of it, raw HTML, tables and strikethrough included."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return [inner for token in parser.parse(markdown) for inner in (token, *(token.children or ()))]


def _kinds(tokens: list[Token]) -> set[str]:
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}


def _text(tokens: list[Token]) -> str:
    shown = {"text": lambda token: token.content, "hardbreak": lambda _: " ", "paragraph_close": lambda _: " "}
    return "".join(shown[token.type](token) for token in tokens if token.type in shown)


def _words(text: str) -> list[str]:
    """The text as a reader takes it: blanks alike, and what Markdown can't hold replaced."""
    return "".join("\ufffd" if _is_unshowable(character) else character for character in text).split()


def _is_unshowable(character: str) -> bool:
    category = unicodedata.category(character)
    return category == "Cs" or (category == "Cc" and character < "\x80" and not character.isspace())


@given(hostile)
@example("- a\n- b")
def test_a_text_is_paragraphs_of_text_and_nothing_else(text):
    """No list, title, code, link, picture, table, emphasis or HTML comes out of it, and no word is lost."""
    tokens = _tokens(paragraphs(text))
    assert _kinds(tokens) <= {"paragraph", "inline", "text", "hardbreak"}
    assert _text(tokens).split() == _words(text)


@given(hostile)
def test_a_line_is_one_line(text):
    """A title can be made of any text: it is one line, and one paragraph where it stands alone."""
    line = escaped(text)
    assert len(line.splitlines()) <= 1
    tokens = _tokens(line)
    assert _kinds(tokens) <= {"paragraph", "inline", "text"}
    assert _text(tokens).split() == _words(text)
    assert _kinds(_tokens(f"## {line}")) <= {"heading", "inline", "text"}


@given(hostile.filter(str.strip))
def test_a_quotation_stays_in_its_quotation(text):
    """One block quotation with all of the text, and the text after it outside."""
    tokens = _tokens(f"{quotation(text)}\n\nafter")
    assert _kinds(tokens) <= {"blockquote", "paragraph", "inline", "text", "hardbreak"}
    assert [token.type for token in tokens].count("blockquote_open") <= 1
    assert _text(tokens).split() == [*_words(text), "after"]


@pytest.mark.parametrize("text", ["https://example.org", "www.example.org", "example.org", "mailto:a@b.org"])
def test_a_bare_address_is_broken_up(text):
    """Viewers that make links of bare addresses find none in the source."""
    assert text not in escaped(text)
    assert _text(_tokens(escaped(text))).strip() == text


def test_lines_of_a_text_stay_lines():
    """A line end is a hard break, a blank line parts paragraphs, an indent is none."""
    assert paragraphs("one\n  two\n\n\nthree") == "one\\\ntwo\n\nthree"
    assert quotation("one\ntwo\n\nthree") == "> one\\\n> two\n>\n> three"
