"""Suggested questions: what is made of a text, and that the article answers every one."""

from dataclasses import replace

import pytest
from hypothesis import given

from assistant import asking_ar, asking_en
from assistant.answer import Answer, Citation
from assistant.candidates import MENTIONED, NATURAL, SECTION, Line, read
from assistant.chat import Assistant
from assistant.settings import Settings
from assistant.suggest import Suggestion, follow_ups, starting
from embeddings.article import Article
from embeddings.chunks import split
from embeddings.text import LANGUAGES, Language, detect_language
from tests.assistant.quick import quick
from tests.strategies import articles

COFFEE = """How Coffee Reached Europe
By Maria Lopez

Coffee is a drink brewed from the roasted seeds of a plant that grows wild in the highlands of Ethiopia. For \
centuries coffee was known only around the Red Sea, where monks in Yemen drank it to stay awake.

From Mocha to Venice
The first coffee house in Europe was opened in Venice in 1647, and soon there were hundreds of them. The pope is \
said to have blessed the drink after his advisers had called it “the bitter invention of Satan”.

Causes of the spread
Historians name three reasons for the spread: coffee was safer than water, it kept clerks awake, and it was cheap. \
The historian Anna Weber argues that the price mattered most.
"""

OASIS = """واحة النخيل تستعيد ماءها بعد عقدين
كتبت: ليلى الحسّان — صحيفة الضفاف

عاد الماء إلى الأفلاج القديمة في واحة الرملة يوم الإثنين 14 أبريل 2025، بعد أن جفّت لأكثر من عشرين عامًا.

أسباب الجفاف
يعود جفاف الأفلاج إلى حفر مئات الآبار العميقة حول الواحة، وإلى هجرة الحرفيين. وأوضحت المهندسة سلمى الأنصاري أن \
الآبار العميقة سحبت الماء من تحت القنوات حتى انخفض منسوبه سبعة أمتار.

دور المجلس المحلي
قرّر المجلس المحلي إغلاق 40 بئرًا وتعويض أصحابها. وتأسست جمعية الأفلاج في عام 2019 لتتولّى الصيانة.
"""

MOON = """Return to the Moon

The probe Selene Four was launched on 3 May 2021 from a ship in the Pacific. It carried two cameras and a drill.

The landing
The probe arrived in June 2022 at the edge of a crater. Dr Amina Diallo said that the drill had found ice at once.

What comes next?
The agency will send a rover, and later two astronauts, to the same crater.
"""

ARTICLES = pytest.mark.parametrize(
    ("text", "language"), [(COFFEE, "en"), (OASIS, "ar"), (MOON, "en")], ids=["coffee", "oasis", "moon"]
)


def _made(text: str) -> dict[str, int]:
    """The candidates of a text with their ranks."""
    article = Article.from_text(text)
    lines = read(split(article, len, 4000), article.language, article.language)
    make = asking_en.candidates(lines, article.title)
    if article.language == "ar":
        make = asking_ar.candidates(lines, article.title, ())
    return {candidate.question: candidate.rank for candidate in make}


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The old bridge was reopened on Saturday, 12 April 2025, after years.", "When was the old bridge reopened?"),
        ("The bridge was built in 1598 by the architect Antonio Rossi.", "Who built the bridge?"),
        ("The company began building ships in 1990.", "When did the company begin building ships?"),
        ("In 1931, the mine flooded and the village was left.", "What happened in 1931?"),
        ("The mayor said that the work had taken long.", "What did the mayor say?"),
        ("A starter is a mix of flour and water.", "What is a starter?"),
        ("Marie Curie was a physicist from Warsaw.", "Who was Marie Curie?"),
        (
            "A plan that the city calls the “Green Belt” will follow.",
            "What does the article say about the “Green Belt”?",
        ),
        (
            "The Green Belt is what the city calls the “Green Belt” by now.",
            "What does the article say about the “Green Belt”?",
        ),
        ("وتأسست جمعية الأفلاج في عام 2019 لتتولى الصيانة.", "متى تأسست جمعية الأفلاج؟"),
        ("عاد الماء إلى الأفلاج القديمة يوم الإثنين 14 أبريل 2025، بعد أن جفّت.", "متى عاد الماء إلى الأفلاج القديمة؟"),
        ("ولد ابن خلدون في تونس عام 1332 لأسرة أندلسية.", "متى ولد ابن خلدون؟"),
        ("وأوضحت المهندسة سلمى الأنصاري أن الماء عاد.", "ماذا أوضحت المهندسة سلمى الأنصاري؟"),
        ("وأكد الرئيس الروسي خلال اجتماع أنه سيلتقي الوفد.", "ماذا أكد الرئيس الروسي؟"),
        ("النوم هو حالة طبيعية متكررة.", "ما هو النوم؟"),
        ("وفي عام 1931 غمرت المياه المنجم.", "ماذا حدث في عام 1931؟"),
        ("وتُسمّى الحصة «نصيب الفلج» وتقاس بالزمن.", "ماذا يقول المقال عن «نصيب الفلج»؟"),
        ("رسمها المسّاح البريطاني James Whitfield بيده.", "ماذا يقول المقال عن James Whitfield؟"),
    ],
)
def test_a_sentence_becomes_a_question(sentence, question):
    """With its own verb and subject, so that the grammar stays right."""
    assert question in _made(f"{sentence}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "It was founded in 1990.",
        "Although the bridge was built in 1598, it stands.",
        "The bridge was built by hand, and closed in 1931.",
        "Construction was finished in 1990.",
        "A town was established in 1820.",
        "He said that this was wrong.",
        "By 1720 half of it came from Java.",
        "The town grew while the North American colonies shrank.",
        "بدأت الشركة بناء السفن في عام 1990.",
        "وقد بدأت المدارس في كاليفورنيا عام 2022 دوامها في الثامنة.",
        "بدأت دراسته في عام 1990.",
        "وقال إن ذلك غير صحيح.",
        "ابن سينا هو طبيب من بخارى.",
        "العالم هو صاحب هذه الفكرة.",
    ],
)
def test_what_would_be_clumsy_or_wrong_is_not_asked(sentence):
    """A pronoun points out of the question, a date belongs to another verb, a name is half a name."""
    assert _made(f"{sentence}\n") == {}


