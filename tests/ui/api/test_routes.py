"""The API as programs meet it: over HTTP, at a real server."""

import json
from collections.abc import Iterator

import httpx
import pytest

from assistant.errors import BusyError, StorageError
from assistant.turn import MAX_QUESTION
from embeddings.article import Article
from tests.assistant.library.articles import CORAL, FERRY, GARLIC
from tests.conftest import ROOT
from tests.ui.api.serving import BROKEN, QUOTE, WHO, TestLibrary, client, serve
from ui.api.models import MAX_TITLE
from ui.opening import MAX_CHARACTERS, MAX_MEGABYTES

DATA = ROOT / "tests" / "data"


def events(response: httpx.Response) -> Iterator[tuple[str, dict]]:
    """The server-sent events of a response."""
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def error(response: httpx.Response) -> dict:
    """The error of a response, in the one form that errors have."""
    document: dict[str, dict] = response.json()
    assert set(document) == {"error"}
    assert set(document["error"]) == {"message", "type", "code", "param"}
    assert document["error"]["message"].rstrip().endswith((".", "。"))
    return document["error"]


def test_a_question_is_answered_and_cited(http):
    """From all articles; each citation names its article and stands in its text."""
    answer = http.post("/v1/ask", json={"question": WHO}).json()
    (cited, *_) = answer["citations"]
    assert (cited["quote"], cited["article"], cited["title"]) == (QUOTE, FERRY.id, FERRY.title)
    assert FERRY.text[cited["start"] : cited["end"]] == QUOTE
    assert {passage["article"] for passage in answer["passages"]} <= {FERRY.id, GARLIC.id, CORAL.id}


def test_one_article_is_asked(http):
    """By its id."""
    answer = http.post("/v1/ask", json={"question": "متى زُرع الثوم؟", "article": GARLIC.id}).json()
    assert {cited["article"] for cited in answer["citations"]} == {GARLIC.id}


def test_a_conversation_is_sent_along(http):
    """A follow-up is understood from it."""
    history = [{"question": "When is garlic planted?", "answer": "Garlic is planted in October. [1]"}]
    answer = http.post("/v1/ask", json={"question": "And how often is it watered?", "history": history}).json()
    assert answer["citations"][0]["quote"].startswith("Water it weekly")


def test_a_stream_is_server_sent_events(http):
    """Passages, text, the checked answer; letters are letters."""
    response = http.post("/v1/stream", json={"question": "ماذا تقول الباحثة ليلى منصور؟"})
    assert response.headers["content-type"].startswith("text/event-stream")
    found = list(events(response))
    assert [name for name, _ in found] == ["passages", "text", "answer"]
    assert found[0][1]["passages"] == found[2][1]["passages"]
    assert "ليلى" in response.text


@pytest.mark.parametrize(("question", "code"), [(BROKEN, "failed"), ("   ", "bad_question")])
def test_an_error_of_a_stream_is_its_event(http, question, code):
    """The status is sent by then."""
    ((name, data),) = events(http.post("/v1/stream", json={"question": question}))
    assert (name, data["error"]["code"]) == ("error", code)


def test_passages_are_found(http):
    """As many as are asked for, best first."""
    found = http.post("/v1/retrieve", json={"question": WHO, "k": 2}).json()["passages"]
    assert [(len(found), found[0]["article"])] == [(2, FERRY.id)]


def test_articles_are_listed_added_shown_and_removed(http):
    """An article is kept once, asked like the others, and gone when it is removed."""
    new = {"text": "The lighthouse of Orm was built in 1911.", "title": "Orm", "language": "en"}
    added = http.post("/v1/articles", json=new)
    entry = added.json()
    assert (added.status_code, entry["title"], entry["characters"]) == (201, "Orm", 40)
    assert http.post("/v1/articles", json=new).status_code == 200
    assert entry in http.get("/v1/articles").json()["articles"]
    assert http.get(f"/v1/articles/{entry['id']}").json() == {**entry, "text": new["text"]}
    answer = http.post("/v1/ask", json={"question": "When was the lighthouse of Orm built?"}).json()
    assert answer["citations"][0]["article"] == entry["id"]
    assert http.delete(f"/v1/articles/{entry['id']}").status_code == 204
    assert error(http.get(f"/v1/articles/{entry['id']}"))["code"] == "unknown_article"
    assert error(http.post("/v1/ask", json={"question": WHO, "article": entry["id"]}))["code"] == "unknown_article"


