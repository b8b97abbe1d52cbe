"""What every reader gives back."""

import datetime
from dataclasses import dataclass
from typing import Final

import regex

_DAY: Final = regex.compile(r"\s*(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")
_MAX_NAME: Final = 200
"""Characters; what is longer is no name."""


@dataclass(frozen=True, slots=True)
class Document:
    """The plain text of a file: blocks with a blank line between them, titles marked with `#` as in Markdown.

    `title` is the title of the whole, `author` who wrote it, `date` its day as "2025-05-01"; None where the file
    doesn't say.
    """

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None


def name(text: str | None) -> str | None:
    """`text` as a name on one line, or None where it is none."""
    line = " ".join((text or "").split())
    return line if 0 < len(line) <= _MAX_NAME else None


def day(text: str | None) -> str | None:
    """The day of a date as ISO 8601 or PDF write it; None where it is another form, or no day."""
    match = _DAY.match(text or "")
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
