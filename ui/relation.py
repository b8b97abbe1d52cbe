"""How an answer goes with a quote that it cites."""

from typing import Literal

from assistant.answer import Answer, Citation
from embeddings.article import Article
from embeddings.text import detect_language

Relation = Literal["verbatim", "supported", "translated", "machine_translated"]
"""It repeats the quote, says it in other words, or is its translation by a person or a machine: names of words that the
page has for it."""


def relation(citation: Citation, answer: Answer, article: Article) -> Relation:
    """How `answer` goes with the quote of `citation`."""
    foreign = detect_language(citation.quote, article.language) != answer.language
    if foreign and citation.is_given_in_translation(answer.text):
        return "machine_translated" if citation.machine_translated else "translated"
    return citation.status
