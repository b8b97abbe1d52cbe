"""What a server sent: of a kind that is read, and no more of it than is read."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Final

import regex

from embeddings.errors import ArticleError

# What a server says that the page is, and the ending that such a file has. "" where it says nothing: the content
# tells what it is, as it does in any case but Markdown's.
_TYPES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": "",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/octet-stream": "",
}
ACCEPT: Final = ", ".join(name for name, ending in _TYPES.items() if ending) + ", text/plain;q=0.9"

# The encodings of Arabic and English pages; Python knows others that are none, or take their time.
_CHARSET: Final = regex.compile(r"utf-?8|(?:windows-|cp)125[0-8]|iso-?8859-\d{1,2}")

_BROKEN: Final = "the page broke off, or is damaged; try again, or save the page as a file."


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched: `url` is where it was in the end, `content_type` what the server says that it is.

    `data` is unpacked, and of a text whose encoding the server names, it is in UTF-8 with a byte-order mark.
    """

    data: bytes
    url: str
    content_type: str

    @property
    def name(self) -> str:
        """The address with the ending of such a file, which readers go by where the content doesn't tell."""
        return self.url.partition("?")[0].partition("#")[0] + _TYPES[self.content_type]


def read_page(url: str, headers: dict[str, str], body: Iterator[bytes], limit: int) -> Page:
    """The page whose answer has `headers` (names in lower case) and `body`, of at most `limit` bytes, unpacked.

    Raises:
        ArticleError: it is of another type, too large or damaged. One clause, without the address.
    """
    message = Message()
    message["content-type"] = headers.get("content-type") or "application/octet-stream"
    content_type = message.get_content_type()
    if content_type not in _TYPES:
        raise ArticleError(
            f"it is {content_type}; give the address of a text, Markdown, HTML, DOCX or PDF file.",
            "other_type",
            kind=content_type,
        )
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limit:
        raise _too_large(limit)
    data = _unpacked(body, headers.get("content-encoding", "").strip().lower(), limit)
    if content_type.startswith(("text/", "application/xhtml")):
        data = _in_utf8(data, message.get_content_charset() or "")
    return Page(data, url, content_type)


def _unpacked(body: Iterator[bytes], encoding: str, limit: int) -> bytes:
    """The bytes of `body`, read as far as the limit: a few packed kilobytes may be gigabytes."""
    wire = io.BufferedReader(_Wire(body, limit))
    if encoding in ("gzip", "x-gzip"):
        source: io.BufferedIOBase = gzip.GzipFile(fileobj=wire)
    elif encoding in ("", "identity"):
        source = wire
    else:
        raise ArticleError(
            f"the server packs it as {encoding}, which nobody asked for; save the page as a file.", "broken"
        )
    try:
        data = source.read(limit + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ArticleError(_BROKEN, "broken") from error
    if len(data) > limit:
        raise _too_large(limit)
    return data


class _Wire(io.RawIOBase):
    """The chunks of a body as a file, of which no more than `limit` bytes are read, packed as they are."""

    def __init__(self, chunks: Iterator[bytes], limit: int) -> None:
        self._chunks = chunks
        self._limit = limit
        self._seen = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        if not self._rest:
            self._rest = next(self._chunks, b"")
            self._seen += len(self._rest)
            if self._seen > self._limit:
                raise _too_large(self._limit)
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _too_large(limit: int) -> ArticleError:
    return ArticleError(
        f"it has more than {limit / 1_000_000:g} MB; save a part of it as a file.",
        "large",
        megabytes=round(limit / 1_000_000),
    )


def _in_utf8(data: bytes, charset: str) -> bytes:
    """`data` in UTF-8 with a mark that says so, where the server's `charset` is right; else as it is.

    The server's word goes before the page's own, as in a browser. But what can be read as UTF-8 is UTF-8.
    """
    if not _CHARSET.fullmatch(charset) or b"\0" in data:  # UTF-16 says so itself, or the reader sees it
        return data
    for encoding in ("utf-8-sig", charset):
        try:
            return codecs.BOM_UTF8 + data.decode(encoding).encode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return data
