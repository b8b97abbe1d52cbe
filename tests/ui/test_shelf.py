from embeddings.article import Article
from tests.ui.fakes import FakeAssistant, fake_assistant
from ui.conversation import Turn
from ui.shelf import Shelf


def _own(name):
    return FakeAssistant(Article.from_text(f"The article {name}."), {})


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


def test_the_oldest_own_article_goes_and_the_first_never():
    """Five of the reader's own at most, the latest first."""
    shelf = Shelf.of(fake_assistant())
    kept = shelf.room
    owns = [_own(str(number)) for number in range(7)]
    for own in owns:
        shelf = shelf.entered(own)
    assert [room.assistant for room in shelf.rooms[:5]] == owns[:1:-1]
    assert shelf.rooms[5:] == (kept,)


def test_an_article_that_is_not_there_is_not_opened():
    """Its id may be made up."""
    assert Shelf.of(fake_assistant()).back("made up") is None
