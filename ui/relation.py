"""How an answer goes with a quote that it cites."""

from typing import Literal

from assistant.answer import Answer, Citation
from assistant.markers import neutralise_markers
from embeddings.article import Article
from embeddings.text import detect_language

Relation = Literal["verbatim", "supported", "translated"]
"""It repeats the quote, says it in other words, or is its translation: names of words that the page has for it."""


def relation(citation: Citation, answer: Answer, article: Article) -> Relation:
    """How `answer` goes with the quote of `citation`."""
    foreign = detect_language(citation.quote, article.language) != answer.language
    if foreign and citation.translation and neutralise_markers(citation.translation) in answer.text:
        return "translated"
    return citation.status
