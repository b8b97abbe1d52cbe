"""What one reader has opened, asked and set, kept on disk: a page that is loaded again goes on where it was.

The browser keeps a random key, and the folder is named by the key's digest: who hasn't the key can't name the
folder, and no key leads out of it. One file an article, one a conversation and one for the list, each replaced
whole, so that a crash leaves the old or the new.
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

import regex

from assistant.errors import ArticleAssistantError
from assistant.files import replace_file
from assistant.records import article_record, read_article
from embeddings.article import Article
from ui.conversation import Turn
from ui.conversational import Conversational, MakeAssistant
from ui.gathered import ALL
from ui.options import Options
from ui.records import cites, read_turn, turn_record
from ui.shelf import Room, Shelf

FOLDER: Final = "readers"
"""Where the notebooks are, in `Settings.data_dir`."""

_ALL_TURNS: Final = f"turns-{ALL.id}"
_KEY: Final = regex.compile(r"[0-9a-f]{32,64}")
_ID: Final = regex.compile(r"[0-9a-f]{32}")
_BROKEN: Final = (ArticleAssistantError, ValueError, KeyError, TypeError, AttributeError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the list; `own`: the reader has opened it."""

    article: str
    source: str = ""
    own: bool = True


class Notebook:
    """The files of one reader. Nothing is made before there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, data_dir: Path, key: str) -> Self | None:
        """The notebook for a key that a browser has sent; None where that is none."""
        if not _KEY.fullmatch(key):
            return None
        return cls(data_dir / FOLDER / hashlib.sha256(key.encode()).hexdigest()[:32])

    def keep_turns(self, article_id: str, turns: Sequence[Turn]) -> None:
        """Remember the conversation about an article.

        Raises:
            StorageError: the file can't be written.
        """
        self._write(f"turns-{article_id}", [turn_record(turn) for turn in turns])

    def keep_shelf(self, shelf: Shelf) -> tuple[str, ...]:
        """Remember which articles are open and what is set, and forget those that are not.

        Returns the ids of those of them that no other reader has.

        Raises:
            StorageError: a file can't be written.
        """
        for room in shelf.rooms:
            if not room.is_all and not self._file(f"article-{room.id}").exists():
                self._write(f"article-{room.id}", article_record(room.assistant.article))
            if not self._file(f"turns-{room.id}").exists():
                self.keep_turns(room.id, room.turns)
        options = {"mode": shelf.options.mode, "strictness": shelf.options.strictness}
        rooms = [asdict(_Entry(room.id, room.source, room.id != shelf.kept)) for room in shelf.rooms]
        self._write("shelf", {"options": options, "rooms": rooms})
        for room in shelf.rooms[1:]:
            if room.is_all:  # its articles may have other ids by now
                self.keep_turns(room.id, room.turns)
        self._forget_quotes(frozenset(room.id for room in shelf.single))
        known = {f"{kind}-{room.id}.json" for room in shelf.rooms for kind in ("article", "turns")}
        gone = [file for file in self._folder.glob("*-*.json") if file.name not in known]
        for file in gone:
            file.unlink(missing_ok=True)
        articles = (file.stem.removeprefix("article-") for file in gone if file.stem.startswith("article-"))
        return tuple(article for article in articles if not any(self._folder.parent.glob(f"*/article-{article}.json")))

    def _forget_quotes(self, articles: frozenset[str]) -> None:
        """Of the conversation about all articles keep what names no other than these."""
        try:
            records = self._read(_ALL_TURNS) or []
            kept = [record for record in records if cites(record) <= articles]
        except _BROKEN:
            return  # set aside when it is read
        if len(kept) < len(records):
            self._write(_ALL_TURNS, kept)

    def shelf(self, assistant: Conversational, make: MakeAssistant) -> Shelf:
        """The reader's shelf as it was left; `assistant` is what the page was started with.

        What can't be read is left out, and stays on disk under another name.
        """
        kept = Shelf.of(assistant)
        entries, options = self._list()
        single = [entry for entry in entries if entry.article != ALL.id]
        rooms = [room for entry in single for room in self._room(entry, assistant, make)]
        if not any(room.id == kept.kept for room in rooms):
            rooms.append(Room(assistant, self._turns(assistant.article)))
        shelf = Shelf(tuple(rooms), kept.kept, options)
        if len(single) == len(entries):
            return shelf
        articles = {room.id: room.assistant.article for room in rooms}
        self._forget_quotes(frozenset(articles))
        return shelf.gathered(self._turns(ALL, others=articles), is_open=entries[0].article == ALL.id)

    def _list(self) -> tuple[Sequence[_Entry], Options]:
        """What stands in the list; where that is broken, every article that there is."""
        saved = self._read("shelf")
        if saved is None:
            return self._found(), Options()
        try:
            entries = [_Entry(**entry) for entry in saved["rooms"]]
            options = Options().changed("mode", saved["options"]["mode"])
            return entries, options.changed("strictness", saved["options"]["strictness"])
        except _BROKEN:
            _log.exception("The list of articles in %s can't be read", self._folder)
            self._set_aside("shelf")
            return self._found(), Options()

    def _found(self) -> Sequence[_Entry]:
        names = (file.stem.removeprefix("article-") for file in sorted(self._folder.glob("article-*.json")))
        together = [_Entry(ALL.id)] if self._file(_ALL_TURNS).exists() else []
        return [*(_Entry(name) for name in names), *together]

    def _room(self, entry: _Entry, assistant: Conversational, make: MakeAssistant) -> Iterator[Room]:
        if entry.article == assistant.article.id:
            yield Room(assistant, self._turns(assistant.article), entry.source)
            return
        record = self._read(f"article-{entry.article}") if _ID.fullmatch(entry.article) else None
        if record is None:
            return
        try:
            article = read_article(record)
        except _BROKEN:
            _log.exception("An article in %s can't be read", self._folder)
            self._set_aside(f"article-{entry.article}")
            return
        turns = self._turns(article, entry.article)
        # What the page was once started with is there again only if it was asked about.
        if turns or entry.own:
            yield Room(make(article), turns, entry.source)

    def _turns(
        self, article: Article, article_id: str = "", others: Mapping[str, Article] = MappingProxyType({})
    ) -> tuple[Turn, ...]:
        name = f"turns-{article_id or article.id}"
        try:
            return tuple(read_turn(record, article, others) for record in self._read(name) or ())
        except _BROKEN:
            _log.exception("A conversation in %s can't be read", self._folder)
            self._set_aside(name)
            return ()

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _read(self, name: str) -> Any:
        try:
            return json.loads(self._file(name).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            _log.exception("%s can't be read", self._file(name))
            self._set_aside(name)
            return None

    def _set_aside(self, name: str) -> None:
        with suppress(OSError):
            self._file(name).replace(self._folder / f"{name}.broken")

    def _write(self, name: str, record: Any) -> None:
        """Replace a file; only its owner may read it."""
        replace_file(self._file(name), json.dumps(record).encode())
