"""Numbered sentences for a model, and what it makes of them.

A sentence is one line without brackets, so nothing in it can pass for a number of ours or for the end of the fence.
"""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.markers import neutralise

_LINE: Final = regex.compile(r"\s*[\[【［]\s*(\p{Nd}{1,4})\s*[\]】］]\s*(.*)")
_FENCE: Final = regex.compile(r"\s*(?:\[/?\p{L}+\]|```\w*)\s*")


def numbered(sentences: Sequence[str]) -> str:
    """`[1] …`, one a line."""
    return "\n".join(f"[{number}] {neutralise(sentence)}" for number, sentence in enumerate(sentences, 1))


def parse(reply: str, count: int) -> tuple[str, ...] | None:
    """The translations of `count` sentences; None where their numbers aren't 1 to `count`, each once and in order.

    One number too few or too many may mean that two sentences were made one, and then any of them may stand at
    another's place.
    """
    numbers: list[int] = []
    texts: list[str] = []
    for line in reply.splitlines():
        # `regex` knows digits that are newer than this Python's Unicode.
        if (match := _LINE.fullmatch(line)) and match[1].isdecimal():
            numbers.append(int(match[1]))
            texts.append(match[2].strip())
        elif line.strip() and not _FENCE.fullmatch(line) and texts:
            texts[-1] += f"\n{line.strip()}"  # no sentence of ours goes on in another line: the check refuses it
    return tuple(texts) if numbers == list(range(1, count + 1)) else None
