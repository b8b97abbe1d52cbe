"""An article: its text, untouched, and the paragraphs that stand in it."""

import codecs
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Final, Self

import regex

from embeddings.errors import ArticleError, TranslationError
from embeddings.text import Language, detect_language
from embeddings.translation import Translation

_MAX_TITLE_WORDS: Final = 12
_MAX_TITLE_CHARACTERS: Final = 90
_WRAP_COLUMNS: Final = 100

_LINE: Final = regex.compile(r"[^\n\r\u2028\u2029\v\f\x85]+")
_BLANK_LINE: Final = regex.compile(r"(?:\r\n|[\n\r\u2028])[^\S\n\r]*(?:\r\n|[\n\r\u2028])|\u2029")
_INVISIBLE: Final = regex.compile(r"[\s\p{Cf}\p{Cc}]")
_SENTENCE_END: Final = regex.compile(r"[.!?؟۔…:؛;,،][\"'”’»)\]\s\p{Cf}]*$")
_HEADING_MARK: Final = regex.compile(r"^\s*#{1,6}\s+")
_BYLINE: Final = regex.compile(
    r"^\W*(?:by|written by|reporting by|from|كتب|كتبت|كتبه|كتبها|بقلم|إعداد|اعداد|تقرير|تحرير|ترجمة|المصدر)"
    r"(?=[\s:：])(?!\s+(?:the|a|an)\b)",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: `article.text[start:end] == text`, in characters.

    `number` counts from 1 in reading order; `section` is the title that it stands under, or None.
    """

    number: int
    text: str
    start: int
    end: int
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text to ask about. Make one with `from_text`, `from_file` or `from_url`.

    `text` is what was given, character for character: every offset of the project points into it. `id` is a
    digest of everything that answers depend on (title, language, text, translation).
    """

    id: str
    title: str
    language: Language
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    translation: Translation | None = field(default=None, repr=False)

    @classmethod
    def from_text(cls, text: str, title: str | None = None, language: Language | None = None) -> Self:
        """Read an article from a string.

        Paragraphs are lines, or blocks between blank lines where a block is hard-wrapped. A short line
        without a full stop that stands over others is the title of what follows, and no paragraph.

        Raises:
            ArticleError: `text` has no visible character, or holds NUL characters.
        """
        if "\0" in text:
            raise ArticleError("The article holds NUL characters, so it is binary data; give plain text.")
        if not _INVISIBLE.sub("", text):
            raise ArticleError(f"The article is empty ({len(text)} characters, none visible); give some text.")
        # A lone surrogate can't be encoded, hashed or stored; reading files never makes one.
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise ArticleError("The article holds lone surrogates, so it was decoded wrongly; decode it as UTF-8.")
        paragraphs = tuple(_paragraphs(text))
        found = language or detect_language(text)
        heading = title or _title(text, paragraphs)
        return cls(_digest(heading, found, text), heading, found, text, paragraphs)

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Self:
        """Read an article from a plain text file: UTF-8 or UTF-16 (with or without BOM), or Windows-1256.

        Raises:
            ArticleError: there is no such file, it can't be read, it is binary, or it is empty.
        """
        source = Path(path)
        try:
            data = source.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ArticleError(f"{source} can't be read ({reason}); give the path of a text file.") from error
        try:
            return cls.from_text(_decode(data))
        except ArticleError as error:
            raise ArticleError(f"{source}: {error}") from None

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read an article from a web page.

        Raises:
            ArticleError: always, as yet: fetching is switched off in this version.
        """
        raise ArticleError(f"{url} was not fetched: this version reads no URLs; save the text and use from_file.")

    def with_translation(self, translation: Translation) -> Self:
        """This article with a parallel translation that was read for its text.

        Raises:
            TranslationError: the translation is in the article's own language.
        """
        if translation.language == self.language:
            raise TranslationError(f"Article and translation are both {self.language!r}; give the other language.")
        return replace(
            self, id=_digest(self.title, self.language, self.text, translation.digest), translation=translation
        )


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:32]


def _decode(data: bytes) -> str:
    """Decode the bytes of a text file, or raise ArticleError."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(bom):
            return _decode_as(data, encoding)
    if b"\0" in data:
        return _decode_as(data, _utf16_without_bom(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Every byte means something in Windows-1256, so the letters decide whether it is what was meant.
        text = data.decode("cp1256")
    letters = regex.findall(r"[\p{L}\p{M}]", text)
    arabic = regex.findall(r"\p{Arabic}", text)
    control = regex.findall(r"[\p{Cc}--[\t\n\r\f]]", text, regex.V1)
    if control or len(letters) < len(text) / 2 or len(arabic) < len(letters) / 2:
        raise ArticleError("it is neither UTF-8, UTF-16 nor Arabic in Windows-1256; save it as UTF-8 text.")
    return text


def _utf16_without_bom(data: bytes) -> str:
    """Which UTF-16 `data` is in: its spaces and line ends have one zero byte, always on the same side."""
    spaces = [(data[i : i + 2]) for i in range(0, len(data) - 1, 2) if data[i : i + 2].strip(b" \n\r\t") == b"\0"]
    little = sum(1 for pair in spaces if pair[1] == 0)
    if not spaces or len(data) % 2:
        raise ArticleError("it is binary, not text; give a text file.")
    return "utf-16-le" if little * 2 > len(spaces) else "utf-16-be"


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(f"it is not valid {encoding.upper()} (byte {error.start}); save it as UTF-8.") from error


def _paragraphs(text: str) -> Iterator[Paragraph]:
    blocks = list(_blocks(text))
    headings = _headings([text[start:end] for start, end in blocks])
    section = None
    number = 0
    for (start, end), heading in zip(blocks, headings, strict=True):
        if heading:
            section = _HEADING_MARK.sub("", text[start:end])
        else:
            number += 1
            yield Paragraph(number, text[start:end], start, end, section)


def _headings(blocks: Sequence[str]) -> list[bool]:
    """Which blocks are titles: short lines over prose, alone or as title and subtitle.

    More of them in a row are a list or a poem, and text like any other: only a title that opens the article
    stands apart from them. The last block stands over nothing, so there is always a paragraph.
    """
    headings = [bool(_HEADING_MARK.match(block)) for block in blocks]
    headings[-1] = False
    run: list[int] = []
    for position, block in enumerate(blocks):
        if _could_be_heading(block):
            run.append(position)
            continue
        if run and (_BYLINE.match(block) or _is_prose(block)):
            for title in run if len(run) <= 2 else run[:1] if run[0] == 0 else ():
                headings[title] = True
        run = []
    return headings


def _could_be_heading(line: str) -> bool:
    return (
        len(line) <= _MAX_TITLE_CHARACTERS
        and len(line.split()) <= _MAX_TITLE_WORDS
        and not _SENTENCE_END.search(line)
        and not _BYLINE.match(line)
    )


def _is_prose(block: str) -> bool:
    return len(block) > _MAX_TITLE_CHARACTERS or bool(_SENTENCE_END.search(block))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines of `text`, or of whole blocks where a block is one hard-wrapped paragraph."""
    borders = [0, *(border for match in _BLANK_LINE.finditer(text) for border in match.span()), len(text)]
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        lines = [span for match in _LINE.finditer(text, start, end) if (span := _visible(text, *match.span()))]
        if _is_wrapped([text[slice(*line)] for line in lines]):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def _visible(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks and invisible characters at its ends; None where nothing is left."""
    while start < end and _INVISIBLE.match(text[start]):
        start += 1
    while start < end and _INVISIBLE.match(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether `lines` are one paragraph, broken by an editor at a column and not by its author."""
    if len(lines) < 2 or max(map(len, lines)) > _WRAP_COLUMNS:
        return False
    # A wrapped line is nearly full, and the next word would not have fitted.
    width = max(map(len, lines))
    full = [
        len(line) > 0.6 * width and len(line) + 1 + len(after.split()[0]) > width - 2
        for line, after in zip(lines, lines[1:], strict=False)
    ]
    return width >= 40 and all(full) and any(not _SENTENCE_END.search(line) for line in lines[:-1])


def _title(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """The title that stands over the first paragraph, or the beginning of the article."""
    if paragraphs[0].section:
        return paragraphs[0].section
    body = next((p for p in paragraphs if not _BYLINE.match(p.text)), paragraphs[0])
    words = body.text.split()
    heading = words[0]
    for word in words[1:]:
        if len(heading) + 1 + len(word) > 70:
            return heading.rstrip("،,؛;:") + "…"
        heading += " " + word
    return heading
