import re
import string
from pathlib import Path

import pytest

from embeddings.text import LANGUAGES
from ui.reasons import REASONS, reason

ROOT = Path(__file__).parents[2]


def _codes() -> set[str]:
    """Every code that an `ArticleError` is raised with."""
    files = [path for folder in ("embeddings", "assistant") for path in (ROOT / folder).rglob("*.py")]
    calls = re.compile(r"ArticleError\((.*?)\)(?: from|\n)", re.DOTALL)
    raised = [call for path in files for call in calls.findall(path.read_text("utf-8"))]
    named = {code for call in raised for code in re.findall(r',\s*"([a-z_]+)"', call)}
    foreign = (ROOT / "embeddings" / "readers" / "foreign.py").read_text("utf-8")
    return named | set(re.findall(r'", "([a-z_]+)", "', foreign)) | {"picture", "old_office"}


def test_every_reason_has_words():
    """Each code that is raised, in both languages, and no other."""
    assert set(REASONS["ar"]) == set(REASONS["en"])
    assert _codes() - {"memory"} <= set(REASONS["en"])


def test_both_languages_fill_in_the_same():
    """A number that one language names the other names too."""
    for code, said in REASONS["en"].items():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (said, REASONS["ar"][code])
        ]
        assert fields[0] == fields[1], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_is_filled_in(language):
    """Counts with separators, a status as it is; what is foreign can't fill in anything itself."""
    assert "2,000,000" in reason(language, "long", {"characters": 2_000_000})
    assert "1404" in reason(language, "http", {"status": 1404})
    assert "{kind}" in reason(language, "picture", {"kind": "{kind}"})
    assert reason(language, "unheard_of", {}) == ""
