import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
from langchain_openai import ChatOpenAI
from openai import Timeout

from assistant import llm
from assistant.errors import ModelError
from assistant.gguf import ModelFile
from assistant.llm import MAX_TOKENS, OPENAI_DEFAULT, load_chat_model, load_judge_model
from assistant.settings import Settings
from tests.assistant.fakes import QueuedChatModel


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say which provider packages there are."""

    def only(*packages: str) -> None:
        def find(name: str) -> ModuleSpec | None:
            return ModuleSpec(name, None) if name in packages else None

        monkeypatch.setattr(llm, "find_spec", find)

    return only


def test_none_is_no_model():
    """ "none" gives no model, whatever keys there are."""
    assert load_chat_model(Settings(llm="none"), {"OPENAI_API_KEY": "k"}) is None


def test_auto_without_a_key_is_no_model():
    """ "auto" needs a key; an empty one is none."""
    assert load_chat_model(Settings(), {}) is None
    assert load_chat_model(Settings(), {"OPENAI_API_KEY": " "}) is None


def test_auto_takes_the_provider_whose_key_is_there():
    """A key of OpenAI and its package give its default model, bounded in length, time and retries."""
    model = load_chat_model(Settings(timeout=7), {"OPENAI_API_KEY": "sk-test"})
    assert isinstance(model, ChatOpenAI)
    assert model.model_name == OPENAI_DEFAULT
    assert (model.max_tokens, model.max_retries) == (MAX_TOKENS, 0)
    assert model.request_timeout == Timeout(7, connect=5)
    assert model.openai_api_key is not None


def test_auto_passes_over_a_provider_without_its_package(installed):
    """A key whose package is missing doesn't stop "auto": it goes on to the next, or to none."""
    installed()
    assert load_chat_model(Settings(), {"OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k"}) is None


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"), "openai"),
        (("GOOGLE_API_KEY", "ANTHROPIC_API_KEY"), "anthropic"),
        (("GOOGLE_API_KEY",), "google_genai"),
    ],
)
def test_auto_has_an_order(keys, expected, installed, monkeypatch):
    """OpenAI, then Anthropic, then Google."""
    seen: list[str] = []

    def init(name: str, model: str, options: dict[str, Any]) -> QueuedChatModel:
        seen.append(name)
        return QueuedChatModel(replies=[])

    installed("langchain_openai", "langchain_anthropic", "langchain_google_genai")
    monkeypatch.setattr(llm, "_init", init)
    assert load_chat_model(Settings(), dict.fromkeys(keys, "k"))
    assert set(seen) == {expected}


def test_a_compatible_server_needs_no_key():
    """With a base URL any model name goes, a key is optional, and the temperature is 0."""
    settings = Settings(llm="openai:qwen3", llm_base_url="http://127.0.0.1:8000/v1")
    model = load_chat_model(settings, {})
    assert isinstance(model, ChatOpenAI)
    assert (model.model_name, model.openai_api_base) == ("qwen3", "http://127.0.0.1:8000/v1")
    assert model.temperature == 0


def test_no_temperature_where_the_model_refuses_one():
    """A model whose profile takes no temperature is built without."""
    model = load_chat_model(Settings(llm="openai:o3"), {"OPENAI_API_KEY": "k"})
    assert isinstance(model, ChatOpenAI)
    assert model.temperature is None


def test_the_environment_given_counts_not_the_process_s(monkeypatch):
    """A key of the process that is not in `environ` isn't used."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-process")
    with pytest.raises(ModelError, match="set OPENAI_API_KEY"):
        load_chat_model(Settings(llm="openai:gpt-4.1-mini"), {})


@pytest.mark.parametrize(
    ("spec", "url", "message"),
    [
        ("gpt-4o", None, "provider:model"),
        ("openai:", None, "provider:model"),
        ("nosuch:model", None, "can't be loaded"),
        ("anthropic:claude", "http://127.0.0.1/v1", "goes with an openai"),
        ("auto", "http://127.0.0.1/v1", "model's name"),
    ],
)
def test_a_setting_that_can_t_be(spec, url, message):
    """What was given, and what to write instead."""
    with pytest.raises(ModelError, match=message):
        load_chat_model(Settings(llm=spec, llm_base_url=url), {"OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k"})


@pytest.mark.parametrize(
    ("spec", "extra"),
    [("openai:x", "openai"), ("anthropic:x", "anthropic"), ("google:x", "google"), ("ollama:x", "ollama")],
)
def test_a_missing_package_names_its_extra(spec, extra, installed):
    """The error holds the command that installs it."""
    installed()
    with pytest.raises(ModelError, match=rf"pip install 'article-assistant\[{extra}\]'"):
        load_chat_model(Settings(llm=spec), {})


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which local models are loaded; none really is."""
    loaded: list[str] = []

    def load(spec: str, *_: Any) -> str:
        loaded.append(spec)
        return spec

    monkeypatch.setattr(llm, "_load_local", load)
    return loaded


