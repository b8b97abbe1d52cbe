"""An article: its text, untouched, and the paragraphs that stand in it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Final, Self

from embeddings.errors import ArticleError, TranslationError
from embeddings.layout import Block, blocks, is_byline
from embeddings.readers import MAX_BYTES, Document, read_document
from embeddings.text import Language, detect_language, is_encodable, is_language, visible_span
from embeddings.translation import Translation

_TITLE_CHARACTERS: Final = 70


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: `article.text[start:end] == text`, in characters.

    `number` counts from 1 in reading order; `section` is the title that it stands under, or None. Where a
    title and a subtitle stand over it, `section` is both, with a dash between.
    """

    number: int
    text: str
    start: int
    end: int
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text to ask about. Make one with `from_text`, `from_file`, `from_bytes` or `from_url`.

    `text` is what was given, character for character, or the plain text of a file in another format: every offset
    of the project points into it. `id` is a digest of everything that answers depend on (title, language, text,
    translation). `author` and `date`, a day as "2025-05-01", are what a file or page says of itself (of DOCX
    the day it was made, of PDF none), and None where it says nothing.
    """

    id: str
    title: str
    language: Language
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    translation: Translation | None = field(default=None, repr=False)
    author: str | None = field(default=None, repr=False, compare=False)
    date: str | None = field(default=None, repr=False, compare=False)

    @classmethod
    def from_text(cls, text: str, title: str | None = None, language: Language | None = None) -> Self:
        """Read an article from a string.

        Paragraphs are lines, or blocks between blank lines where a block is hard-wrapped. A short line
        without a full stop that stands over others is the title of what follows, and no paragraph.

        Raises:
            ArticleError: `text` has no visible character, or holds NUL characters or lone surrogates; `language` is
                none of the two.
        """
        if language is not None and not is_language(language):
            raise ArticleError(f"The article's language is {language!r}; expected 'ar' or 'en', or None to find out.")
        if "\0" in text:
            raise ArticleError("The article holds NUL characters, so it is binary data; give plain text.", "binary")
        if not visible_span(text, 0, len(text)):
            raise ArticleError(f"The article is empty ({len(text)} characters, none visible); give some text.", "empty")
        if not (is_encodable(text) and is_encodable(title or "")):
            raise ArticleError(
                "The article holds lone surrogates, so it was decoded wrongly; decode it as UTF-8.", "encoding"
            )
        parts = list(blocks(text))
        paragraphs = tuple(_paragraphs(text, parts))
        found = language or detect_language(text)
        heading = title or _title(text, parts)
        return cls(_digest(heading, found, text), heading, found, text, paragraphs)

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Self:
        """Read an article from a text, Markdown, HTML, DOCX or PDF file; see `from_bytes`.

        Raises:
            ArticleError: there is no such file, it can't be read, or `from_bytes` refuses it.
        """
        source = Path(path)
        try:
            with source.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:  # ValueError: the path holds a NUL
            reason = getattr(error, "strerror", None) or error
            raise ArticleError(
                f"{source} can't be read ({reason}); give the path of a text, Markdown, HTML, DOCX or PDF file.",
                "unreadable",
            ) from error
        return cls.from_bytes(data, str(source))

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> Self:
        """Read an article from what a file holds; `name` stands in the message of an error.

        Plain text may be in UTF-8 or UTF-16 (with or without BOM), or Windows-1256, and becomes `text` as it is.
        Of other formats `text` is the main text, with a blank line between blocks and `#` before titles. What the
        file is, its content says; only Markdown is known by its name.

        Raises:
            ArticleError: it is in another format, too large, damaged, locked, scanned or empty.
        """
        try:
            return cls._of(read_document(data, name))
        except ArticleError as error:
            raise ArticleError(f"{name}: {error}", error.code, **error.values) from error.__cause__

    @classmethod
    def from_url(cls, url: str, *, allow_private: bool = False) -> Self:
        """Read an article from the address of a page, or of a file as `from_bytes` reads it.

        Only what the public Internet shows to everybody is asked for: `http` and `https`, no passwords, no address
        of this machine or of a private network, redirects included. `allow_private` lets those in, for an intranet;
        give it for addresses that you trust, with all that they redirect to. No script of a page is run.

        Raises:
            ArticleError: the address isn't asked, doesn't answer in time, or `from_bytes` refuses what it sends.
        """
        from embeddings.fetching import Fetcher, is_private, is_public, shown

        fetcher = Fetcher(allowed=lambda address: is_public(address) or (allow_private and is_private(address)))
        try:
            page = fetcher.fetch(url)
            return cls._of(read_document(page.data, page.name))
        except ArticleError as error:
            raise ArticleError(f"{shown(url)}: {error}", error.code, **error.values) from error.__cause__

    @classmethod
    def _of(cls, document: Document) -> Self:
        return replace(cls.from_text(document.text, document.title), author=document.author, date=document.date)

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

    def without_translation(self) -> Self:
        """This article as it was before `with_translation`."""
        return replace(self, id=_digest(self.title, self.language, self.text), translation=None)


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:32]


def _paragraphs(text: str, parts: Sequence[Block]) -> Iterator[Paragraph]:
    number = 0
    titles: list[str] = []
    section = None
    for part in parts:
        if part.heading is not None:
            titles.append(part.heading)
            continue
        if titles:
            section = " — ".join(titles)
            titles = []
        number += 1
        yield Paragraph(number, text[part.start : part.end], part.start, part.end, section)
        if part.stands_over:
            section = " ".join(text[part.start : part.end].split())


def _title(text: str, parts: Sequence[Block]) -> str:
    """The title that opens the article, but for bylines, or the beginning of its first paragraph that is none."""
    lines = [(part, text[part.start : part.end]) for part in parts]
    first, body = next((line for line in lines if line[0].heading or not is_byline(line[1])), lines[0])
    if first.heading:
        return first.heading
    words = body[: 2 * _TITLE_CHARACTERS].split()
    title = " ".join(words)
    if len(title) <= _TITLE_CHARACTERS and len(body) <= 2 * _TITLE_CHARACTERS:
        return title
    # The word that the limit cuts through is left out, unless it is the first.
    shorter = title[: _TITLE_CHARACTERS + 1].rpartition(" ")[0] or title[:_TITLE_CHARACTERS]
    return shorter.rstrip("،,؛;:") + "…"
