"""Who wrote the article, and where it stood."""

import pytest

from assistant.byline import asks_for_byline, with_byline_first
from embeddings.article import Article
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from tests.assistant.quick import quick

ASKED = {
    "en": (
        "Who wrote this?", "And who wrote the article?", "Who is the author?", "Who is the author of this article?",
        "Which newspaper published this story?", "What is the source of this news?", "Which site is this from?",
        "where was this report published", "Who reported this?", "who's the author?", "What's the author's name?",
        "What is the name of the writer of this article?",
    ),
    "ar": (
        "من كتب هذا المقال؟", "من هو الكاتب؟", "مين كتب الخبر", "شكون كتب هاد المقال؟", "ما مصدر هذا الخبر؟",
        "ما اسم كاتب المقال؟", "ما اسم الكاتب؟", "بقلم من؟", "هذا المقال بقلم من؟",
        "في أي صحيفة نُشر المقال؟", "ما هي الصحيفة التي نشرت الخبر؟", "ومن ناشر هذا التقرير؟",
    ),
}  # fmt: skip
OTHERS = {
    "en": (
        "Who wrote Hamlet?", "Who published the study?", "Who wrote the report that the committee saw?",
        "What is the source of the gas?", "Who is the author of the plan?", "When was this article published?",
        "Which newspaper did the president read?",
    ),
    "ar": (
        "من كتب رواية البؤساء؟", "من صاحب فكرة مجلس السلام؟", "ما مصدر الغاز؟", "متى نُشر هذا المقال؟",
        "من كتب التقرير الذي رأته اللجنة؟",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in ASKED.items() for q in asked])
def test_who_asks_for_the_byline(language, question):
    """The article itself is meant, in dialect too."""
    assert asks_for_byline(question, language)


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in OTHERS.items() for q in asked])
def test_who_asks_for_something_else(language, question):
    """What somebody else wrote, and when, is not in a byline."""
    assert not asks_for_byline(question, language)


@pytest.mark.parametrize("question", ["من كتب هذا المقال؟", "Which newspaper is this from?"])
def test_the_byline_answers(question):
    """It is quoted alone, with no doubt."""
    answer = quick().ask(question)
    assert answer.found
    assert [citation.quote for citation in answer.citations] == ["كتب : صفاء مصطفى... العرب نيوز اللندنية"]


@pytest.mark.parametrize(("question", "quoted"), [("And what did he threaten?", 0), ("What did the author report?", 1)])
def test_a_byline_answers_nothing_else(question, quoted):
    """Where the question speaks of writing, it may."""
    article = Article.from_text("By Marta Oyelaran\n\nThe minister threatened to resign on Monday.")
    answer = quick(article).ask(question)
    assert [citation.quote for citation in answer.citations].count("By Marta Oyelaran") <= quoted
    assert answer.citations
    found = quick(article)._prepared()[0].retriever.search(question, "en", 5)
    assert any(sentence.text == "By Marta Oyelaran" for sentence in found.sentences)


def test_an_article_without_a_byline_is_searched():
    """What was found stays as it was."""
    article = Article.from_text("The envoy came to the city on Monday.")
    (paragraph,) = article.paragraphs
    sentence = Passage(paragraph.text, 1, paragraph.start, paragraph.end, 0.9)
    evidence = Evidence(0.8, 0.8, 0.1, 0.1, number=False, same_language=True)
    assert with_byline_first(Finding((), (sentence,), (evidence,), "en"), [sentence]) is None
