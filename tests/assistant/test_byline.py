"""Who wrote the article, and where it stood."""

import pytest

from assistant.byline import asked_of_article, is_missing, with_byline_first
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
        "What is the name of the writer of this article?", "Who wrote this obituary?", "What is the source?",
        "Who is the author of this editorial?",
    ),
    "ar": (
        "من كتب هذا المقال؟", "من هو الكاتب؟", "مين كتب الخبر", "شكون كتب هاد المقال؟", "ما مصدر هذا الخبر؟",
        "ما اسم كاتب المقال؟", "ما اسم الكاتب؟", "بقلم من؟", "هذا المقال بقلم من؟",
        "في أي صحيفة نُشر المقال؟", "ما هي الصحيفة التي نشرت الخبر؟", "ومن ناشر هذا التقرير؟",
        "من كتب هذه التدوينة؟", "من أجرى هذا الحوار؟", "ما المصدر؟",
    ),
}  # fmt: skip
OTHERS = {
    "en": (
        "Who wrote Hamlet?", "Who published the study?", "Who wrote the report that the committee saw?",
        "What is the source of the gas?", "Who is the author of the plan?", "When was this article published?",
        "Which newspaper did the president read?", "Who is the source?", "Who wrote the review of the plan?",
        "Who wrote the review?", "Who wrote the essay?",
    ),
    "ar": (
        "من كتب رواية البؤساء؟", "من صاحب فكرة مجلس السلام؟", "ما مصدر الغاز؟", "متى نُشر هذا المقال؟",
        "من كتب التقرير الذي رأته اللجنة؟", "من أجرى التحقيق؟", "من كتب التقرير؟",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in ASKED.items() for q in asked])
def test_who_asks_for_the_byline(language, question):
    """The article itself is meant, in dialect too."""
    assert asked_of_article(question, language) in ("author", "source")


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in OTHERS.items() for q in asked])
def test_who_asks_for_something_else(language, question):
    """What somebody else wrote, and when, is not in a byline."""
    assert asked_of_article(question, language) not in ("author", "source")


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


DATED = {
    "en": (
        "When was this article published?", "When was the story written?", "What's the date of this article?",
        "And when did the piece come out?", "On what day was this report published?", "What is the publication date?",
    ),
    "ar": (
        "متى نُشر المقال؟", "متى تم نشر هذا الخبر؟", "ومتى كُتبت المقالة؟", "ما تاريخ نشر الخبر؟",
        "في أي يوم نُشر هذا التقرير؟", "ما هو تاريخ هذا المقال؟", "امتى اتنشر الخبر؟",
    ),
}  # fmt: skip
UNDATED = {
    "en": (
        "When was the study published?",
        "When was the article of the law passed?",
        "What is the date of the election?",
    ),
    "ar": ("متى نُشرت الدراسة؟", "ما تاريخ الانتخابات؟", "متى كتب الرئيس المقال الذي أغضبهم؟"),
}


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in DATED.items() for q in asked])
def test_who_asks_when_the_article_was_published(language, question):
    assert asked_of_article(question, language) == "date"


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in UNDATED.items() for q in asked])
def test_who_asks_when_something_else_was(language, question):
    assert asked_of_article(question, language) is None


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Who wrote it?", "en", "author"),
        ("When was it published?", "en", "date"),
        ("ومن كتبه؟", "ar", "author"),
        ("متى نُشر؟", "ar", "date"),
    ],
)
def test_it_is_the_article_where_nothing_else_was_spoken_of(question, language, asked):
    """A book of which one has read may be "it" too."""
    assert asked_of_article(question, language) == asked
    assert asked_of_article(question, language, [("What is the source of this article?", "The Post")]) == asked
    assert asked_of_article(question, language, [("What is the longest novel?", "The saga.")]) is None


NEWS = "Tram tickets to cost more\n\n{}\n\nTickets for the tram will cost a tenth more from June, the company said."
KHABAR = (
    "ارتفاع أسعار التذاكر\n\n{}\n\nقالت شركة الترام يوم الاثنين إن أسعار التذاكر سترتفع في يونيو بنسبة عشرة في المئة."
)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (NEWS.format("By Ada Lind, transport reporter\n\n7 May 2026"), "When was this published?", "7 May 2026"),
        (NEWS.format("By Ada Lind, 7 May 2026"), "When was the article published?", "By Ada Lind, 7 May 2026"),
        (NEWS.format("Updated 9 May 2026\n\nPublished 7 May 2026"), "When was this published?", "Published 7 May 2026"),
        (NEWS.format("By Ada Lind, transport reporter"), "Who wrote it?", "By Ada Lind, transport reporter"),
        (NEWS.format("*By Ada Lind*\n\n7 May 2026"), "Who wrote this piece?", "*By Ada Lind*"),
        (NEWS.format("LONDON, 7 May 2026 (Reuters)"), "What is the source?", "LONDON, 7 May 2026 (Reuters)"),
        (KHABAR.format("الميناء – وكالة البحر – ٧ مايو ٢٠٢٦"), "ما مصدر الخبر؟", "الميناء – وكالة البحر – ٧ مايو ٢٠٢٦"),
        (KHABAR.format("الميناء – وكالة البحر – ٧ مايو ٢٠٢٦"), "متى نشر الخبر؟", "الميناء – وكالة البحر – ٧ مايو ٢٠٢٦"),
        (KHABAR.format("حوار: سعاد العلي\n\n٧ مايو ٢٠٢٦"), "من أجرى هذا الحوار؟", "حوار: سعاد العلي"),
    ],
)
def test_the_line_that_says_it_is_quoted(text, question, expected):
    """Of several the one that says what is asked: the day of publication, not that of a change."""
    answer = quick(Article.from_text(text)).ask(question)
    assert answer.found
    assert answer.citations[0].quote == expected


