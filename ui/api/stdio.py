"""The articles as tools for a program that starts this one: `article-assistant-mcp [--article PATH|URL]`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from assistant.source import ARTICLE_HELP, read_source
from ui.terminal import QUIET, refuse


def main(argv: Sequence[str] | None = None) -> int:
    """Serve on standard input and output until they close. Returns 0, or 2 where something is no good."""
    parser = argparse.ArgumentParser(
        prog="article-assistant-mcp", description="Serve the assistant's tools over the Model Context Protocol."
    )
    parser.add_argument("--article", metavar="PATH|URL", help=ARTICLE_HELP)
    options = parser.parse_args(argv)
    os.environ.update(QUIET)
    if not find_spec("mcp"):
        return refuse("The Model Context Protocol needs a package: pip install 'article-assistant[mcp]'")

    from assistant.errors import ArticleAssistantError

    try:
        _serve(options)
    except ArticleAssistantError as error:
        return refuse(str(error))
    return 0


def _serve(options: argparse.Namespace) -> None:
    from assistant.default import default_article
    from assistant.library.library import Library
    from assistant.settings import Settings
    from ui.api.doors import desk_of
    from ui.api.mcp import build_mcp

    settings = Settings.from_env(os.environ)
    article = default_article() if options.article is None else read_source(options.article, settings)
    # Standard output is the protocol's: whatever a library prints goes elsewhere.
    build_mcp(desk_of(Library(settings, also=[article]))).run("stdio")


if __name__ == "__main__":
    sys.exit(main())