def test_the_article_that_was_started_with_stays(http):
    """It is listed first, and can't be removed."""
    assert http.get("/v1/articles").json()["articles"][0]["id"] == FERRY.id
    assert "can't be removed" in error(http.delete(f"/v1/articles/{FERRY.id}"))["message"]


@pytest.mark.parametrize(
    ("file", "title"),
    [("en-guide.md", None), ("en-guide.docx", None), ("ar-news.html", None), ("ar-news.office.pdf", "الأخبار")],
)
def test_an_article_comes_as_a_file(http, file, title):
    """It is what `Article.from_file` reads, under the title that is sent, if one is."""
    wanted = Article.from_file(DATA / file)
    sent = {"file": (file, (DATA / file).read_bytes())}
    added = http.post("/v1/articles/file", files=sent, data={"title": title or ""})
    entry = added.json()
    assert (added.status_code, entry["title"], entry["language"]) == (201, title or wanted.title, wanted.language)
    assert http.get(f"/v1/articles/{entry['id']}").json()["text"] == wanted.text
    assert http.delete(f"/v1/articles/{entry['id']}").status_code == 204


def test_a_file_in_the_other_language(http):
    """As it is said to be."""
    sent = {"file": ("x.txt", b"Oslo 1998")}
    entry = http.post("/v1/articles/file", files=sent, data={"language": "ar"}).json()
    assert entry["language"] == "ar"
    http.delete(f"/v1/articles/{entry['id']}")


@pytest.mark.parametrize(
    ("files", "data", "status", "code", "said"),
    [
        (
            {"file": ("scan.pdf", (DATA / "scanned.pdf").read_bytes())},
            {},
            422,
            "bad_article",
            "read: the PDF is scanned: its",
        ),
        ({"file": ("a.png", b"\x89PNG\r\n\x1a\n")}, {}, 422, "bad_article", "it is a picture (PNG)"),
        ({"file": ("../../é\n" * 40 + ".txt", b" ")}, {}, 422, "bad_article", "is empty"),
        ({"file": ("a.txt", b"x" * (MAX_CHARACTERS + 1))}, {}, 422, "bad_article", f"at most {MAX_CHARACTERS}"),
        ({"file": ("a.txt", b"x" * ((MAX_MEGABYTES << 20) + 1))}, {}, 413, "too_large", "a smaller file"),
        ({"file": ("a.txt", b"x" * (12 << 20))}, {}, 413, "refused", "a smaller file"),
        ({"file": ("a.txt", b"A text.")}, {"title": "x" * (MAX_TITLE + 1)}, 422, "invalid", "title"),
        ({"file": ("a.txt", b"A text.")}, {"title": "x" * 5000}, 400, "bad_request", "a file as a form"),
        ({"file": ("a.txt", b"A text.")}, {"language": "fr"}, 422, "invalid", "language"),
        ([("file", ("a.txt", b"A")), ("file", ("b.txt", b"B"))], {}, 400, "bad_request", "a file as a form"),
        ({}, {"file": "A text."}, 422, "invalid", "file"),
        ({}, {}, 422, "invalid", "file"),
    ],
)
def test_a_file_that_is_refused(http, files, data, status, code, said):
    """In one sentence, as everything; nothing of it is kept."""
    before = http.get("/v1/articles").json()
    response = http.post("/v1/articles/file", files=files, data=data)
    assert (response.status_code, error(response)["code"]) == (status, code)
    assert said in error(response)["message"]
    assert len(response.text) < 500
    assert http.get("/v1/articles").json() == before


@pytest.mark.parametrize(
    ("raised", "code"),
    [(StorageError("the disk /secret is full"), "unavailable"), (BusyError("/secret"), "busy_article")],
)
def test_where_the_articles_are_kept_is_away(tmp_path, monkeypatch, raised, code):
    """One sentence, and when to come back; where and why is for the server's log."""
    library = TestLibrary(tmp_path)

    def fail(*_, **__):
        raise raised

    for name in ("stream", "retrieve", "list", "get", "add", "remove"):
        monkeypatch.setattr(library, name, fail)
    question = {"question": WHO}
    chat = {"messages": [{"role": "user", "content": WHO}]}
    with serve(library) as address, client(address) as http:
        for method, path, body in [
            ("POST", "/v1/ask", question),
            ("POST", "/v1/retrieve", question),
            ("POST", "/v1/chat/completions", chat),
            ("POST", "/v1/articles", {"text": "A text."}),
            ("GET", "/v1/articles", None),
            ("GET", f"/v1/articles/{FERRY.id}", None),
            ("DELETE", f"/v1/articles/{FERRY.id}", None),
            ("GET", "/v1/models", None),
            ("GET", "/v1/health", None),
        ]:
            response = http.request(method, path, json=body)
            assert (response.status_code, error(response)["code"]) == (503, code)
            assert response.headers["retry-after"] == "5"
            assert "secret" not in response.text
        ((name, data),) = events(http.post("/v1/stream", json=question))
        assert (name, data["error"]["code"]) == ("error", code)


