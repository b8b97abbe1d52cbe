"""The page's server: whom it answers, how much it reads, and what it tells browsers.

A browser lets any site talk to this machine under a name of the site's own (DNS rebinding), and send to it blindly
(CSRF). So the server answers under names that are its own, and takes nothing from the pages of other sites.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import regex
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.opening import MAX_CHARACTERS, MAX_MEGABYTES
from ui.password import Password

if TYPE_CHECKING:
    import gradio as gr

API: Final = "/v1"
"""Where the API is served, beside the page."""

_DOORS: Final = (f"{API}/", "/mcp")

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_JOIN: Final = "/gradio_api/queue/join"
_UPLOADS: Final = ("/gradio_api/upload", f"{API}/articles/file")
_MAX_UPLOAD: Final = (MAX_MEGABYTES + 1) << 20  # Gradio's megabytes are these; the form around the file is small
_MAX_BODY: Final = 12 * MAX_CHARACTERS
"""Bytes: an article that is pasted, every letter of it written as an escape, and what is around it."""

_TOO_LARGE: Final = (
    "This is too large, and was not read: send a shorter text or a smaller file. · "
    "هذا أكبر مما يُقرأ، فلم يُقرأ: أرسل نصًّا أقصر أو ملفًّا أصغر."
)
_BUSY: Final = (
    "Many are asking just now. Your question is not lost: send it again in a moment. · "
    "كثيرون يسألون الآن. لم يضِع سؤالك: أرسله مرة أخرى بعد لحظات."
)
_OTHER_SITE: Final = "Another site has sent this, so it was not read. · أرسل هذا موقع آخر، فلم يُقرأ."

_ORIGIN: Final = regex.compile(r"https?://([^:/\[]+|\[[^\]]+\])(?::\d+)?")

_HEADERS: Final = {
    "content-security-policy": "frame-ancestors 'none'",  # a page can't say that of itself; it says the rest
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


def start(
    page: "gr.Blocks",
    host: str,
    port: int,
    hosts: Sequence[str] = (),
    password: str | None = None,
    doors: Mapping[str, Any] | None = None,
    has_key: bool = False,
) -> str:
    """Serve `page` from now on, and return its address.

    `hosts` are names under which others may open it, and `password` is what everybody has to know. `doors` are the
    routes of the API and what runs beside them, as a FastAPI takes them; `has_key` says that they ask for a key of
    their own, and so for no password.
    """
    from ui.app import launch_options  # brings Gradio, which the API alone needs not

    _, address, _ = page.launch(
        server_name=_in_brackets(host),
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        inbrowser=False,
        app_kwargs={"middleware": guards(host, hosts, password, has_key), **(doors or {})},
        **launch_options(),
    )
    return address


def guards(host: str, hosts: Sequence[str], password: str | None = None, has_key: bool = False) -> list[Middleware]:
    """What stands before everything that is served on `host`."""
    free = _DOORS if has_key else ()
    return [
        Middleware(_SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=known_hosts(host, hosts), www_redirect=False),
        *([Middleware(Password, password=password, free=free)] if password else []),
        Middleware(_OwnPagesOnly, hosts=known_hosts(host, hosts)),
        Middleware(_BodyLimit),
        Middleware(_FullHouse),
    ]


def warn(host: str, hosts: Sequence[str], password: str | None = None) -> str:
    """What the one who serves the page on `host` should know; "" where nobody else can come."""
    if not is_open(host):
        return ""
    who = (
        "Whoever reaches this machine and knows the password can read and ask here; it travels in the clear unless a "
        "proxy before the page speaks HTTPS."
        if password
        else "Whoever reaches this machine can read and ask here: there is no password. Set ASSISTANT_PASSWORD to one."
    )
    return (
        f"{who} The page answers under {', '.join(known_hosts(host, hosts))}; set ASSISTANT_HOSTS to the names by "
        "which others open it."
    )


def is_open(host: str) -> bool:
    """Whether a server on `host` can be reached from other machines."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def known_hosts(host: str, hosts: Sequence[str]) -> tuple[str, ...]:
    """The names of this machine, and those of `hosts` where others may come: as they stand in a request."""
    others = (host, *hosts) if is_open(host) else ()
    return tuple(dict.fromkeys((*_LOOPBACK, *(_in_brackets(each).lower() for each in others))))


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _refusal(scope: Scope, status: int, sentence: str) -> Response:
    """A page gets the sentence, a program the form that every error of the API has."""
    if not scope["path"].startswith(API):
        return PlainTextResponse(sentence, status)
    error = {"message": sentence, "type": "invalid_request_error", "code": "refused", "param": None}
    return JSONResponse({"error": error}, status)


class _SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class _OwnPagesOnly:
    """Refuses what the page of another site sends: browsers say where a request that may change something is from."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = Headers(scope=scope).get("origin") if scope["type"] == "http" else None
        site = _ORIGIN.fullmatch(origin or "")
        if origin is None or (site and site[1] in self.hosts):
            await self.app(scope, receive, send)
        else:
            await _refusal(scope, 403, _OTHER_SITE)(scope, receive, send)


class _BodyLimit:
    """Reads no more of a request than anything here needs, whatever length it announces, or none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = _MAX_UPLOAD if scope["path"] in _UPLOADS else _MAX_BODY
        if int(Headers(scope=scope).get("content-length", 0)) > limit:  # a server takes digits alone
            await _refusal(scope, 413, _TOO_LARGE)(scope, receive, send)
            return
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413, _TOO_LARGE)  # the application makes its answer of it
            return message

        await self.app(scope, receive_some, send)


class _FullHouse:
    """Says in words of ours that too many wait; a browser shows them as they come, which it doesn't with a 503."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != _JOIN:
            await self.app(scope, receive, send)
            return
        full = False

        async def send_words(message: Message) -> None:
            nonlocal full
            if message["type"] == "http.response.start" and message["status"] == 503:
                full = True
                await JSONResponse({"detail": _BUSY}, 429, {"Retry-After": "5"})(scope, receive, send)
            elif not full:
                await send(message)

        await self.app(scope, receive, send_words)
