"""More questions than the page takes: a friendly word, and nothing lost."""

import json
import threading

import pytest

from tests.ui.client import Reader
from tests.ui.conftest import serve
from tests.ui.fakes import QUESTION_EN, fake_assistant, make_fake
from ui.server import _BUSY

pytestmark = [pytest.mark.filterwarnings("ignore:.*no_silent_downcasting")]


def test_who_comes_to_a_full_house_is_asked_to_come_again():
    """In both languages; who waits is answered, and as soon as there is room everybody is."""
    assistant = fake_assistant()
    gate = assistant.gates[QUESTION_EN, 0] = threading.Event()
    with serve(assistant, make_fake) as address:
        first = Reader.come(address)
        readers = [first.another() for _ in range(60)]
        joined = [reader.join(reader.event("send"), QUESTION_EN, "", None, None, "") for reader in readers]
        refused = [answer for answer in joined if answer.status_code != 200]
        assert 20 <= len(refused) <= 30
        for answer in refused:
            assert answer.status_code == 429
            assert answer.json() == {"detail": _BUSY}
            assert answer.headers["retry-after"] == "5"
        gate.set()
        waiting = [reader for reader, answer in zip(readers, joined, strict=True) if answer.status_code == 200]
        assert all(reader.listen()["success"] for reader in waiting)
        assert first.another().ask(QUESTION_EN)["success"]
        first.http.close()


@pytest.mark.slow
def test_the_reader_sees_it_and_keeps_the_question(visit):
    """What the server said stands on the page, and the question in its box, to be sent again."""
    page = visit("en-US")
    detail = json.dumps({"detail": _BUSY})
    page.route("**/queue/join*", lambda route: route.fulfill(status=429, body=detail, content_type="application/json"))
    page.fill("#question textarea", QUESTION_EN)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("text=Many are asking just now")
    assert "كثيرون يسألون الآن" in page.inner_text("body")
    assert page.input_value("#question textarea") == QUESTION_EN
    page.unroute("**/queue/join*")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#turn-1 .footer")
