"""The article's title, where it stands in its text: a quote has to stand there, and a title is no sentence."""

import re
from dataclasses import replace
from itertools import islice
from typing import Final

import regex

from embeddings.article import Article
from embeddings.layout import is_byline, strip_heading_mark
from embeddings.passages import Passage
from embeddings.retriever import Finding

_LINES: Final = 12
"""Lines at the beginning of the text, one of which has the title."""

_MOST: Final = 300
"""Characters of a title."""

_LINE: Final = regex.compile(r"[^\n\r\u2028\u2029]+")
SAYS: Final = regex.compile(r"[.!…۔][\"'”’»)\]\s]*$")
"""Ends like a sentence: no title, no credits, no question."""

_OF_A_WORD: Final = regex.compile(r"[\p{L}\p{N}\p{M}_-]")


def title_of(article: Article) -> Passage | None:
    """The title as a passage of the text, with the number of the paragraph that it is in or stands over.

    None where it doesn't stand there, or is the first words of a text that has none. Several articles as one have no
    paragraphs, and no title.
    """
    words = article.title.split()
    if not words or not article.paragraphs or len(article.title) > _MOST or is_byline(article.title):
        return None
    wanted = re.compile(r"\s+".join(map(re.escape, words)))
    within = None
    for line in islice((line for line in _LINE.finditer(article.text) if line[0].strip()), _LINES):
        plain = strip_heading_mark(line[0])
        found = wanted.search(article.text, line.start(), line.end())
        if not found or (SAYS.search(plain) and plain == line[0]):
            continue
        if plain.split() == words:
            return _passage(article, *found.span())
        before, after = article.text[: found.start()][-1:], article.text[found.end() :][:1]
        if not within and not _OF_A_WORD.match(before) and not _OF_A_WORD.match(after):
            within = found.span()
    return _passage(article, *within) if within else None


def is_title(quote: Passage, article: Article) -> bool:
    """Whether `quote` is the title, where it stands as one."""
    title = title_of(article)
    return title is not None and (quote.start, quote.end) == (title.start, title.end)


def with_title_alone(finding: Finding, article: Article) -> Finding:
    """`finding` with the title as all that was found; as it is where it doesn't stand in the text."""
    title = title_of(article)
    if title is None or not finding.evidence:
        return finding
    return replace(finding, sentences=(title,), evidence=finding.evidence[:1])


def _passage(article: Article, start: int, end: int) -> Passage:
    number = next((part.number for part in article.paragraphs if part.end >= end), len(article.paragraphs))
    return Passage(article.text[start:end], number, start, end, 1.0)
