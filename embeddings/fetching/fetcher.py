"""Asking for a page, from redirect to redirect."""

import ipaddress
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from embeddings.errors import ArticleError
from embeddings.fetching.addresses import Address, is_public
from embeddings.fetching.network import Deadline, PinnedBackend, in_time, look_up
from embeddings.fetching.page import ACCEPT, Page, read_page
from embeddings.fetching.targets import parse, port_of

# No cookie, no password, no language; of the ways to pack, the one that is unpacked within a limit.
_HEADERS: Final = (
    ("User-Agent", "article-assistant (reads a page that its user has asked for)"),
    ("Accept", ACCEPT),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FAILURES: Final = {
    401: "the server asks for a password; save the page as a file.",
    403: "the server doesn't show it to programs; save the page as a file.",
    404: "the server has no such page; check the address.",
    410: "the server has no such page any more; check the address.",
    429: "the server is asked too often; try again later, or save the page as a file.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one page: bytes once unpacked, seconds for all of it and for one connection, redirects."""

    size: int = 10_000_000
    seconds: float = 20.0
    connect: float = 5.0
    redirects: int = 5


def _authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages. `allowed` judges every address of a host, `look_up` names them, `authorities` vouch for names.

    Nothing of the environment counts: no proxy, no password, no certificate.
    """

    limits: Limits = Limits()
    allowed: Callable[[Address], bool] = is_public
    look_up: Callable[[str], Sequence[str]] = look_up
    authorities: Callable[[], ssl.SSLContext] = _authorities

    def fetch(self, text: str) -> Page:
        """The page at the address `text`, wherever it is redirected to.

        Raises:
            ArticleError: it isn't asked for, can't be reached, or is nothing to read. One clause, without the address.
        """
        deadline = Deadline.after(self.limits.seconds)
        url = parse(text)
        for _ in range(self.limits.redirects + 1):
            answer = self._ask(url, deadline)
            if isinstance(answer, Page):
                return answer
            url = _redirected(url, answer)
        raise ArticleError(
            f"it is redirected more than {self.limits.redirects} times; check the address.", "redirected"
        )

    def _ask(self, url: httpx.URL, deadline: Deadline) -> Page | str:
        """The page at `url`, or where it is redirected to."""
        backend = PinnedBackend(self._addresses(url.raw_host.decode("ascii"), deadline), deadline, self.limits.connect)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path)
        context = self.authorities() if url.scheme == "https" else None
        headers = [("Host", url.netloc.decode("ascii")), *_HEADERS]
        try:
            with (
                httpcore.ConnectionPool(ssl_context=context, network_backend=backend) as pool,
                pool.stream("GET", target, headers=headers) as response,
            ):
                received = {name.decode("latin-1").lower(): _text(value) for name, value in response.headers}
                if response.status in _REDIRECTS and "location" in received:
                    return received["location"]
                if response.status != 200:
                    raise ArticleError(_failure(response.status), "http", status=response.status)
                return read_page(str(url), received, iter(response.iter_stream()), self.limits.size)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise ArticleError(_unreachable(url.host, error), "unreachable", host=url.host) from error
        except httpcore.TimeoutException as error:
            raise deadline.error() from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise ArticleError("the connection broke off; try again, or save the page as a file.", "broken") from error

    def _addresses(self, host: str, deadline: Deadline) -> Sequence[Address]:
        """The addresses of `host`, all of which are allowed."""
        try:
            addresses = [ipaddress.ip_address(host)]
        except ValueError:
            try:
                found = in_time(lambda: self.look_up(host), deadline)
            except (OSError, UnicodeError) as error:
                raise ArticleError(
                    f"nobody knows where {host} is; check the address, and the network.", "unreachable", host=host
                ) from error
            addresses = [ipaddress.ip_address(each) for each in dict.fromkeys(found)]
        for address in addresses:
            if not self.allowed(address):
                raise ArticleError(
                    f"{host} is no host of the public Internet ({address}), and isn't asked.", "private", host=host
                )
        return addresses


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    try:
        following = parse(location, url)
    except ArticleError as error:
        raise ArticleError(
            f"it is redirected to another address: {error}", error.code, **error.values
        ) from error.__cause__
    if (url.scheme, following.scheme) == ("https", "http"):
        raise ArticleError("it is redirected from https to http, where anybody may change it on the way.", "redirected")
    return following


def _text(value: bytes) -> str:
    """A header: UTF-8, as browsers take an address that is no ASCII, or what it was always meant to be."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _failure(status: int) -> str:
    what = "the server failed; try again later." if status >= 500 else "the server shows no page; check the address."
    return f"{_FAILURES.get(status, what).removesuffix('.')} (HTTP {status})."


def _unreachable(host: str, error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"nobody vouches that it is {host} ({cause.verify_message.rstrip('.')}), so it isn't read."
    if isinstance(cause, ssl.SSLError):
        return f"no secure connection with {host} can be made; check the address."
    return f"{host} can't be reached; check the address, and the network."
