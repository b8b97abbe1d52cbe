"""Several articles that are searched as one."""

from types import SimpleNamespace

import pytest

from assistant.library import selection
from assistant.quote import is_worth_reading
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from tests.assistant.library.articles import FERRY, GARLIC

EVIDENCE = Evidence(0.8, 0.8, 0.5, 0.5, number=False, same_language=True)


def _one(article, chance):
    """A searcher over `article` that finds its first sentence, and what it finds with the `chance` that it answers."""
    paragraph = article.paragraphs[0]
    sentence = Passage(paragraph.text, 1, paragraph.start, paragraph.end, 1.0)
    finding = Finding((), (sentence,), (EVIDENCE,), "en")
    return SimpleNamespace(article=article, search=lambda *_, **__: finding), (finding, chance)


@pytest.mark.parametrize(("other", "quoted"), [(0.1, 1), (0.3, 1), (0.5, 2)])
def test_an_article_that_hardly_answers_is_not_quoted_beside_one_that_does(monkeypatch, other, quoted):
    """Though its one sentence is what answers in it, if anything does."""
    (ferry, known), (garlic, unlikely) = _one(FERRY, 0.8), _one(GARLIC, other)
    chances = {id(finding): chance for finding, chance in (known, unlikely)}
    monkeypatch.setattr(selection, "probability", lambda finding: chances[id(finding)])
    found = selection.Selection([garlic, ferry]).search("Who steers it?", "en", 5)
    assert found.sentences[0].text == FERRY.paragraphs[0].text
    assert sum(map(is_worth_reading, found.sentences)) == quoted
