from pathlib import Path

import pytest

from assistant import llm
from assistant.errors import ModelError
from assistant.judge import TRAINED, UNTRAINED, Judge
from assistant.llm import JUDGE_ADAPTER, load_chat_model, load_judge_model
from assistant.loading import load_language_models
from assistant.local import LocalModel
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is the bundled model put together."""

    class Bundled:
        def assemble(self, folder: Path, progress: object) -> Path:
            return folder / "bundled.gguf"

    monkeypatch.setattr(llm, "BUNDLED", Bundled())
    monkeypatch.setattr(LocalModel, "load", lambda self: self)


@pytest.mark.parametrize(
    ("judge", "adapter", "asking"),
    [("bundled", JUDGE_ADAPTER, TRAINED), ("mine.gguf", None, UNTRAINED), ("none", None, UNTRAINED)],
)
def test_what_has_learned_to_judge_is_asked_its_own_way(judge, adapter, asking, tmp_path):
    """The bundled model, and no other: its adapter fits none."""
    settings = Settings(llm="none", judge=judge, data_dir=tmp_path)
    model = load_judge_model(settings)
    assert (model.adapter if model else None) == adapter
    assert load_language_models(settings, lambda *_: None)[1].asking is asking


def test_a_judge_that_is_there_is_kept(tmp_path):
    """With all that it remembers."""
    judge = Judge()
    settings = Settings(llm="none", judge="mine.gguf", data_dir=tmp_path)
    assert load_language_models(settings, lambda *_: None, judge=judge)[1] is judge


def test_what_writes_has_not_learned_to_judge(tmp_path):
    """The bundled model's words are its own."""
    model = load_chat_model(Settings(llm="bundled", data_dir=tmp_path), {})
    assert isinstance(model, LocalModel)
    assert model.adapter is None


@pytest.mark.parametrize(
    ("model", "judge", "named"), [("auto", "auto", False), ("auto", "bundled", True), ("bundled", "auto", True)]
)
def test_a_judge_that_nobody_named_is_done_without(model, judge, named, monkeypatch, caplog, tmp_path):
    """As where the disk is full; one that was named is not."""
    for provider in ("OPENAI", "ANTHROPIC", "GOOGLE"):
        monkeypatch.delenv(f"{provider}_API_KEY", raising=False)

    def full(*_: object, **__: object) -> None:
        raise ModelError("There is no room.")

    monkeypatch.setattr(llm, "load_judge_model", full)
    settings = Settings(llm=model, judge=judge, data_dir=tmp_path)
    if named:
        with pytest.raises(ModelError, match="no room"):
            load_language_models(settings, lambda *_: None)
    else:
        assert load_language_models(settings, lambda *_: None)[1].model is None
        assert "judged by the search alone: There is no room." in caplog.text


def test_the_adapter_is_there():
    """It is shipped, with its card."""
    assert JUDGE_ADAPTER.read_bytes()[:4] == b"GGUF"
    assert JUDGE_ADAPTER.with_name("MODEL_CARD.md").is_file()
