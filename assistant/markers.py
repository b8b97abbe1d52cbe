"""The markers of an answer, `[n]`, and what must never be taken for one, or for a control token."""

from typing import Final

import regex

_DIGITS: Final = r"\p{Nd}{1,9}"
# An article may have blanks by the hundred thousand, so each is read once: no gap gives back what it has.
_GAP: Final = r"[\s\p{Cf}]*+"
_BETWEEN: Final = rf"(?:(?! )[\s\p{{Cf}}])*+(?:[,،;؛–-]{_GAP}| {_GAP}(?:[,،;؛–-]{_GAP})?+)"
MARKER: Final = regex.compile(
    rf"[\[【［⟦]{_GAP}\^?(?P<numbers>{_DIGITS}(?:{_BETWEEN}{_DIGITS})*+)"
    rf"(?:{_GAP}†[^\]】］⟧]*)?{_GAP}[\]】］⟧]"
)
"""A marker as models write it: [1], [1, 2], [١، ٢], [1-3], [^1], 【1】, 【1†source】."""

_FORGED: Final = regex.compile(rf"[\[【［⟦]({_GAP}\^?{_DIGITS}[^\[\]【】［］⟦⟧\p{{L}}]*+)[\]】］⟧]")
_RANGE: Final = regex.compile(rf"({_DIGITS}){_GAP}[–-]{_GAP}({_DIGITS})|({_DIGITS})")
_MAX_RANGE: Final = 10

# Chat templates read <|im_end|>, <end_of_turn>, </s>, [INST] and <<SYS>> inside a text as the end of a turn. All
# of them need one of these characters, so none is left: a list of the tokens would never be complete.
_CONTROL: Final = str.maketrans("<>|｜", "‹›¦¦")
_LOOKALIKES: Final = _CONTROL | str.maketrans("[]【】［］⟦⟧", "()()()()")
_INSTRUCTION: Final = regex.compile(r"\[(/?[A-Z_]+)\]")
_INVISIBLE: Final = regex.compile(r"[\p{Cf}\p{Cc}\p{Co}\p{Cn}--[\s]]", regex.V1)
_SPACE: Final = regex.compile(r"\s+")


def neutralise(text: str) -> str:
    """`text` as a model may see it: one line, without control tokens, markers or invisible characters.

    For articles, questions and history on their way into a prompt. It reads the same; what is cited is cut
    from the original.
    """
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).translate(_LOOKALIKES).strip()


def neutralise_control(text: str) -> str:
    """`text` without control tokens, and otherwise as it is: for whole messages, with their lines and markers."""
    return _INSTRUCTION.sub(r"(\1)", text.translate(_CONTROL))


def neutralise_markers(text: str) -> str:
    """`text` with every bracketed number, in any digits, in parentheses: "[7]" becomes "(7)"."""
    return MARKER.sub(lambda match: f"({match[0][1:-1]})", _FORGED.sub(r"(\1)", text))


def marker_numbers(numbers: str) -> tuple[int, ...]:
    """The numbers that stand in a marker, in order; "1-3" is 1, 2, 3."""
    found: list[int] = []
    for first, last, single in _RANGE.findall(numbers):
        # `regex` knows digits of scripts that are newer than this Python's Unicode; no source has such a number.
        if not f"{first}{last}{single}".isdecimal():
            continue
        if single:
            found.append(int(single))
        elif 0 <= int(last) - int(first) < _MAX_RANGE:
            found.extend(range(int(first), int(last) + 1))
        else:
            found.extend((int(first), int(last)))
    return tuple(found)
