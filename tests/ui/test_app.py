import re
import subprocess
import sys

import gradio as gr
import pytest

from tests.ui.conftest import in_a_loop
from tests.ui.fakes import fake_assistant, make_fake
from ui.app import build_app, launch_options
from ui.preparation import Preparation


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout


def test_importing_the_package_imports_no_gradio():
    """`ui` and everything in it but `ui.app` are free of it."""
    code = "import sys, ui, ui.render, ui.panes, ui.strings, ui.__main__; print('gradio' in sys.modules)"
    assert _run(code).strip() == "False"


def test_the_page_is_built_without_being_launched():
    """A Blocks with a box to ask in and HTML that Gradio adds nothing to; nothing listens."""
    page = in_a_loop(lambda: build_app(Preparation(fake_assistant()), make_fake))
    assert isinstance(page, gr.Blocks)
    assert not page.is_running
    parts = [block for block in page.blocks.values() if isinstance(block, gr.HTML)]
    assert {part.elem_id for part in parts} >= {"past", "live", "article", "welcome"}
    # A template would be run as a program; the value is put in as it is.
    assert {part.html_template for part in parts} == {"${value}"}


def test_building_asks_nothing():
    """The assistant is first heard when a reader asks."""
    assistant = fake_assistant()
    in_a_loop(lambda: build_app(Preparation(assistant), make_fake))
    assert assistant.heard == []


def test_style_and_script_are_local():
    """Neither asks for anything from outside, and neither can end the element that it stands in early."""
    head = launch_options()["head"]
    assert not re.search(r"https?:|url\(|@import", head)
    assert "@import" not in head
    assert "url(" not in head
    assert head.count("</") == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--article", "/nowhere/at-all.txt"], "/nowhere/at-all.txt can't be read"),
        (["--article", "https://example.org/a"], "reading from the web is off; set ASSISTANT_URLS=on"),
        (["--host", "::1%nowhere"], "::1%nowhere is no address of this machine; choose another with --host"),
        (["--host", "1.2.3.4"], "1.2.3.4 is no address of this machine; choose another with --host"),
        (["--port", "70000"], "There is no port 70000"),
    ],
)
def test_what_can_not_be_served_is_one_clear_sentence(arguments, says, capsys, monkeypatch):
    """Exit code 2 and one line, no traceback."""
    from ui.__main__ import main

    monkeypatch.setattr("os.environ", {})
    port = [] if "--host" in arguments or "--port" in arguments else ["--port", "0"]
    assert main([*arguments, *port, "--no-browser"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


def test_a_busy_port_is_one_clear_sentence(site, capsys):
    """The port of a page that is being served can't be taken a second time."""
    from ui.__main__ import main

    port = site.address.rstrip("/").rsplit(":", 1)[1]
    assert main(["--port", port, "--no-browser"]) == 2
    assert f"127.0.0.1:{port} is in use; choose another with --port (make chat PORT=" in capsys.readouterr().err
