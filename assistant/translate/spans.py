"""Which pieces of an article a parallel translation pairs: its sentences, and its titles."""

from collections.abc import Callable, Iterator
from typing import Final

import regex

from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.sentences import cut, sentence_spans
from embeddings.text import visible_span

Span = tuple[int, int]

MAX_CHARACTERS: Final = 500
"""Of a piece: words without blanks between them would have no end."""

_LINE: Final = regex.compile(r"[^\r\n]+")


def spans(article: Article, fits: Callable[[str], bool] = lambda _: True) -> tuple[Span, ...]:
    """The pieces in order; every visible character of the article stands in one.

    They are as long as what is quoted without a translation; `fits` says whether the embedding model can take one.
    """
    return tuple(_spans(article, fits))


def _spans(article: Article, fits: Callable[[str], bool]) -> Iterator[Span]:
    def is_short(text: str) -> bool:
        return len(text) <= MAX_CHARACTERS and len(text.split()) <= MAX_QUOTE_WORDS and fits(text)

    end = 0
    for paragraph in article.paragraphs:
        yield from _lines(article.text, end, paragraph.start)
        for span in sentence_spans(paragraph.text, article.language):
            for first, last in cut(paragraph.text, span, is_short):
                yield paragraph.start + first, paragraph.start + last
        end = paragraph.end
    yield from _lines(article.text, end, len(article.text))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The visible lines of what is no paragraph: titles."""
    for line in _LINE.finditer(text, start, end):
        if span := visible_span(text, *line.span()):
            yield span
