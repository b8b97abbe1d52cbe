"""What the article is about as a whole, and what asks nothing."""

from dataclasses import replace

import pytest

from assistant.gist import asks_for_gist, only_greets, with_lead_first
from embeddings.article import Article
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import quick

ASKED = {
    "en": (
        "What is this article about?", "what's it about", "Summarize the article", "Please summarise this report.",
        "Summary", "tl;dr", "Give me a short summary of this story please", "What are the main points?",
        "What is the main idea of the article?", "Tell me about the article", "What does the article say?",
        "Hi! What is this article about?", "What's the article about, please?", "sum it up", "Give me the main points",
        "Summarise it in one sentence", "Summarize this article in two sentences, please", "sum it up in a few words",
        "In one sentence, what is this article about?", "One-sentence summary", "Briefly, what does the article say?",
    ),
    "ar": (
        "عن ماذا يتحدث المقال؟", "عن شو بيحكي المقال؟", "المقال بيتكلم عن ايه؟", "شو موضوع المقال؟", "وش يقول الخبر؟",
        "لخص لي المقال", "لخصلي المقال", "ملخص", "أعطني ملخص المقال", "ما الفكرة الرئيسية للمقال؟", "عمّ يتحدث النص؟",
        "ما أهم ما جاء في المقال؟", "ما أهم النقاط في المقال؟", "ما مضمون هذا التقرير؟", "عن ايش المقال؟",
        "اختصر لي الخبر بجملة", "مرحبا، عن ماذا يتحدث المقال؟",
        "لخصه في جملة واحدة", "لخص المقال في جملة واحدة", "لخصلي المقال بجملتين", "اختصره بكلمتين",
        "اعطني ملخصًا في ثلاث جمل", "باختصار، عن ماذا يتحدث المقال؟", "عن شو بيحكي المقال باختصار؟",
    ),
}  # fmt: skip
NOTHING_ASKED = {
    "en": "That asks nothing about the article; ask what it says.",
    "ar": "هذا ليس سؤالًا عن المقال؛ اسأل عمّا فيه.",
}
OTHERS = {
    "en": (
        "What is the plan about?", "What does the president say?", "What are the points in dispute?",
        "What is the news from Moscow?", "Tell me about the article of the law.", "What is it?",
        "What does the review say?", "What is the message?", "What is the report about?",
        "Summarise the plan in one sentence", "In one word, who paid?",
    ),
    "ar": (
        "ما موضوع الاجتماع؟", "عن ماذا تحدث بوتين؟", "ما أهم النقاط المختلف عليها؟", "ماذا يقول التقرير الأممي؟",
        "ما خلاصة المحادثات؟", "ما هي؟", "عن ماذا يتحدث التقرير؟",
        "لخص الخطة في جملة", "لخصت اللجنة رأيها في جملة واحدة؟",
    ),
}  # fmt: skip
EVIDENCE = Evidence(0.8, 0.8, 0.5, 0.5, number=False, same_language=True)
LEAD = "وصل المبعوث الخاص للرئيس الأمريكي ستيف ويتكوف"


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in ASKED.items() for q in asked])
def test_who_asks_for_the_gist(language, question):
    """In dialect too."""
    assert asks_for_gist(question, language)


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, asked in OTHERS.items() for q in asked])
def test_who_asks_for_something_in_it(language, question):
    assert not asks_for_gist(question, language)


@pytest.mark.parametrize("question", ["What is this article about?", "لخص المقال"])
def test_the_lead_answers(question):
    """It is quoted alone, with no doubt; no byline is one."""
    answer = quick().ask(question)
    assert answer.found
    assert not answer.doubtful
    assert [citation.quote[: len(LEAD)] for citation in answer.citations] == [LEAD]


@pytest.mark.parametrize(
    "above",
    ["Issue 9 | Friday | 2 May 2025 | Room four", "Words: Ella Stone and photographs: Max Reed", "Why do we age?"],
)
def test_what_stands_above_the_text_is_no_lead(above):
    """Numbers of issues, credits, titles."""
    lead = "The school opens a new garden behind the hall in May."
    answer = quick(Article.from_text(f"{above}\n\n{above} Again\n\n{above}, again\n\n{lead}\n\nIt rained.")).ask(
        "tl;dr"
    )
    assert [citation.quote for citation in answer.citations] == [lead]


def test_it_is_something_else_once_something_was_asked():
    """ "What is it about?" after a question about a board is about the board."""
    answer = quick().ask("What is it about?", [("What is the Board of Peace?", "A framework for the settlement.")])
    assert not any(citation.quote.startswith(LEAD) for citation in answer.citations)


def test_a_model_tells_it_from_all_over_the_article():
    """How its paragraphs begin, as many as a model is given."""
    text = "\n\n".join(f"Paragraph number {n} of this text says what {n} is. More of it here." for n in range(40))
    model = QueuedChatModel(replies=["NOT_FOUND"])
    quick(Article.from_text(text, "Numbers"), model=model).ask("Summarize the article")
    asked = str(model.prompts)
    assert "what 0 is" in asked
    assert "what 37 is" in asked
    assert asked.count("Paragraph number") == 11
    assert "More of it here" not in asked


def test_a_summary_is_of_the_article_whatever_was_asked():
    """ "Sum it up" means no board of which one has asked before."""
    answer = quick().ask("Sum it up in one sentence", [("What is the Board of Peace?", "A framework.")])
    assert [citation.quote[: len(LEAD)] for citation in answer.citations] == [LEAD]


