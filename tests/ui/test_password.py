"""The page's password, alone and in front of the real page."""

import base64
import socket
from collections.abc import Iterator

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from tests.ui.conftest import in_a_loop
from tests.ui.fakes import fake_assistant, make_fake
from ui.password import Password
from ui.preparation import Preparation

SESAME = "افتح يا سمسم é"


class Clock:
    """Time that passes when it is told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visit(clock):
    """Asks for the page behind the password, from an address, with a header; returns the answer."""
    guard = Password(PlainTextResponse("the page"), SESAME, clock)

    def _visit(header: str | None = None, place: str = "192.0.2.7"):
        client = TestClient(guard, client=(place, 5000))
        return client.get("/", headers={"Authorization": header} if header is not None else {})

    return _visit


def basic(password: str | bytes, name: str = "anyone") -> str:
    """The header with a password."""
    given = password.encode() if isinstance(password, str) else password
    return f"Basic {base64.b64encode(name.encode() + b':' + given).decode()}"


def test_what_has_a_guard_of_its_own_needs_no_password():
    """The API does where it has a key; all else still asks."""
    client = TestClient(Password(PlainTextResponse("the page"), SESAME, free=("/v1/", "/mcp")))
    assert [client.get(path).status_code for path in ("/v1/ask", "/mcp", "/", "/v10", "/gradio_api/v1/")] == [
        *(200, 200),
        *(401, 401, 401),
    ]


@pytest.mark.parametrize("key", [None, "key"])
def test_the_api_needs_its_key_or_the_password(key):
    """Never neither of them."""
    from ui.server import guards

    (guard,) = (m for m in guards("127.0.0.1", (), SESAME, has_key=key is not None) if m.kwargs.get("password"))
    client = TestClient(guard.cls(PlainTextResponse("the API"), *guard.args, **guard.kwargs))
    assert client.get("/v1/ask").status_code == (401 if key is None else 200)


def test_without_the_password_there_is_nothing(visit):
    """The browser is told to ask for it, and the reader why, in both languages."""
    answer = visit()
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert "has a password" in answer.text
    assert "كلمة مرور" in answer.text
    assert "the page" not in answer.text


@pytest.mark.parametrize("name", ["", "anyone", "اسم"])
@pytest.mark.parametrize("password", [SESAME, "افتح يا سمسم e\u0301"], ids=["as it is", "decomposed"])
def test_the_password_opens_the_page(visit, name, password):
    """Whatever the name, and however a keyboard writes its letters."""
    assert visit(basic(password, name)).text == "the page"
    assert visit(basic(password, name).replace("Basic", "bAsIc")).text == "the page"


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!!", "Bearer x", basic(""), basic("x" * 5000), basic(SESAME[:-1]), basic(SESAME + " "),
     basic(b"\xff\xfe"), basic(SESAME).replace("Basic", "Digest"), f"Basic {SESAME.encode().hex()}"],
)  # fmt: skip
def test_nothing_else_does(visit, header):
    """No header that is broken, and no password that is nearly right."""
    assert visit(header).status_code == 401


def test_who_tries_is_slowed(visit, clock):
    """After three wrong ones nothing is compared for a second, then two, four …, at most thirty; even the right one."""
    waits = []
    for _ in range(10):
        assert visit(basic("wrong")).status_code == 401
        refused = visit(basic(SESAME))
        if refused.status_code == 429:
            assert "wrong too often" in refused.text
            assert "كلمة المرور" in refused.text
            waits.append(int(refused.headers["retry-after"]) - 1)
            clock.now += waits[-1] - 0.01
            assert visit(basic(SESAME)).status_code == 429
            clock.now += 0.02
        else:  # a right one forgives
            assert refused.text == "the page"
            for _ in range(2):
                visit(basic("wrong"))
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30, 30, 30][: len(waits)]
    assert len(waits) > 5
    assert visit(basic(SESAME)).text == "the page"


def test_others_are_not_slowed(visit):
    """Only from where it was tried: an address, or a network of IPv6, in which a house has as many as it likes."""
    for place in ("192.0.2.7", "2001:db8::1"):
        for _ in range(3):
            visit(basic("wrong"), place)
    assert visit(basic(SESAME), "192.0.2.8").text == "the page"
    assert visit(basic(SESAME), "2001:db8:0:1::1").text == "the page"
    assert visit(basic(SESAME), "192.0.2.7").status_code == 429
    assert visit(basic(SESAME), "2001:db8::2").status_code == 429


def test_many_who_try_take_no_memory():
    """Of ten thousand addresses the last thousand are remembered."""
    guard = Password(PlainTextResponse("the page"), SESAME)
    for number in range(10_000):
        guard._refusal(basic("wrong"), f"place {number}")
    assert len(guard._wrong) == 1000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The page behind a password."""
    from ui.app import build_app
    from ui.server import start

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = in_a_loop(lambda: build_app(Preparation(fake_assistant()).start(), make_fake))
    yield in_a_loop(lambda: start(page, "127.0.0.1", port, (), SESAME))
    page.close(verbose=False)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/config"), ("GET", "/gradio_api/info"), ("POST", "/gradio_api/queue/join"),
     ("GET", "/gradio_api/queue/data?session_hash=a"), ("POST", "/gradio_api/upload"), ("GET", "/theme.css"),
     ("GET", "/gradio_api/file=/etc/passwd"), ("GET", "/login"), ("GET", "/no-such-page"),
     ("GET", "/gradio_api/startup-events/../config"), ("POST", "/gradio_api/cancel")],
)  # fmt: skip
def test_it_stands_before_every_path(address, method, path):
    """Also before what Gradio serves of itself, and before a body is read."""
    with httpx.Client(trust_env=False) as client:
        answer = client.request(method, address.rstrip("/") + path, content=b"{}" if method == "POST" else None)
        assert answer.status_code == 401
        opened = client.get(address, headers={"Authorization": basic(SESAME)})
        assert opened.status_code == 200


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*no_silent_downcasting")
def test_a_browser_asks_with_it(browser, address):
    """Who has given it once reads, asks and is answered; nothing of the page is left outside."""
    from tests.ui.driving import ask, settled
    from tests.ui.fakes import QUESTION_EN

    context = browser.new_context(locale="en-US", http_credentials={"username": "a", "password": SESAME})
    page = context.new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status in (403, 429) else None)
    page.goto(address)
    page.wait_for_selector("#question textarea", timeout=25000)
    ask(page, QUESTION_EN)
    settled(page, 1)
    context.close()
    assert refused == []
