"""What a file is: by its first bytes, and by its name only where these leave a choice."""

import io
import zipfile
from typing import Final, Literal

import regex

from embeddings.errors import ArticleError
from embeddings.readers.foreign import foreign_archive, refuse

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

_HEAD: Final = 4096

# A page says what it is at its beginning, behind comments and the declarations of XML.
_HTML: Final = regex.compile(
    rb"(?i)\s*(?:<\?xml[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b"
)
_TAG: Final = regex.compile(rb"(?i)</(?:p|div|h[1-6]|article|main|section|table|ul|ol|body)\s*>")
_MARKDOWN_NAMES: Final = (".md", ".markdown", ".mdown", ".mkd")
_HTML_NAMES: Final = (".html", ".htm", ".xhtml")


def kind_of(data: bytes, name: str) -> Kind:
    """What `data` is.

    Raises:
        ArticleError: it is a file of another known kind; the message says which, and what to do.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _archive(data)
    refuse(data)
    # UTF-16 is ASCII with zeros between, as far as tags go.
    ascii_head = (
        head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    )
    lower = name.lower()
    if _HTML.match(ascii_head) or (lower.endswith(_HTML_NAMES) and _TAG.search(data.replace(b"\0", b""))):
        return "html"
    return "markdown" if lower.endswith(_MARKDOWN_NAMES) else "text"


def _archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ArticleError("the DOCX or ZIP file is damaged; save or download it again.", "damaged") from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    raise foreign_archive(names)
