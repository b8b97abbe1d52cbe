"""The texts of a library on disk. Under the data directory:

    library/<id>.text.json    an article, whole
    library/<id>.json         what there is to list of it; written last and removed first
    library/vectors-*/<id>.npy  its chunks' vectors; see `catalogue`

An article's id is a digest of what is in it, so a file is never changed: it is there, or it is not. Any number of
processes may add, remove and read at once.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import regex

from assistant.errors import ArticleAssistantError, StorageError
from assistant.files import replace_file
from assistant.records import article_record, read_article
from embeddings.article import Article
from embeddings.text import Language

FOLDER: Final = "library"
"""Where the texts are, in `Settings.data_dir`."""

_TEXT: Final = ".text.json"
_NAME: Final = regex.compile(r"([0-9a-f]{32})\.json")
_BROKEN: Final = (ArticleAssistantError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of a library as a list shows it.

    `characters` and `paragraphs` are how many it has; `added` is the day and time in UTC, as
    "2026-11-23T20:58:54Z", or "" for one that is not kept. `translator` made its translation, where it has one, and
    `machine_translated` says that this is a machine; `original` is the id that it has without a translation.
    """

    id: str
    title: str
    language: Language
    characters: int
    paragraphs: int
    added: str
    translator: str | None = None
    machine_translated: bool = False
    original: str | None = None

    @classmethod
    def of(cls, article: Article, added: str = "") -> "Entry":
        """The entry for `article`."""
        translation = article.translation
        return cls(
            article.id,
            article.title,
            article.language,
            len(article.text),
            len(article.paragraphs),
            added,
            translation.translator if translation else None,
            bool(translation and translation.machine),
            article.without_translation().id,
        )


class Store:
    """The articles in a folder. Nothing is made before there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Entry] = {}

    def entries(self) -> dict[str, Entry]:
        """What is there now, by id, the last added last.

        Raises:
            StorageError: the folder can't be read.
        """
        try:
            names = [path.name for path in self._folder.iterdir()]
        except FileNotFoundError:
            names = []
        except OSError as error:
            raise _unreadable(self._folder, error) from error
        ids = [match[1] for match in map(_NAME.fullmatch, names) if match]
        # Made anew and put in place whole: other threads read it meanwhile.
        found = ((name, self._known.get(name) or self._entry(name)) for name in ids)
        self._known = {name: entry for name, entry in found if entry}
        return dict(sorted(self._known.items(), key=lambda pair: (pair[1].added, pair[0])))

    def get(self, article_id: str) -> Article | None:
        """The article with this id; None where there is none, or what is there is no article."""
        record = self._read(f"{article_id}{_TEXT}") if _NAME.fullmatch(f"{article_id}.json") else None
        if record is None:
            return None
        try:
            article = read_article(record)
        except _BROKEN:
            return None
        return article if article.id == article_id else None

    def add(self, article: Article, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Entry:
        """Keep `article`. One that is there already stays as it is.

        Raises:
            StorageError: the folder can't be written.
        """
        known = self._entry(article.id)
        if known:
            return known
        entry = Entry.of(article, now().isoformat(timespec="seconds").replace("+00:00", "Z"))
        self._write(f"{article.id}{_TEXT}", article_record(article))
        self._write(f"{article.id}.json", asdict(entry))
        return entry

    def remove(self, article_id: str) -> bool:
        """Forget an article, and its vectors. Returns whether it was there.

        Raises:
            StorageError: it can't be removed.
        """
        if not _NAME.fullmatch(f"{article_id}.json"):
            return False
        known = True
        try:
            (self._folder / f"{article_id}.json").unlink()
        except FileNotFoundError:
            known = False  # who wrote or removed it was killed half way; the rest goes all the same
        except OSError as error:
            raise _unreadable(self._folder, error) from error
        for path in (self._folder / f"{article_id}{_TEXT}", *self._folder.glob(f"vectors-*/{article_id}.npy")):
            with suppress(OSError):
                path.unlink()
        return known

    def _entry(self, article_id: str) -> Entry | None:
        record = self._read(f"{article_id}.json")
        try:
            return Entry(**record) if record is not None else None
        except TypeError:  # of another form
            return None

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self._folder / name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def _write(self, name: str, record: Any) -> None:
        replace_file(self._folder / name, json.dumps(record).encode())


def _unreadable(folder: Path, error: OSError) -> StorageError:
    return StorageError(f"The library in {folder} can't be used ({error.strerror or error}); check the folder.")
