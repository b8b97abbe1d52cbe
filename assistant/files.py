"""A file is replaced whole, so that whoever reads it meanwhile, or after a crash, finds the old or the new."""

import os
import tempfile
from pathlib import Path

from assistant.errors import StorageError


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, in a folder that is made where there is none; only its owner may read it.

    Raises:
        StorageError: the folder can't be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=path.parent, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # else the name may be on the disk before what it names
            Path(written).replace(path)
        except BaseException:
            Path(written).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or error
        raise StorageError(f"{path.parent} can't be written ({reason}); make room, or set another.") from error