@pytest.mark.parametrize(
    ("title", "question", "rank"),
    [
        ("Causes of the Flood", "What are the causes of the Flood?", NATURAL),
        ("How to Feed a Starter", "How do you feed a Starter?", NATURAL),
        ("Why did it fail?", "Why did it fail?", NATURAL),
        ("2. Landing", "What does the article say about “Landing”?", SECTION),
        ("أسباب الجفاف", "ما أسباب الجفاف؟", NATURAL),
        ("كيف بدأ المشروع", "كيف بدأ المشروع؟", NATURAL),
        ("الطريق الطويل", "ماذا يقول المقال عن الطريق الطويل؟", SECTION),
        ("مخاوف المزارعين", "ماذا يقول المقال عن «مخاوف المزارعين»؟", SECTION),
    ],
)
def test_a_title_becomes_a_question(title, question, rank):
    """As it is where it asks already; about its subject where it names one; else it is quoted."""
    body = "كان الأمر صعبا على الجميع." if detect_language(title) == "ar" else "it was hard for everybody."
    assert _made(f"{body}\n\n{title}\n{body}\n").get(question) == rank


@pytest.mark.parametrize("title", ["Introduction", "Common questions", "مقدمة", "الخاتمة"])
def test_a_title_of_any_text_is_not_asked_about(title):
    """There is nothing to say about an introduction."""
    body = "كان الأمر صعبا." if detect_language(title) == "ar" else "it was hard."
    assert _made(f"{body}\n\n{title}\n{body}\n") == {}


def test_nothing_is_asked_about_who_wrote_it_or_what_it_is_called():
    """Byline and title are about the article, not in it."""
    assert not [question for question in _made(COFFEE) if "Lopez" in question or "Reached" in question]


@given(articles)
def test_candidates_can_be_made_of_any_text(text):
    """Nothing breaks, and what is made is one line in the article's words."""
    for question in _made(text):
        assert question == " ".join(question.split())


@pytest.mark.timeout(5)
@pytest.mark.parametrize("name", ["Karla{0} Novak{0}", "“Blue{0} bridge{0}”"])
def test_many_names_and_terms_are_found_at_once(name):
    """A long article has thousands, and each is looked for in all of it."""
    letters = [f"{one}{two}" for one in "abcdefghijklmnopqrst" for two in "abcdefghijklmnopqrstuvwxyz"]
    names = [name.format(ending) for ending in letters]
    lines = [
        Line(f"A clerk saw {each} and left on foot, as the river was near the town.", place, 100 * place, None)
        for place, each in enumerate(names * 6)
    ]
    made = [candidate for candidate in asking_en.candidates(lines, "A Title") if candidate.rank == MENTIONED]
    assert {len(candidate.lines) for candidate in made} == {6}
    assert len({candidate.question for candidate in made}) == len(names)


@ARTICLES
def test_every_suggestion_is_answered_at_its_place(text, language):
    """Judged as a question that was asked, and the best sentence is one that it was made from."""
    assistant = quick(Article.from_text(text))
    questions = assistant.suggestions(language)
    assert 2 <= len(questions) <= 4
    for question in questions:
        assert detect_language(question) == language
        assert assistant.ask(question).found
    assert quick(Article.from_text(text), threshold=1.0).suggestions(language) == ()


def test_an_article_that_can_not_be_read_in_a_language_has_no_suggestions_in_it():
    """Better none than questions in the wrong language."""
    assert quick(Article.from_text(COFFEE)).suggestions("ar") == ()
    assert quick(Article.from_text(OASIS)).suggestions("en") == ()


def test_the_default_article_keeps_its_own(default_article):
    """Written by hand; nothing is loaded for them."""
    assistant = quick(default_article)
    assert assistant.suggestions("ar")[0] == "متى وصل ويتكوف وكوشنر إلى موسكو؟"
    assert assistant.loads == 0


