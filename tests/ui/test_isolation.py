"""One reader tries to get at what is another's, with everything that HTTP allows."""

import gc
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gradio.state_holder import StateHolder

from assistant.settings import Settings
from tests.ui.client import Reader
from tests.ui.conftest import serve
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, fake_assistant, make_fake
from ui import app

# Gradio's queue asks pandas for an option that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore:.*no_silent_downcasting")

SECRET = "The ferry to Samsa leaves at dawn."
KEY, OTHER_KEY = "a" * 64, "b" * 64


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where the readers' notebooks are."""
    folder: Path = tmp_path_factory.mktemp("isolated")
    return folder


@pytest.fixture(scope="module")
def victim(place) -> Iterator[Reader]:
    """A reader with an article of their own and a conversation."""
    assistant = fake_assistant()
    assistant.settings = Settings(llm="none", data_dir=place)
    with serve(assistant, make_fake) as address:
        reader = Reader.come(address)
        assert run(reader, reader.loading(), KEY)["success"]
        assert reader.ask(QUESTION_EN, KEY)["success"]
        command = json.dumps({"do": "paste", "name": "Samsa", "value": SECRET})
        assert run(reader, reader.event("do-open"), command)["success"]
        assert run(reader, following(reader, "do-open"))["success"]
        assert reader.ask("Quote?", KEY)["success"]
        yield reader
        reader.http.close()


@pytest.fixture
def thief(victim: Reader) -> Reader:
    return victim.another()


def run(reader: Reader, event: dict[str, Any], *data: Any) -> dict[str, Any]:
    """The last message about an event."""
    joined = reader.join(event, *data)
    assert joined.status_code == 200, joined.text
    return reader.listen()


def following(reader: Reader, elem_id: str) -> dict[str, Any]:
    """What the page does after the event of an element."""
    first = reader.event(elem_id)["id"]
    return next(each for each in reader.config["dependencies"] if each.get("trigger_after") == first)


def test_the_victim_s_article_is_there(victim, place):
    """Or the tests below would show nothing."""
    kept = [path for path in place.rglob("*.json") if SECRET in path.read_text("utf-8")]
    assert kept
    assert SECRET in json.dumps(victim.ask("Quote?", KEY))


def test_another_session_has_another_state(thief):
    """Neither a question, nor opening the other's article by its id, nor taking the conversation along shows it."""
    ids = [make_fake(text_of(SECRET)).article.id]
    seen = [thief.ask(QUESTION_AR, OTHER_KEY)]
    seen += [run(thief, thief.event("do-act"), json.dumps({"do": do, "value": ids[0]})) for do in ("open", "undo")]
    seen += [run(thief, thief.event("do-take"), json.dumps({"do": "take", "value": "markdown"}), None, None, "en")]
    assert all(each["msg"] == "process_completed" for each in seen)
    assert SECRET not in json.dumps(seen)
    assert "Thursday evening" not in json.dumps(seen), "the other's answer"


def text_of(text: str):
    """The article that a paste makes."""
    from ui.opening import from_paste

    return from_paste("Samsa", text)


@pytest.mark.parametrize(
    "key", ["", OTHER_KEY, KEY[:-1], KEY[:32], KEY.upper(), "../" * 8, "a" * 63 + "/", "*", "%61" * 21, KEY + "\n"]
)
def test_no_guess_of_a_key_opens_a_notebook(thief, key):
    """Only the 256 bits that the browser has made do."""
    seen = run(thief, thief.loading(), key)
    assert SECRET not in json.dumps(seen)


def test_what_the_server_keeps_of_a_session_can_t_be_sent(victim, thief):
    """A state that a client sends is not taken for one."""
    for forged in ([], {}, [{"question": "x"}], "x", 7, {"path": "/etc/passwd"}, {"__type__": "shelf"}):
        joined = thief.join(thief.event("send"), QUESTION_EN, "", forged, forged, forged)
        assert joined.status_code in (200, 400, 422)
        if joined.status_code == 200:
            assert SECRET not in json.dumps(thief.listen())


def paths(place: Path) -> list[str]:
    """Files that are nobody's business, by their paths, and in the ways that paths are disguised."""
    kept = next(path for path in place.rglob("article-*.json"))
    uploads = Path(tempfile.gettempdir()) / "gradio"
    plain = [str(kept), "/etc/passwd", "/proc/self/environ", f"{uploads}/../../etc/passwd", str(Path("pyproject.toml")),
             str(Path(__file__)), "~/.bashrc", "ui/../pyproject.toml", "file:///etc/passwd", str(place)]  # fmt: skip
    return [*plain, *(path.replace("/", "%2f") for path in plain), *(path.replace("/", "//") for path in plain[:3])]


