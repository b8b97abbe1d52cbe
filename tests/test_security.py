"""SECURITY.md names tests that there are."""

import regex

from tests.assistant.test_hearing import CASES
from tests.conftest import ROOT
from tests.hostile import hostile

PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
ANY = r"\w*"
SOURCES = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py")}


def test_every_test_that_is_named_is_there():
    """As a file or as a function; `*` stands for any ending."""
    names = set(regex.findall(r"`((?:tests/)?[\w/]*test_\w+\*?(?:\.py)?|tests/[\w/.]+)`", PAGE))
    assert len(names) > 20
    for name in names:
        if name.endswith(".py"):
            assert any(str(path).endswith(name) for path in SOURCES), name
        elif name.startswith("tests/"):
            assert (ROOT / name).exists(), name
        else:
            wanted = regex.compile(rf"def {name.rstrip('*')}{ANY if name.endswith('*') else ''}\(")
            assert any(wanted.search(text) for text in SOURCES.values()), name


def test_its_figures_are_those_of_the_tests():
    """How many inputs, of how many kinds, and in how many ways a server misbehaves."""
    inputs = hostile()
    assert f"{len(inputs)} inputs of {len({each.kind for each in inputs})} published kinds" in PAGE
    assert f"misbehaves in {len(CASES)} ways" in PAGE
