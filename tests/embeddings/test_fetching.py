"""Pages fetched over real connections to this machine, and everything that is never asked for."""

import gzip
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from embeddings.article import Article
from embeddings.errors import ArticleError
from embeddings.fetching import Fetcher, Limits, is_public
from embeddings.readers import html
from embeddings.readers.kinds import kind_of
from tests.embeddings.serving import Names, Server, authorities, certificate, is_loopback, page, redirect, serve

ARABIC = "وصل المبعوث الخاص إلى موسكو اليوم."


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """The server, as if nobody had come yet."""
    running.answers.clear()
    running.requests.clear()
    running.connections = 0
    return running


def fetcher(names: Names | None = None, **limits: float) -> Fetcher:
    """One that may ask this machine, and finds it under every name."""
    return Fetcher(Limits(**{"seconds": 5.0, **limits}), is_loopback, names or Names(), authorities)  # type: ignore[arg-type]


def refused(fetcher: Fetcher, url: str) -> str:
    """Why `url` is not fetched."""
    with pytest.raises(ArticleError) as caught:
        fetcher.fetch(url)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched(server: Server):
    """Its bytes, marked as UTF-8, with its address and type; the request says who asks, and carries nothing else."""
    server.answers["/a?b=%D8%A7"] = page(f"<p>{ARABIC}</p>", Set_Cookie="a=b")
    found = fetcher().fetch(server.url("/a?b=ا#part"))
    assert found.data == f"\ufeff<p>{ARABIC}</p>".encode()
    assert found.url == server.url("/a?b=%D8%A7#part")
    assert found.content_type == "text/html"
    ((line, headers),) = server.requests
    assert line == "GET /a?b=%D8%A7 HTTP/1.1"
    assert headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["host"] == f"page.example:{server.port}"
    assert headers["user-agent"].startswith("article-assistant ")


@pytest.mark.parametrize(
    "host",
    """localhost 127.0.0.1 [::1] [::ffff:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] 0.0.0.0 [::]
    10.0.0.1 169.254.169.254 100.64.0.1 [fc00::1] [fe80::1] [fe80::1%25eth0] 2130706433 017700000001 0x7f000001
    0177.0.0.1 0x7f.1 127.1 localhost. 127。0。0。1 %6c%6fcalhost page.example user@page.example
    127.0.0.1%2f@page.example""".split(),
)
def test_this_machine_and_its_networks_are_not_asked(server: Server, host: str):
    """However the host is written, and whatever name leads there: nobody connects."""
    refused(Fetcher(look_up=Names()), server.url(host=host))
    assert server.connections == 0


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data", "javascript", "ws", "unix", ""])
def test_other_schemes_are_not_asked(server: Server, scheme: str):
    """And no name is looked up for them."""
    names = Names()
    refused(Fetcher(look_up=names), server.url(scheme=scheme))
    assert (server.connections, names.asked) == (0, [])


