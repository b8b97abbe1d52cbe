"""Serve the chat page: `python -m ui [--article PATH|URL] [--host HOST] [--port PORT] [--no-browser]`."""

import argparse
import os
import platform
import sys
import webbrowser
from collections.abc import Sequence

from assistant.source import ARTICLE_HELP, read_source, reservation
from ui.terminal import QUIET, hindrance, refuse, tell


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Returns 0, or 2 where the article, a setting or the port is no good."""
    options = _parser().parse_args(argv)
    os.environ.update(QUIET)
    if why := hindrance(options.host, options.port, "--port (make chat PORT=7861)"):
        return refuse(why)

    from assistant.errors import ArticleAssistantError

    try:
        return _serve(options)
    except ArticleAssistantError as error:
        return refuse(str(error))


def _serve(options: argparse.Namespace) -> int:
    from assistant.settings import Settings

    settings = Settings.from_env(os.environ)
    article = read_source(options.article, settings) if options.article else None
    if article and (told := reservation(article)):
        tell(told)
    tell("Starting the page …")
    from assistant.chat import Assistant
    from assistant.library.library import Library
    from assistant.progress import on_terminal
    from ui.api.doors import desk_of, doors
    from ui.app import build_app
    from ui.preparation import Preparation
    from ui.server import start, warn

    preparation = Preparation(Assistant(article, settings))
    # The embedding model is one for the whole process, whatever article it is for.
    page = build_app(preparation, lambda own: Assistant(own, settings))
    library = Library(settings, also=[preparation.assistant.article])
    api = doors(desk_of(library))
    address = start(
        page, options.host, options.port, settings.hosts, settings.password, api, settings.api_key is not None
    )
    if warning := warn(options.host, settings.hosts, settings.password):
        tell(warning)
    print(f"Ask the article at {address} (Ctrl+C ends)", flush=True)
    if options.browser and _has_display():
        webbrowser.open(address)
    with on_terminal() as progress:
        preparation.start(progress).wait()
    page.block_thread()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description="Chat with an article, in Arabic or English.")
    parser.add_argument("--article", metavar="PATH|URL", help=ARTICLE_HELP)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="the port to listen on (default: %(default)s)")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="open no browser")
    return parser


def _has_display() -> bool:
    """Whether a browser could open here: on Linux only under X or Wayland, elsewhere unless over SSH."""
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return "SSH_CONNECTION" not in os.environ


if __name__ == "__main__":
    sys.exit(main())
