"""Answers as a terminal shows them."""

import shutil
import textwrap
from typing import Final

import regex

from assistant.answer import Answer, Citation
from embeddings.passages import Passage
from embeddings.text import Language, detect_language

_MAX_WIDTH: Final = 100
_MIN_WIDTH: Final = 40
_CONTROL: Final = regex.compile(r"[\p{Cc}--[\t\n]]", regex.V1)

WORDS: Final[dict[Language, dict[str, str]]] = {
    "ar": {
        "paragraph": "الفقرة",
        "verbatim": "نقل حرفي",
        "supported": "الأسماء والأرقام مطابقة",
        "translated": "منقول بترجمته",
        "machine": "منقول بترجمة آلية",
        "nearest": "أقرب ما ورد في المقال:",
        "checked": "الإجابة بعد التحقق:",
        "dropped": "ما حذفه التحقق مما كتبه النموذج اللغوي:",
    },
    "en": {
        "paragraph": "paragraph",
        "verbatim": "word for word",
        "supported": "names and numbers checked",
        "translated": "given in translation",
        "machine": "given in machine translation",
        "nearest": "The nearest it does say:",
        "checked": "The answer once it was checked:",
        "dropped": "Of what the language model wrote the check removed:",
    },
}


def readable(answer: Answer, *, with_text: bool = True) -> str:
    """The answer and its numbered quotes as a terminal shows them, each in lines of its own."""
    words = WORDS[answer.language]
    blocks = [caution(answer) + wrapped(answer.text)] if with_text else []
    blocks += [_citation(citation, answer) for citation in answer.citations]
    blocks += [_nearest(passage, answer.language) for passage in answer.nearest[:1]]
    if answer.note:
        blocks.append(f"({answer.note})")
    if answer.dropped:
        blocks.append(f"{words['dropped']}\n" + "\n".join(wrapped(claim, "    ") for claim in answer.dropped))
    return "\n\n".join(blocks)


def caution(answer: Answer) -> str:
    """What stands before the text of a doubtful answer, and the blank line between them."""
    return f"{wrapped(answer.caution)}\n\n" if answer.caution else ""


def _nearest(passage: Passage, language: Language) -> str:
    words = WORDS[language]
    place = f"{words['paragraph']} {passage.paragraph}"
    text = passage.text
    if passage.translation and detect_language(text, language) != language:
        text = passage.translation
        place += f" · {words['machine' if passage.machine_translated else 'translated']}"
    return f"{words['nearest']} ({place})\n{wrapped(text, '    ')}"


def _citation(citation: Citation, answer: Answer) -> str:
    words = WORDS[answer.language]
    how = words[citation.status]
    if citation.is_given_in_translation(answer.text):
        how = words["machine" if citation.machine_translated else "translated"]
    title = f" · {printable(citation.title)}" if citation.title else ""
    place = f"[{citation.marker}] {words['paragraph']} {citation.paragraph}{title} · {how}"
    return f"{place}\n{wrapped(f'“{citation.quote}”', '    ')}"


def wrapped(text: str, indent: str = "") -> str:
    """`text` in lines of the terminal's width, each behind `indent`, a blank line between paragraphs."""
    width = max(_MIN_WIDTH, min(_MAX_WIDTH, shutil.get_terminal_size((_MAX_WIDTH, 0)).columns))
    return "\n\n".join(
        textwrap.fill(paragraph, width, initial_indent=indent, subsequent_indent=indent)
        for paragraph in printable(text).split("\n\n")
    )


def printable(text: str) -> str:
    """`text` without what a terminal would obey: an article may hold the codes that move the cursor or set a title."""
    return _CONTROL.sub("", text)
