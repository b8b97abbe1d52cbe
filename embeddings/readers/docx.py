"""DOCX: the paragraphs, titles, lists and tables of a Word document.

On tests/data all readers find the 78 paragraphs. On a document with tracked changes, a content control, a text box,
hidden text and a table of contents, python-docx loses insertions, control and box, mammoth glues the box to its
paragraph, both take in what is hidden and the contents, and neither limits what the archive unpacks to. What an
article needs of the format is little, so it is read here.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import regex

from embeddings.errors import ArticleError
from embeddings.readers.base import Document, day, name

_MAX_UNPACKED: Final = 200_000_000
_DAMAGED: Final = "the DOCX file is damaged; save or download it again."

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN: Final = regex.compile(r"[ \t]+")
# Deleted text, the source of fields, and what is drawn twice for old programs.
_LEFT_OUT: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr"})
_SIGNS: Final = {f"{_W}tab": " ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SAID: Final = (
    "{http://purl.org/dc/elements/1.1/}title",
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://purl.org/dc/terms/}created",
)
_HEADING: Final = regex.compile(r"heading (\d)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    level: int | None = None  # 0: the title of the whole; 1 and more: titles of sections
    contents: bool = False  # a line of the table of contents
    numbering: tuple[str, str] | None = None


@dataclass(slots=True)
class _Word:
    """What the parts beside the text say about it."""

    styles: dict[str, _Style] = field(default_factory=dict)
    bullets: dict[tuple[str, str], bool] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)


def read(data: bytes) -> Document:
    """The text of a DOCX file; headers, footers and notes are left out.

    Raises:
        ArticleError: it is damaged, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise ArticleError("the document is locked with a password; save a copy without one.", "locked")
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise ArticleError(
                    f"the DOCX file unpacks to more than {_MAX_UNPACKED // 1_000_000} MB; it isn't read.",
                    "unpacks",
                    megabytes=_MAX_UNPACKED // 1_000_000,
                )
            body = _part(archive, _main_part(archive))
            word = _Word(_styles(_part(archive, "word/styles.xml")), _numbering(_part(archive, "word/numbering.xml")))
            named = _part(archive, "docProps/core.xml")
    except (zipfile.BadZipFile, ParseError, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise ArticleError(_DAMAGED, "damaged") from error
    if body is None:
        raise ArticleError(_DAMAGED, "damaged")
    blocks = list(_blocks(body, word))
    first = next((text for level, text in blocks if level == 0), None)
    if first is None and blocks and blocks[0][0] == 1:
        first = blocks[0][1]
    title, author, made = (named.findtext(path) if named is not None else None for path in _SAID)
    text = "\n\n".join(_marked(level, text) for level, text in blocks)
    return Document(text, first or title or None, name(author), day(made))


def _marked(level: int | None, text: str) -> str:
    return text if level is None else f"{'#' * min(level + 1, 6)} {' '.join(text.split())}"


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """A part of the file, parsed without entities; None where there is none."""
    import zlib

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if name not in archive.namelist():
        return None
    try:
        root: Element = fromstring(archive.read(name).replace(_STRICT, _W[1:-1].encode()), forbid_dtd=True)
    except zlib.error as error:
        raise zipfile.BadZipFile from error
    except DefusedXmlException as error:
        raise ArticleError(
            "the DOCX file defines entities, which no Word does, so it isn't read.", "damaged"
        ) from error
    return root


def _main_part(archive: zipfile.ZipFile) -> str:
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _value(element: Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(f"{_W}val") if found is not None else None


def _styles(root: Element | None) -> dict[str, _Style]:
    """What each style says of its paragraphs, with what it has from the style that it is based on."""
    if root is None:
        return {}
    sources = {style.get(f"{_W}styleId", ""): style for style in root.findall(f"{_W}style")}
    return {name: _style(name, sources) for name in sources}


def _style(name: str, sources: dict[str, Element]) -> _Style:
    level = numbering = None
    contents = False
    for _ in range(10):  # styles based on each other in a ring are not followed for ever
        source = sources.get(name)
        if source is None:
            break
        label = (_value(source, f"{_W}name") or "").lower()
        contents = contents or label.startswith("toc ")
        heading = _HEADING.fullmatch(label)
        outline = _value(source, f"{_W}pPr/{_W}outlineLvl")
        if level is None:
            if label == "title":
                level = 0
            elif heading:
                level = int(heading[1])
            elif outline and outline.isdigit() and int(outline) < 9:
                level = int(outline) + 1
        numbering = numbering or _number(source.find(f"{_W}pPr"))
        name = _value(source, f"{_W}basedOn") or ""
    return _Style(level, contents, numbering)


def _number(properties: Element | None) -> tuple[str, str] | None:
    """The list and the level of a paragraph or style, if it has a list."""
    found = _value(properties, f"{_W}numPr/{_W}numId")
    return (found, _value(properties, f"{_W}numPr/{_W}ilvl") or "0") if found else None


def _numbering(root: Element | None) -> dict[tuple[str, str], bool]:
    """Whether the points of a list at a level have bullets; else they are numbered."""
    if root is None:
        return {}
    abstract = {each.get(f"{_W}abstractNumId"): each for each in root.findall(f"{_W}abstractNum")}
    bullets = {}
    for each in root.findall(f"{_W}num"):
        for level in (abstract.get(_value(each, f"{_W}abstractNumId")) or each).findall(f"{_W}lvl"):
            form = _value(level, f"{_W}numFmt")
            if form != "none":
                bullets[each.get(f"{_W}numId", ""), level.get(f"{_W}ilvl", "0")] = form == "bullet"
    return bullets


def _blocks(parent: Element, word: _Word) -> Iterator[tuple[int | None, str]]:
    """The blocks under `parent`, each with the level of its title, or None."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, word)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, word)
        elif child.tag not in _LEFT_OUT:
            yield from _blocks(child, word)


def _paragraph(paragraph: Element, word: _Word) -> Iterator[tuple[int | None, str]]:
    properties = paragraph.find(f"{_W}pPr")
    style = word.styles.get(_value(properties, f"{_W}pStyle") or "", _Style())
    boxes: list[Element] = []
    text = "\n".join(_PLAIN.sub(" ", line).strip() for line in _text(paragraph, boxes).split("\n")).strip()
    outline = _value(properties, f"{_W}outlineLvl")
    level = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.level
    if text and not style.contents:
        sign = "" if level is not None else _sign(_number(properties) or style.numbering, word)
        yield level, sign + text
    for box in boxes:
        yield from _blocks(box, word)


def _sign(number: tuple[str, str] | None, word: _Word) -> str:
    """What stands before the point of a list."""
    if number is None or number not in word.bullets:
        return ""
    if word.bullets[number]:
        return "- "
    word.counts[number] += 1
    return f"{word.counts[number]}. "


def _text(element: Element, boxes: list[Element]) -> str:
    """The text in `element`; the text boxes in it are put into `boxes`."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag == f"{_W}br":
        return "\n" if element.get(f"{_W}type", "textWrapping") == "textWrapping" else " "
    if element.tag == f"{_W}txbxContent":
        boxes.append(element)
        return ""
    if element.tag == f"{_W}r" and element.find(f"{_W}rPr/{_W}vanish") is not None:
        return ""
    if element.tag in _SIGNS:
        return _SIGNS[element.tag]
    return "".join(_text(child, boxes) for child in element if child.tag not in _LEFT_OUT)


def _table(table: Element, word: _Word) -> Iterator[tuple[int | None, str]]:
    """The rows, a line each; a row with a cell of several blocks is layout, and its blocks are those of the text."""
    for row in table.iter(f"{_W}tr"):
        cells = [list(_blocks(cell, word)) for cell in row.findall(f"{_W}tc")]
        if any(len(cell) > 1 for cell in cells):
            yield from (block for cell in cells for block in cell)
        elif line := " | ".join(text.replace("\n", " ") for cell in cells for _, text in cell):
            yield None, line
