"""What readers think of the answers: one JSON object a line, on this machine and nowhere else."""

import json
import os
from datetime import UTC, datetime
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final, Literal

import regex
from filelock import FileLock, Timeout

from assistant.errors import StorageError
from embeddings.article import Article
from ui.conversation import Turn

Verdict = Literal["up", "down"]

FILE_NAME: Final = "feedback.jsonl"
"""Where it is kept, in `Settings.data_dir`."""

_LOCK_SECONDS: Final = 5
# JSON lets them stand, and many a reader takes them for the end of the line.
_LINE_ENDS: Final = regex.compile(r"[\x85\u2028\u2029]")


def record(path: Path, *, article: Article, turn: Turn, verdict: Verdict) -> Path:
    """Append what a reader thinks of the answer of `turn` to the file at `path`; returns where that is.

    A reader who thinks again adds a line: of two about one turn the later one counts. The file is its
    owner's alone to read. Safe for several threads and processes.

    Raises:
        StorageError: the file can't be written.
    """
    line = _LINE_ENDS.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(_entry(article, turn, verdict), ensure_ascii=False)
    )
    place = path.absolute()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{place}.lock", timeout=_LOCK_SECONDS, mode=0o600):
            _append(place, line.encode(errors="replace") + b"\n")
    except Timeout:
        raise StorageError(f"{place} is being written by another process; try again in a moment.") from None
    except (OSError, ValueError) as error:  # ValueError: the path holds a NUL
        reason = getattr(error, "strerror", None) or error
        raise StorageError(f"{place} can't be written ({reason}); check the folder, or set another.") from error
    return place


def _append(path: Path, line: bytes) -> None:
    """All of `line` on a line of its own, or nothing, also after a process that died while it wrote."""
    binary = getattr(os, "O_BINARY", 0)  # Windows alone has it, and would write other line ends
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | binary, 0o600)
    try:
        size = os.fstat(file).st_size
        if size:
            os.lseek(file, size - 1, os.SEEK_SET)
            if os.read(file, 1) != b"\n":
                line = b"\n" + line
        if os.write(file, line) < len(line):
            os.ftruncate(file, size)
            raise OSError("the disk is full")
    finally:
        os.close(file)


def _entry(article: Article, turn: Turn, verdict: Verdict) -> dict[str, Any]:
    answer = turn.answer
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": _version(),
        "verdict": verdict,
        "article": {"id": article.id, "title": article.title},
        "turn": turn.number,
        "question": turn.question,
        "answer": answer.text if answer else None,
        "language": turn.language,
        "found": answer.found if answer else None,
        "mode": answer.mode if answer else None,
        "confidence": answer.confidence if answer else None,
        "citations": [
            {"marker": c.marker, "paragraph": c.paragraph, "start": c.start, "end": c.end, "status": c.status}
            | ({"article": c.article} if c.article else {})
            for c in (answer.citations if answer else ())
        ],
    }


@lru_cache(maxsize=1)
def _version() -> str | None:
    try:
        return metadata.version("article-assistant")
    except metadata.PackageNotFoundError:  # run from a folder, without being installed
        return None
