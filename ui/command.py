"""What the page's script asks for: a small vocabulary, read as data from outside."""

import json
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Command:
    """`do` is the verb; what a verb doesn't use stays empty."""

    do: str = ""
    value: str = ""
    name: str = ""
    turn: int = 0

    @classmethod
    def parse(cls, document: str) -> Self:
        """The command in a JSON object; one that does nothing where it is something else."""
        try:
            data: Any = json.loads(document)
        except (TypeError, ValueError, RecursionError):  # TypeError: no text at all
            return cls()
        if not isinstance(data, dict):
            return cls()
        turn = data.get("turn")
        return cls(
            do=_text(data.get("do")),
            value=_text(data.get("value")),
            name=_text(data.get("name")),
            turn=turn if type(turn) is int else 0,
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