PIER = "The harbour company of Westhaven opened a pier for ferries on Monday."


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # What closes a live blog stands first.
        (f"Westhaven opens a ferry pier\n\nWe end our report here for tonight.\n\n{PIER}\n\nIt rained.", PIER),
        # No sentence says it, but the text is of what the title says.
        (
            "Alder 9 kettle: user guide\n\nRead all of the safety notes before use.\n\nFill the kettle.\n\nPress it.",
            "Alder 9 kettle: user guide",
        ),
        # The first is near enough to it, and a title that has nothing of the text says nothing.
        (f"A ferry comes home\n\n{PIER}\n\nHome is where a ferry comes from, one said.", PIER),
        (f"All aboard\n\n{PIER}\n\nIt rained.", PIER),
        (f"Who swims here?\n\n{PIER}\n\nNobody swims.", PIER),
        (
            "سيول تقطع طريق الوادي\n\nنختم تغطيتنا الليلة ونعود إليكم صباح الغد.\n\n"
            "قطعت سيول جارفة طريق الوادي مساء أمس.",
            "قطعت سيول جارفة طريق الوادي مساء أمس.",
        ),
    ],
)
def test_the_lead_is_of_what_the_title_says(text, quoted):
    """The first sentence may be of something else, such as how to read the rest."""
    answer = quick(article := Article.from_text(text)).ask("tl;dr")
    assert [citation.quote for citation in answer.citations] == [quoted]
    assert article.text.count(quoted) == 1


def test_of_several_articles_none_is_the_one():
    """What they are about is searched."""
    sentence = Passage("The envoys came to the town.", 1, 0, 28, 0.5, article="a")
    found = Finding((), (sentence,), (EVIDENCE,), "en")
    assert with_lead_first(found, [sentence], Article.from_text(sentence.text)) is found


@pytest.mark.parametrize(
    ("greeting", "language"),
    [
        ("hello", "en"), ("Hi there!", "en"), ("Thanks a lot", "en"), ("مرحبا", "ar"), ("صباح الخير", "ar"),
        ("السلام عليكم ورحمة الله وبركاته", "ar"), ("شكرًا جزيلًا", "ar"),
        ("How are you?", "en"), ("merci", "en"), ("ok thanks, that helps", "en"), ("Good night!", "en"),
        ("Who are you?", "en"), ("Hi! What can you do?", "en"), ("thanks for your help", "en"),
        ("مرحبا، كيفك؟", "ar"), ("شكرا كتير", "ar"), ("شلونك؟", "ar"), ("إزيك؟ عامل إيه؟", "ar"), ("يسلمو", "ar"),
        ("متشكر أوي", "ar"), ("ألف شكر", "ar"), ("شكرا على المساعدة", "ar"), ("بارك الله فيك", "ar"),
        ("صباح الفل", "ar"), ("كيف حالك؟", "ar"), ("شو أخبارك؟", "ar"), ("مين إنت؟", "ar"), ("شكرا يا صديقي", "ar"),
        ("وعليكم السلام", "ar"), ("مساء النور", "ar"), ("هل أنت روبوت؟", "ar"), ("شو فيك تعمل؟", "ar"),
    ],
)  # fmt: skip
def test_a_greeting_is_no_question(greeting, language):
    """Nothing is quoted, nothing is near to it, and the article is not said to lack anything."""
    assert only_greets(greeting, language)
    answer = quick().ask(greeting)
    assert (answer.found, answer.citations, answer.nearest) == (False, (), ())
    assert answer.text == NOTHING_ASKED[language]


@pytest.mark.parametrize("mark", ["👍", "…", "!!", "❤️🙏"])
def test_what_has_no_word_asks_nothing(mark):
    answer = quick().ask(mark)
    assert (answer.found, answer.text) == (False, NOTHING_ASKED[answer.language])


def test_a_greeting_is_no_part_of_the_thread():
    """What follows leans on the question before it."""
    assistant = quick()
    first = ("متى وصل ويتكوف وكوشنر إلى موسكو؟", assistant.ask("متى وصل ويتكوف وكوشنر إلى موسكو؟").text)
    for thanks in ("شكرًا جزيلًا لك", "Thanks a lot"):
        answer = assistant.ask("ولماذا؟", history=[first, (thanks, assistant.ask(thanks).text)])
        assert answer == replace(assistant.ask("ولماذا؟", history=[first]), seconds=answer.seconds)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("OK so what?", "en"), ("Who?", "en"), ("طيب ولماذا؟", "ar"), ("شكرا ومن وقع؟", "ar"),
        ("?", "en"), ("؟؟", "ar"),
        ("Who are they?", "en"), ("Who are you to say so, he asked whom?", "en"), ("What can they do?", "en"),
        ("How does this work?", "en"), ("Thanks, and how much is it?", "en"), ("Is that useful?", "en"), ("2019", "en"),
        ("من تكون؟", "ar"), ("كيف تعمل؟", "ar"), ("ما الأخبار؟", "ar"), ("كيف حال المصابين؟", "ar"), ("ما اسمه؟", "ar"),
        ("كم مرة؟", "ar"), ("من هو جميل؟", "ar"), ("ماذا تستطيع أن تفعل؟", "ar"), ("وصلت؟", "ar"), ("كيف؟", "ar"),
    ],
)  # fmt: skip
def test_a_greeting_asks_nothing(question, language):
    assert not only_greets(question, language)


@pytest.mark.parametrize(
    "piece", ["صباح الخير ", "thanks ", "that is ", "و", "كيف ", "ha", "👍", "hi", "في جملة ", "لخص "]
)
@pytest.mark.timeout(5)
def test_long_talk_takes_no_time(piece):
    """Words that could be read in two ways, by the thousand."""
    for language in ("en", "ar"):
        assert not only_greets((piece * 20_000)[:20_000] + " x", language)
        asks_for_gist((piece * 20_000)[:20_000] + " x", language)
