"""`article-assistant translate …`, as a person types it."""

import json

import pytest

import assistant.__main__ as command
from assistant.llm import load_chat_model
from assistant.translate import making
from embeddings.article import Article
from embeddings.translation import Translation
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.library.articles import small_library
from tests.assistant.translate.articles import CORAL, ENGLISH, reply
from tests.embeddings.fakes import word_overlap


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command line without a real model: exit code, stdout, stderr."""
    for name, value in {"LLM": "none", "EMBEDDINGS": "fake", "RANKER": "none", "THRESHOLD": "0"}.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(making, "shared_embedder", lambda _: word_overlap(400))
    monkeypatch.setattr("assistant.library.engine.shared_embedder", lambda _: word_overlap(400))

    def go(*arguments: str, model: QueuedChatModel | None = None):
        monkeypatch.setattr(making, "load_chat_model", lambda *given: model or load_chat_model(*given))
        code = command.main(["translate", *arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return go


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "coral.txt"
    path.write_text(CORAL.text, "utf-8")
    return path


def test_the_help_names_the_program(run, capsys):
    """As it is typed."""
    with pytest.raises(SystemExit, match="0"):
        run("--help")
    assert capsys.readouterr().out.startswith("usage: article-assistant translate ")


def test_a_file_is_translated(run, file, tmp_path):
    """It says by whom and when, and writes the translation where it is told; a file that is there stays."""
    output = tmp_path / "coral.en.json"
    code, out, err = run(str(file), "--output", str(output), model=QueuedChatModel(replies=[reply(ENGLISH)]))
    assert code == 0
    assert out.startswith("5 of 5 sentences have a machine translation by QueuedChatModel (20")
    assert "Translating the article" in err
    made = Translation.from_file(output, Article.from_file(file).text)
    assert [sentence.text for sentence in made.sentences] == list(ENGLISH)
    code, _, err = run(str(file), "--output", str(output), model=QueuedChatModel(replies=[]))
    assert (code, err.splitlines()[-1]) == (2, f"{output} is there already; give another name.")


def test_an_article_of_the_library_is_translated(run, tmp_path):
    """By the beginning of its id; what failed is counted."""
    small_library(tmp_path / "data", CORAL)
    wrong = ENGLISH[3].replace("1950", "1905")
    replies: list[str | BaseException] = [reply([*ENGLISH[:3], wrong, ENGLISH[4]]), reply([wrong])]
    code, out, _ = run(CORAL.id[:8], model=QueuedChatModel(replies=replies))
    assert code == 0
    assert out.startswith("4 of 5 sentences have a machine translation by QueuedChatModel (20")
    assert out.endswith("; the others stay as they are: 1.\n")
    (entry,) = small_library(tmp_path / "data")
    assert entry.machine_translated


def test_what_is_wrong_is_one_sentence(run, file, tmp_path):
    """No model, no such file; nothing has happened."""
    for arguments, said in (((str(file),), "ASSISTANT_LLM=provider:model"), (("none.txt",), "can't be read")):
        code, out, err = run(*arguments)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert said in err
    assert not (tmp_path / "data" / "translations").exists()


def test_the_list_names_the_machine(run, tmp_path, capsys):
    """Beside the language; as JSON by its fields."""
    small_library(tmp_path / "data", CORAL)
    run(CORAL.id, model=QueuedChatModel(replies=[reply(ENGLISH)]))
    assert command.main(["library", "list"]) == 0
    assert "ar (+ machine translation, QueuedChatModel)" in capsys.readouterr().out
    command.main(["library", "list", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["machine_translated"] is True
