"""What the article is called."""

import pytest

from assistant.byline import asked_of_article
from assistant.title import title_of
from embeddings.article import Article
from tests.assistant.quick import quick

BODY = "The harbour company will open a new pier in September.\n\nIts director said that it cost nine million pounds."
MATN = "تفتتح شركة الميناء رصيفًا جديدًا في سبتمبر.\n\nوقال مديرها إن كلفته بلغت تسعة ملايين."
ASKED = {
    "en": (
        "What is the title?", "What's the title of this article?", "headline", "What is the headline?",
        "What is this article called?", "What is the name of the article?", "Tell me the title of the story",
        "How is this report titled?", "What is the title of the document?",
    ),
    "ar": (
        "ما عنوان المقال؟", "ما هو عنوان هذا الخبر؟", "شو عنوان المقال؟", "عنوان المقال ايه؟", "عنوان المقال",
        "ما اسم هذا المقال؟", "تحت أي عنوان نُشر الخبر؟", "ما العنوان الرئيسي؟", "وش عنوان التقرير هذا؟",
    ),
}  # fmt: skip
OTHERS = {
    "en": (
        "What is the title of the book?", "What is the title of the minister?", "What is the name of the pier?",
        "Who won the title?", "What is the report called that the committee saw?",
    ),
    "ar": ("ما عنوان الكتاب؟", "ما عنوان الشركة؟", "ما العنوان؟", "ما اسم الكاتب؟", "ما عنوان التقرير الأممي؟"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in ASKED.items() for q in asked])
def test_who_asks_for_the_title(language, question):
    """In dialect too."""
    assert asked_of_article(question, language) == "title"


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in OTHERS.items() for q in asked])
def test_who_asks_for_something_else(language, question):
    """Books and ministers have titles, and an address is called as a title is in Arabic."""
    assert asked_of_article(question, language) != "title"


@pytest.mark.parametrize(
    ("text", "title", "quoted", "paragraph"),
    [
        (f"A new pier for Westhaven\n\n{BODY}", None, "A new pier for Westhaven", 1),
        (f"# A new pier.\n\n{BODY}", None, "A new pier.", 1),
        (f"PRESS RELEASE\n\nA new pier for Westhaven\n\n{BODY}", None, "A new pier for Westhaven", 2),
        (f"Live | A new pier for Westhaven\n\n{BODY}", "A new pier for Westhaven", "A new pier for Westhaven", 1),
        (f"Will it float?\n\n{BODY}", None, "Will it float?", 1),
        (f"رصيف جديد في الميناء\n\n{MATN}", None, "رصيف جديد في الميناء", 1),
    ],
)
def test_the_title_is_quoted_from_the_text(text, title, quoted, paragraph):
    """Alone and with no doubt, as it stands there."""
    answer = quick(article := Article.from_text(text, title)).ask("What is the title?")
    assert (answer.found, answer.doubtful) == (True, False)
    (citation,) = answer.citations
    assert (citation.quote, citation.paragraph) == (quoted, paragraph)
    assert article.text[citation.start : citation.end] == quoted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (BODY, None),
        (BODY, "A new pier"),
        (f"By Ada Lind\n\n{BODY}", None),
        (f"Renew piers\n\n{BODY}", "new pier"),
        ("The harbour company will open a new pier.", None),
    ],
)
def test_a_title_that_stands_nowhere_is_not_made_up(text, title):
    """Nor is it a sentence, or a piece of a word."""
    assert title_of(Article.from_text(text, title)) is None
    assert not quick(Article.from_text(text, title), threshold=0.01).ask("What is the title of this article?").found


def test_it_is_something_else_once_something_was_asked():
    """ "What is the title?" after a question about a book is about the book."""
    assert asked_of_article("What is the title?", "en", [("Which book did she write?", "A saga.")]) is None


@pytest.mark.parametrize("piece", ["pier ", " ", "# ", "\n \t", "«"])
@pytest.mark.timeout(5)
def test_hostile_texts_take_no_time(piece):
    """Long lines, blanks and marks."""
    title_of(Article.from_text(f"{(piece * 20_000)[:20_000]} end", (piece * 300)[:200]))