@pytest.mark.parametrize("prefix", ["gradio_api/file=", "file=", "gradio_api/file/", "static/", "assets/", "svelte/"])
def test_no_file_can_be_read(thief, place, prefix):
    """Neither notebooks nor anything else on this machine."""
    for path in paths(place):
        answer = thief.http.get(f"{thief.address}{prefix}{path}")
        assert answer.status_code in (400, 403, 404, 405), path
        assert SECRET not in answer.text
        assert "root:" not in answer.text


@pytest.mark.parametrize("prefix", ["gradio_api/proxy=", "proxy="])
def test_nothing_is_fetched_for_anybody(thief, prefix):
    """Gradio can pass requests on; not from here."""
    for url in ("http://127.0.0.1:1/", "http://192.0.2.1/", "https://x.hf.space/"):
        assert thief.http.get(f"{thief.address}{prefix}{url}").status_code in (400, 403, 404)


def test_a_path_that_is_sent_as_an_upload_is_neither_read_nor_deleted(thief, place):
    """An upload is deleted once it is read, so this would be worse than reading."""
    before = {path: path.read_bytes() for path in place.rglob("*.json")}
    for path in [str(path) for path in before] + ["/etc/passwd", "pyproject.toml"]:
        for sent in (path, {"path": path, "meta": {"_type": "gradio.FileData"}}, {"path": path, "orig_name": "a.txt"},
                     {"url": f"file://{path}", "meta": {"_type": "gradio.FileData"}, "path": path}):  # fmt: skip
            joined = thief.join(thief.event("upload", "upload"), sent)
            seen = thief.listen() if joined.status_code == 200 else joined.text
            assert SECRET not in json.dumps(seen)
            assert not (isinstance(seen, dict) and seen.get("success")), sent
    assert {path: path.read_bytes() for path in place.rglob("*.json")} == before


def test_another_s_upload_is_not_read(victim, thief):
    """A file that waits under its digest in the folder of uploads is found by who knows its content alone."""
    files = {"files": ("notes.txt", SECRET.encode())}
    (path,) = victim.http.post(f"{victim.address}gradio_api/upload", files=files).json()
    folder = Path(path).parent
    for guess in (folder, folder.parent, folder.parent / "*" / "notes.txt", folder.parent / ("0" * 64) / "notes.txt"):
        answer = thief.http.get(f"{thief.address}gradio_api/file={guess}")
        assert answer.status_code in (403, 404)
        assert SECRET not in answer.text


@pytest.mark.parametrize("path", ["monitoring", "monitoring/summary", "gradio_api/info", "gradio_api/openapi.json"])
def test_nothing_is_said_about_others(thief, victim, path):
    """No statistics, and no list of what can be called."""
    answer = thief.http.get(f"{thief.address}{path}")
    assert victim.session not in answer.text
    assert SECRET not in answer.text


def test_a_name_with_a_way_out_stays_in_its_folder(victim):
    """Of a file's name only the last part counts, and a part that leads out is none."""
    for name in (
        "../../../tmp/x.txt",
        "..\\..\\x.txt",
        "/etc/cron.d/x",
        "a\0b.txt",
        "...",
        "\u202etxt.exe",
        "x" * 4000,
    ):
        sent = victim.http.post(f"{victim.address}gradio_api/upload", files={"files": (name, b"Harmless text.")})
        if sent.status_code == 200:
            (path,) = sent.json()
            assert Path(path).resolve().is_relative_to(Path(tempfile.gettempdir()).resolve() / "gradio")


def test_sessions_that_come_and_go_take_no_more_memory(monkeypatch, tmp_path):
    """Of many the last are remembered; one that was forgotten begins anew, and gets its answers all the same."""
    monkeypatch.setattr(app, "_SESSIONS", 20)
    assistant = fake_assistant()
    assistant.settings = Settings(llm="none", data_dir=tmp_path)
    with serve(assistant, make_fake) as address:
        first = Reader.come(address)
        assert first.ask(QUESTION_EN)["success"]
        for _ in range(60):
            last = first.another()
            assert last.ask(QUESTION_EN)["success"]
        kept = [each.session_data for each in gc.get_objects() if type(each) is StateHolder]
        assert [len(sessions) for sessions in kept if last.session in sessions] == [20]
        assert first.ask(QUESTION_AR)["success"]
        first.http.close()
