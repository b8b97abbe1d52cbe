import httpx
import pytest

from embeddings.errors import ArticleError
from embeddings.fetching.targets import parse, port_of, shown


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("https://example.org/a", b"example.org", 443),
        (" HTTP://EXAMPLE.org ", b"example.org", 80),
        ("http://a_b.example:8080/", b"a_b.example", 8080),
        ("http://93.184.216.34/", b"93.184.216.34", 80),
        ("https://[2606:2800:220:1::1]/", b"2606:2800:220:1::1", 443),
        ("http://مثال.إختبار/مقال", b"xn--mgbh0fb.xn--kgbechtv", 80),
        ("http://127。0。0。1/", b"127.0.0.1", 80),  # judged as the address that it is
    ],
)
def test_an_address_is_read(text: str, host: bytes, port: int):
    """Host in ASCII, port as named or as usual."""
    url = parse(text)
    assert (url.raw_host, port_of(url)) == (host, port)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no address of a page"),
        ("example.org/article", "no address of a page"),
        ("//example.org/", "no address of a page"),
        ("http://", "its host is neither"),
        ("http:///etc/passwd", "its host is neither"),
        ("http:example.org", "its host is neither"),
        ("http://a.example:0/", "no address of a page"),
        ("http://a.example:65536/", "no address of a page"),
        ("http://a.example:x/", "no address of a page"),
        ("http://a.example/\r\nX-Forged: 1", "no address of a page"),
        ("http://\udcff/", "no address of a page"),
        ("http://[::1", "no address of a page"),
        ("file:///etc/passwd", "only pages of http:// and https:// are read"),
        ("ftp://a.example/", "only pages of"),
        ("gopher://a.example/", "only pages of"),
        ("data:text/html,<p>a", "only pages of"),
        ("javascript:alert(1)", "only pages of"),
        ("http://user@a.example/", "user's name or password"),
        ("http://user:secret@a.example/", "user's name or password"),
        ("http://a.example\\@b.example/", "user's name or password"),
        ("http://2130706433/", "its host is neither"),
        ("http://0x7f000001/", "its host is neither"),
        ("http://0x7f.1/", "its host is neither"),
        ("http://017700000001/", "its host is neither"),
        ("http://0177.0.0.1/", "no address of a page"),
        ("http://127.1/", "its host is neither"),
        ("http://127.0.0.1./", "its host is neither"),
        ("http://1.2.3.4.5/", "its host is neither"),
        ("http://a.example.0x/", "its host is neither"),
        ("http://localhost./", "its host is neither"),
        ("http://a..example/", "its host is neither"),
        ("http://%6c%6fcalhost/", "its host is neither"),
        ("http://a b.example/", "its host is neither"),
        (f"http://{'a' * 64}.example/", "its host is neither"),
        ("http://[fe80::1%25eth0]/", "its host is neither"),
        ("http://[2606:2800:220:1::1%eth0]/", "its host is neither"),
        ("http://①②⑦.⓪.⓪.①/", "no address of a page"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(text: str, message: str):
    """In one clause, which doesn't repeat it."""
    with pytest.raises(ArticleError, match=message) as caught:
        parse(text)
    assert str(caught.value).endswith(".")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["http://" + "a." * 30_000 + "a/", "http://" + "a-" * 30_000 + "/"])
@pytest.mark.timeout(5)
def test_a_long_host_takes_no_time(text: str):
    """Whatever it is made of."""
    try:
        parse(text)
    except ArticleError:
        return


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b?c=d#e", "https://example.org/b?c=d#e"),
        ("b", "https://example.org/a/b"),
        ("//other.example/x", "https://other.example/x"),
        ("/مقال", "https://example.org/مقال"),
    ],
)
def test_a_redirect_may_be_relative(location: str, expected: str):
    """To the page that it is on."""
    assert parse(location, httpx.URL("https://example.org/a/")) == httpx.URL(expected)


def test_a_password_is_not_shown():
    """What a message repeats holds none; an @ after the host is nobody's."""
    assert shown("http://user:secret@a.example/@b?c@d") == "http://a.example/@b?c@d"
    assert shown("http://a.example/@b") == "http://a.example/@b"
