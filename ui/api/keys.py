"""Whom the API answers, where a key is set."""

import hmac
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.errors import RefusedError, response_to

_OPEN: Final = ("/v1/health", "/v1/openapi.json")

_REFUSED: Final = RefusedError(
    401, "bad_key", "This server wants a key: send the one of ASSISTANT_API_KEY as `Authorization: Bearer KEY`."
)


class KeyOnly:
    """Passes on what carries `key`, before anything of it is read; everything where `key` is None."""

    def __init__(self, app: ASGIApp, key: str | None) -> None:
        self.app = app
        self._key = key.encode() if key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._key is None or scope["type"] != "http" or scope["path"] in _OPEN or self._fits(scope):
            await self.app(scope, receive, send)
        else:
            await response_to(_REFUSED)(scope, receive, send)

    def _fits(self, scope: Scope) -> bool:
        kind, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        # In constant time: how long it takes tells nothing of how much of the key was right.
        return kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self._key or b"")
