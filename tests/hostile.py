"""The hostile inputs of tests/data, and the articles and conversations that they are put into."""

import json
from dataclasses import dataclass
from typing import Final

from embeddings.article import Article
from embeddings.text import Language
from tests.data.hostile import GOAL, PATH

__all__ = ["GOAL", "HISTORY", "QUESTIONS", "Hostile", "hostile"]

_BODY: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "The ferry to Samsa leaves the old harbour at nine in the morning and returns at six.",
        "A ticket costs twelve crowns, and children under seven travel free of charge.",
        "In winter the crossing takes forty minutes longer because of the ice.",
    ),
    "ar": (
        "تغادر العبّارة إلى سمسا الميناء القديم في التاسعة صباحًا وتعود في السادسة.",
        "سعر التذكرة اثنا عشر ديناراً، ويسافر الأطفال دون السابعة مجانًا.",
        "وفي الشتاء تستغرق الرحلة أربعين دقيقة أكثر بسبب الجليد.",
    ),
}
QUESTIONS: Final[dict[str, str]] = {"en": "When does the ferry leave?", "ar": "متى تغادر العبّارة؟"}
_FOLLOW_UPS: Final[dict[str, str]] = {"en": "And when?", "ar": "ومتى؟"}
HISTORY: Final[dict[str, tuple[str, str]]] = {
    "en": ("Where does the ferry go?", "To Samsa. [1]"),
    "ar": ("إلى أين تذهب العبّارة؟", "إلى سمسا. [1]"),
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """An input, the `place` it is put into, and the `language` of the article there."""

    kind: str
    place: str
    language: Language
    text: str

    @property
    def article(self) -> Article:
        """An article about a ferry, with the input in it or as its title, if that is its place."""
        first, *rest = _BODY[self.language]
        inside = [self.text, f"{first} {self.text} {first}"] if self.place == "article" else []
        title = self.text if self.place == "title" else None
        return Article.from_text("\n\n".join((first, *inside, *rest)).replace("\0", " "), title, self.language)

    @property
    def question(self) -> str:
        """What is asked: the input with a question before it, or a question."""
        if self.place == "history":
            return _FOLLOW_UPS[self.language]
        return (
            f"{QUESTIONS[self.language]} {self.text}"[:2000] if self.place == "question" else QUESTIONS[self.language]
        )

    @property
    def history(self) -> tuple[tuple[str, str], ...]:
        """What was said before: the input on both sides, or nothing."""
        return ((f"{HISTORY[self.language][0]} {self.text}", self.text),) if self.place == "history" else ()


def hostile() -> tuple[Hostile, ...]:
    """All of them."""
    return tuple(Hostile(**json.loads(line)) for line in PATH.read_text("utf-8").splitlines())