@pytest.mark.parametrize(
    "addresses",
    [
        ["93.184.216.34", "127.0.0.1"],
        ["127.0.0.1", "93.184.216.34"],
        ["2606:2800:220:1::1", "::1"],
        ["93.184.216.34", "::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
    ],
)
def test_one_address_that_is_not_public_is_enough(server: Server, addresses: list[str]):
    """All that a name has are judged before any is asked."""
    names = Names({"page.example": [addresses]})
    assert "no host of the public Internet" in refused(Fetcher(look_up=names), server.url())
    assert server.connections == 0


def test_a_name_is_looked_up_once(server: Server):
    """What it leads to later, after it was judged, doesn't matter: the connection goes to the checked address."""
    server.answers["/"] = page("<p>a")
    names = Names({"page.example": [["127.0.0.1"], ["10.0.0.1"]]})
    assert fetcher(names).fetch(server.url()).data.endswith(b"<p>a")
    assert names.asked == ["page.example"]
    assert "no host of the public Internet (10.0.0.1)" in refused(fetcher(names), server.url())
    assert server.connections == 1


def test_the_next_address_is_tried(server: Server):
    """Where nobody listens at the first."""
    server.answers["/"] = page("<p>a")
    names = Names({"page.example": [["::1", "127.0.0.1"]]})
    assert fetcher(names).fetch(server.url()).data.endswith(b"<p>a")


@pytest.mark.parametrize("proxy", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_the_environment_sets_no_proxy(server: Server, monkeypatch, proxy: str):
    """It would be asked for what we check, and could ask anybody."""
    monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    server.answers["/"] = page("<p>a")
    assert fetcher().fetch(server.url()).data.endswith(b"<p>a")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(server: Server, status: int):
    """And its host looked up and judged like the first; cookies stay behind."""
    server.answers |= {
        "/": redirect(server.url("/مقال", "other.example"), status),
        "/%D9%85%D9%82%D8%A7%D9%84": page("a"),
    }
    names = Names()
    assert fetcher(names).fetch(server.url()).url == server.url("/%D9%85%D9%82%D8%A7%D9%84", "other.example")
    assert names.asked == ["page.example", "other.example"]


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://inside.example:{port}/secret", r"inside\.example is no host of the public Internet \(10\.0\.0\.1\)"),
        ("http://169.254.169.254/latest/meta-data/", "no host of the public Internet"),
        ("http://[::ffff:10.0.0.1]:{port}/secret", "no host of the public Internet"),
        ("http://2130706433:{port}/secret", "redirected to another address: its host is neither"),
        ("file:///etc/passwd", "redirected to another address: only pages of http"),
        ("gopher://127.0.0.1:{port}/secret", "redirected to another address: only pages of http"),
        ("http://user:secret@page.example:{port}/secret", "redirected to another address: it holds a user's"),
        ("//user@page.example:{port}/secret", "redirected to another address: it holds a user's"),
    ],
)
def test_a_redirect_to_what_is_not_asked_is_refused(server: Server, location: str, message: str):
    """Nothing is asked after the first request."""
    server.answers |= {"/": redirect(location.format(port=server.port)), "/secret": page("secret")}
    names = Names({"inside.example": [["10.0.0.1"]]})
    with pytest.raises(ArticleError, match=message):
        fetcher(names).fetch(server.url())
    assert len(server.requests) == 1


def test_a_redirect_to_this_machine_is_refused(server: Server):
    """A name that was public leads here: the first page of a real site can't open this machine."""
    server.answers |= {"/": redirect(server.url("/secret", "rebound.example")), "/secret": page("secret")}
    names = Names({"rebound.example": [["127.0.0.9"]]})
    only_one = Fetcher(Limits(), lambda address: str(address) == "127.0.0.1", names)
    assert "rebound.example is no host of the public Internet (127.0.0.9)" in refused(only_one, server.url())
    assert len(server.requests) == 1


def test_redirects_in_a_circle_end(server: Server):
    """After five of them."""
    server.answers["/"] = redirect("/")
    assert "redirected more than 5 times" in refused(fetcher(), server.url())
    assert len(server.requests) == 6


def test_a_redirect_without_a_place_is_no_page(server: Server):
    """A server's mistake is said, and not followed."""
    server.answers["/"] = page(status=302)
    assert "(HTTP 302)" in refused(fetcher(), server.url())


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "the server has no such page; check the address (HTTP 404)."),
        (403, "the server doesn't show it to programs; save the page as a file (HTTP 403)."),
        (401, "the server asks for a password; save the page as a file (HTTP 401)."),
        (500, "the server failed; try again later (HTTP 500)."),
        (503, "the server failed; try again later (HTTP 503)."),
        (204, "the server shows no page; check the address (HTTP 204)."),
    ],
)
def test_no_page_is_one_clear_sentence(server: Server, status: int, message: str):
    """What the server meant, and what to do."""
    server.answers["/"] = page("<p>Not what was asked for.", status=status)
    assert refused(fetcher(), server.url()) == message


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "video/mp4", "text/css", "multipart/mixed"])
def test_what_is_nothing_to_read_is_refused(server: Server, content_type: str):
    """By what the server says it is, before it is read."""
    server.answers["/"] = page("x", content_type)
    assert refused(fetcher(), server.url()).startswith(f"it is {content_type}; give the address of a text")


def test_what_is_announced_as_too_large_is_refused(server: Server):
    """Before any of it is read."""
    server.answers["/"] = page("x", content_length=str(10_000_001))
    assert refused(fetcher(), server.url()) == "it has more than 10 MB; save a part of it as a file."


def test_what_becomes_too_large_is_refused(server: Server):
    """A server that doesn't say how much comes is read as far as the limit."""
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 100_000)
            sent.append(1)

    server.answers["/"] = endless
    assert "more than 1 MB" in refused(fetcher(size=1_000_000), server.url())
    server.answers["/"] = page(b"x" * 1_000_000)
    assert len(fetcher(size=1_000_000).fetch(server.url()).data) >= 1_000_000
    assert len(sent) < 200, "the rest was never taken"


