import pytest

from embeddings.dialect import to_standard

DIALECT = {
    # Egypt
    "ويتكوف وصل امتى؟": "ويتكوف وصل متى؟",
    "بوتين قال ايه؟": "بوتين قال ماذا؟",
    "إيه اللي حصل في موسكو؟": "ما الذي حصل في موسكو؟",
    "مين الناس اللي سافروا؟": "من الناس الذي سافروا؟",
    "ليه الحرب لسه مستمرة؟": "لماذا الحرب لا يزال مستمرة؟",
    "كام واحد ماتوا؟": "كم واحد ماتوا؟",
    "قد ايه عدد الضحايا؟": "كم عدد الضحايا؟",
    "ازاي هيكون الحل دلوقتي؟": "كيف سيكون الحل الآن؟",
    # The Levant
    "شو قال بوتين؟": "ماذا قال بوتين؟",
    "وين التقوا مبارح؟": "أين التقوا أمس؟",
    "ليش ما في اتفاق؟": "لماذا ما في اتفاق؟",
    "قديش صار لها الحرب؟": "كم صار لها الحرب؟",
    "عن شو بيحكي المقال؟": "عن ماذا بيحكي المقال؟",
    # Iraq and the Gulf
    "شنو هو مجلس السلام؟": "ماذا هو مجلس السلام؟",
    "وش صار في الاجتماع؟": "ماذا صار في الاجتماع؟",
    "منو استقبلهم؟": "من استقبلهم؟",
    "شلون تنتهي الحرب؟": "كيف تنتهي الحرب؟",
    "اكو اتفاق؟": "يوجد اتفاق؟",
    "ابغى اعرف متى وصلوا": "أريد اعرف متى وصلوا",
    # The Maghreb
    "شكون هو كوشنر؟": "من هو كوشنر؟",
    "علاش مشاو لموسكو؟": "لماذا مشاو لموسكو؟",
    "وقتاش وصلوا؟": "متى وصلوا؟",
    "شحال من دولة؟": "كم من دولة؟",
    "واش كاين اتفاق دابا؟": "هل كاين اتفاق الآن؟",
    # Joined to what was said before
    "ومين استقبلهم؟": "ومن استقبلهم؟",
    "طيب وليش راحوا؟": "طيب ولماذا راحوا؟",
    "وشو صار بعدها؟": "وماذا صار بعدها؟",
    # As people type
    "إِيه رأي روسيا؟": "ماذا رأي روسيا؟",
    "ليــــه؟": "لماذا؟",
    "«فين» اجتمعوا؟": "«أين» اجتمعوا؟",
}
STANDARD = """
    ما الدول المشاركة، وهل هناك دول أوروبية؟ · متى زار الوفد ريو دي جانيرو؟ · ماذا حدث منذ ذلك الحين؟
    إلى أين وصل الوفد؟ · الي موسكو · من راح ضحيتها؟ · ما الذي ورد فيه؟ · هل عاد توا؟ · من هم آل سعود؟ · من هم البدو؟
    أين يعيش بدو سيناء؟ · من هو عبد ربه منصور هادي؟ · كم هدفا سجل مو صلاح؟ · اية دولة؟ · من هو آية الله خامنئي؟
    اذكر ما يلي · من هو شي جين بينغ؟ · شنوا هجوما · من برنارد شو؟ · من يقدم برنامج توك شو؟ · ما وش الأرض؟
    كامل الأراضي · ما اسم مينا؟ · أيهما أكبر؟ · من رسم الموناليزا، دا فينشي؟ · هل المحيط الهادي هادئ؟ · شوارع موسكو
    متى وصل ويتكوف وكوشنر إلى موسكو؟ · When did he arrive?
"""


@pytest.mark.parametrize(("asked", "standard"), DIALECT.items())
def test_dialect_question_words_become_standard(asked: str, standard: str):
    """Question words and particles of every region are read as standard Arabic; the rest stays as it is."""
    assert to_standard(asked) == standard


@pytest.mark.parametrize("question", [q.strip() for line in STANDARD.strip().splitlines() for q in line.split("·")])
def test_standard_arabic_is_left_alone(question: str):
    """No word of a standard question, and no well-known name, is taken for dialect."""
    assert to_standard(question) == question


@pytest.mark.parametrize("question", ["", "؟", "\ud800", "شو"])
def test_any_text_is_taken(question: str):
    """Nothing that can be typed breaks it."""
    assert to_standard(question) == ("ماذا" if question == "شو" else question)
