"""A parallel translation: the same article in the other language, sentence by sentence.

On disk it is JSON, one list a paragraph and one pair a sentence, titles included, in the article's order:

    {
      "language": "en",
      "title": "Envoys in Moscow",
      "translator": "who made it, as readers should see it",
      "machine": false,
      "paragraphs": [
        [["وصل المبعوث.", "The envoy arrived."], ["ثم غادر.", "Then he left."]],
        [["أهداف اللقاء", "Aims of the meeting"]]
      ]
    }

The first of a pair is the article's own sentence, so the file can be read on its own, and a file that no
longer fits its article is refused instead of being cited at the wrong place.
"""

import hashlib
import json
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, Final, Self

import regex

from embeddings.errors import TranslationError
from embeddings.text import Language, is_language

_INVISIBLE: Final = regex.compile(r"[\s\p{Cf}\p{Cc}]+")


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """What the article says at `[start, end)` of its own text, in the other language."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Translation:
    """An article's text in the other language, aligned with the original by offsets.

    `translator` says who made it; `machine` is True where no person vouches for it.
    """

    language: Language
    title: str | None
    translator: str
    machine: bool
    sentences: tuple[TranslatedSentence, ...] = field(repr=False)

    @classmethod
    def from_file(cls, path: str | PathLike[str], article_text: str) -> Self:
        """Read a translation of `article_text` from a JSON file.

        Raises:
            TranslationError: the file can't be read, or doesn't fit the article.
        """
        try:
            return cls.from_json(Path(path).read_text("utf-8"), article_text)
        except (OSError, UnicodeDecodeError) as error:
            raise TranslationError(f"The translation {path} can't be read: {error}") from error

    @classmethod
    def from_json(cls, document: str, article_text: str) -> Self:
        """Read a translation of `article_text` from a JSON document and align it.

        Raises:
            TranslationError: the JSON has another form, or its sentences are not all of the article's text.
        """
        try:
            data = json.loads(document)
            pairs = [(str(source), str(text)) for paragraph in data["paragraphs"] for source, text in paragraph]
            language, translator, machine = data["language"], str(data["translator"]), bool(data["machine"])
        except (ValueError, TypeError, KeyError) as error:
            raise TranslationError(
                f"The translation has not the expected form ({type(error).__name__}: {error}); see the form in "
                "embeddings/translation.py."
            ) from error
        if not is_language(language):
            raise TranslationError(f"The translation's language is {language!r}; expected 'ar' or 'en'.")
        return cls(language, data.get("title"), translator, machine, _align(pairs, article_text))

    @property
    def digest(self) -> str:
        """Changes when anything changes that an answer may show."""
        parts: list[Any] = [self.language, self.title, self.translator, self.machine]
        parts += [[s.text, s.start, s.end] for s in self.sentences]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _align(pairs: list[tuple[str, str]], article_text: str) -> tuple[TranslatedSentence, ...]:
    sentences = []
    position = 0
    for number, (source, text) in enumerate(pairs, 1):
        if not source.strip() or not text.strip():
            raise TranslationError(f"Pair {number} of the translation has an empty side; fill it or take it out.")
        start = article_text.find(source, position)
        if start < 0:
            raise TranslationError(
                f"Pair {number} of the translation, {_short(source)!r}, stands nowhere in the article after "
                f"character {position}; copy the sentence from the article as it is."
            )
        _check_gap(article_text, position, start)
        position = start + len(source)
        sentences.append(TranslatedSentence(text, start, position))
    _check_gap(article_text, position, len(article_text))
    return tuple(sentences)


def _check_gap(article_text: str, start: int, end: int) -> None:
    left_out = article_text[start:end]
    if _INVISIBLE.sub("", left_out):
        raise TranslationError(
            f"The translation leaves out {_short(left_out.strip())!r} (characters {start} to {end} of the "
            "article); every sentence needs its pair."
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
