"""What an earlier version of the article had wrong."""

from dataclasses import replace

import pytest

from assistant.corrections import with_corrections_last
from embeddings.article import Article
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from tests.assistant.quick import quick

EVIDENCE = Evidence(0.8, 0.8, 0.5, 0.5, number=False, same_language=True)
MILL = (
    "{}\n\nThe mill at Oxley shut in 1983, when its owners ran out of money, and 200 people lost their work."
    "\n\nThe river ran dry in the same year."
)
TAHUN = "{}\n\nأُغلقت مطحنة الحي القديم عام 1983 بعد إفلاس أصحابها، وفقد مئتا عامل وظائفهم.\n\nجف النهر في العام نفسه."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (MILL, "An earlier version of this article said that the mill at Oxley shut in 1976."),
        (MILL, "This article was amended on 5 May 2026. An earlier version said the mill at Oxley shut in 1976."),
        (MILL, "This story originally stated that the mill at Oxley shut in 1976."),
        (MILL, "# Correction\n\nWe reported on Monday that the mill at Oxley shut in 1976.\n\n# The mill"),
        (TAHUN, "ورد في نسخة سابقة من هذا المقال أن مطحنة الحي القديم أُغلقت عام 1976."),
        (TAHUN, "ذكرنا في نسخة سابقة أن مطحنة الحي القديم أُغلقت عام 1976."),
        (TAHUN, "# تصحيح\n\nذكرنا صباح الاثنين أن مطحنة الحي القديم أُغلقت عام 1976.\n\n# المطحنة"),
    ],
)
def test_what_the_article_takes_back_is_no_answer(text: str, line: str):
    """Unless it is asked for; it stands behind all others."""
    assistant = quick(Article.from_text(text.format(line)))
    asked, corrected = {
        MILL: ("When was it said that the mill at Oxley shut?", "What was wrong about the mill at Oxley?"),
        TAHUN: ("متى قيل إن مطحنة الحي القديم أُغلقت؟", "ما الخطأ في عام إغلاق مطحنة الحي القديم؟"),
    }[text]
    quotes = [citation.quote for citation in assistant.ask(asked).citations]
    assert quotes
    assert not any("1976" in quote for quote in quotes)
    assert any("1976" in citation.quote for citation in assistant.ask(corrected).citations)


def test_what_goes_on_about_an_earlier_version_is_taken_back_too():
    text = MILL.format("An earlier version of this report said it shut in 1976. It also gave the owner's name as Hob.")
    quotes = [c.quote for c in quick(Article.from_text(text)).ask("What is the owner's name?").citations]
    assert not any("Hob" in quote for quote in quotes)


@pytest.mark.parametrize(
    "line",
    [
        "The earlier version of the engine said to be lost is in a museum.",
        "It also said that the owner of the mill is called Hob.",
        "We reported on Monday that the owner of the mill is called Hob.",
        "ذكرنا يوم الاثنين أن صاحب المطحنة هو حبيب.",
        "ورد في النسخة القديمة من المخطوط أن صاحب المطحنة هو حبيب.",
    ],
)
def test_what_only_sounds_like_a_correction_answers(line: str):
    """A machine has earlier versions too, and what was reported before need not be wrong."""
    sentences = [Passage(text, n, n, n + 1, 0.9) for n, text in enumerate((line, "The river ran dry in May."))]
    found = Finding((), tuple(sentences), (EVIDENCE, EVIDENCE), "en")
    assert with_corrections_last(found, sentences, "Who owned it?", "en") is found


@pytest.mark.parametrize("piece", ["an earlier version ", "it also ", "we said ", "ورد في ", "نسخة سابقة ", "ذكرنا "])
@pytest.mark.timeout(5)
def test_sentences_that_are_nearly_corrections_take_no_time(piece: str):
    sentence = Passage((piece * 20_000)[:20_000], 1, 0, 20_000, 0.9)
    found = Finding((), (sentence, replace(sentence, start=9)), (EVIDENCE, EVIDENCE), "en")
    with_corrections_last(found, [sentence], "Who?", "en")
