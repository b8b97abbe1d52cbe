"""The wheel, installed outside the checkout, as a person has it who installs the project."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.test_packaging import PACKAGES, PROJECT, ROOT, source_files

USER = """\
from assistant import ask

reveal_type(ask("Who?").citations[0].quote)
ask(1)
"""

# What is behind our own types takes a minute to check, and is none of this test's business.
TYPES = """\
[mypy]
strict = True

[mypy-chromadb.*,langchain_core.*,sentence_transformers.*,torch.*,transformers.*]
follow_imports = skip
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment in which the wheel is all that is installed; what it depends on is taken from the one that runs
    the tests, at the end of the path: installing gigabytes anew would show nothing more.

    A `.pth` file adds that folder and follows none of the `.pth` files in it, so the checkout stays unknown.
    """
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True)
    (packages,) = place.glob("lib/*/site-packages")
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "borrowed.pth").write_text("\n".join(borrowed), "utf-8")
    return place


def run(installed: Path, *command: str) -> str:
    """What a command of the environment prints, in a folder and an environment that know nothing of the checkout."""
    elsewhere = installed / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    known = {"PATH": "/usr/bin:/bin", "HOME": str(elsewhere), "ASSISTANT_LLM": "none"}
    known["ASSISTANT_DATA_DIR"] = str(elsewhere / "data")
    program = [str(installed / "bin" / command[0]), *command[1:]]
    done = subprocess.run(program, check=False, capture_output=True, cwd=elsewhere, env=known, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_every_file_of_the_packages(wheel: Path) -> None:
    """Prompts, articles, styles and type markers are installed with the code: nothing in a package stays behind."""
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert shipped == {path.relative_to(ROOT).as_posix() for path in source_files(*PACKAGES)}
    assert {f"{package}/py.typed" for package in PACKAGES} <= shipped


@pytest.mark.slow
def test_what_is_imported_comes_from_the_wheel(installed: Path) -> None:
    """Every package, and the version; nothing on the path leads to the checkout."""
    code = f"import sys, importlib.metadata as m, {', '.join(PACKAGES)}\n" + (
        f"for each in {', '.join(PACKAGES)}: print(each.__file__)\n"
        "print(m.version('article-assistant'))\n"
        "print(*filter(None, sys.path), sep='\\n')"
    )
    *files, version, path = run(installed, "python", "-c", code).split("\n", len(PACKAGES) + 1)
    assert all(Path(file).is_relative_to(installed / "lib") for file in files)
    assert version == PROJECT["version"]
    assert str(ROOT) not in path.split("\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "said"),
    [("متى وصل ويتكوف وكوشنر إلى موسكو؟", "الخميس"), ("Has a final agreement been announced?", "cautious optimism")],
)
def test_the_default_article_answers(installed: Path, question: str, said: str) -> None:
    """In both languages, with a citation."""
    shown = run(installed, "article-assistant", question)
    assert said in shown
    assert "[1]" in shown


@pytest.mark.slow
@pytest.mark.parametrize("command", PROJECT["scripts"])
def test_every_command_says_how_it_is_used(installed: Path, command: str) -> None:
    """`--help` needs nothing but what the wheel brings along."""
    assert run(installed, command, "--help").startswith("usage: ")


@pytest.mark.slow
def test_a_program_of_the_user_s_is_typed(installed: Path) -> None:
    """mypy knows what `ask` takes and gives, and finds nothing wrong with the types that are shipped."""
    place = installed / "program"
    place.mkdir()
    (place / "mypy.ini").write_text(TYPES)
    (place / "user.py").write_text(USER)
    command = [sys.executable, "-m", "mypy", "--python-executable", str(installed / "bin" / "python"), "user.py"]
    known = {name: value for name, value in os.environ.items() if name not in ("MYPYPATH", "PYTHONPATH")}
    done = subprocess.run(command, check=False, capture_output=True, cwd=place, env=known, encoding="utf-8")
    assert done.stdout.splitlines() == [
        'user.py:3: note: Revealed type is "str"',
        'user.py:4: error: Argument 1 to "ask" has incompatible type "int"; expected "str"  [arg-type]',
        "Found 1 error in 1 file (checked 1 source file)",
    ]
