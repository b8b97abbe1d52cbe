import json
import stat
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.errors import StorageError
from assistant.records import article_record, read_article
from assistant.settings import Settings
from embeddings.article import Article
from tests.ui.fakes import (
    QUESTION_AR,
    QUESTION_EN,
    QUESTION_NOT_SAID,
    answers,
    fake_assistant,
    make_fake,
    passage,
    shipped_article,
)
from ui import starting
from ui.conversation import Failure, Turn
from ui.notebook import Notebook
from ui.options import Options
from ui.records import read_turn, turn_record
from ui.shelf import Room, Shelf

KEY = "0123456789abcdef" * 4
OWN = Article.from_text("The harbour opened in 1811 😀.\n\nIt was built in three years.", "Harbours")


@pytest.fixture
def notebook(tmp_path) -> Notebook:
    found = Notebook.of(tmp_path, KEY)
    assert found
    return found


def _turns(article) -> tuple[Turn, ...]:
    known = answers(article)
    return (
        Turn(1, QUESTION_AR, answer=known[QUESTION_AR], rating="up"),
        Turn(2, QUESTION_EN, answer=known[QUESTION_EN], options=Options("quote", "strict")),
        Turn(3, QUESTION_NOT_SAID, answer=known[QUESTION_NOT_SAID]),
        Turn(4, "Broken?", (passage(article, 2),), "A draft", failure=Failure("model", "why")),
        Turn(5, "Stopped?", (passage(article, 3),), "A draft", stopped=True),
        Turn(6, "Broken off?", (passage(article, 3),), "A draft", broken=True),
    )


def _stored(record):
    return json.loads(json.dumps(record))


def test_a_turn_comes_back_as_it_was(article):
    """Answers, citations, passages, ratings, failures and settings; through JSON."""
    for turn in _turns(article):
        assert read_turn(_stored(turn_record(turn)), article) == turn


def test_an_answer_that_was_being_made_comes_back_as_broken_off(article):
    """With what there was of it: the question is not lost."""
    turn = Turn(1, QUESTION_AR, (passage(article, 2),), "Half")
    assert read_turn(_stored(turn_record(turn)), article) == turn.break_off()


def test_a_quote_that_does_not_stand_in_the_article_is_refused(article):
    """The file may be of another article, or have been changed."""
    record = _stored(turn_record(_turns(article)[0]))
    record["answer"]["citations"][0]["start"] += 1
    with pytest.raises(ValueError, match="citation 1"):
        read_turn(record, article)


@pytest.mark.parametrize("kept", [OWN, shipped_article(), replace(OWN, author="Ilse Brandt", date="2025-05-01")])
def test_an_article_comes_back_as_it_was(kept):
    """With its translation, its author and its day, and the same id."""
    back = read_article(_stored(article_record(kept)))
    assert back == kept
    assert (back.author, back.date) == (kept.author, kept.date)


def test_a_record_of_before_has_no_author():
    """Articles that were kept before there were authors are read still."""
    record = {key: value for key, value in article_record(OWN).items() if key not in ("author", "date")}
    assert read_article(record).author is None


def test_a_notebook_goes_on_where_it_was(notebook, article):
    """Articles in their order, conversations, sources and settings; the page's own assistant stays what it is."""
    assistant, turns = fake_assistant(), _turns(article)
    own = Room(make_fake(OWN), (Turn(1, "q", stopped=True),), "harbours.txt")
    shelf = replace(Shelf.of(assistant).left(turns).entered(own), options=Options("quote", "lenient"))
    notebook.keep_shelf(shelf)
    again = notebook.shelf(assistant, make_fake)
    assert [room.id for room in again.rooms] == [own.id, assistant.article.id]
    assert (again.room.source, again.room.turns) == (own.source, own.turns)
    assert again.rooms[1].assistant is assistant
    assert again.rooms[1].turns == turns
    assert (again.options, again.kept) == (shelf.options, shelf.kept)
    assert not again.room.assistant.ready


def test_a_conversation_is_kept_before_there_is_a_list(notebook, article):
    """The first question is."""
    notebook.keep_turns(article.id, _turns(article))
    assert notebook.shelf(fake_assistant(), make_fake).room.turns == _turns(article)


def test_an_article_without_a_conversation_is_kept(notebook):
    """It was opened for some reason."""
    notebook.keep_shelf(Shelf.of(fake_assistant()).entered(Room(make_fake(OWN))))
    assert notebook.shelf(fake_assistant(), make_fake).room.id == OWN.id


