from dataclasses import replace

from embeddings.article import Article
from tests.ui.fakes import FakeAssistant, fake_assistant
from ui.conversation import Turn
from ui.shelf import Room, Shelf


def _own(name):
    return Room(FakeAssistant(Article.from_text(f"The article {name}."), {}))


def test_a_room_keeps_its_conversation():
    """Leaving it and coming back finds the turns again."""
    shelf = Shelf.of(fake_assistant()).left((Turn(1, "q"),)).entered(_own("one"))
    assert shelf.room.turns == ()
    back = shelf.back(shelf.kept)
    assert back
    assert back.room.turns == (Turn(1, "q"),)
    assert len(back.rooms) == 2


def test_the_same_article_is_one_room():
    """Opening it again goes on where it was."""
    shelf = Shelf.of(fake_assistant()).entered(_own("one")).left((Turn(1, "q"),)).entered(_own("two"))
    again = shelf.entered(_own("one"))
    assert len(again.rooms) == 3
    assert again.room.turns == (Turn(1, "q"),)


def test_five_own_articles_fit_and_none_makes_way():
    """A sixth has no place until one is removed; one that is there, or a translation of it, needs none."""
    shelf = Shelf.of(fake_assistant())
    owns = [_own(str(number)) for number in range(5)]
    for own in owns:
        assert shelf.fits(own)
        shelf = shelf.entered(own)
    sixth = _own("sixth")
    assert shelf.is_full
    assert not shelf.fits(sixth)
    assert shelf.fits(_own("3"))
    assert shelf.fits(replace(sixth, instead_of=owns[1].id))
    without = shelf.without(owns[0].id)
    assert without
    assert without.fits(sixth)
    # What was removed is not lost for it.
    assert len(without.entered(sixth).undone().rooms) == 7


def test_a_conversation_is_cleared_and_brought_back():
    """In the room where it was held, also in that for all articles."""
    shelf = Shelf.of(fake_assistant()).entered(_own("one"))
    for here in (shelf, shelf.gathered()):
        cleared = here.left((Turn(1, "q"),)).cleared()
        assert cleared.room.turns == ()
        assert [room.id for room in cleared.undone().rooms] == [room.id for room in here.rooms]
        assert cleared.undone().room.turns == (Turn(1, "q"),)


def test_an_article_that_is_not_there_is_not_opened():
    """Its id may be made up."""
    assert Shelf.of(fake_assistant()).back("made up") is None


def test_an_article_that_comes_while_another_is_talked_about_waits():
    """It is on the shelf, and what was open stays open; once."""
    shelf, own = Shelf.of(fake_assistant()), _own("one")
    both = shelf.beside(own).beside(own)
    assert both.rooms == (shelf.room, own)


def test_an_article_is_removed_and_brought_back():
    """With its conversation, to its place; where it was open, the page's own one is."""
    one, two = _own("one"), _own("two")
    shelf = Shelf.of(fake_assistant()).entered(one).left((Turn(1, "q"),)).entered(two)
    without = shelf.without(two.id)
    assert without
    assert without.room.id == shelf.kept
    assert without.undone().room is two
    older = shelf.without(one.id)
    assert older
    assert older.room is two
    again = older.undone()
    assert [room.id for room in again.rooms] == [room.id for room in shelf.rooms]
    assert again.rooms[1].turns == (Turn(1, "q"),)
    assert again.undone() is again


def test_the_article_of_the_page_can_not_be_removed():
    """Nor one that isn't there."""
    shelf = Shelf.of(fake_assistant())
    assert shelf.without(shelf.kept) is None
    assert shelf.without("made up") is None
