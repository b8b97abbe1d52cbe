"""What may stand in the address of a page."""

import ipaddress
from typing import Final

import httpx
import regex

from embeddings.errors import ArticleError

_PORTS: Final = {"http": 80, "https": 443}

_NAME: Final = regex.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*+[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = regex.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")  # the last label, as a browser looks for IPv4
_USER: Final = regex.compile(r"(?<=//)[^/?#]*@")

_NO_ADDRESS: Final = "it is no address of a page; give one such as https://example.org/article."
_SCHEME: Final = "only pages of http:// and https:// are read; give the address of one, or save the article as a file."
_NAMED_USER: Final = "it holds a user's name or password, and pages behind one aren't read; save the page as a file."
_HOST: Final = "its host is neither a name nor an IP address as it is usually written; give one such as example.org."


def parse(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address of a page, its host in ASCII; `base` is the page that it is relative to.

    Any port will do: what a machine of the public Internet shows at one, it shows to anybody.

    Raises:
        ArticleError: it is none, or one that isn't asked. One clause, without the address.
    """
    try:
        url = base.join(text) if base else httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise ArticleError(_NO_ADDRESS, "address") from error
    if not url.scheme:
        raise ArticleError(_NO_ADDRESS, "address")
    if url.scheme not in _PORTS:
        raise ArticleError(_SCHEME, "scheme")
    if url.userinfo:
        raise ArticleError(_NAMED_USER, "address")
    if not 0 < port_of(url) < 1 << 16:
        raise ArticleError(_NO_ADDRESS, "address")
    _check_host(url.raw_host.decode("ascii"))
    return url


def port_of(url: httpx.URL) -> int:
    """The port that `url` names, or that of its scheme."""
    return _PORTS[url.scheme] if url.port is None else url.port


def shown(text: str) -> str:
    """The address as a message may repeat it: without passwords."""
    return _USER.sub("", text)


def _check_host(host: str) -> None:
    """Refuse what a resolver would take for an IP address and a reader wouldn't: 2130706433, 0x7f.1, 127.1."""
    try:
        written = ipaddress.ip_address(host)
    except ValueError:
        if _NUMBER.fullmatch(host) or not _NAME.fullmatch(host):
            raise ArticleError(_HOST, "address") from None
        return
    if isinstance(written, ipaddress.IPv6Address) and written.scope_id:
        raise ArticleError(_HOST, "address")
