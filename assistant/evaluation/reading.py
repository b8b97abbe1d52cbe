"""Read a data set's file into typed rows; what doesn't fit is told in one sentence that names its place."""

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.errors import EvaluationError

Row = TypeVar("Row")


def read_json(path: Path, shape: type[Row]) -> Row:
    """A JSON file of the form that the dataclass `shape` has.

    Raises:
        EvaluationError: the file can't be read or has another form.
    """
    return _parsed(content(path), TypeAdapter(shape), str(path))


def read_jsonl(path: Path, shape: type[Row], skip: int = 0) -> tuple[Row, ...]:
    """A file with a JSON object a line, each of the form of `shape`, after `skip` lines of another.

    Raises:
        EvaluationError: the file can't be read, or a line has another form.
    """
    lines = content(path).rstrip("\n").split("\n")
    adapter = TypeAdapter(shape)
    return tuple(
        _parsed(line, adapter, f"{path}, line {number}") for number, line in enumerate(lines, 1) if number > skip
    )


def content(path: Path) -> str:
    """The text of a file in UTF-8.

    Raises:
        EvaluationError: it can't be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise EvaluationError(f"{path} can't be read ({error.strerror}); give the path of the data set.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise EvaluationError(f"{path}, line {line}: not UTF-8; save the data set in UTF-8.") from error


def _parsed(text: str, adapter: TypeAdapter[Row], place: str) -> Row:
    try:
        return adapter.validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = first["msg"][0].lower() + first["msg"][1:]
        raise EvaluationError(f"{place}: {where + ': ' if where else ''}{what}.") from error
