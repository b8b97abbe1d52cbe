"""The articles that one reader has opened, each with its conversation, and what the reader has set.

Where the reader has asked all of them, that is a room of its own, whose article is `ui.gathered.ALL`.
"""

from dataclasses import dataclass, field, replace
from typing import Final, Self, TypeVar

from assistant.answer import Citation
from embeddings.article import Article
from embeddings.passages import Passage
from ui.conversation import Turn
from ui.conversational import Conversational
from ui.gathered import ALL, Gathered
from ui.options import Options

_OWN: Final = 5
"""Articles of the reader's own that may be open beside the one that the page was started with. None makes way for
another unasked: a conversation would go with it."""


Place = TypeVar("Place", Passage, Citation)


# Compared by identity: an assistant has no equality, and Gradio hashes what a session holds.
@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """An open article and what was said about it. `source` is the file or address that it came from, or "".

    `instead_of` is the id of the room whose place it is to take, or "": the same article without a translation.
    """

    assistant: Conversational
    turns: tuple[Turn, ...] = ()
    source: str = ""
    instead_of: str = ""

    @property
    def id(self) -> str:
        return self.assistant.article.id

    @property
    def is_all(self) -> bool:
        """Whether it is the one for all articles."""
        return self.id == ALL.id


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The rooms, the open one first. The room with id `kept` is never put away.

    `removed` is the last that was, or whose conversation was, and where it stood, until it is too late to have it back.
    """

    rooms: tuple[Room, ...]
    kept: str
    options: Options = field(default_factory=Options)
    removed: tuple[Room, int] | None = None

    @classmethod
    def of(cls, assistant: Conversational) -> Self:
        return cls((Room(assistant),), assistant.article.id)

    @property
    def room(self) -> Room:
        """The open one."""
        return self.rooms[0]

    @property
    def single(self) -> tuple[Room, ...]:
        """The rooms of one article each."""
        return tuple(room for room in self.rooms if not room.is_all)

    @property
    def is_full(self) -> bool:
        """Whether no other article of the reader's own fits."""
        return sum(room.id != self.kept for room in self.single) >= _OWN

    def fits(self, room: Room) -> bool:
        """Whether `room` can be opened: it is there already, takes the place of another, or there is a place left."""
        return not self.is_full or any(other.id in (room.id, room.instead_of) for other in self.single)

    def article(self, article_id: str) -> Article | None:
        """An article that is on the shelf; None where it is not, whoever else may have it."""
        return next((room.assistant.article for room in self.single if room.id == article_id), None)

    def gathered(self, turns: tuple[Turn, ...] | None = None, *, is_open: bool = True) -> Self:
        """The shelf with the room for all articles as they are now; `turns` None: those that it had."""
        known = next((room.turns for room in self.rooms if room.is_all), ())
        together = Room(Gathered(tuple(room.assistant for room in self.single)), known if turns is None else turns)
        return replace(self, rooms=(together, *self.single) if is_open else (*self.single, together))

    def left(self, turns: tuple[Turn, ...]) -> Self:
        """The shelf that remembers `turns` as the conversation of the open room."""
        return replace(self, rooms=(replace(self.room, turns=turns), *self.rooms[1:]))

    def entered(self, room: Room) -> Self:
        """The shelf with `room` open; the conversation about its article goes on where there was one."""
        return self.back(room.id) or replace(self, rooms=(room, *self.rooms))

    def instead(self, room: Room) -> Self | None:
        """The shelf with `room`, and its conversation, in the place of the one that it takes; None: that is gone."""
        old = next((other for other in self.single if other.id == room.instead_of != self.kept), None)
        if old is None or any(other.id == room.id for other in self.rooms):
            return None
        new = replace(room, turns=old.turns)
        rooms = tuple(new if other is old else _renamed(other, old.id, new.id) for other in self.rooms)
        return replace(self, rooms=rooms)._again()

    def beside(self, room: Room) -> Self:
        """The shelf with `room` on it, and the open one still open."""
        if any(other.id == room.id for other in self.rooms):
            return self
        return replace(self, rooms=(self.room, room, *self.rooms[1:]))._again()

    def back(self, article_id: str) -> Self | None:
        """The shelf with an article open that is on it; None where it is not."""
        if article_id == ALL.id:
            return self.gathered()
        found = [room for room in self.rooms if room.id == article_id]
        rest = [room for room in self.rooms if room.id != article_id]
        return replace(self, rooms=(*found, *rest)) if found else None

    def without(self, article_id: str) -> Self | None:
        """The shelf without an article of the reader's own; None where there is no such.

        Where it was open, the one that the page was started with is.
        """
        places = [
            place for place, room in enumerate(self.rooms) if room.id == article_id != self.kept and not room.is_all
        ]
        if not places:
            return None
        rest = tuple(room for room in self.rooms if room.id != article_id)
        left = replace(self, rooms=rest, removed=(self.rooms[places[0]], places[0]))
        return (left.back(self.kept) or left) if places[0] == 0 else left._again()

    def cleared(self) -> Self:
        """The shelf with a new conversation in the open room."""
        return replace(self.left(()), removed=(self.room, 0))

    def undone(self) -> Self:
        """The shelf with the article, or the conversation, on it that was removed last."""
        if self.removed is None:
            return self
        room, place = self.removed
        rest = [other for other in self.rooms if other.id != room.id]
        return replace(self, rooms=(*rest[:place], room, *rest[place:]), removed=None)._again()

    def _again(self) -> Self:
        """The shelf whose room for all articles, where it is open, has all that there are now."""
        return self.gathered() if self.room.is_all else self


def _renamed(room: Room, old: str, new: str) -> Room:
    """The room for all articles, one of which has another id now; another room as it is."""
    if not room.is_all:
        return room

    def places(them: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple(replace(place, article=new) if place.article == old else place for place in them)

    def renamed(turn: Turn) -> Turn:
        answer = turn.answer and replace(
            turn.answer,
            citations=places(turn.answer.citations),
            passages=places(turn.answer.passages),
            nearest=places(turn.answer.nearest),
        )
        return replace(turn, passages=places(turn.passages), answer=answer)

    return replace(room, turns=tuple(map(renamed, room.turns)))
