"""What speaks against a sentence as the answer."""

import pytest

from assistant.doubt import objection
from embeddings.passages import Passage

AGAINST = (
    # Nobody speaks, or somebody else.
    (
        "What did the referee say about the foul?",
        "en",
        "“It was a dive,” said the visitors' coach, Nils Orm.",
        "person",
    ),
    ("What did Mona Hadley say after the vote?", "en", "Mona Hadley left the hall by the back door at nine.", "matter"),
    ("What was Hadley's reaction?", "en", "The bill was passed by 41 votes to 12.", "matter"),
    ("ماذا قال المدرب بعد الخسارة؟", "ar", "وقال رئيس النادي إن العقد سيُفسخ.", "person"),
    ("ماذا قالت سلوى مراد عن الجسر؟", "ar", "افتتحت سلوى مراد الجسر يوم الأحد.", "matter"),
    ("What did Salwa Murad say about the bridge?", "en", "وقال الوزير كمال شاهين إن الجسر آمن.", "person"),
    ("ماذا قال كمال شاهين؟", "ar", "The bridge was opened by Kamal Shahin.", "matter"),
    # Somebody else is so old, and that is no price.
    ("How old is Petra Lind?", "en", "The prize went to Oskar Ruud, 19, of Halden.", "person"),
    ("كم عمر ليلى ناصر؟", "ar", "وفاز بالجائزة سامي عواد (19 عامًا).", "person"),
    ("How much were the tickets?", "en", "Yellow cards: 2 and 5.", "matter"),
    ("كم سعر العلبة؟", "ar", "وسحبت الشركة 18 علبة من الأسواق يوم 4 مايو.", "matter"),
    # A question of the article's own.
    ("Who is the surgeon?", "en", "Are both eyes treated together?", "matter"),
    ("من هو الجرّاح؟", "ar", "متى أعود إلى عملي؟", "matter"),
)
FOR = (
    ("What did the referee say about the foul?", "en", "“It was a dive,” said the referee, Nils Orm."),
    ("What did Mona Hadley say after the vote?", "en", "Hadley called it a day of shame."),
    ("What did Mona Hadley say after the vote?", "en", "She said that it was a day of shame."),
    ("What did Mona Hadley say after the vote?", "en", "“It was a day of shame,” she said."),
    ("What was Hadley's reaction?", "en", "Mona Hadley welcomed the vote."),
    ("ماذا قال المدرب بعد الخسارة؟", "ar", "وقال مدرب الفريق إن الحكم ظلمه."),
    ("ماذا قالت سلوى مراد عن الجسر؟", "ar", "وأكدت الوزيرة سلوى مراد أن الجسر آمن."),
    ("ماذا قالت سلوى مراد عن الجسر؟", "ar", "وأضافت أن الجسر آمن."),
    ("What did Salwa Murad say about the bridge?", "en", "وأكدت الوزيرة سلوى مراد أن الجسر آمن."),
    ("What did the minister say about the bridge?", "en", "وأكدت سلوى مراد أن الجسر آمن."),
    ("What did the council announce?", "en", "The council announced a new line to the harbour."),
    ("How old is Petra Lind?", "en", "Petra Lind, 19, won the prize."),
    ("How old is Petra Lind?", "en", "She was 19 when she won it."),
    ("How old must a driver be?", "en", "Members have to be 18 or older."),
    ("كم عمر ليلى ناصر؟", "ar", "وفازت ليلى ناصر (19 عامًا) بالجائزة."),
    ("How much were the tickets?", "en", "Entry was 5 euros, and free for children."),
    ("كم سعر العلبة؟", "ar", "وتُباع العلبة بثلاثة دنانير."),
    ("Are both eyes treated?", "en", "Are both eyes treated together?"),
    ("What does the article say about the bridge?", "en", "The bridge was opened by Kamal Shahin."),
    ("ماذا ذكر المقال عن الجسر؟", "ar", "افتتح كمال شاهين الجسر يوم الأحد."),
    ("Who opened the bridge?", "en", "The bridge was opened by Kamal Shahin."),
    ("ماذا اقترح الرئيس؟", "ar", "وقدّم الرئيس مشروعًا لإنشاء صندوق."),
)


def _sentence(text):
    return Passage(text, 1, 0, len(text), 0.5)


@pytest.mark.parametrize(("question", "language", "text", "kind"), AGAINST)
def test_what_speaks_against_a_sentence(question, language, text, kind):
    """By its words, in either language."""
    assert objection(question, language, _sentence(text)) == kind


@pytest.mark.parametrize(("question", "language", "text"), FOR)
def test_what_does_not(question, language, text):
    """Who is asked about is named in it, or may be meant."""
    assert not objection(question, language, _sentence(text))


def test_a_translation_names_too():
    """What the reader gets is the translation of what the article says."""
    sentence = Passage("Der Schiedsrichter sagte: Schwalbe.", 1, 0, 35, 0.5, translation="The referee said: a dive.")
    assert not objection("What did the referee say?", "en", sentence)
