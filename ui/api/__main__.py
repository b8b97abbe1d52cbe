"""Serve the API without the page: `article-assistant-api [--article PATH|URL] [--host HOST] [--port PORT]`."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from socket import socket

from assistant.source import ARTICLE_HELP, read_source
from ui.terminal import QUIET, hindrance, refuse, tell


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Returns 0, or 2 where the article, a setting or the port is no good."""
    options = _parser().parse_args(argv)
    os.environ.update(QUIET)
    if why := hindrance(options.host, options.port):
        return refuse(why)

    from assistant.errors import ArticleAssistantError

    try:
        _serve(options)
    except ArticleAssistantError as error:
        return refuse(str(error))
    return 0


def _serve(options: argparse.Namespace) -> None:
    from assistant.settings import Settings

    settings = Settings.from_env(os.environ)
    article = None if options.article is None else read_source(options.article, settings)
    import uvicorn
    from starlette.applications import Starlette

    from assistant.default import default_article
    from assistant.library.library import Library
    from assistant.progress import on_terminal
    from ui.api.doors import desk_of, doors
    from ui.server import guards, warn

    library = Library(settings, also=[article or default_article()])
    with on_terminal() as progress:
        library.prepare(progress)
    app = Starlette(
        middleware=guards(options.host, settings.hosts, settings.password, settings.api_key is not None),
        **doors(desk_of(library)),
    )
    if warning := warn(options.host, settings.hosts, settings.password or settings.api_key):
        tell(warning)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"Ask at http://{options.host}:{options.port}/v1 (Ctrl+C ends)", flush=True)  # it can be, from now on

    config = uvicorn.Config(app, host=options.host, port=options.port, log_level="warning", server_header=False)
    with suppress(KeyboardInterrupt):
        Server(config).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-assistant-api", description="Serve the assistant to other programs, without the page."
    )
    parser.add_argument("--article", metavar="PATH|URL", help=ARTICLE_HELP)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="the port to listen on (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
