"""Fuzz for as long as one likes: `python -m tests.fuzz [--minutes 30] [--corpus FOLDER] [TARGET …]`.

Each target gets its share of the minutes. A finding ends it, is printed, and stays in the folder.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import TARGETS
from tests.hostile import hostile

MAX_BYTES = 4096
MAX_MEGABYTES = 3000


def fuzz(target: str, seconds: int, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a target under atheris, beginning with the hostile inputs; exit code 0 where nothing was found.

    `options` are libFuzzer's.
    """
    corpus = folder / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(hostile()[::3]):
        (corpus / f"hostile-{number}").write_bytes(each.text.encode("utf-8", "replace")[:MAX_BYTES])
    command = [
        *(sys.executable, "-m", "tests.fuzz.run", target, str(corpus)),
        *(f"-max_total_time={seconds}", f"-max_len={MAX_BYTES}", "-timeout=120", f"-rss_limit_mb={_memory()}"),
        *("-print_final_stats=1", f"-artifact_prefix={folder}/{target}-", *options),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _memory() -> int:
    """Megabytes: a program counts the most that the one which started it has had as its own."""
    return MAX_MEGABYTES + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Fuzz the targets one after the other. Returns 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)} (default: all)")
    parser.add_argument("--minutes", type=float, default=30, help="for all of them together (default: %(default)s)")
    parser.add_argument("--corpus", type=Path, help="a folder in which to keep what was tried and found")
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)
    folder = options.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))
    found = 0
    for target in targets:
        done = fuzz(target, max(1, round(options.minutes * 60 / len(targets))), folder)
        runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line), "?")
        print(f"{target}: {runs} inputs, {'nothing found' if done.returncode == 0 else 'FOUND'}", flush=True)
        if done.returncode:
            found = 1
            print(done.stderr[-4000:])
    print(f"kept in {folder}")
    return found


if __name__ == "__main__":
    sys.exit(main())
