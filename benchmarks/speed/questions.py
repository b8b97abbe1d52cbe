"""What is read and asked: the default article, and texts of 120 and 240 paragraphs."""

import re
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from assistant.default import default_article
from assistant.evaluation.cases import Case
from assistant.evaluation.own import HALVES, own_cases, own_path
from assistant.evaluation.squad import read_squad, squad_cases
from embeddings.article import Article
from embeddings.text import LANGUAGES, Language

SIZES: Final = (120, 240)

_FULL_STOP: Final = re.compile(r"[.!?؟] ")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text of `paragraphs` paragraphs; `source` says where they are from."""

    language: Language
    paragraphs: int
    text: str
    source: str

    @property
    def name(self) -> str:
        """How a report calls it."""
        return f"{self.paragraphs} paragraphs, {self.language}"


def readings(xquad: Path | None, sizes: tuple[int, ...] = SIZES) -> list[Reading]:
    """Texts of these sizes in both languages: XQuAD's, or the default article's over and over."""
    found = []
    for language in LANGUAGES:
        if xquad:
            documents = read_squad(xquad / f"xquad.{language}.dev.json").documents
            own, source = [text for document in documents for text in document], "XQuAD"
        else:
            own, source = _own(language), "the default article's paragraphs, repeated"
        for size in sizes:
            texts = list(islice(cycle(own), size))
            # What stands twice is found twice, tells nothing apart and is embedded once; a number in every sentence
            # makes it another one.
            unlike = [_numbered(text, turn) if turn >= len(own) else text for turn, text in enumerate(texts)]
            found.append(Reading(language, size, "\n\n".join(unlike), source))
    return found


def _numbered(text: str, number: int) -> str:
    return _FULL_STOP.sub(rf" ({number})\g<0>", f"{text} ({number})")


def _own(language: Language) -> list[str]:
    article = default_article()
    if language == article.language or not article.translation:
        return [paragraph.text for paragraph in article.paragraphs]
    pairs = article.translation.sentences
    texts = [
        " ".join(pair.text or "" for pair in pairs if paragraph.start <= pair.start < paragraph.end)
        for paragraph in article.paragraphs
    ]
    return [text for text in texts if text]


def asked(limit: int | None) -> list[Case]:
    """Questions about the default article that it answers, Arabic and English in turns; not the held-out ones."""
    cases = [case for case in own_cases(own_path(), HALVES[:1], None, 0) if case.answerable and not case.history]
    by_language: dict[bool, list[Case]] = {True: [], False: []}
    for case in cases:
        by_language[case.question.isascii()].append(case)
    turns = [case for pair in zip(by_language[False], by_language[True], strict=False) for case in pair]
    return turns[:limit]


def corpus(xquad: Path, language: Language, limit: int) -> tuple[Article, list[Case]]:
    """All paragraphs of XQuAD as one article, and some of the questions about it."""
    data = read_squad(xquad / f"xquad.{language}.dev.json")
    cases = squad_cases("XQuAD", data, data, language, data.sample(limit, 0), without=False)
    chosen = [case for case in cases if case.part == "corpus"]
    return Article.from_text("\n\n".join(chosen[0].text.paragraphs or ()), language=language), chosen