def test_nothing_is_read_from_the_web_unless_it_is_allowed(http):
    """As on the page."""
    said = error(http.post("/v1/articles", json={"url": "http://127.0.0.1/"}))
    assert said["code"] == "bad_article"
    assert "ASSISTANT_URLS=on" in said["message"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/v1/ask", {}, 422, "invalid"),
        ("/v1/ask", {"question": ""}, 422, "invalid"),
        ("/v1/ask", {"question": " \n\u200f"}, 422, "bad_question"),
        ("/v1/ask", {"question": "x" * (MAX_QUESTION + 1)}, 422, "invalid"),
        ("/v1/ask", {"question": "Who?", "article": "../etc"}, 422, "invalid"),
        ("/v1/ask", {"question": "Who?", "article": "0" * 32}, 404, "unknown_article"),
        ("/v1/ask", {"question": "Who?", "colour": "red"}, 422, "invalid"),
        ("/v1/ask", {"question": BROKEN}, 500, "failed"),
        ("/v1/retrieve", {"question": "Who?", "k": 0}, 422, "invalid"),
        ("/v1/articles", {"text": "x" * (MAX_CHARACTERS + 1)}, 422, "invalid"),
        ("/v1/articles", {"text": " \n "}, 422, "bad_article"),
        ("/v1/articles", {"text": "a\0b"}, 422, "bad_article"),
        ("/v1/articles", {"text": "a", "url": "b"}, 422, "invalid"),
        ("/v1/nowhere", {}, 404, "not_found"),
        ("/v1/health", {}, 405, "method_not_allowed"),
    ],
)
def test_an_error_is_one_sentence(http, path, body, status, code):
    """In the one form, with nothing of the server's inside, nor of what was sent."""
    response = http.post(path, json=body)
    assert (response.status_code, error(response)["code"]) == (status, code)
    assert "secret" not in response.text
    assert len(response.text) < 500


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "question is missing; send it."),
        ({"question": ""}, "question has 0 characters; expected 1 or more."),
        ({"question": 5}, "question is a number; expected text."),
        (
            {"question": "Who?", "article": "report"},
            "article is no id; expected 32 of 0 to 9 and a to f, as /v1/articles lists them.",
        ),
        ({"question": "Who?", "history": [["q", "a"]]}, "history.0 is a list; expected an object with named fields."),
        ({"question": "Who?", "history": "q"}, "history is text; expected a list."),
        ({"question": "Who?", "colour": "red"}, "colour is no field of this; see /v1/openapi.json for those that are."),
        (["Who?"], "The body is no JSON object; send one, with the header Content-Type: application/json."),
    ],
)
def test_what_is_wrong_with_a_field_is_said(http, body, said):
    """What was given, and what was expected."""
    assert error(http.post("/v1/ask", json=body))["message"] == said


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("articles", "{}", "The article has neither text nor url; send one of them."),
        ("articles", '{"text": "a", "url": "b"}', "The article has both text and url; send one of them."),
        ("articles/file", "{}", "file is missing; send one as a form (multipart/form-data)."),
        (
            "ask",
            '{"question": "\\ud800"}',
            "question holds lone surrogates, so it was decoded wrongly; decode it as UTF-8.",
        ),
        ("ask", '{"\\ud800": 1}', "The body holds lone surrogates, so it was decoded wrongly; decode it as UTF-8."),
        ("ask", '{"question": "a", "body": 1}', "body is no field of this; see /v1/openapi.json for those that are."),
        ("ask", '{"question": "a", "file": 1}', "file is no field of this; see /v1/openapi.json for those that are."),
        (
            "ask",
            f'{{"question": "a", "\\n{"x" * 999}": 1}}',
            f"{'x' * 39}… is no field of this; see /v1/openapi.json for those that are.",
        ),
        ("retrieve", '{"question": "a", "k": 1e999}', "k is a number; expected a whole number."),
        ("retrieve", f'{{"question": "a", "k": {"9" * 999}}}', f"k is {'9' * 39}…; expected at most 50."),
        (
            "chat/completions",
            '{"messages": [{"role": "user", "content": 3}]}',
            "messages.0.content is a number; expected text.",
        ),
        (
            "chat/completions",
            '{"messages": [{"role": "user", "content": [{"text": "a"}]}]}',
            "messages.0.content.0.type is missing; send it.",
        ),
    ],
)
def test_what_is_wrong_is_said_of_the_odd_ones_too(http, path, body, said):
    """In no words of the library that finds it, and as short as the others, whatever was sent."""
    response = http.post(f"/v1/{path}", content=body, headers={"content-type": "application/json"})
    assert (response.status_code, error(response)["message"]) == (422, said)
    assert len(response.text) < 500


