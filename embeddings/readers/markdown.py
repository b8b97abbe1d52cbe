"""Markdown: its text without the marks, as a reader sees it."""

import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import regex

from embeddings.decoding import decode
from embeddings.readers.base import Document, day, name

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER: Final = regex.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", regex.DOTALL)
_FRONT_ENTRY: Final = regex.compile(r"^(title|author|date):[ \t]*(.+?)[ \t]*$", regex.MULTILINE)
_HTML: Final = regex.compile(r"<!--.*?-->|<[^>]*+>", regex.DOTALL)


def read(data: bytes) -> Document:
    """The text of a Markdown file: CommonMark and tables; pictures, comments and HTML tags are left out.

    Raises:
        ArticleError: it is no text.
    """
    from markdown_it import MarkdownIt

    source = decode(data)
    front = _FRONT_MATTER.match(source)
    said = {key: value.strip("\"'") for key, value in _FRONT_ENTRY.findall(front[1])} if front else {}
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source[front.end() if front else 0 :])
    blocks = list(_blocks(tokens))
    first = blocks[0].removeprefix("# ") if blocks and blocks[0].startswith("# ") else None
    return Document("\n\n".join(blocks), said.get("title") or first, name(said.get("author")), day(said.get("date")))


def _blocks(tokens: Sequence["Token"]) -> Iterator[str]:
    """The blocks of the text, each with the sign of a title or of a list's point."""
    numbers: list[int | None] = []
    sign = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            sign = "- " if number is None else f"{number}. "
            numbers[-1] = None if number is None else number + 1
        elif token.type == "heading_open":
            sign = f"{token.markup if token.markup.startswith('#') else '#' if token.tag == 'h1' else '##'} "
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " | ".join(cell for cell in row or () if cell)
            row = None
        elif text := _text(token):
            if row is None:
                yield sign + text
                sign = ""
            else:
                row.append(text)


def _text(token: "Token") -> str:
    if token.type in ("fence", "code_block"):
        return token.content.rstrip()
    if token.type == "html_block":
        return html.unescape(_HTML.sub("", token.content)).strip()
    if token.type != "inline":
        return ""
    signs = {"softbreak": " ", "hardbreak": "\n"}
    children = token.children or ()
    return "".join(
        child.content if child.type in ("text", "code_inline", "text_special") else signs.get(child.type, "")
        for child in children
    ).strip()
