"""What every reader gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """The plain text of a file: blocks with a blank line between them, titles marked with `#` as in Markdown.

    `title` is the title of the whole, or None where the file names none.
    """

    text: str
    title: str | None = None