def test_what_unpacks_to_too_much_is_refused(server: Server):
    """A small file of gigabytes fills no memory."""
    server.answers["/"] = page(gzip.compress(bytes(50_000_000)), content_encoding="gzip")
    tracemalloc.start()
    try:
        assert "more than 1 MB" in refused(fetcher(size=1_000_000), server.url())
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_what_unpacks_to_nothing_is_refused(server: Server):
    """Bytes count as they come, too: packed nothing, again and again, never becomes large."""
    server.answers["/"] = page(gzip.compress(b"") * 60_000, content_encoding="gzip", content_length="")
    assert "more than 1 MB" in refused(fetcher(size=1_000_000), server.url())


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_page_is_unpacked(server: Server, encoding: str):
    """In all its parts."""
    packed = gzip.compress(b"<p>one ") + gzip.compress(b"two")
    server.answers["/"] = page(packed, "text/html", content_encoding=encoding)
    assert fetcher().fetch(server.url()).data == b"<p>one two"


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (b"x", "br", "packs it as br"),
        (b"x", "gzip, gzip", "packs it as gzip, gzip"),
        (b"not packed at all", "gzip", "broke off, or is damaged"),
        (gzip.compress(b"<p>one two", mtime=0)[:-9], "gzip", "broke off, or is damaged"),
    ],
)
def test_what_can_t_be_unpacked_is_refused(server: Server, body: bytes, encoding: str, message: str):
    """What nobody asked for, and what is damaged."""
    server.answers["/"] = page(body, content_encoding=encoding)
    assert message in refused(fetcher(), server.url())


def drip(handler, data: bytes) -> None:
    for byte in data:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.02)


def silent(handler) -> None:
    time.sleep(5)


def drip_header(handler) -> None:
    drip(handler, b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 500)


