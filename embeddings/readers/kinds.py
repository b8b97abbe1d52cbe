"""What a file is: by its first bytes, and by its name only where these leave a choice."""

import io
import zipfile
from typing import Final, Literal

import regex

from embeddings.errors import ArticleError

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

_GIVE: Final = "give a text, Markdown, HTML, DOCX or PDF file."
_HEAD: Final = 4096

# A page says what it is at its beginning, behind comments and the declarations of XML.
_HTML: Final = regex.compile(
    rb"(?i)\s*(?:<\?xml[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b"
)
_TAG: Final = regex.compile(rb"(?i)</(?:p|div|h[1-6]|article|main|section|table|ul|ol|body)\s*>")
_MARKDOWN_NAMES: Final = (".md", ".markdown", ".mdown", ".mkd")
_HTML_NAMES: Final = (".html", ".htm", ".xhtml")
# What else is a ZIP archive or an OLE file, by the name of a part.
_ARCHIVES: Final = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "META-INF/container.xml": "an e-book (EPUB)",
    "content.xml": "an OpenDocument file",
}


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
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise ArticleError(_ole(data))
    if head.startswith(b"{\\rtf"):
        raise ArticleError("it is a Rich Text file (RTF); save it as DOCX or as plain text.")
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
        raise ArticleError("the DOCX or ZIP file is damaged; save or download it again.") from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    for part, what in _ARCHIVES.items():
        if any(name.startswith(part) for name in names):
            raise ArticleError(f"it is {what}, which isn't read; {_GIVE}")
    raise ArticleError(f"it is a ZIP archive without an article of ours; {_GIVE}")


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the document is locked with a password; save a copy without one."
    return "it is a file of an old Office, such as DOC; save it as DOCX."
