"""The questions in other words are what their README says, as far as code can check it."""

from pathlib import Path

import pytest
import regex

from assistant.evaluation.squad import read_wordings
from tests.conftest import ROOT

FILES = sorted((ROOT / "benchmarks" / "worded").glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_question_is_there_once_and_in_arabic(path: Path) -> None:
    """Of one data set: all files have the same ids, in one order."""
    words = read_wordings(path)
    assert len(path.read_text("utf-8").splitlines()) == len(words) == 230
    assert list(words) == list(read_wordings(FILES[0]))
    assert all(regex.search(r"\p{Arabic}{2}", question) and question == question.strip() for question in words.values())


def test_the_readme_names_each_file() -> None:
    """And no other."""
    named = regex.findall(r"`(\w+\.jsonl)`", (FILES[0].parent / "README.md").read_text("utf-8"))
    assert sorted(named) == [path.name for path in FILES]
