"""HTML: the main text of a page, without its menus.

Measured on the pages of tests/data, 78 paragraphs in 3 layouts: trafilatura finds 54 to the character and nothing of
what stands around them, and all 78 once tables that only lay out a page are taken apart and the article is named;
readability-lxml finds 68, loses a title and takes in buttons.
"""

import codecs
from collections import defaultdict
from typing import Any, Final

import regex

from embeddings.decoding import decode
from embeddings.errors import ArticleError
from embeddings.readers.base import Document, day, name

_EMPTY: Final = "the web page holds no text; save the page that shows the article."
_SHORT: Final = 300  # characters; trafilatura has 250
_CHARSET: Final = regex.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{1,40})")
_DECLARATION: Final = regex.compile(r"^\s*<\?xml[^>]*\?>")
_BLANK: Final = regex.compile(r"[ \t\r\n\f]+")
_UNWRITABLE: Final = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADING: Final = regex.compile(r"h[1-6]")
# The names of HTML, and those that trafilatura gives: head, item, list, quote, row, cell, lb.
_BLOCKS: Final = frozenset(
    "address article aside blockquote body cell center dd details div dl dt fieldset figcaption figure footer form "
    "graphic head header hr html item li list main nav ol p pre quote row section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_LISTS: Final = ("list", "ol", "ul")
_ITEMS: Final = ("item", "li")
_ROWS: Final = ("row", "tr")
_BREAKS: Final = ("lb", "br")
_LAYOUT: Final = frozenset("p div h1 h2 h3 h4 article section table ul ol blockquote".split())
_NO_TEXT: Final = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "iframe",
    "svg",
)


def read(data: bytes) -> Document:
    """The main text of a page.

    Raises:
        ArticleError: there is none, or its encoding is unknown.
    """
    from trafilatura import bare_extraction

    source = _DECLARATION.sub("", _decoded(data)).replace("\0", "")
    tree = _tree(source)
    _without_layout(tree)
    _mark_article(tree)
    heading = _one_heading(tree)
    # Of two types that this may return, the other is asked for by an option.
    found: Any = bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # The day that the page says of itself; a longer search takes any date of the text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    blocks = _blocks(found.body) if found is not None and found.body is not None else []
    # Of what is too short for its rules it takes the menu in, and makes one block.
    if sum(map(len, blocks)) < _SHORT:
        blocks = _blocks(_bare(_tree(source))) or blocks
    if not blocks:
        raise ArticleError(_EMPTY, "no_text")
    if heading and not any(block.lstrip("# ") == heading for block in blocks):
        blocks.insert(0, f"# {heading}")
    title = heading or (found.title if found is not None else "") or _text_of(tree.find(".//title"))
    author, date = (found.author, found.date) if found is not None else (None, None)
    return Document("\n\n".join(blocks), title or None, name(author), day(date))


