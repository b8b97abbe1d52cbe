"""Foreign text as Markdown that reads as that text, and as nothing else.

CommonMark lets a backslash stand before any ASCII punctuation. It is put before what could begin an element
anywhere in a line, and before what could begin a block at the start of one. Addresses are broken up too:
many viewers make links of bare ones.
"""

from collections.abc import Iterator
from typing import Final

import regex

# The line ends of Unicode and not those of CommonMark alone: viewers differ, and a line is where blocks begin.
_LINE_END: Final = regex.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSHOWABLE: Final = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_INLINE: Final = regex.compile(r"[\\`*_{}\[\]<>#&|~$^!=@]|:(?=\S)|(?<=\w)\.(?=\p{L})")
_BLOCK: Final = regex.compile(r"[-+]|\p{Nd}{1,9}(?=[.)])")


def escaped(text: str) -> str:
    """`text` on one line: every blank and line end becomes a space."""
    line = " ".join(_UNSHOWABLE.sub("\ufffd", text).split())
    line = _INLINE.sub(r"\\\g<0>", line)
    block = _BLOCK.match(line)
    if not block:
        return line
    # "-" and "+" take the backslash themselves; of "1." and "1)" only the punctuation can.
    before = block.end() if block[0].isdecimal() else 0
    return f"{line[:before]}\\{line[before:]}"


def paragraphs(text: str) -> str:
    """`text` with its lines as they are: a line end is a hard break, a blank line parts paragraphs."""
    return "\n\n".join("\\\n".join(map(escaped, block)) for block in _blocks(text))


def quotation(text: str) -> str:
    """`text` as a block quotation."""
    return "\n".join(f"> {line}".rstrip() for line in paragraphs(text).split("\n"))


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (*_LINE_END.split(text), ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
