"""Translations on disk, in `translations` in the data folder, in the form of `embeddings.translation`:

    <article>.<language>.<model>.json        a translation
    <article>.<language>.<model>.part.json   one that is being made, or was broken off

`<article>` is the id of the article without a translation, so it is found again for the same text and title alone.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from assistant.errors import TranslationError
from assistant.files import replace_file
from embeddings.article import Article
from embeddings.text import Language
from embeddings.translation import Translation

FOLDER: Final = "translations"
"""Where they are, in `Settings.data_dir`."""

_PART: Final = ".part.json"


class KeptTranslations:
    """The translations in a folder. Nothing is made before there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, data_dir: Path) -> "KeptTranslations":
        """Those of a data folder."""
        return cls(data_dir / FOLDER)

    def known(self, article: Article, language: Language, model: str) -> dict[str, str]:
        """What `model` has translated of an article, sentence by sentence, whether it is all or not."""
        found: dict[str, str] = {}
        for path in (self._path(article, language, model), self._path(article, language, model, part=True)):
            if translation := _read(path, article):
                pairs = ((article.text[s.start : s.end], s.text) for s in translation.sentences)
                found |= {source: text for source, text in pairs if text}
                found |= {article.title: translation.title} if translation.title else {}
        return found

    def keep(self, article: Article, translation: Translation, *, part: bool) -> None:
        """Keep a translation, or a `part` of one.

        Raises:
            StorageError: the folder can't be written.
        """
        name = article, translation.language, translation.translator
        replace_file(self._path(*name, part=part), translation.to_json(article.text).encode())
        if not part:
            with suppress(OSError):
                self._path(*name, part=True).unlink()

    def latest(self, article: Article) -> Translation | None:
        """The translation of an article that was made last."""
        paths = (path for path in self._all(article) if not path.name.endswith(_PART))
        for path in sorted(paths, key=_time, reverse=True):
            if translation := _read(path, article):
                return translation
        return None

    def forget(self, article_id: str) -> None:
        """Remove all translations of an article, by the id that it has without one."""
        for path in self._folder.glob(f"{article_id}.*.json"):
            with suppress(OSError):
                path.unlink()

    def _all(self, article: Article) -> Iterator[Path]:
        return self._folder.glob(f"{article.without_translation().id}.*.json")

    def _path(self, article: Article, language: Language, model: str, *, part: bool = False) -> Path:
        name = f"{article.without_translation().id}.{language}.{hashlib.sha256(model.encode()).hexdigest()[:16]}"
        return self._folder / f"{name}{_PART if part else '.json'}"


def with_kept_translation(article: Article, data_dir: Path) -> Article:
    """`article` with the translation of it that was made last, where there is one and it has none of its own."""
    found = None if article.translation else KeptTranslations.of(data_dir).latest(article)
    return article.with_translation(found) if found and found.language != article.language else article


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(path: Path, article: Article) -> Translation | None:
    """The translation in a file; None where there is none that fits the article."""
    try:
        return Translation.from_file(path, article.text)
    except TranslationError:
        return None
