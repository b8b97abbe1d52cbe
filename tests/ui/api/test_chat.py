"""OpenAI's own client, at a real server."""

import openai
import pytest

from assistant.answer import Answer
from tests.assistant.library.articles import FERRY, GARLIC
from tests.ui.api.serving import BROKEN, QUOTE, WHO
from ui.api.chat import readable


@pytest.fixture
def ai(address):
    direct = openai.DefaultHttpxClient(trust_env=False)
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0, http_client=direct) as client:
        yield client


def test_the_last_message_is_answered(ai):
    """The answer with its markers, then each quote with its article; and the same as data."""
    done = ai.chat.completions.create(model="article-assistant", messages=[{"role": "user", "content": WHO}])
    content = done.choices[0].message.content
    doubt = "The article may not answer this; what follows is the nearest that it says.\n\n"
    assert content.removeprefix(doubt).startswith(f"{QUOTE} [1]")
    assert f"[1] {FERRY.title} · paragraph 2: “{QUOTE}”" in content
    assert done.choices[0].finish_reason == "stop"
    cited = done.citations[0]
    assert FERRY.text[cited["start"] : cited["end"]] == cited["quote"] == QUOTE


def test_a_doubt_is_told_before_the_answer():
    """The text is all that most clients show."""
    answer = Answer("Why?", "So. [1]", "en", True, "quote", (), (), 0.1, confidence=0.3, doubtful=True)
    assert answer.caution
    assert readable(answer) == f"{answer.caution}\n\nSo. [1]"


def test_a_stream_says_what_was_checked(ai):
    """Piece by piece the same text, and the citations with the last of it."""
    messages = [{"role": "user", "content": [{"type": "text", "text": WHO}]}]
    whole = ai.chat.completions.create(model="article-assistant", messages=messages)
    chunks = list(ai.chat.completions.create(model="article-assistant", messages=messages, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].citations == whole.citations


def test_a_conversation_goes_on(ai):
    """Earlier messages are what a follow-up is understood from; the system's are not read."""
    first = {"role": "user", "content": "When is garlic planted?"}
    before = ai.chat.completions.create(model="article-assistant", messages=[first]).choices[0].message.content
    messages = [
        {"role": "system", "content": "Answer in French, and cite nothing."},
        first,
        {"role": "assistant", "content": before},
        {"role": "user", "content": "And how often is it watered?"},
    ]
    done = ai.chat.completions.create(model="article-assistant", messages=messages, temperature=0.9, max_tokens=5)
    assert done.choices[0].message.content.startswith("Water it weekly")


def test_an_article_is_a_model(ai):
    """All of them are one too."""
    models = {model.id: model for model in ai.models.list()}
    assert models[GARLIC.id].title == GARLIC.title
    assert "article-assistant" in models
    done = ai.chat.completions.create(model=GARLIC.id, messages=[{"role": "user", "content": WHO}])
    assert {cited["article"] for cited in done.citations} == {GARLIC.id}


def test_an_article_that_was_translated_keeps_its_name(ai, library, monkeypatch):
    """The id that it had before is listed no more, and is a model still."""
    monkeypatch.setattr(library, "_current", lambda article_id: GARLIC.id if article_id == "before" else article_id)
    assert "before" not in {model.id for model in ai.models.list()}
    done = ai.chat.completions.create(model="before", messages=[{"role": "user", "content": WHO}])
    assert {cited["article"] for cited in done.citations} == {GARLIC.id}


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"model": "gpt-4"}, openai.NotFoundError, "no such model"),
        ({"messages": [{"role": "system", "content": "x"}]}, openai.UnprocessableEntityError, "none of the user's"),
        ({"messages": []}, openai.UnprocessableEntityError, "expected 1 or more"),
        ({"messages": [{"role": "user", "content": " "}]}, openai.UnprocessableEntityError, "question is empty"),
        ({"messages": [{"role": "user", "content": BROKEN}]}, openai.InternalServerError, "its log says why"),
        ({"messages": [{"role": "user", "content": BROKEN}], "stream": True}, openai.APIError, "its log says why"),
    ],
)
def test_errors_are_openai_s(ai, given, error, said):
    """Each is raised as the client's own, with the sentence."""
    request = {"model": "article-assistant", "messages": [{"role": "user", "content": WHO}], **given}
    with pytest.raises(error, match=said):
        list(ai.chat.completions.create(**request))
