from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.nomiracl import nomiracl_cases
from tests.assistant.evaluation.data import nomiracl


def test_the_passages_are_the_article(tmp_path: Path) -> None:
    """Each question has its own, in their language, one paragraph a passage, and is a unit of its own."""
    (tmp_path / "n.jsonl").write_text(nomiracl(("Who?", True), ("Where?", False)).replace("of Aden", "of\\nAden"))
    first, second = nomiracl_cases(tmp_path / "n.jsonl")
    assert (first.key, first.answerable, second.key, second.answerable) == ("0", True, "1", False)
    assert first.text.language == "en"
    assert (first.text.paragraphs or ())[0] == "The harbour of Aden was opened by the governor."
    assert len(first.text.paragraphs or ()) == 3


def test_a_sample_keeps_the_balance(tmp_path: Path) -> None:
    """As many with as without an answer, if it is so in the whole."""
    (tmp_path / "n.jsonl").write_text(nomiracl(*((f"Q{n}?", n % 2 == 0) for n in range(20))))
    cases = list(nomiracl_cases(tmp_path / "n.jsonl", 6))
    assert (len(cases), sum(case.answerable for case in cases)) == (6, 3)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "invalid JSON"),
        ("", "invalid JSON"),
        ('{"id": "9", "question": "Q?", "passages": [], "answerable": true}', "passages: tuple should have at least 1"),
        ('{"id": "9", "question": "Q?", "passages": ["P"], "answerable": "no"}', "answerable: input should be"),
        ('{"id": "0", "question": "Q?", "passages": ["P"], "answerable": true}', "the id '0' is that of line 1"),
    ],
)
def test_a_broken_line_is_named(line: str, told: str, tmp_path: Path) -> None:
    """One sentence with the file, the line and what is wrong with it."""
    (tmp_path / "n.jsonl").write_text(nomiracl(("Who?", True)) + line + "\n" + nomiracl(("Who?", True)))
    with pytest.raises(EvaluationError, match=rf"n\.jsonl, line 2: {told}"):
        list(nomiracl_cases(tmp_path / "n.jsonl"))


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """The line in which UTF-8 ends."""
    (tmp_path / "n.jsonl").write_bytes(nomiracl(("Who?", True)).encode() + b"\xff\n")
    with pytest.raises(EvaluationError, match=r"n\.jsonl, line 2: not UTF-8"):
        list(nomiracl_cases(tmp_path / "n.jsonl"))