def test_started_with_another_article_the_page_keeps_what_was_said(notebook, article):
    """The article of before becomes one of the reader's own, if it was talked about."""
    notebook.keep_shelf(Shelf.of(fake_assistant()).left(_turns(article)))
    assert [room.id for room in notebook.shelf(make_fake(OWN), make_fake).rooms] == [article.id, OWN.id]
    notebook.keep_turns(article.id, ())
    assert [room.id for room in notebook.shelf(make_fake(OWN), make_fake).rooms] == [OWN.id]


def test_what_is_removed_is_forgotten(notebook, tmp_path):
    """Article and conversation leave the disk; brought back they are there again."""
    own = Room(make_fake(OWN), (Turn(1, "q", stopped=True),))
    shelf = Shelf.of(fake_assistant()).entered(own)
    notebook.keep_shelf(shelf)
    without = shelf.without(own.id)
    assert without
    assert notebook.keep_shelf(without) == (own.id,)
    assert not [file for file in tmp_path.rglob("*") if own.id in file.name]
    notebook.keep_shelf(without.undone())
    assert notebook.shelf(fake_assistant(), make_fake).room.turns == own.turns


def test_what_another_reader_has_is_not_gone(notebook, tmp_path):
    """Only an article that nobody has any more is told of."""
    shelf = Shelf.of(fake_assistant()).entered(Room(make_fake(OWN)))
    other = Notebook.of(tmp_path, "b" * 32)
    assert other
    without = shelf.without(OWN.id)
    assert without
    assert notebook.keep_shelf(shelf) == other.keep_shelf(shelf) == ()
    assert notebook.keep_shelf(without) == ()
    assert other.keep_shelf(without) == (OWN.id,)


def test_the_index_of_what_nobody_has_is_removed(notebook, tmp_path):
    """With the article, whichever way the shelf lost it."""
    assistant = fake_assistant()
    assistant.settings = Settings(llm="none", data_dir=tmp_path)
    shelf = Shelf.of(assistant).entered(Room(make_fake(OWN)))
    (tmp_path / "indexes" / OWN.id).mkdir(parents=True)
    (tmp_path / "indexes" / "other").mkdir()
    parts: Any = SimpleNamespace(turns="turns", shelf="shelf", notice="notice")
    for kept in (shelf, shelf.without(OWN.id)):
        assert starting.Keeping(parts, notebook, lambda: shelf).keep({"shelf": kept}) == {"shelf": kept}
    assert [path.name for path in (tmp_path / "indexes").iterdir()] == ["other"]


def test_nobody_else_can_read_it(notebook, tmp_path):
    """Neither on this machine, nor with another key; the key itself is not on disk."""
    notebook.keep_shelf(Shelf.of(fake_assistant()).entered(Room(make_fake(OWN))))
    for file in tmp_path.rglob("*.json"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert KEY not in str(file)
    other = Notebook.of(tmp_path, "f" * 64)
    assert other
    assert len(other.shelf(fake_assistant(), make_fake).rooms) == 1


@pytest.mark.parametrize("key", ["", "../../etc", "0" * 31, "0" * 65, "A" * 64, "0" * 63 + "/"])
def test_what_is_no_key_opens_nothing(key, tmp_path):
    """It comes from outside."""
    assert Notebook.of(tmp_path, key) is None


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"rooms": [{}], "options": {}}', b'{"rooms": 3}', b"\xff"])
@pytest.mark.parametrize("name", ["shelf", "article", "turns"])
def test_a_broken_file_stops_nothing_and_is_not_lost(notebook, tmp_path, broken, name):
    """The page starts, and the file stays under another name."""
    notebook.keep_shelf(Shelf.of(fake_assistant()).entered(Room(make_fake(OWN), (Turn(1, "q", stopped=True),))))
    (file,) = [
        file
        for file in tmp_path.rglob("*.json")
        if file.name.startswith(name) and (name == "shelf" or OWN.id in file.name)
    ]
    file.write_bytes(broken)
    shelf = notebook.shelf(fake_assistant(), make_fake)
    ids = [room.id for room in shelf.rooms]
    assert shelf.kept in ids
    assert (OWN.id in ids) == (name != "article")
    if not (name == "turns" and broken == b"[]"):  # a conversation without turns
        assert not file.exists()
        assert file.with_suffix(".broken").read_bytes() == broken


def test_a_full_disk_is_one_sentence(tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "readers").write_text("")
    notebook = Notebook.of(tmp_path, KEY)
    assert notebook
    with pytest.raises(StorageError, match="can't be written"):
        notebook.keep_turns(OWN.id, ())
