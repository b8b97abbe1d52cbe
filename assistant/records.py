"""Articles as JSON and back, so that one outlives the process that read it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from embeddings.article import Article
from embeddings.text import is_language
from embeddings.translation import TranslatedSentence, Translation

Record = dict[str, Any]


def article_record(article: Article) -> Record:
    """What `read_article` makes the same article of."""
    return {
        "title": article.title,
        "language": article.language,
        "text": article.text,
        "translation": asdict(article.translation) if article.translation else None,
        "author": article.author,
        "date": article.date,
    }


def read_article(record: Mapping[str, Any]) -> Article:
    """The article of a record.

    Raises:
        ArticleError, KeyError, TypeError, ValueError: the record is of another form.
    """
    if not is_language(record["language"]):
        raise ValueError(f"language is {record['language']!r}")
    article = Article.from_text(record["text"], record["title"], record["language"])
    article = replace(article, author=record.get("author"), date=record.get("date"))  # older records have none
    translated = record["translation"]
    if translated is None:
        return article
    sentences = tuple(TranslatedSentence(**sentence) for sentence in translated["sentences"])
    return article.with_translation(Translation(**{**translated, "sentences": sentences}))