@pytest.mark.parametrize("spec", ["bundled", "models/any.gguf", "/a b/Any.GGUF", "gguf:C:\\any", " bundled "])
def test_a_local_model_is_named_by_its_file(spec, local):
    """The bundled one, or any file: by its ending, or by "gguf:" where it has none."""
    load_chat_model(Settings(llm=spec), {})
    assert local == [spec.strip()]


def test_a_server_s_model_may_be_called_like_a_file(local):
    """ "openai:any.gguf" is a model of a server."""
    settings = Settings(llm="openai:any.gguf", llm_base_url="http://127.0.0.1:8000/v1")
    assert isinstance(load_chat_model(settings, {}), ChatOpenAI)
    assert not local


@pytest.mark.parametrize("spec", ["bundled", "any.gguf"])
def test_a_local_model_without_its_extra(spec, installed, tmp_path):
    """One sentence with the command that installs it, for answers and for the judge; nothing is written."""
    installed()
    settings = Settings(llm=spec, judge=spec, data_dir=tmp_path)
    command = rf"^{spec} needs a package: pip install 'article-assistant\[local\]'$"
    with pytest.raises(ModelError, match=command):
        load_chat_model(settings, {})
    with pytest.raises(ModelError, match=command):
        load_judge_model(settings)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("llm_spec", "judge", "alone", "expected"),
    [
        ("auto", "auto", True, "bundled"),
        ("auto", "auto", False, None),
        ("openai:gpt", "auto", False, None),
        ("none", "auto", True, None),
        ("bundled", "auto", True, "bundled"),
        ("none", "bundled", True, "bundled"),
        ("auto", "none", True, None),
        ("bundled", "none", True, None),
        ("any.gguf", "auto", False, "any.gguf"),
        ("any.gguf", "other.gguf", False, "other.gguf"),
    ],
)
def test_who_judges(llm_spec, judge, alone, expected, installed, monkeypatch, local, tmp_path):
    """Whom the setting names; of itself the local model that is named as the language model, or the bundled one where
    nobody else reads what was found.
    """
    installed("xllamacpp")
    monkeypatch.setattr(ModelFile, "is_there", lambda *_: True)
    assert load_judge_model(Settings(llm=llm_spec, judge=judge, data_dir=tmp_path), alone=alone) == expected
    assert local == [expected] * (expected is not None)


@pytest.mark.parametrize(("package", "data"), [((), True), (("xllamacpp",), False)])
def test_nobody_judges_without_the_extra(package, data, installed, monkeypatch, local, tmp_path):
    """The whole of it: what runs the model, and the model's data."""
    installed(*package)
    monkeypatch.setattr(ModelFile, "is_there", lambda *_: data)
    assert load_judge_model(Settings(data_dir=tmp_path), alone=True) is None
    assert not local


def test_a_hosted_model_is_no_judge(local):
    """The judge reads many passages a question, and by their probabilities: that is for a local model."""
    with pytest.raises(ModelError, match=r"ASSISTANT_JUDGE is 'openai:gpt'; expected auto, none, bundled or the path"):
        load_judge_model(Settings(judge="openai:gpt"))


@pytest.mark.parametrize(
    ("content", "message"), [(None, "can't be read"), (b"", "is no GGUF"), (b"PK\3\4" + bytes(99), "is no GGUF")]
)
def test_a_file_that_is_no_model(content, message, tmp_path: Path):
    """Which file, and what it should be; llama.cpp never gets to see it."""
    path = tmp_path / "any.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=rf"any\.gguf {message}.*; give the path of"):
        load_chat_model(Settings(llm=f"gguf:{path}"), {})


@pytest.mark.parametrize("spec", ["~nobody-by-that-name/any.gguf", "gguf:~nobody-by-that-name/any"])
def test_a_file_of_a_user_who_is_not_known(spec: str):
    """Whether it is to write or to judge."""
    pytest.importorskip("xllamacpp")
    with pytest.raises(ModelError, match="no such user is known; give the path of a GGUF file"):
        load_chat_model(Settings(llm=spec), {})
    with pytest.raises(ModelError, match="no such user is known"):
        load_judge_model(Settings(judge=spec))


def test_importing_it_is_cheap():
    """No provider, no langchain, is imported before a model is asked for."""
    heavy = ("langchain", "openai", "torch", "xllamacpp")
    code = f"import sys, assistant.llm; print([m for m in sys.modules if m.startswith({heavy})])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_the_fake_records_raises_and_streams():
    """The queued model gives its replies in order, raises a queued exception, and streams word by word."""
    model = QueuedChatModel(replies=["one two", TimeoutError("slow"), "three four"])
    assert model.invoke("a").content == "one two"
    with pytest.raises(TimeoutError):
        model.invoke("b")
    assert [chunk.content for chunk in model.stream("c") if chunk.content] == ["three ", "four "]
    assert [messages[-1].content for messages in model.prompts] == ["a", "b", "c"]
