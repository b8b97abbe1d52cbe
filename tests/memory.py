"""How much memory a process holds, for tests that must find it flat."""

from pathlib import Path
from typing import Final

import pytest

MEGABYTE: Final = 1 << 20
_STATUS: Final = "/proc/{}/status"


def resident(process: int | str = "self") -> int:
    """Bytes of memory that a process, by its number, holds now; skips the test where nobody can say (no Linux)."""
    status = Path(_STATUS.format(process))
    if not status.exists():
        pytest.skip("what a process holds is read from /proc, which is not here")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024
