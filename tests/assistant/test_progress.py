import io
import sys

import pytest

from assistant.progress import on_terminal


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        return True


STEPS = (
    ("weights", 1, 2),
    ("model", 0, 1),
    ("model", 1, 1),
    ("waiting", 0, 0),
    ("index", 16, 38),
    ("index", 32, 38),
    ("index", 38, 38),
)


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch):
    """Put another stderr in place and run all steps."""

    def run(stream: io.StringIO) -> str:
        monkeypatch.setattr(sys, "stderr", stream)
        for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        with on_terminal() as progress:
            for step in STEPS:
                progress(*step)
        return stream.getvalue()

    return run


def test_lines_where_stderr_is_no_terminal(stderr):
    """Each thing is said once, in a line without control codes."""
    assert stderr(io.StringIO()) == (
        "Putting the bundled language model together …\nLoading the models …\n"
        "Waiting for another process that is building the index …\nBuilding the index of the article …\n"
    )


def test_bars_where_it_is(stderr, capsys):
    """A bar with numbers, that is gone at the end; stdout stays clean for the answer."""
    said = stderr(Terminal())
    assert "Building the index of the article" in said
    assert "38/38" in said
    assert "0/0" not in said, "how long another process takes is not known"
    assert "\x1b[" in said
    assert said.endswith("\x1b[2K"), "the last bar is wiped away"
    assert capsys.readouterr().out == ""


def test_an_error_goes_through(stderr):
    """What fails while a bar is shown is not swallowed."""

    def fail() -> None:
        with on_terminal() as progress:
            progress("model", 0, 1)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
