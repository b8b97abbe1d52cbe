"""PDF: the text of its pages as one text, in reading order."""

import unicodedata
from collections.abc import Sequence
from typing import Final

import regex

from embeddings.errors import ArticleError
from embeddings.readers.base import Document, name
from embeddings.readers.glyphs import Drawn, drawn
from embeddings.readers.lines import Line, habits_of, lines, marks_lead
from embeddings.readers.pages import Read, body_size, paragraphs, without_running_titles

_MAX_TITLE_CHARACTERS: Final = 150
_BULLET: Final = regex.compile(r"^[•·‣▪◦●○■\uf0b7\uf0a7]\s*(?:\|\s+)?")
_NUMBER: Final = regex.compile(r"^(\p{Nd}{1,3}[.)])(?:\s\|\s+|(?=\p{L}))")
_OPENERS: Final = frozenset("([{«“‘")
_DIGIT: Final = regex.compile(r"\p{Nd}")
_FILE_NAME: Final = regex.compile(r"(?i)microsoft|untitled|\.(?:docx?|odt|indd|tex|pdf|rtf|html?)\b")
_HYPHEN: Final = regex.compile(r"(?<=\p{L})[-\u2010]$")
_SOFT_HYPHEN: Final = regex.compile(r"\u00ad[-\u2010]?$")
# What is written with a hyphen nearly always.
_COMPOUND: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|two|three|four|five|six|seven|eight|"
    r"nine|self|well|half)[-\u2010]$"
)
_ENDING: Final = regex.compile(r"teen|ty|th")
_CLOSED: Final = regex.compile(r"[.,;:!?)\]»،؛؟]")
_SLASH: Final = regex.compile(r"\p{L}/$")
_HYPHENS: Final = regex.compile(r"[-\u2010]")
_WORD: Final = regex.compile(r"[\p{L}\p{M}'’]+(?:[-\u2010][\p{L}\p{M}'’]+)*")
_LAST_WORD: Final = regex.compile(r"(?:[\p{L}\p{M}'’]+[-\u2010])+$")
_FIRST_WORD: Final = regex.compile(r"^[\p{L}\p{M}'’]+")
_SENTENCE_END: Final = regex.compile(r"[.!؟?:،,؛;…]$")


def read(data: bytes) -> Document:
    """The text of a PDF.

    Raises:
        ArticleError: it is locked, damaged, too long or scanned.
    """
    found = drawn(data)
    lead = marks_lead(found.pages)
    pages = [list(lines(glyphs, number, lead)) for number, glyphs in enumerate(found.pages)]
    if not any(pages):
        raise _nothing(found)
    rest = [line for page in without_running_titles(_read(pages)) for line in page]
    if not rest:
        raise _nothing(found)
    text, title = _written(rest)
    # The day that a PDF names is the file's: one that is printed from a browser today was not published today.
    return Document(text, title or _named(found.title), name(found.author))


def _named(title: str) -> str | None:
    """The title that the file is given, unless it is the name of a file or of a program."""
    return title if " " in title and not _FILE_NAME.search(title) else None


def _nothing(found: Drawn) -> ArticleError:
    if found.pictures:
        return ArticleError(
            "the PDF is scanned: its pages are pictures without text; give one that went through OCR.", "scanned"
        )
    return ArticleError("the PDF holds no text; give one with text.", "no_text")


def _read(pages: Sequence[Sequence[Line]]) -> list[list[Read]]:
    every = [line for page in pages for line in page]
    arabic, latin = (sum(letters) for letters in zip(*(line.letters for line in every), strict=True))
    rtl = arabic > latin
    habits = habits_of([line for line in every if line.letters[0]], rtl)
    result = []
    for page in pages:
        reads = []
        for line in page:
            leftwards = line.letters[0] > (0 if rtl else 2 * line.letters[1])
            text = line.text(leftwards, habits)
            # Latin letters alone may be a line of an Arabic paragraph: then its full stop stands to the left.
            if rtl and not leftwards and (not line.letters[1] or _CLOSED.match(text)):
                leftwards, text = True, line.text(True, habits)
            reads.append(Read(line, text, leftwards))
        result.append([read for read in reads if read.text and not _BULLET.fullmatch(read.text)])
    return result


def _written(rest: Sequence[Read]) -> tuple[str, str | None]:
    """The text, and the title that stands over it."""
    words = _words([read.text for read in rest])
    size = body_size(rest)
    blocks = []
    title = None
    largest = max(read.line.size for read in rest)
    for block in paragraphs(rest):
        text = unicodedata.normalize("NFC", _joined([read.text for read in block], words))
        if not _is_heading(block, text, size):
            blocks.append(_NUMBER.sub(r"\1 ", _BULLET.sub("- ", text)))
        elif title is None and block[0].line.size == largest > size:
            title = text
            blocks.append(f"# {text}")
        else:
            blocks.append(f"## {text}")
    return "\n\n".join(blocks), title


def _words(texts: Sequence[str]) -> set[str]:
    """The words of the text, without the halves of those that a line breaks."""
    words: set[str] = set()
    broken = False
    for text in texts:
        whole = _FIRST_WORD.sub("", text) if broken else text
        broken = bool(_HYPHEN.search(text) or _SOFT_HYPHEN.search(text))
        whole = whole.rpartition(" ")[0] if broken else whole
        words.update(match[0].casefold().replace("\u2010", "-") for match in _WORD.finditer(whole))
    return words


def _is_heading(block: Sequence[Read], text: str, size: float) -> bool:
    if len(text) > _MAX_TITLE_CHARACTERS or block[0].is_point or " | " in text:
        return False
    larger = block[0].line.size > 1.1 * size
    return larger or (all(read.line.bold for read in block) and not _SENTENCE_END.search(text))


def _joined(texts: Sequence[str], words: set[str]) -> str:
    """The lines of a paragraph as one, words that were broken at the end of a line whole again."""
    joined = texts[0]
    for text in texts[1:]:
        if joined[-1] in _OPENERS or _SLASH.search(joined):
            joined += text
        elif "://" in joined.split()[-1] and joined[-1] in "-/?&=_":
            joined += text  # a link is broken where it may be, and keeps its hyphens
        elif joined[-1] in "-–/" and _DIGIT.search(joined[-2:-1]) and _DIGIT.match(text):
            joined += text  # "2016-" and "2017"
        elif _SOFT_HYPHEN.search(joined):
            joined = _SOFT_HYPHEN.sub("", joined) + text
        elif _HYPHEN.search(joined) and (first := _FIRST_WORD.match(text)):
            joined = (joined if _keeps_hyphen(joined, first[0], words) else joined[:-1]) + text
        else:
            joined = f"{joined} {text}"
    return joined.replace("\u00ad", "")


def _keeps_hyphen(before: str, first: str, words: set[str]) -> bool:
    """Whether the hyphen belongs to the word, as a name, other places of the text or both halves of it say."""
    last = _LAST_WORD.search(before)
    if last is None or not first[0].islower() or (_COMPOUND.search(before) and not _ENDING.match(first)):
        return True
    halves = [half.casefold() for half in (*_HYPHENS.split(last[0])[:-1], first)]
    if "".join(halves) in words:
        return False
    return "-".join(halves) in words or all(len(half) > 3 and half in words for half in halves)
