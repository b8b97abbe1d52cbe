"""Answers without a model: the sentence or two of the article that answer, word for word."""

from collections.abc import Sequence
from typing import Final

from assistant.answer import Citation
from assistant.markers import neutralise_markers
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.passages import Passage
from embeddings.text import Language

ENOUGH: Final = 0.95
"""Once the quotes hold the answer with this probability, no further one is shown."""

_MAX_QUOTES: Final = 2
_LOOK_AT: Final = 6

_INTRODUCTION: Final[dict[Language, str]] = {
    "ar": "يقول المقال بلغته الأصلية:",
    "en": "The article says, in its own language:",
}
_QUOTATION_MARKS: Final[dict[Language, str]] = {"ar": "«{}»", "en": "“{}”"}


def choose(sentences: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentence or two to quote, of `sentences` best first, of at most `MAX_QUOTE_WORDS` words in all.

    The best one is always among them. Scores are the probabilities that a sentence holds the answer.
    """
    chosen: list[Passage] = []
    words = 0
    for sentence in sentences[:_LOOK_AT]:
        length = len(sentence.text.split())
        if chosen and words + length > MAX_QUOTE_WORDS:
            continue
        chosen.append(sentence)
        words += length
        if len(chosen) == _MAX_QUOTES or sum(s.score for s in chosen) >= ENOUGH:
            break
    return tuple(chosen)


def compose(chosen: Sequence[Passage], article: Article, language: Language) -> tuple[str, tuple[Citation, ...]]:
    """An answer in `language` that repeats `chosen`, and its citations.

    Where the article is in another language its parallel translation is repeated; where it has none, the
    original is, introduced as such.
    """
    citations = tuple(_citation(marker, source, article, language) for marker, source in enumerate(chosen, 1))
    lines = [f"{_shown(source, article, language)} [{marker}]" for marker, source in enumerate(chosen, 1)]
    if article.language != language and not all(source.translation for source in chosen):
        lines.insert(0, _INTRODUCTION[language])
    return "\n\n".join(lines), citations


def _shown(source: Passage, article: Article, language: Language) -> str:
    # A marker-like "[7]" of the article's own would pass for one of ours.
    if article.language == language:
        return neutralise_markers(source.text)
    if source.translation:
        return neutralise_markers(source.translation)
    return _QUOTATION_MARKS[article.language].format(neutralise_markers(source.text))


def _citation(marker: int, source: Passage, article: Article, language: Language) -> Citation:
    translated = article.language != language and source.translation is not None
    return Citation(
        marker=marker,
        paragraph=source.paragraph,
        quote=source.text,
        start=source.start,
        end=source.end,
        translation=source.translation,
        status="supported" if translated else "verbatim",
    )
