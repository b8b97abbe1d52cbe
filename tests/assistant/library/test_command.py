"""`article-assistant library …`, as a person types it."""

import json

import pytest

import assistant.__main__ as command
import assistant.library.command as library_command
from tests.assistant.library.articles import ALL, CORAL, FERRY, GARLIC, small_library
from tests.embeddings.fakes import word_overlap
from tests.foreign import FOREIGN


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command line without a real model: exit code, stdout, stderr."""
    from assistant.library.library import Library

    monkeypatch.setenv("COLUMNS", "200")
    for name, value in {"LLM": "none", "EMBEDDINGS": "fake", "RANKER": "none", "THRESHOLD": "0"}.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(library_command, "Library", lambda given: Library(given, embedder=word_overlap(400)))

    def go(*arguments: str):
        code = command.main(["library", *arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return go


def test_files_are_added_listed_asked_and_removed(run, tmp_path):
    """An id may be given by its beginning; what is there already is said to be."""
    for article in (FERRY, CORAL):
        (tmp_path / f"{article.id}.txt").write_text(article.text, "utf-8")
    files = [str(tmp_path / f"{article.id}.txt") for article in (FERRY, CORAL)]
    code, out, _ = run("add", *files)
    assert code == 0
    assert [line.partition("  ")[2] for line in out.splitlines()] == ["added: The ferry", f"added: {CORAL.title}"]
    assert "already there: The ferry" in run("add", files[0])[1]
    ids = [line.split()[0] for line in run("list")[1].splitlines()]
    assert len(ids) == 2
    assert {entry["id"] for entry in json.loads(run("list", "--json")[1])} == set(ids)
    code, out, _ = run("ask", "Who has steered the ferry since 1998?")
    assert "[1] paragraph 2 · The ferry · word for word" in out
    coral = next(line.split()[0] for line in run("list")[1].splitlines() if CORAL.title in line)
    answer = json.loads(run("ask", "Who?", "--article", coral[:6], "--json")[1])
    assert {citation["article"] for citation in answer["citations"]} == {coral}
    assert run("remove", coral[:6]) == (0, f"{coral}  removed: {CORAL.title}\n", "")
    assert len(run("list")[1].splitlines()) == 1


def test_an_empty_library_says_that_it_is(run):
    """In a line, and how to fill it; scripts read nothing, or no articles in JSON."""
    code, out, err = run("list")
    assert (code, out) == (0, "")
    assert err == "The library is empty; add an article with: article-assistant library add FILE\n"
    assert run("list", "--json") == (0, "[]\n", "")


def test_a_bad_file_among_good_ones_is_told_and_passed_over(run, tmp_path):
    """Each that can't be read in a sentence; the others are added, and the code says that not all went well."""
    good = tmp_path / "good.txt"
    good.write_text(FERRY.text, "utf-8")
    code, out, err = run("add", str(tmp_path / "one.txt"), str(good), str(tmp_path / "two.txt"))
    assert code == 2
    assert "added: The ferry" in out
    assert [line.count("can't be read") for line in err.splitlines() if ".txt" in line] == [1, 1]
    assert err.index("one.txt") < err.index("two.txt")


def test_an_article_in_another_language_is_added_with_a_word(run, tmp_path):
    """Beside what scripts read."""
    (tmp_path / "brücke.txt").write_text(FOREIGN["de"], "utf-8")
    code, out, err = run("add", str(tmp_path / "brücke.txt"))
    assert (code, out.count("added: ")) == (0, 1)
    assert "in neither Arabic nor English" in err


def test_what_is_wrong_is_one_sentence(run, tmp_path):
    """On standard error; nothing has happened."""
    for arguments in (
        ("ask", "Who?"),
        ("remove", "abc"),
        ("add", str(tmp_path / "none.txt")),
        ("add", ""),
        ("ask", " "),
    ):
        code, out, err = run(*arguments)
        assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_a_beginning_that_fits_several_is_refused(run, tmp_path):
    """Nothing is removed by mistake."""
    small_library(tmp_path / "data", *ALL)
    code, _, err = run("remove", "")
    assert (code, err) == (2, "3 articles begin with ''; give more of the id.\n")
    assert GARLIC.id in run("list")[1]
