"""A question to an article, and what would be right: every data set is read into these."""

from dataclasses import dataclass
from typing import Literal

from embeddings.text import Language

Part = Literal["corpus", "article", "without"]
"""What a question is put to: all articles as one, its article, or its article without the paragraph that answers."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as its paragraphs, numbered from 1; None is the default article."""

    paragraphs: tuple[str, ...] | None
    language: Language


@dataclass(frozen=True, slots=True)
class Case:
    """One question to one text.

    dataset: the row of the table that it counts in; with `id` and `part` it names the case.
    key: the article's key, or the question's id where each question has an article of its own. Chance draws
        among these, and each can be asked with settings of its own.
    part: "corpus" asks for the first passage alone, the others for an answer.
    gold: what the quotes must hold: one of the alternatives, with all of its strings.
    paragraphs: the numbers of those that hold it, or come near where none does.
    said: what the answer's text must hold, in the question's language, or None where nobody knows.
    """

    id: str
    dataset: str
    key: str
    question: str
    text: Text
    answerable: bool
    part: Part = "article"
    gold: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[int, ...] = ()
    said: str | None = None
    history: tuple[tuple[str, str], ...] = ()
    kind: str = ""

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells this case from all others."""
        return self.dataset, self.id, self.part