def drip_body(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    drip(handler, b"x" * 500)


def drip_packed(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    drip(handler, gzip.compress(b"") * 30)  # nothing, again and again


@pytest.mark.parametrize("slow", [silent, drip_header, drip_body, drip_packed])
def test_a_slow_server_is_left(server: Server, slow):
    """When the time for the whole is over, however often it sends another byte."""
    server.answers["/"] = slow
    began = time.monotonic()
    message = refused(fetcher(seconds=0.3), server.url())
    assert message == "it took more than 0.3 seconds; try again, or save the page as a file."
    assert time.monotonic() - began < 3


def test_redirects_share_the_time(server: Server):
    """Each of them is quick, all of them are too slow."""

    def later(handler):
        time.sleep(0.2)
        redirect("/")(handler)

    server.answers["/"] = later
    assert "more than 0.3 seconds" in refused(fetcher(seconds=0.3), server.url())


def test_a_slow_resolver_is_left():
    """The system's knows no limit of time."""
    answered = threading.Event()

    def slow(host: str) -> list[str]:
        answered.wait(5)
        return []

    began = time.monotonic()
    assert "more than 0.2 seconds" in refused(Fetcher(Limits(seconds=0.2), look_up=slow), "http://page.example/")
    assert time.monotonic() - began < 3
    answered.set()


def test_an_unknown_name_is_one_clear_sentence():
    """What a resolver raises, and a name that no resolver takes."""
    nobody = fetcher(Names(otherwise=()))
    assert refused(nobody, "http://nowhere.example/") == (
        "nobody knows where nowhere.example is; check the address, and the network."
    )


def test_a_host_that_doesn_t_answer_is_one_clear_sentence(server: Server):
    """Nobody listens, or the connection breaks off."""
    server.answers["/"] = lambda handler: handler.connection.close()
    assert "the connection broke off" in refused(fetcher(), server.url())
    names = Names({"page.example": [["::1"]]})
    assert refused(fetcher(names), server.url()).startswith("page.example can't be reached")


def test_a_page_that_breaks_off_is_refused(server: Server):
    """Half an article would be quoted as if it were whole."""
    server.answers["/"] = page("<p>a", content_length="100")
    assert "the connection broke off" in refused(fetcher(), server.url())


def test_tls_is_for_the_name(tmp_path):
    """The server is told the name, and its certificate must be for it, whatever address it is at."""
    with serve(certificate("page.example", tmp_path)) as server:
        server.answers["/"] = page("<p>a")
        assert fetcher().fetch(server.url(scheme="https")).data.endswith(b"<p>a")
        assert server.server_names == ["page.example"]
        for url in (server.url(scheme="https", host="other.example"), server.url(scheme="https", host="127.0.0.1")):
            assert "nobody vouches that it is" in refused(fetcher(), url)
        stranger = Fetcher(Limits(), is_loopback, Names())
        assert "nobody vouches that it is page.example (" in refused(stranger, server.url(scheme="https"))
        assert len(server.requests) == 1


def test_https_is_not_given_up(server: Server, tmp_path):
    """A redirect from https to http is refused, one from http to https followed."""
    with serve(certificate("page.example", tmp_path)) as secure:
        secure.answers |= {"/": redirect(server.url()), "/good": page("<p>a")}
        server.answers |= {"/": page("<p>changed"), "/up": redirect(secure.url("/good", scheme="https"))}
        assert "redirected from https to http" in refused(fetcher(), secure.url(scheme="https"))
        assert server.requests == []
        assert fetcher().fetch(server.url("/up")).url == secure.url("/good", scheme="https")


def test_no_tls_is_one_clear_sentence(server: Server):
    """A server that speaks none."""
    assert "no secure connection with page.example" in refused(fetcher(), server.url(scheme="https"))


@pytest.mark.parametrize(
    ("content_type", "meta", "encoding"),
    [
        ("text/html; charset=utf-8", "", "utf-8"),
        ("text/html; charset=windows-1256", "", "cp1256"),
        ('text/html; charset="WINDOWS-1256"', "", "cp1256"),
        ("text/html", "windows-1256", "cp1256"),
        ("text/html; charset=iso-8859-6", "", "iso8859-6"),
        ("text/html; charset=windows-1256", "utf-8", "cp1256"),
        ("text/html; charset=utf-8", "windows-1256", "utf-8"),
        ("text/html; charset=windows-1256", "utf-8", "utf-8"),
        ("text/html; charset=zlib", "utf-8", "utf-8"),
        ("text/html", "", "utf-16"),
        ("application/xhtml+xml", "utf-8", "utf-8"),
        ("application/octet-stream", "utf-8", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_an_arabic_page_is_read(server: Server, content_type: str, meta: str, encoding: str):
    """In the encoding that its server names, or itself; one that lies is passed over."""
    head = f'<meta charset="{meta}">' if meta else ""
    server.answers["/"] = page(
        f"<html><head>{head}</head><body><p>{ARABIC}</p></body></html>".encode(encoding), content_type
    )
    found = fetcher().fetch(server.url())
    assert kind_of(found.data, found.name) == "html"
    assert html.read(found.data).text == ARABIC


def test_a_text_and_markdown_are_read(server: Server):
    """Markdown by its type or its address; a page that begins with neither <html> nor <body> by its type."""
    server.answers |= {
        "/a": page("# Aims\n\nThey *met*.", "text/plain"),
        "/a.md": page("# Aims\n\nThey *met*.", "text/plain; charset=utf-8"),
        "/b": page("# Aims\n\nThey *met*.", "text/markdown"),
        "/c": page("<title>Aims</title><div>They <i>met</i>.</div>", "text/html"),
    }
    read = [
        Article.from_url(server.url(path, "127.0.0.1"), allow_private=True).text for path in ("/a", "/a.md", "/b", "/c")
    ]
    assert read == ["# Aims\n\nThey *met*.", "# Aims\n\nThey met.", "# Aims\n\nThey met.", "They met."]


def test_an_article_says_where_it_would_have_come_from(server: Server):
    """The address without a password, and the reason, also where the file was fetched and can't be read."""
    server.answers["/"] = page(b"%PDF-1.7 nothing", "application/pdf")
    with pytest.raises(ArticleError, match=rf"^http://127\.0\.0\.1:{server.port}/: "):
        Article.from_url(server.url(host="127.0.0.1"), allow_private=True)
    with pytest.raises(ArticleError, match=r"^http://a\.example/: it holds a user's name or password"):
        Article.from_url("http://user:secret@a.example/")


def test_an_article_comes_from_the_public_internet(server: Server):
    """Unless its reader vouches for a private network; where a cloud keeps its keys is asked in no case."""
    server.answers["/"] = page("<p>a")
    with pytest.raises(ArticleError, match="no host of the public Internet"):
        Article.from_url(server.url(host="127.0.0.1"))
    with pytest.raises(ArticleError, match="no host of the public Internet"):
        Article.from_url("http://169.254.169.254/", allow_private=True)
    assert server.connections == 0
    assert Fetcher().allowed is is_public
