"""What a model writes, as it grows: its thoughts aside, and how much of it a reader may see before it is checked."""

from dataclasses import dataclass
from typing import Final, Self

import regex

from assistant.citations import NOT_FOUND, is_refusal
from assistant.trouble import Trouble

# Some local models write what they think before what they say; a server that knows them takes it out.
_THOUGHT: Final = regex.compile(r"^\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", regex.DOTALL | regex.IGNORECASE)
_OPENINGS: Final = ("<think>", "<thinking>", NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of what a model wrote; pieces add up. `trouble` where there is no more to come, and why."""

    text: str = ""
    trouble: Trouble | None = None

    def __add__(self, other: "Draft") -> Self:
        return type(self)(self.text + other.text, self.trouble or other.trouble)


def said(text: str) -> str:
    """`text` without the thoughts that it begins with."""
    return _THOUGHT.sub("", text, count=1).lstrip()


def showable(text: str) -> str:
    """How much of an unfinished draft can be shown; what was shown once stays, so each is the beginning of the next.

    Nothing while it may still turn out to be a thought or a refusal: "NOT_FOUND" is between the model and us.
    """
    spoken = said(text)
    opening = spoken.strip().strip("*`\"'«».")
    if is_refusal(spoken) or any(whole.startswith(opening) for whole in _OPENINGS):
        return ""
    return spoken
