"""NoMIRACL (Thakur et al. 2024, https://arxiv.org/abs/2312.11361): does the assistant see what passages don't say?

A line of the file is an object: "id", "question", "passages" (ten that a search found), "answerable" (by one of them).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import regex
from pydantic import Field

from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.reading import read_jsonl
from assistant.evaluation.sample import sample
from embeddings.text import detect_language


def nomiracl_cases(
    path: Path, limit: int | None = None, seed: int = 0, ids: Collection[str] | None = None
) -> Iterator[Case]:
    """The questions of the file, or `limit` of them; the passages of each are the article that it is put to.

    `ids`: of these alone.

    Raises:
        EvaluationError: the file can't be read, a line has another form, or an id stands there twice.
    """
    rows = read_jsonl(path, _Row)
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        first = lines.setdefault(row.id, number)
        if first != number:
            raise EvaluationError(f"{path}, line {number}: the id {row.id!r} is that of line {first} already.")
    strata = {row.id: str(row.answerable) for row in rows if ids is None or row.id in ids}
    chosen = sample(strata, limit, seed)
    for row in rows:
        if row.id in chosen:
            passages = tuple(_LINES.sub(" ", passage) for passage in row.passages)
            text = Text(passages, detect_language(" ".join(passages)))
            yield Case(row.id, "NoMIRACL", row.id, row.question, text, row.answerable)


_LINES: Final = regex.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    question: str
    passages: Annotated[tuple[str, ...], Field(min_length=1)]
    answerable: bool
