"""From the bytes of a file to the plain text of the article in it.

What a file is, its content says and not its name; only between plain text and Markdown, which are the same bytes,
the name decides. Importing this package loads no reader.
"""

from typing import Final

from embeddings.decoding import decode
from embeddings.errors import ArticleError
from embeddings.readers.base import Document
from embeddings.readers.kinds import kind_of
from embeddings.readers.process import read_apart

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Document", "read_document"]

MAX_BYTES: Final = 20_000_000
MAX_CHARACTERS: Final = 2_000_000  # some 700 pages


def read_document(data: bytes, name: str = "") -> Document:
    """The plain text of a text, Markdown, HTML, DOCX or PDF file; offsets into an article are offsets into it.

    Plain text comes back character for character. Everything else is read in a process of its own, that is ended
    when it takes too long or too much memory.

    Raises:
        ArticleError: it is none of these, too large, damaged, locked, scanned or empty. One clause, without the name.
    """
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        raise ArticleError(f"it has more than {megabytes} MB; give a part of it.", "large", megabytes=megabytes)
    kind = kind_of(data, name)
    if kind == "markdown":
        _check(decode(data), 2 * MAX_CHARACTERS)  # what it is written in takes some, and reading it takes long
    document = Document(decode(data)) if kind == "text" else read_apart(kind, data)
    _check(document.text, MAX_CHARACTERS)
    return document


def _check(text: str, most: int) -> None:
    if len(text) > most:
        raise ArticleError(
            f"it has {len(text):,} characters, more than {most:,}; give a part of it.", "long", characters=most
        )
