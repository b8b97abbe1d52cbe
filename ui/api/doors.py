"""All of the API as what a server takes beside its own: routes, and what has to run while it serves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from starlette.routing import BaseRoute, Mount, Route

from ui.api.asking import Desk, Shelved
from ui.api.chat import chat_routes
from ui.api.errors import add_handlers
from ui.api.keys import KeyOnly
from ui.api.routes import routes
from ui.api.slots import Slots
from ui.limits import AT_ONCE, OPENING_AT_ONCE, WAITING

_PATIENCE: Final = 30.0
"""Seconds that who asks waits for a place."""

_ABOUT: Final = """Ask articles in Arabic or English, and get answers in which every claim is a verbatim quote.

`citation.quote == article.text[citation.start:citation.end]`, always, in characters (Unicode code points)."""


def desk_of(library: Shelved) -> Desk:
    """A desk with as many places as the page has."""
    return Desk(library, Slots(AT_ONCE, WAITING, _PATIENCE), Slots(OPENING_AT_ONCE, WAITING, _PATIENCE))


def build_api(desk: Desk) -> FastAPI:
    """The endpoints that belong under `/v1`."""
    api = FastAPI(
        title="Article Assistant",
        version=version("article-assistant"),
        description=_ABOUT,
        openapi_url="/openapi.json",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        dependencies=[Depends(HTTPBearer(auto_error=False, description="ASSISTANT_API_KEY, where it is set."))],
    )
    api.include_router(routes(desk))
    api.include_router(chat_routes(desk))
    add_handlers(api)
    return api


def doors(desk: Desk) -> dict[str, Any]:
    """`/v1` and, with the extra, `/mcp`, and what runs while they are served: as a FastAPI takes them."""
    key = desk.library.settings.api_key
    found: list[BaseRoute] = [Mount("/v1", KeyOnly(build_api(desk), key))]
    if not find_spec("mcp"):
        return {"routes": found}
    from ui.api.mcp import build_mcp, over_http

    manager = over_http(build_mcp(desk))
    found.append(Route("/mcp", KeyOnly(manager.asgi_app, key)))

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with manager.run():
            yield

    return {"routes": found, "lifespan": lifespan}
