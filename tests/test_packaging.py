"""What a person gets who installs the project: its commands and its pins. The wheel itself: test_wheel.py."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES = ("assistant", "embeddings", "prompts", "ui")
PINS = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]


def source_files(*folders: str) -> Iterator[Path]:
    """The files under these folders of the project, without what Python and the tools leave behind."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
                yield path


def requirements(*extras: str) -> list[Requirement]:
    """The runtime dependencies and those of these extras, without the project itself."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return [each for each in map(Requirement, lines) if each.name != PROJECT["name"]]


@pytest.mark.parametrize("command", PROJECT["scripts"])
def test_a_command_leads_to_a_function(command: str) -> None:
    """Each command that the installation makes finds what it is to call."""
    (entry,) = entry_points(group="console_scripts", name=command)
    assert callable(entry.load())


def test_what_the_code_imports_is_declared() -> None:
    """The code imports no distribution that is there only because another one happens to need it."""
    declared = {
        canonicalize_name(each.name)
        for each in requirements("openai", "anthropic", "google", "ollama", "evaluate", "local", "mcp")
    }
    distributions = packages_distributions()
    undeclared = set()
    for path in source_files(*PACKAGES):
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.append(node.module)
            for module in {module.split(".")[0] for module in modules} - {*PACKAGES, *sys.stdlib_module_names}:
                if not declared & {canonicalize_name(name) for name in distributions.get(module, (module,))}:
                    undeclared.add(f"{path.relative_to(ROOT)}: {module}")
    assert not undeclared


def test_every_dependency_is_pinned_to_a_version_that_is_allowed() -> None:
    """constraints.txt fixes each declared dependency, extras included, at a version that pyproject.toml accepts."""
    pinned = {canonicalize_name(name): version for name, version in (line.split("==") for line in PINS)}
    for each in requirements(*PROJECT["optional-dependencies"]):
        version = pinned.get(canonicalize_name(each.name))
        assert version, f"{each.name} is not pinned: run `make lock`."
        assert each.specifier.contains(version), f"{each} does not allow the pinned {version}: run `make lock`."


def test_a_pin_is_a_name_and_a_public_version() -> None:
    """A pin means the same on every machine: no path, no address, no local version such as +cpu."""
    assert not [line for line in PINS if not re.fullmatch(r"[\w.-]+==[\w.!]+", line)]


def test_no_file_names_a_place_on_one_machine() -> None:
    """No text of the project holds an absolute path that exists on its writer's machine alone."""
    machine = re.compile(rb"(?<![\w.:/-])(?:/(?:home|root|opt|Users|work\w*)|[A-Z]:\\Users)[/\\]\w")
    files = [*source_files(*PACKAGES, "tests", "benchmarks", ".ci"), *(each for each in ROOT.glob("*.*"))]
    assert not [path for path in [*files, ROOT / "Makefile"] if path.is_file() and machine.search(path.read_bytes())]
