"""The password of a page that is served to others: HTTP Basic, which every browser and program can do."""

import base64
import hashlib
import hmac
import ipaddress
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_WANTED: Final = "This page has a password. Any name goes with it. · لهذه الصفحة كلمة مرور، ويصلح معها أي اسم."
_TOO_OFTEN: Final = "The password was wrong too often; wait a little. · تكرّر الخطأ في كلمة المرور؛ انتظر قليلًا."
_ASK: Final = {"WWW-Authenticate": 'Basic realm="Article Assistant", charset="UTF-8"'}

# Gradio calls it itself when it starts, and it says no more than that.
_OPEN: Final = "/gradio_api/startup-events"

_FREE: Final = 3  # wrong ones that may be slips
_LONGEST: Final = 30.0
_REMEMBERED: Final = 1000


@dataclass(slots=True)
class _Wrong:
    """How often somebody was wrong, and until when (in `clock`) nothing more from there is looked at."""

    count: int = 0
    until: float = 0.0


class Password:
    """Lets through who knows the password, at the first or at any request.

    After `_FREE` wrong ones from an address nothing from there is compared for a second, then for two, four, and so
    on; asking in parallel helps nobody. Comparing takes the same time however much of a password is right. What begins
    with one of `free` has a guard of its own.
    """

    def __init__(
        self, app: ASGIApp, password: str, clock: Callable[[], float] = time.monotonic, free: tuple[str, ...] = ()
    ) -> None:
        self.app = app
        self._free = free
        self._clock = clock
        self._digest = _digest(password.encode())
        self._wrong: OrderedDict[str, _Wrong] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] == _OPEN or scope["path"].startswith(self._free):
            await self.app(scope, receive, send)
        elif refusal := self._refusal(Headers(scope=scope).get("authorization", ""), _place(scope)):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, header: str, place: str) -> PlainTextResponse | None:
        if not header:
            return PlainTextResponse(_WANTED, 401, _ASK)
        wrong = self._wrong.get(place, _Wrong())
        left = wrong.until - self._clock()
        if left > 0:
            return PlainTextResponse(_TOO_OFTEN, 429, {"Retry-After": str(int(left) + 1)})
        if hmac.compare_digest(_digest(_given(header)), self._digest):
            self._wrong.pop(place, None)
            return None
        wrong.count += 1
        if wrong.count >= _FREE:
            wrong.until = self._clock() + min(_LONGEST, 2.0 ** (wrong.count - _FREE))
        self._wrong[place] = wrong
        self._wrong.move_to_end(place)
        if len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)
        return PlainTextResponse(_WANTED, 401, _ASK)


def _given(header: str) -> bytes:
    """The password in the header of a request, whatever the name; nothing where it is another header."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(encoded).partition(b":")[2]
    except ValueError:
        return b""


def _digest(password: bytes) -> bytes:
    """One length for all, and one form for letters that can be written in several ways."""
    text = unicodedata.normalize("NFC", password.decode("utf-8", "replace"))
    return hashlib.sha256(text.encode()).digest()


def _place(scope: Scope) -> str:
    """Where a request is from; of IPv6 the network, since each house has as many addresses as it likes."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