def test_a_text_in_place_of_a_file_is_refused_as_one(http):
    """As `curl -F file=article.txt` sends it, without the @."""
    said = error(http.post("/v1/articles/file", data={"file": "article.txt"}))["message"]
    assert said == "file is no file; send one as a form (multipart/form-data)."


def test_what_is_wrong_with_a_number_is_said(http):
    """With its limit."""
    said = error(http.post("/v1/retrieve", json={"question": "Who?", "k": 0}))["message"]
    assert said == "k is 0; expected 1 or more."
    said = error(http.post("/v1/retrieve", json={"question": "Who?", "k": "many"}))["message"]
    assert said == "k is text; expected a whole number."


def test_a_form_is_told_to_be_json(http):
    """As `curl -d question=…` sends one."""
    said = error(http.post("/v1/ask", data={"question": "Who?"}))["message"]
    assert said == "The body is no JSON object; send one, with the header Content-Type: application/json."


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"question": "\\ud800"}', b"[" * 100_000, b"null"])
def test_what_is_no_json_is_refused(http, body):
    """Whatever it is."""
    response = http.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert error(response)["type"] == "invalid_request_error"


def test_what_is_too_large_is_not_read(http):
    """The limit is the page's; announced or not."""
    large = b'{"question": "' + b"x" * (5 << 20) + b'"}'
    for content in (large, iter([large])):
        response = http.post("/v1/ask", content=content, headers={"content-type": "application/json"})
        assert response.status_code == 413
        assert "too large" in error(response)["message"]


def test_the_rules_of_the_page_hold(http):
    """No other name, and nothing from the pages of other sites."""
    assert http.get("/v1/health", headers={"Host": "evil.example"}).status_code == 400
    refused = http.post("/v1/ask", json={"question": WHO}, headers={"Origin": "https://evil.example"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "refused")
    assert http.get("/v1/health").headers["x-content-type-options"] == "nosniff"


def test_the_server_says_that_it_runs(http):
    """And how many articles can be asked."""
    assert http.get("/v1/health").json() == {"status": "ok", "articles": 3}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_where_a_key_is_set_it_is_wanted(tmp_path):
    """Before anything is read; not for health and the documentation."""
    with serve(TestLibrary(tmp_path, api_key="open-sesame")) as address, client(address) as http:
        for given in (None, "Bearer", "Bearer open-sesam", "Basic open-sesame", "Bearer \xe9"):
            headers = [(b"authorization", given.encode("latin-1"))] if given else []
            for path in ("/v1/articles", "/v1/models", "/mcp"):
                response = http.get(path, headers=headers)
                assert (response.status_code, error(response)["code"]) == (401, "bad_key")
                assert response.headers["www-authenticate"] == "Bearer"
        assert http.get("/v1/articles", headers={"Authorization": "Bearer open-sesame"}).status_code == 200
        assert http.get("/v1/health").status_code == http.get("/v1/openapi.json").status_code == 200


def test_the_documentation_is_whole(http):
    """Every endpoint, every field described or named by itself, and examples."""
    document = http.get("/v1/openapi.json").json()
    own = {"/ask", "/stream", "/retrieve", "/articles", "/articles/file", "/articles/{article_id}", "/health"}
    assert set(document["paths"]) == own | {"/models", "/chat/completions"}
    assert document["servers"] == [{"url": "/v1"}]
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert operation["description"]
    assert document["components"]["schemas"]["AskIn"]["properties"]["question"]["examples"]
