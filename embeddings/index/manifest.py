"""What belongs to a stored index, byte for byte, so that a damaged one is known before Chroma opens it.

Chroma doesn't raise on damaged files: it ends the process, or answers with fewer rows.
"""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from embeddings.index.client import VERSION
from embeddings.index.stamp import Stamp

FILE: Final = "manifest"


def this_writer() -> str:
    """Whose files Chroma opens here: another version's, or another machine's, it may not be able to read."""
    return f"chromadb {VERSION} on {platform.system()} {platform.machine()}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The stamp of an index, who wrote it, and the digest of each file."""

    stamp: Stamp
    writer: str
    files: dict[str, str]

    @classmethod
    def of(cls, place: Path, stamp: Stamp) -> Self:
        """The manifest of an index that has just been written and verified."""
        return cls(stamp, this_writer(), {name: _digest(place / name) for name in _names(place)})

    @classmethod
    def read(cls, place: Path) -> Self | None:
        """The manifest at `place`; None where there is none, or it is not as it was written."""
        try:
            seal, _, record = (place / FILE).read_bytes().partition(b"\n")
            if seal.decode() != hashlib.sha256(record).hexdigest():
                return None
            return cls(**{**(values := json.loads(record)), "stamp": Stamp(**values["stamp"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, place: Path) -> None:
        """Write it to `place`, after its own digest."""
        record = json.dumps(asdict(self)).encode()
        (place / FILE).write_bytes(hashlib.sha256(record).hexdigest().encode() + b"\n" + record)

    def damage(self, place: Path) -> str:
        """The first file that is not as it was written, or was not written here; empty where all is well."""
        strange = set(_names(place)) - self.files.keys() - {FILE}
        return next((name for name in self.files if not self.is_whole(place, name)), min(strange, default=""))

    def is_whole(self, place: Path, name: str) -> bool:
        """Whether a file is as it was written."""
        return _digest(place / name) == self.files.get(name)


def _names(place: Path) -> Sequence[str]:
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
