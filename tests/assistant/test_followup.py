import pytest

from assistant.followup import compares, last_topic, leans_on_history, names_nothing, points_back, with_history

LEANING = {
    "en": (
        "And when?", "Why?", "WHY", "Where?", "How many?", "Who is he?", "When did they arrive?", "Why Moscow?",
        "What about Kushner?", "And Kushner?", "And in 2019?",
        "And the American proposals?", "Kushner?", "What happened there?", "What did he say about it?",
        "And if the train is an hour late?", "But what if my pass has expired?", "and the wooden ones?",
    ),
    "ar": (
        "ومتى؟", "وَمتى؟", "لماذا؟", "ولماذا؟", "ليه؟", "وين؟", "وأين؟", "كم؟", "وكوشنر؟", "طب وبوتين؟", "وهو مين؟",
        "والخط الثالث؟", "وفي اليوم الثاني؟", "وماذا عن بوتين؟", "وايش المتوقع منه؟",
        "كم عمره؟", "كَم عُمرُه؟", "ما طلبه؟", "ما اسم زوجته؟", "كم ولد عنده؟",
        "وأي سنة كان هاد؟", "وبكم؟", "وبأي ثمن؟", "وإذا كان عندي أطفال صغار؟", "ولو نزل المطر يوم الافتتاح؟",
        "مين عمل ده؟",
        "طب ولو تأخر القطار ساعة؟", "ولمن هيدي؟",
        "متى وصلوا؟", "من استقبلهما؟", "مين استقبلهم؟", "ماذا قال عنها؟", "ماذا حدث هناك؟",
    ),
}  # fmt: skip
STANDING = {
    "en": (
        "Who is Kushner?", "Who wrote this article?", "What is the title of this article?", "Why did Putin resign?",
        "Is there a final agreement?", "What is the Board of Peace?", "Where was the meeting held?",
        "When did Witkoff and Kushner arrive in Moscow?",
        "What if the tank is full of water?", "And if the train is late, who pays for the tickets?",
    ),
    "ar": (
        "من هو كوشنر؟", "ما هو مجلس السلام؟", "من كتب هذا المقال؟", "مين كتب الخبر ده؟", "هل هناك اتفاق نهائي؟",
        "متى وصل ويتكوف؟", "لماذا سافر ويتكوف؟", "هل أُعلن عن اتفاق نهائي؟", "ما التفاهم؟", "وزير الخارجية الروسي؟",
        "من هو دا فينشي؟", "ما فيلم هاي سوسايتي؟", "مين كسب الدوري السنة دي؟", "إذا نزل المطر فهل تلغى المباراة؟",
        "وإذا تأخر القطار ساعة فمن يدفع ثمن التذكرة؟",
        "ما عاصمه فرنسا؟", "ما الجائزه؟", "أين مياه النهر؟", "ما سبب الوفاة؟",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, all_ in LEANING.items() for q in all_])
def test_leans(language, question):
    """A question that names next to nothing and joins or points to what came before leans on it."""
    assert leans_on_history(question, language)


@pytest.mark.parametrize(("language", "question"), [(lang, q) for lang, all_ in STANDING.items() for q in all_])
def test_stands_alone(language, question):
    """A question that names what it is about stands alone: "هو", "there" and "this article" point at nothing here."""
    assert not leans_on_history(question, language)


def test_a_chain_of_follow_ups_goes_back_to_its_topic():
    """The topic is the last question that stands alone, over follow-ups in between, in either language."""
    history = [("Who is Kushner?", "a"), ("متى وصل ويتكوف؟", "b"), ("ولماذا؟", "c"), ("And when?", "d")]
    assert last_topic(history, "en") == "متى وصل ويتكوف؟"


def test_without_a_topic_the_last_question_is_it():
    """Where every question leans, the last one is all there is."""
    assert last_topic([("Why?", "a"), ("And when?", "b")], "en") == "And when?"


def test_with_history():
    """Both questions are searched for, the earlier first."""
    assert with_history("And when?", "Who arrived?") == "Who arrived? And when?"


def test_a_question_with_words_of_its_own_is_not_drawn_to_the_answer_before() -> None:
    """It is searched alone where the article answers it so; "And when?" has nothing to search for alone."""
    assert names_nothing("And when?", "en")
    assert names_nothing("ولماذا؟", "ar")
    assert not names_nothing("Who received them?", "en")
    assert not names_nothing("مين اللي استقبلهم؟", "ar")


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "And the other one?", True), ("en", "What about the second?", True), ("en", "And in 2019?", True),
        ("en", "And who won?", False), ("en", "The other one?", False),
        ("en", "And if it rains?", True), ("en", "What if it rains?", False), ("ar", "ولو نزل المطر؟", True),
        ("ar", "والكتاب الآخر؟", True), ("ar", "طب والسنة الثانية؟", True), ("ar", "وماذا عن بوتين؟", True),
        ("ar", "ومن فاز؟", False), ("ar", "طيب مين دفعها؟", False), ("ar", "وزير الخارجية الروسي؟", False),
    ],
)  # fmt: skip
def test_compares(language, question, expected):
    """Another thing is named behind an "and", and nothing is asked of it: what was asked before is."""
    assert compares(question, language) is expected


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "When did they come?", True), ("en", "What happened there?", True), ("en", "And who won?", False),
        ("ar", "ومن استقبلهما؟", True), ("ar", "ماذا ورد فيها؟", True), ("ar", "ومن اخترع الهاتف؟", False),
    ],
)  # fmt: skip
def test_points_back(language, question, expected):
    """A pronoun, also one written on to a verb, stands for what was said before."""
    assert points_back(question, language) is expected
