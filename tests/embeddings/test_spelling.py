import pytest

from embeddings.spelling import Speller

TEXT = """
أنتج ديوار الأكسجين السائل، ثم زار جامعة القاهرة وإدارة المدرسة العليا في أفريقيا الجنوبية والمتحف البريطاني.
كتب إلى أحمد عن ملكه، وقال إن إنتاج الأكسجين بدأ بإشراف لجنة من الأمم المتحدة. شرب ماء. مصطفى وعلى بني أمية.
عمرة وعملة وأعلام وأمام وجرى.
"""
TYPED = {
    "متي انتج ديوار الاكسجين": "متى أنتج ديوار الأكسجين",
    "اين الجامعه؟": "أين الجامعة؟",
    "من ادار جامعة القاهره": "من ادار جامعة القاهرة",
    "بالاكسجين وللاكسجين واكسجين": "بالأكسجين وللأكسجين وأكسجين",
    "بادارة المدرسه": "بإدارة المدرسة",
    "لانتاج": "لإنتاج",
    "الي احمد": "إلى أحمد",
    "فى افريقيا": "في أفريقيا",
    "المتحف البريطانى": "المتحف البريطاني",
    "اْكسجين": "أكسجين",
    "الاكســجين": "الأكسجين",
    # Not in the text, but in many questions
    "اي وفي اول": "أي وفي أول",
}
LEFT = """
    ما شرب؟ · من مصطفى؟ · من هو علي؟ · عن كتابه · ماذا كتب؟ · كامل · وافق · سؤال · What did Dewar make? · 1891 · ؟
    كم عمره؟ · ما عمله؟ · جامعه · ملكة بريطانيا · وسائل الإعلام · الإمام مالك · من بنى المسجد؟ · ماذا جري · إفريقيا
    الأُمَم · آن فرانك · إن بي إيه · آخر
"""


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(TEXT.strip().splitlines())


@pytest.mark.parametrize(("typed", "spelt"), TYPED.items())
def test_what_is_typed_in_a_hurry_is_spelt_as_in_the_text(speller: Speller, typed: str, spelt: str):
    """Hamzas, the dots of a ta marbuta and of a ya are put where the text has them, behind what is written on too."""
    assert speller.respelt(typed) == spelt


@pytest.mark.parametrize("question", [q.strip() for line in LEFT.strip().splitlines() for q in line.split("·")])
def test_other_words_are_left_as_they_are(speller: Speller, question: str):
    """What the text has, what it lacks, and what may be another word; what has its hamzas was typed with care."""
    assert speller.respelt(question) == question


def test_without_a_text_common_words_are_known():
    """An article in English is asked in Arabic too."""
    assert Speller(()).respelt("الي اين") == "إلى أين"


def test_the_commonest_spelling_counts():
    """A text that isn't of one mind is followed where it mostly goes."""
    assert Speller(["الإدارة العليا", "الأدارة", "الإدارة"]).respelt("الادارة") == "الإدارة"


@pytest.mark.parametrize("question", ["", "ـ", "\u064b", "ال", "\ud800"])
def test_any_text_is_taken(speller: Speller, question: str):
    """Nothing that can be typed breaks it."""
    assert speller.respelt(question) == question