def _tree(source: str) -> Any:
    from lxml.etree import ParserError, XMLSyntaxError
    from lxml.html import HTMLParser, document_fromstring

    try:
        tree = document_fromstring(source, parser=HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    except (ParserError, XMLSyntaxError, ValueError) as error:
        raise ArticleError(_EMPTY, "no_text") from error
    for element in tree.iter():
        for place in ("text", "tail"):
            text = getattr(element, place)
            # What lxml reads, a form feed for one, it doesn't write: whoever takes an element out would fail.
            if text and _UNWRITABLE.search(text):
                setattr(element, place, _UNWRITABLE.sub(" ", text))
    return tree


def _decoded(data: bytes) -> str:
    """The source of the page, in the encoding that it names, or that it seems to have."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # pages lie about it
    return decode(data)


def _without_layout(tree: Any) -> None:
    """Make blocks of the tables that hold other blocks: they lay out the page, and are no tables."""
    for table in list(tree.iter("table")):
        if any(cell.find(f".//{tag}") is not None for cell in table.iter("td", "th") for tag in _LAYOUT):
            for part in list(table.iter("tbody", "tr", "td", "th")):
                if next(part.iterancestors("table"), None) is table:
                    part.tag = "div"
            table.tag = "div"


def _mark_article(tree: Any) -> None:
    """Name the element that most of the prose stands in, where the page names none.

    Without a name trafilatura may keep the paragraphs alone, and drop the titles between them. The score is that of
    readability: a paragraph counts for its parent, and half for the parent of that.
    """
    if tree.find(".//article") is not None or tree.find(".//main") is not None:
        return
    scores: defaultdict[Any, float] = defaultdict(float)
    for paragraph in tree.iter("p"):
        length = len("".join(paragraph.itertext()))
        for ancestor, share in zip(paragraph.iterancestors(), (1.0, 0.5), strict=False):
            scores[ancestor] += share * length
    best = max(scores, key=lambda element: scores[element], default=None)
    if best is not None and best.tag in ("div", "section", "center"):
        best.tag = "article"


def _one_heading(tree: Any) -> str:
    """The title that stands over the text, where there is only one of the first order."""
    headings = [text for element in tree.iter("h1") if (text := _text_of(element))]
    return headings[0] if len(headings) == 1 else ""


def _bare(tree: Any) -> Any:
    """The page without what is never its text; for pages that are too short for a rule."""
    from lxml.etree import strip_elements

    strip_elements(tree, *_NO_TEXT, with_tail=False)
    body = tree.find("body")
    return tree if body is None else body


def _text_of(element: Any) -> str:
    return _clean("".join(element.itertext())) if element is not None else ""


def _clean(text: str) -> str:
    return _BLANK.sub(" ", text.replace("\u00ad", "")).strip()


def _blocks(root: Any) -> list[str]:
    """The blocks of a tree of HTML or of trafilatura, in reading order, without recursion: pages nest deeply."""
    from lxml.etree import iterwalk

    writer = _Writer()
    for event, element in iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            writer.start(tag, element.get("rend") or "")
            writer.write(element.text if tag else None)
        else:
            writer.end(tag)
            writer.write(element.tail if element is not root else None)
    writer.flush()
    return writer.blocks


class _Writer:
    """Gathers the texts of a tree into blocks."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._pieces: list[str] = []
        self._sign = ""
        self._numbers: list[int | None] = []  # of each list around: the next number, or None for bullets
        self._row: list[str] | None = None

    def write(self, text: str | None) -> None:
        """Add to the block that is open."""
        self._pieces.append(_BLANK.sub(" ", text or ""))

    def start(self, tag: str, rend: str) -> None:
        """An element begins; `rend` is what trafilatura notes about it."""
        if _is_block(tag):
            self.flush()
        if tag in _LISTS:
            self._numbers.append(1 if "ol" in (tag, rend) else None)
        elif tag in _ITEMS:
            self._sign = self._point()
        elif _is_heading(tag):
            level = (rend or tag)[-1]
            self._sign = f"{'#' * int(level)} " if level.isdigit() else "## "
        elif tag in _ROWS:
            self._row = []
        elif tag in _BREAKS:
            self._pieces.append("\n")

    def end(self, tag: str) -> None:
        """An element ends."""
        if _is_block(tag):
            self.flush()
        if tag in _LISTS and self._numbers:
            self._numbers.pop()
        elif tag in _ROWS:
            if self._row:
                self.blocks.append(" | ".join(self._row))
            self._row = None
        elif _is_heading(tag):
            self._sign = ""

    def flush(self) -> None:
        """Close the block that is open."""
        text = "\n".join(line for line in map(_clean, "".join(self._pieces).split("\n")) if line)
        self._pieces = []
        if text and self._row is not None:
            self._row.append(text.replace("\n", " "))
        elif text:
            is_title = self._sign.startswith("#")
            self.blocks.append(self._sign + (text.replace("\n", " ") if is_title else text))
            self._sign = ""

    def _point(self) -> str:
        """What stands before a point of the innermost list."""
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}. "


def _is_heading(tag: str) -> bool:
    return tag == "head" or bool(_HEADING.fullmatch(tag))


def _is_block(tag: str) -> bool:
    return tag in _BLOCKS or bool(_HEADING.fullmatch(tag))
