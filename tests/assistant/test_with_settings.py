from dataclasses import replace

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant.llm import name_of
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import quick


def test_what_is_loaded_is_shared():
    """Another threshold takes another judgement and not another index."""
    assistant = quick()
    assert assistant.ask("متى وصل ويتكوف؟").found
    strict = assistant.with_settings(replace(assistant.settings, threshold=1.0))
    assert not strict.ask("متى وصل ويتكوف؟").found
    assert strict._prepared()[0].retriever is assistant._prepared()[0].retriever
    assert assistant.loads == 1


def test_the_first_assistant_stays_as_it_is():
    """Its settings and its answers."""
    assistant = quick()
    assistant.prepare()
    assistant.with_settings(replace(assistant.settings, threshold=1.0))
    assert assistant.settings.threshold == 0.0
    assert assistant.ask("متى وصل ويتكوف؟").found


def test_a_model_is_shared_and_can_be_left_out():
    """Settings that name the same model keep it; "none" answers in quotations."""
    assistant = quick(model=QueuedChatModel(replies=[]))
    assistant.settings = replace(assistant.settings, llm="auto")
    assistant.prepare()
    same = assistant.with_settings(replace(assistant.settings, threshold=0.5))
    none = assistant.with_settings(replace(assistant.settings, llm="none"))
    assert same._prepared()[0].model is assistant._prepared()[0].model
    assert none.model_name is None
    assert none.ask("متى وصل ويتكوف؟").mode == "quote"


@pytest.mark.parametrize("change", [{"chroma_url": "http://127.0.0.1:1"}, {"ranker": "none"}, {"embeddings": "other"}])
def test_an_index_that_is_kept_elsewhere_is_not_shared(change):
    """Nor one of another model."""
    assistant = quick()
    assistant.prepare()
    assert assistant.with_settings(replace(assistant.settings, **change))._retriever is None
    assert assistant.with_settings(replace(assistant.settings, wait=0))._retriever


def test_an_assistant_that_is_not_loaded_yet_shares_nothing():
    """There is nothing to share, and it is no error."""
    assistant = quick()
    assert assistant.with_settings(assistant.settings).settings == assistant.settings
    assert assistant.loads == 0


@pytest.mark.parametrize(("field", "name"), [("model_name", "gpt-x"), ("model", "claude-x")])
def test_a_model_is_known_by_its_providers_name(field, name):
    """Each class of LangChain keeps it in a field of its own; one that has none is known by its class."""

    class Named(FakeListChatModel):
        model_name: str = ""
        model: str = ""

    assert name_of(Named(responses=[], **{field: name})) == name
    assert name_of(Named(responses=[])) == "Named"