@pytest.mark.parametrize("question", ["What will tickets cost?", "When will tickets cost more?"])
def test_a_dateline_answers_nothing_else(question):
    article = Article.from_text(NEWS.format("By Ada Lind, transport reporter\n\n7 May 2026"))
    quotes = [citation.quote for citation in quick(article).ask(question).citations]
    assert quotes
    assert not any("Ada Lind" in quote or "2026" in quote for quote in quotes)


@pytest.mark.parametrize("question", ["Who wrote this article?", "Who wrote it?"])
def test_without_a_byline_nothing_says_who_wrote_it(question):
    """Unless what was found speaks of its author."""
    assert not quick(Article.from_text(NEWS.format("7 May 2026")), threshold=0.01).ask(question).found
    told = Article.from_text("Ada Lind, who wrote this article, has driven a tram for years.")
    assert quick(told).ask(question).found


@pytest.mark.parametrize("line", ["Opinion | Ada Lind", "Ada Lind, Oslo:", "ليلى منصور – باحثة"])
def test_a_line_that_may_be_a_byline_leaves_it_to_the_search(line):
    """Bylines are of more kinds than are known."""
    lines = [Passage(text, n, n, n + 1, 0.5) for n, text in enumerate((line, NEWS.split("\n\n")[2]), 1)]
    assert not is_missing("Who wrote this article?", "en", lines[1].text, lines)
    assert is_missing("Who wrote this article?", "en", lines[1].text, lines[1:])
    assert not is_missing("Who is the author?", "en", lines[1].text, lines[1:])


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("Last updated: 17:40, Thursday 5 December 2024", "When was this article last updated?"),
        ("Published 3 March 2025, updated 5 March 2025", "When was it updated?"),
        ("آخر تحديث: ٨ أكتوبر ٢٠٢٥", "متى تم تحديث الخبر؟"),
    ],
)
def test_when_it_was_updated(line: str, question: str):
    """A line that says so answers, and none that tells when it was published alone."""
    body = "The mayor opened the bridge over the river on Monday.\n\nIt rained."
    answer = quick(Article.from_text(f"{body}\n\n{line}")).ask(question)
    assert [citation.quote for citation in answer.citations] == [line]
    answer = quick(Article.from_text(f"3 March 2025\n\n{body}")).ask(question)
    assert "3 March 2025" not in [citation.quote for citation in answer.citations]


@pytest.mark.parametrize("question", ["When was the review published?", "متى صدر التقرير؟", "متى نُشر التحقيق؟"])
def test_what_the_article_tells_of_has_a_date_of_its_own(question: str):
    """ "The review" need not be the one that is read."""
    assert asked_of_article(question, "ar" if "ر" in question else "en") is None


@pytest.mark.parametrize(
    ("opening", "asked"),
    [
        ("CAIRO, 12 May 2025 (Reuters) - The minister opened the canal.", "When was this article published?"),
        ("CAIRO, 12 May 2025 (Reuters) - The minister opened the canal.", "What is the source of this news?"),
        ("سيروانة - وكالة المرصد - ١٠ سبتمبر ٢٠٢٤: تراجع سعر الخبز.", "متى نُشر الخبر؟"),
        ("سيروانة - وكالة المرصد - ١٠ سبتمبر ٢٠٢٤: تراجع سعر الخبز.", "ما مصدر الخبر؟"),
    ],
)
def test_a_dateline_that_the_text_begins_with_answers(opening: str, asked: str):
    """All of its sentence is quoted."""
    answer = quick(Article.from_text(f"{opening}\n\nIt rained all day.\n\nThe end came on 3 May 2020.")).ask(asked)
    assert [citation.quote for citation in answer.citations] == [opening]


def test_a_day_that_the_text_tells_of_is_no_dateline():
    """It is searched for like anything else."""
    article = Article.from_text("On 12 May 2025 - a Monday - the minister opened the canal.\n\nIt rained.")
    sentences = quick(article)._prepared()[0].retriever.sentences()
    found = Finding((), tuple(sentences), (Evidence(0.8, 0.8, 0.5, 0.5, number=False, same_language=True),) * 2, "en")
    assert with_byline_first(found, found.sentences, "date") is None


RELEASE = (
    "FOR IMMEDIATE RELEASE – 4 May 2026\n\nA new pier for Westhaven\n\nThe harbour company will open a new pier in "
    "September, its director said.\n\nThe pier cost nine million pounds.\n\nPress contact: Una Bray, una@kelp.example"
)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("When will the new pier be released to the public?", False, False),
        ("When will the new pier open?", False, False),
        ("When was this published?", True, False),
        ("Who is Una Bray?", False, True),
        ("Who is the press contact?", False, True),
    ],
)
def test_what_stands_over_and_under_a_press_release(question: str, first: bool, second: bool):
    """Its day answers who asks when it was published, and whom journalists may ask is found by who looks for them."""
    answer = quick(Article.from_text(RELEASE)).ask(question)
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert ("4 May 2026" in quotes) is first
    assert ("Una Bray" in quotes) is second
