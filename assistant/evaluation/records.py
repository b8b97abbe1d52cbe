"""What became of each question, and a file that keeps it as it comes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from assistant.errors import EvaluationError
from assistant.evaluation.cases import Part
from assistant.evaluation.reading import content, read_jsonl


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a case; None is what it doesn't tell.

    hit: of the "corpus" alone: the first passage stands in the question's paragraph.
    found, confidence, doubtful, text, quotes: as in the answer.
    evidence, cited, answer, right: see `assistant.evaluation.measures`.
    seconds: how long it took, the making of the index left out.
    """

    id: str
    dataset: str
    key: str
    part: Part
    question: str
    answerable: bool
    kind: str
    seconds: float
    hit: bool | None = None
    found: bool | None = None
    confidence: float | None = None
    text: str | None = None
    quotes: tuple[str, ...] = ()
    evidence: bool | None = None
    cited: bool | None = None
    answer: bool | None = None
    right: bool | None = None
    doubtful: bool | None = None

    @property
    def name(self) -> tuple[str, str, str]:
        """The name of its case."""
        return self.dataset, self.id, self.part


class Named(Protocol):
    """A dataclass that a name tells from all others."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def name(self) -> tuple[str, str, str]: ...


Kept = TypeVar("Kept", bound=Named)


class Log(Generic[Kept]):
    """Records of `kind` in a file: a line that says how they were made, then one a record, each written at once.

    Raises:
        EvaluationError: the file can't be read or written, has another form, or was made in another way than
            `fingerprint` says.
    """

    def __init__(self, path: Path, fingerprint: Mapping[str, str], kind: type[Kept]) -> None:
        self._path = path
        self._records: dict[tuple[str, str, str], Kept] = {}
        text = content(path) if path.exists() else ""
        # The last line is half a record where the run was stopped in the midst of writing it.
        whole = text[: text.rfind("\n") + 1]
        if not whole:
            if text:
                raise EvaluationError(f"{path} holds no records of an evaluation; give another file.")
            self._write(json.dumps({_MADE: dict(fingerprint)}, ensure_ascii=False) + "\n", "w")
            return
        self._check(whole.split("\n")[0], fingerprint)
        if whole != text:
            self._write(whole, "w")
        # The first line is no record, but the number of a line has to be that in the file.
        self._records = {row.name: row for row in read_jsonl(path, kind, skip=1)}

    @property
    def records(self) -> Mapping[tuple[str, str, str], Kept]:
        """What is kept, by the names of the cases."""
        return self._records

    def add(self, record: Kept) -> None:
        """Keep a record."""
        self._write(json.dumps(asdict(record), ensure_ascii=False) + "\n", "a")
        self._records[record.name] = record

    def _check(self, line: str, fingerprint: Mapping[str, str]) -> None:
        try:
            made = json.loads(line)[_MADE]
            changed = [name for name in {**made, **fingerprint} if made.get(name) != fingerprint.get(name)]
        except (ValueError, TypeError, KeyError, AttributeError):
            raise EvaluationError(
                f"{self._path}, line 1: not the head of a file of records; give another file."
            ) from None
        if changed:
            name = changed[0]
            raise EvaluationError(
                f"{self._path} was made with {name} {made.get(name, 'not given')}, and now it is "
                f"{fingerprint.get(name, 'not given')}; give another file, or make it as it was."
            )

    def _write(self, text: str, mode: str) -> None:
        try:
            with self._path.open(mode, encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise EvaluationError(f"{self._path} can't be written ({error.strerror}); give another file.") from error


_MADE: Final = "made with"
