"""From the bytes of a text file to its text, or a clear refusal."""

import codecs
from typing import Final

import regex

from embeddings.errors import ArticleError

_CONTROL: Final = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LETTER: Final = regex.compile(r"\p{L}")
_KNOWN_LETTER: Final = regex.compile(r"(?=\p{L})[\p{Arabic}\p{Latin}]")
_WORD: Final = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_ARABIC_WORD: Final = regex.compile(r"(?:\p{Arabic}\p{M}*)+")

# In UTF-16 without a mark, and in Windows-1256, nearly any bytes mean something, so what comes out has to look
# like Arabic or English.
_MOST: Final = 0.9

_BINARY: Final = "it is binary, not text; give a text file, or a Markdown, HTML, DOCX or PDF one."


def decode(data: bytes) -> str:
    """Decode a file in UTF-8 or UTF-16, with or without byte-order mark, or Arabic in Windows-1256.

    Raises:
        ArticleError: the bytes are no text, or in another encoding.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if (text := _try(data, "utf-8")) is not None and not _is_binary(text):
        return text
    for encoding in ("utf-16-le", "utf-16-be"):
        if (text := _try(data, encoding)) and not _is_binary(text) and _has_known_letters(text):
            return text
    text = data.decode("cp1256")
    if _is_binary(text):
        raise ArticleError(_BINARY, "binary")
    _refuse_broken_utf8(data)
    if not _has_arabic_words(text):
        raise ArticleError("it is neither UTF-8, UTF-16 nor Arabic in Windows-1256; save it as UTF-8.", "encoding")
    return text


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        place = len(data) - len(error.object) + error.start  # the mark counts
        raise ArticleError(f"it is not valid {name} (byte {place}); save it as UTF-8.", "encoding") from error
    if _is_binary(text):
        raise ArticleError(_BINARY, "binary")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    """Whether `text` holds NUL, or more control characters than an accident leaves in a text."""
    return "\0" in text or len(_CONTROL.findall(text)) > 1 + len(text) // 100


def _has_known_letters(text: str) -> bool:
    return len(_KNOWN_LETTER.findall(text)) > _MOST * len(_LETTER.findall(text))


def _has_arabic_words(text: str) -> bool:
    """Whether the words that are not plain English are Arabic all through.

    Another encoding read as Windows-1256 mixes the scripts inside a word: "Fuß" becomes "Fuك". Digits and
    mark-up, however many, say nothing.
    """
    words = _WORD.findall(text)
    foreign = [word for word in words if not word.isascii()]
    return bool(words) and sum(map(bool, map(_ARABIC_WORD.fullmatch, foreign))) >= _MOST * len(foreign)


def _refuse_broken_utf8(data: bytes) -> None:
    """UTF-8 with a broken character is not to be read as Windows-1256, which would make nonsense of it all."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken and sum(character > "\x7f" for character in text) > 2 * broken:
        position = len(text.partition("\ufffd")[0].encode())
        raise ArticleError(f"it is not valid UTF-8 (byte {position}); save it as UTF-8 again.", "encoding")
