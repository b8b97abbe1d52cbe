"""Files that aren't read, known by their first bytes, so that the refusal can say what was given."""

import struct
from typing import Final

import regex

from embeddings.errors import ArticleError

_GIVE: Final = "give a text, Markdown, HTML, DOCX or PDF file."

# The words of a refusal by its code; `{}` is the format.
_WHAT: Final = {
    "picture": "a picture ({})",
    "sound": "a sound ({})",
    "video": "a video ({})",
    "archive": "an archive ({})",
    "program": "a program ({})",
    "old_office": "a file of an old Office ({})",
    "rtf": "a Rich Text file ({})",
    "sheet": "a spreadsheet ({})",
    "slides": "a presentation ({})",
    "ebook": "an e-book ({})",
    "opendocument": "an OpenDocument file ({})",
    "iwork": "a document of Apple's Pages, Numbers or Keynote",
    "zip": "a ZIP archive without an article of ours",
}
_SAVE: Final = {
    "picture": "the words in it can't be read; " + _GIVE,
    "old_office": "save it as DOCX or PDF.",
    "rtf": "save it as DOCX or as plain text.",
    "opendocument": "save it as DOCX or PDF.",
    "iwork": "export it as DOCX or PDF.",
    "ebook": "save the part that you want as text, HTML or PDF.",
}

_SIGNATURES: Final[tuple[tuple[bytes, str, str], ...]] = (
    (rb"\x89PNG", "picture", "PNG"),
    (rb"\xff\xd8\xff", "picture", "JPEG"),
    (rb"GIF8[79]a", "picture", "GIF"),
    (rb"RIFF.{4}WEBP", "picture", "WebP"),
    (rb"II\*\0|MM\0\*", "picture", "TIFF"),
    (rb"8BPS", "picture", "PSD"),
    (rb".{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)", "picture", "HEIC"),
    (rb"\s*(?:<\?xml[^>]*+>\s*+)?(?:<!DOCTYPE\s+svg[^>]*+>\s*+)?<svg\b", "picture", "SVG"),
    (rb"RIFF.{4}AVI ", "video", "AVI"),
    (rb"\x1aE\xdf\xa3", "video", "MKV"),
    (rb".{4}ftypM4A", "sound", "M4A"),
    (rb".{4}ftyp", "video", "MP4"),
    (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]", "sound", "MP3"),
    (rb"OggS", "sound", "OGG"),
    (rb"fLaC", "sound", "FLAC"),
    (rb"RIFF.{4}WAVE", "sound", "WAV"),
    (rb"\x1f\x8b", "archive", "GZIP"),
    (rb"7z\xbc\xaf\x27\x1c", "archive", "7Z"),
    (rb"Rar!\x1a\x07", "archive", "RAR"),
    (rb"BZh[1-9]1AY&SY", "archive", "BZIP2"),
    (rb"\xfd7zXZ\0", "archive", "XZ"),
    (rb".{257}ustar", "archive", "TAR"),
    (rb"MZ.{0,62}\0", "program", "EXE"),
    (rb"\x7fELF", "program", "ELF"),
    (rb"[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe", "program", "Mach-O"),
    (rb"\{\\rtf", "rtf", "RTF"),
)
_AS_TEXT: Final = ("SVG", "RTF")
_CONTROL: Final = regex.compile(rb"[\x00-\x08\x0e-\x1f]")
_PATTERNS: Final = tuple((regex.compile(sign, regex.DOTALL), code, kind) for sign, code, kind in _SIGNATURES)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = {"WordDocument": "DOC", "Workbook": "XLS", "PowerPoint Document": "PPT"}

# By the name of a part; what several of them hold, the first decides.
_PARTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("xl/", "sheet", "XLSX"),
    ("ppt/", "slides", "PPTX"),
    ("META-INF/container.xml", "ebook", "EPUB"),
    ("content.xml", "opendocument", "ODT"),
    ("Index/", "iwork", ""),
    ("Index.zip", "iwork", ""),
    ("", "zip", ""),
)


def refuse(data: bytes) -> None:
    """Nothing where `data` may be a text or a document.

    Raises:
        ArticleError: it is a file of another known kind; the message says which, and what to do.
    """
    if data.startswith(_OLE):
        raise _old_office(data)
    head = data[:4096]
    for pattern, code, kind in _PATTERNS:
        # A text may well begin with "GIF89a", but without a control character.
        if pattern.match(head) and (kind in _AS_TEXT or _CONTROL.search(head)):
            raise _refusal(code, kind)
    # Two letters may begin a text as well: the size in the header has to be that of the file.
    if data.startswith(b"BM") and len(data) >= 6 and struct.unpack_from("<I", data, 2)[0] == len(data):
        raise _refusal("picture", "BMP")


def foreign_archive(names: list[str]) -> ArticleError:
    """Why a ZIP archive with these files, which is no DOCX, isn't read."""
    code, kind = next((code, kind) for part, code, kind in _PARTS if not part or _has(names, part))
    return _refusal(code, kind)


def _has(names: list[str], part: str) -> bool:
    return any(name.startswith(part) for name in names)


def _old_office(data: bytes) -> ArticleError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ArticleError("the document is locked with a password; save a copy without one.", "locked")
    kinds = (kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in data)
    return _refusal("old_office", next(kinds, "DOC"))


def _refusal(code: str, kind: str) -> ArticleError:
    what = _WHAT[code].format(kind)
    return ArticleError(f"it is {what}; {_SAVE.get(code, _GIVE)}", code, kind=kind)
