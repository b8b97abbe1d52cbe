"""The targets of the fuzzer, on the hostile inputs and for a moment under atheris."""

import pytest

from tests.fuzz.targets import NAMES, TARGETS
from tests.hostile import hostile


@pytest.mark.parametrize("target", TARGETS)
def test_hostile_inputs(target):
    """They hold for every fourth of the inputs, in UTF-8 and UTF-16, whole and cut."""
    for number, each in enumerate(hostile()[::4]):
        data = each.text.encode()
        for form in (data, each.text.encode("utf-16"), data[: len(data) // 2], bytes([number % len(NAMES)]) + data):
            TARGETS[target](form)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run(target, tmp_path):
    """A moment each under a coverage-guided fuzzer, much the same each time; `python -m tests.fuzz` tries others."""
    pytest.importorskip("atheris", reason="atheris is not installed; it has wheels for Linux alone")
    from tests.fuzz.__main__ import fuzz

    done = fuzz(target, 5, tmp_path, "-seed=1", "-runs=600")
    assert done.returncode == 0, done.stderr[-3000:]
