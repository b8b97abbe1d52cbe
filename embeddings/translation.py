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
longer fits its article is refused instead of being cited at the wrong place. The second is null where there is no
translation: such a sentence is shown as it is. With "made", the day as "2026-11-24", readers see when it was made.
"""

import hashlib
import json
from dataclasses import dataclass, field
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any, Self

from embeddings.errors import TranslationError
from embeddings.text import Language, detect_language, is_encodable, is_language, visible_span


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """What the article says at `[start, end)` of its own text, in the other language; None: that isn't known."""

    text: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Translation:
    """An article's text in the other language, aligned with the original by offsets.

    `translator` says who made it, and `made` on which day, as "2026-11-24", where that is known; `machine` is True
    where no person vouches for it.
    """

    language: Language
    title: str | None
    translator: str
    machine: bool
    sentences: tuple[TranslatedSentence, ...] = field(repr=False)
    made: str | None = None

    @classmethod
    def from_file(cls, path: str | PathLike[str], article_text: str) -> Self:
        """Read a translation of `article_text` from a JSON file.

        Raises:
            TranslationError: the file can't be read, or doesn't fit the article.
        """
        try:
            document = Path(path).read_text("utf-8-sig")
        except (OSError, ValueError) as error:  # ValueError: not UTF-8, or the path holds a NUL
            raise TranslationError(f"The translation {path} can't be read ({error}); give a JSON file.") from error
        return cls.from_json(document, article_text)

    @classmethod
    def from_json(cls, document: str, article_text: str) -> Self:
        """Read a translation of `article_text` from a JSON document and align it.

        Raises:
            TranslationError: the JSON has another form, or its sentences are not all of the article's text.
        """
        try:
            data = json.loads(document)
            pairs = list(chain.from_iterable(data["paragraphs"]))
            language, title, translator = data["language"], data.get("title"), data["translator"]
            machine, made = data["machine"], data.get("made")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise _bad_form(f"{type(error).__name__}: {error}") from error
        if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
            raise _bad_form("a pair is not a list of two texts")
        if not isinstance(machine, bool):
            raise _bad_form(f'"machine" is {machine!r}, not true or false')
        for text in (title or "", made or "", translator, *(side or "" for pair in pairs for side in pair)):
            if not isinstance(text, str) or not is_encodable(text):
                raise _bad_form(f"{_short(repr(text))} stands where a text is expected")
        if not is_language(language):
            raise TranslationError(f"The translation's language is {language!r}; expected 'ar' or 'en'.")
        written = detect_language(" ".join(text for _, text in pairs if text), default=language)
        if written != language:
            raise TranslationError(
                f"The translation says that it is in {language!r}, but most of its words are in {written!r}; "
                "the article's own sentence comes first in a pair."
            )
        return cls(language, title, translator, machine, _align(pairs, article_text), made)

    def to_json(self, article_text: str) -> str:
        """The translation of `article_text` as `from_json` reads it, a paragraph a list."""
        paragraphs: list[list[list[str | None]]] = []
        end = 0
        for sentence in self.sentences:
            if not paragraphs or "\n" in article_text[end : sentence.start]:
                paragraphs.append([])
            paragraphs[-1].append([article_text[sentence.start : sentence.end], sentence.text])
            end = sentence.end
        head = {"language": self.language, "title": self.title, "translator": self.translator, "machine": self.machine}
        return json.dumps({**head, "made": self.made, "paragraphs": paragraphs}, ensure_ascii=False, indent=2)

    @property
    def digest(self) -> str:
        """Changes when anything changes that an answer may show."""
        parts: list[Any] = [self.language, self.title, self.translator, self.machine]
        parts += [[s.text, s.start, s.end] for s in self.sentences]
        parts += [self.made] if self.made else []
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _bad_form(reason: str) -> TranslationError:
    return TranslationError(
        f"The translation has not the expected form ({reason}); see the form in embeddings/translation.py."
    )


def _align(pairs: list[list[str | None]], article_text: str) -> tuple[TranslatedSentence, ...]:
    sentences = []
    position = 0
    for number, pair in enumerate(pairs, 1):
        source, text = _trim(pair[0] or ""), None if pair[1] is None else _trim(pair[1])
        if not source or text == "":
            raise TranslationError(
                f"Pair {number} of the translation has an empty side; fill it, or write null for a translation that "
                "there isn't."
            )
        start = article_text.find(source, position)
        if start < 0:
            raise TranslationError(
                f"Pair {number} of the translation, {_short(source)!r}, stands nowhere in the article after "
                f"character {position}; copy the sentences from the article as they are, in its order."
            )
        _check_gap(article_text, position, start)
        position = start + len(source)
        sentences.append(TranslatedSentence(text, start, position))
    _check_gap(article_text, position, len(article_text))
    return tuple(sentences)


def _trim(text: str) -> str:
    span = visible_span(text, 0, len(text))
    return text[slice(*span)] if span else ""


def _check_gap(article_text: str, start: int, end: int) -> None:
    gap = visible_span(article_text, start, end)
    if gap:
        raise TranslationError(
            f"The translation leaves out {_short(article_text[slice(*gap)])!r} (characters {gap[0]} to {gap[1]} of "
            "the article); every sentence needs its pair."
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
