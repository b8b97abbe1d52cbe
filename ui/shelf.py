"""The articles that one reader has opened, each with its conversation."""

from dataclasses import dataclass, replace
from typing import Final, Self

from ui.conversation import Turn
from ui.conversational import Conversational

_OWN: Final = 5
"""Articles of the reader's own that stay open beside the one that the page was started with."""


# Compared by identity: an assistant has no equality, and Gradio hashes what a session holds.
@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """An open article and what was said about it."""

    assistant: Conversational
    turns: tuple[Turn, ...] = ()

    @property
    def id(self) -> str:
        return self.assistant.article.id


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The rooms, the open one first. The room with id `kept` is never put away."""

    rooms: tuple[Room, ...]
    kept: str

    @classmethod
    def of(cls, assistant: Conversational) -> Self:
        return cls((Room(assistant),), assistant.article.id)

    @property
    def room(self) -> Room:
        """The open one."""
        return self.rooms[0]

    def left(self, turns: tuple[Turn, ...]) -> Self:
        """The shelf that remembers `turns` as the conversation of the open room."""
        return replace(self, rooms=(replace(self.room, turns=turns), *self.rooms[1:]))

    def entered(self, assistant: Conversational) -> Self:
        """The shelf with the article of `assistant` open; the conversation about it goes on where there was one."""
        known = self.back(assistant.article.id)
        if known:
            return known
        own = [room for room in self.rooms if room.id != self.kept][: _OWN - 1]
        kept = [room for room in self.rooms if room.id == self.kept]
        return replace(self, rooms=(Room(assistant), *sorted((*own, *kept), key=self.rooms.index)))

    def back(self, article_id: str) -> Self | None:
        """The shelf with an article open that is on it; None where it is not."""
        found = [room for room in self.rooms if room.id == article_id]
        rest = [room for room in self.rooms if room.id != article_id]
        return replace(self, rooms=(*found, *rest)) if found else None
