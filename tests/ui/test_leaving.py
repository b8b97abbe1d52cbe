"""A reader who stops an answer, or closes the page, while a model holds the line."""

import threading
import time
from dataclasses import replace

import pytest

from assistant.llm import load_chat_model
from assistant.settings import Settings
from tests.assistant.misbehaving import Line, misbehaving
from tests.assistant.quick import QuickAssistant
from tests.ui.client import Reader
from tests.ui.conftest import serve
from tests.ui.fakes import QUESTION_EN, make_fake

pytestmark = [pytest.mark.filterwarnings("ignore:.*no_silent_downcasting")]


def _silent(line: Line) -> None:
    line.wait_for_ever()


def _only_comments(line: Line) -> None:
    line.begin()
    line.for_ever(b": still here\n\n")


def _stop(reader: Reader) -> None:
    """What the button does."""
    stop = reader.event("stop")
    body = {"session_hash": reader.session, "fn_index": stop["id"], "data": [None] * len(stop["inputs"])}
    assert reader.http.post(f"{reader.address}gradio_api/run/predict", json=body).status_code == 200


@pytest.mark.parametrize("behaviour", [_silent, _only_comments])
@pytest.mark.parametrize("way", ["stop", "close"])
def test_the_line_is_hung_up(behaviour, way, tmp_path):
    """Within seconds, before a word has come; and others can ask."""
    with misbehaving(behaviour) as server:
        settings = Settings(llm="openai:any", llm_base_url=server.url, data_dir=tmp_path, threshold=0.0)
        settings = replace(settings, timeout=100, first_token_timeout=100)
        assistant = QuickAssistant(None, settings, model=load_chat_model(settings, {}))
        with serve(assistant, make_fake) as address:
            reader = Reader.come(address)
            reader.join(reader.event("send"), QUESTION_EN, "", None, None, "").raise_for_status()
            leaving = threading.Event()
            listening = threading.Thread(target=_listen, args=(reader, leaving))
            listening.start()
            end = time.monotonic() + 20
            while not server.asked and time.monotonic() < end:
                time.sleep(0.05)
            assert server.asked
            if way == "stop":
                _stop(reader)
            else:
                leaving.set()
            assert server.left.wait(15)
            leaving.set()
            listening.join()
            reader.http.close()


def _listen(reader: Reader, leaving: threading.Event) -> None:
    """Reads what comes, until it is over or the reader leaves."""
    url = f"{reader.address}gradio_api/queue/data"
    with reader.http.stream("GET", url, params={"session_hash": reader.session}) as lines:
        for _ in lines.iter_lines():
            if leaving.is_set():
                return
