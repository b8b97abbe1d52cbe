"""A passage: a piece of the article that a search found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article, found for a question: `article.text[start:end] == text`, in characters.

    `paragraph` is the number of the paragraph that it stands in; `score` orders the passages of one search,
    higher is better, and means nothing across searches. `translation` is what the article's parallel
    translation says there, or None; `machine_translated` says that a machine made that. `section` is the title
    that it stands under, or None. `article` and `title` name the article where several were searched; otherwise
    they are None.
    """

    text: str
    paragraph: int
    start: int
    end: int
    score: float
    translation: str | None = None
    section: str | None = None
    article: str | None = None
    machine_translated: bool = False
    title: str | None = None