def test_suggestions_are_searched_for_once():
    """Asking for them again, and for follow-ups, searches no more."""
    assistant = quick(Article.from_text(COFFEE))
    answer = assistant.ask(assistant.suggestions("en")[0])
    retriever = assistant._prepared()[0].retriever
    object.__setattr__(retriever, "embed", None)  # a search would fail
    assert assistant.suggestions("en")
    assert assistant.follow_ups(answer)


@ARTICLES
def test_a_conversation_of_follow_ups_asks_nothing_twice(text, language):
    """Each is new, in the answer's language and answered, until there are none left."""
    assistant = quick(Article.from_text(text))
    question = assistant.suggestions(language)[0]
    history: list[tuple[str, str]] = []
    for _ in range(20):
        answer = assistant.ask(question, history)
        assert answer.found
        following = assistant.follow_ups(answer, history)
        history.append((question, answer.text))
        asked = [asked for asked, _ in history]
        assert not set(following) & set(asked)
        if not following:
            break
        question = following[0]
    assert len(asked) > 1
    assert not following


def _answer(*paragraphs: int, text: str = "") -> Answer:
    """An answer to another question that cites the beginnings of paragraphs."""
    cited = tuple(
        Citation(marker, number, "q", 100 * number, 100 * number + 50, None, "verbatim")
        for marker, number in enumerate(paragraphs, 1)
    )
    return Answer("Who asked?", text, "en", bool(cited), "quote", cited, (), 0.0)


def _suggestion(question: str, paragraph: int, rank: int = NATURAL, offset: int = 60) -> Suggestion:
    return Suggestion(question, rank, 1, paragraph, 100 * paragraph + offset, f"said {question}")


def test_follow_ups_go_on_from_what_was_cited():
    """What has not been cited comes first, and of that the nearest."""
    pool = [_suggestion(f"topic{n} thing{n}?", n) for n in (1, 2, 3, 6)]
    assert follow_ups(pool, _answer(2)) == ("topic1 thing1?", "topic3 thing3?", "topic6 thing6?")
    assert follow_ups(pool, _answer(2), k=4)[-1] == "topic2 thing2?"


def test_what_was_asked_or_shown_is_no_follow_up():
    """Nor what only says it in other words, nor what the answer's own quote answers."""
    pool = [
        _suggestion("When was the bridge built?", 1),
        _suggestion("What did Rossi say?", 2, offset=10),
        _suggestion("What happened in 1931?", 3),
        _suggestion("Who was Petrova?", 4),
    ]
    history = [("When was that bridge built?", "…"), ("?", "Well, said What happened in 1931?")]
    assert follow_ups(pool, _answer(2), history) == ("Who was Petrova?",)


def test_starting_questions_are_the_most_natural_from_several_places():
    """In the article's order, one a paragraph where it can be, and few that only ask what is said."""
    pool = [
        *(_suggestion(f"What does the article say about name{n}?", n, MENTIONED) for n in (1, 2, 3)),
        _suggestion("When was it built?", 5),
        _suggestion("Who drew plans?", 5, offset=80),
    ]
    assert starting(pool) == (
        "What does the article say about name1?",
        "What does the article say about name2?",
        "When was it built?",
        "Who drew plans?",
    )
    assert starting(pool, 1) == ("When was it built?",)
    assert starting(()) == ()


def test_what_would_be_answered_with_a_doubt_comes_last():
    """Only where there are not enough others, from however few paragraphs these are."""
    sure = [_suggestion("When was it built?", 5), _suggestion("Who drew the plans?", 5, offset=80)]
    doubtful = replace(_suggestion("How much did the tower cost?", 1), doubtful=True)
    assert starting([doubtful, *sure], 2) == ("When was it built?", "Who drew the plans?")
    assert starting([doubtful, *sure], 3)[-1] == "How much did the tower cost?"
    assert follow_ups([doubtful, *sure], _answer(2), k=3)[-1] == "How much did the tower cost?"


@pytest.mark.slow
@ARTICLES
def test_the_bundled_model_answers_what_is_suggested(text, language, data_dir):
    """With the real search: at least three questions, each answered with a quote that it was made from."""
    assistant = Assistant(Article.from_text(text), Settings(llm="none", data_dir=data_dir))
    questions = assistant.suggestions(language)
    assert len(questions) >= 3
    for question in questions:
        answer = assistant.ask(question)
        assert answer.found
        assert not answer.doubtful
        starts = {suggestion.start for suggestion in assistant._suggested(language) if suggestion.question == question}
        assert starts & {citation.start for citation in answer.citations}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_article_has_follow_ups_in_both_languages(real, language: Language):
    """After each of its starting questions there are some to go on with, answered too."""
    for question in real.suggestions(language):
        answer = real.ask(question)
        assert not answer.doubtful
        following = real.follow_ups(answer, ((question, answer.text),))
        assert following
        assert question not in following
        assert all(detect_language(one) == language and real.ask(one).found for one in following)
