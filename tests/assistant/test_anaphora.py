import pytest

from assistant.anaphora import hides_subject, leans_back


@pytest.mark.parametrize(
    "sentence",
    [
        "He moved there in 1910.",
        "He died in 1546, aged 62.",
        "It was opened in May 1903, after ten years of work.",
        "In 1910 she moved to Paris.",
        "On Friday, they met again.",
        "Eventually he resigned.",
        "Shortly after the war, they met again.",
        "It was built to carry trams.",
        "After the war, they never met again.",
        "In May 1910, she moved to Paris.",
        "Its name comes from Greek.",
        "And they refused.",
        "However, it was closed again.",
        "Carbon monoxide poisoning is sometimes treated using these devices.",
        "Such a council had been asked for twice.",
        "The latter was chosen.",
        "That was in May.",
        "وهو كذلك أكبر لاعب في تاريخ المباراة.",
        "فهي أقدم مدرسة في البلاد.",
        "وله ثلاثة أبناء.",
        "وقالوا إن الجسر سيُفتح قريبًا.",
        "اسمها مشتق من اليونانية.",
        "وتبلغ مساحتها أربعين هكتارًا.",
        "يُعالج التسمم أحيانًا باستخدام هذه الأجهزة.",
        "ويشمل ذلك النقل والطاقة.",
        "وبهذا القرار انتهى الخلاف.",
        "وأضاف أن الجسر سيُفتح قريبًا.",
        "وأشارت إلى أن الخطر زال.",
        "وقال إنه لم ير الكرة.",
        "وذكر أن الجسر سيُفتح قريبًا.",
        "وشدد على أن الخطر زال.",
        "كما حذّرت من أن الخطر باق.",
        "وأقرت بأن العمل تأخر.",
        "وتابع: «لن ننتظر».",
        "وأضافت قائلة: لن ننتظر.",
        "وقالت «لن ننتظر».",
        "ويؤكد أن السقف آيل للسقوط.",
        "وينصح بأن يُسقى صباحًا.",
        "A: No, never.",
        "ج: نعم، في الخارج.",
        "وتحذّر من أن المدينة ستخسر سوقها.",
        "ويطالبون بأن يُرمم السقف.",
        "ولديه ثلاثة أبناء.",
        "No.",
        "Yes, but not on Sundays.",
        "نعم، بشرط الحجز.",
        "لا.",
        "Ms Holt replied that they were secret.",
        "وردت السيدة هولت بأنها سرية.",
        "“We will not wait,” he said.",
        '"We will not wait," she also told reporters.',
        "وانتقل والدها إلى ليون.",
        "وقال دفاعًا عن قراره إنه تأخر.",
        "وقالت شرحاً لموقفها إن العقد انتهى.",
        "وأضاف في بيان صحفي أن الجسر سيُفتح قريبًا.",
        "وأوضحت للصحفيين أن العمل تأخر.",
        "وأكد ردًّا على سؤال أن السقف آيل للسقوط.",
        "كما ذكر أمس أن الجسر سيُفتح قريبًا.",
        "وقال من جهته إن الخطر زال.",
    ],
)
def test_leans_back(sentence):
    """Who or what it is about stands before it."""
    assert leans_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "…",
        "The canal was opened in 1869.",
        "Luther and his wife had six children.",
        "Italy and its allies won.",
        "Emily, his wife, died in 1910.",
        "Officials said that the talks went on.",
        "Newton said he had not seen the ball.",
        "When Luther died, his wife moved to Torgau.",
        "The bridge is 47 metres long, and its arch is of steel.",
        "Einstein, then 26, worked in an office.",
        "The former president Hosni Mubarak resigned.",
        "The valve is designed such that no water gets out.",
        "It is estimated that forty people died.",
        "It was Edison who found it.",
        "Prices have doubled this year.",
        "But this year prices have doubled.",
        "Fruit such as apples is cheap.",
        "افتُتحت القناة عام 1869.",
        "الأكسجين هو عنصر كيميائي.",
        "لندن وضواحيها أكبر مدينة في البلاد.",
        "قال نيوتن إنه لم ير الكرة.",
        "وقال الوزير: «لن ننتظر».",
        "ويُذكر أن الجسر أُغلق عام 2001.",
        "ويجب أن يُرمم السقف.",
        "لا يعرف الأطباء السبب.",
        "No bridge was built.",
        "Ms Holt replied to the council in May.",
        "رد الوزير على «الشائعات».",
        "قالت صحيفة «الأيام» إن العمل تأخر.",
        "ذكرت «الأيام» أن العمل تأخر.",
        "وقالت ليلى إن العمل تأخر.",
        "وقال رضا في بيان إن العمل تأخر.",
        "وأضافت للصحفيين المديرة أن العمل تأخر.",
        "وقال في لندن الوزير إن العمل تأخر.",
        "وأعلن في بيان صحفي البنك أن الفائدة ارتفعت.",
        "“We will not wait,” said Newton.",
        "تضاعفت الأسعار هذا العام.",
        "كذلك أعلن البنك رفع الفائدة.",
        "لذلك رفع البنك الفائدة.",
        "ساهم البنك في المشروع.",
        "اتهم الرئيس المعارضة بالتقصير.",
        "واتهم الرئيس المعارضة بالتقصير.",
        "وأسهم البنك في المشروع.",
        "أعلنت الشركة نتائجها أمس.",
        "ومع ذلك رفع البنك الفائدة.",
        "هذا وقد أعلنت الوزارة موعد الامتحان.",
        "وهذه المرة فاز المنتخب.",
        "نيكاراغوا بلد في أمريكا الوسطى.",
    ],
)
def test_stands_by_itself(sentence):
    """It names what it is about, or stands for nothing."""
    assert not leans_back(sentence)


def test_tashkeel_and_spelling_make_no_difference():
    """As everywhere, letters are folded."""
    assert leans_back("وَهُوَ أوّلُ مَن فَعَلَ ذلك.")
    assert leans_back("عُرضت هؤلاء الكلمات.")
    assert leans_back("IT WAS CLOSED.")


@pytest.mark.parametrize(
    ("sentence", "hides"),
    [
        ("وقد انتقلت إلى ليون.", True),
        ("ثم عاد في مايو.", True),
        ("وسيدفع ثمنًا باهظًا.", True),
        ("وخسر 12 مقعدا.", True),
        ("لم تعترض على القرار.", True),
        ("وعاد المدير إلى ليون.", False),
        ("المصنع في ليون.", False),
        ("وفي عام 1910 عاد المدير.", False),
        ("عاد", False),
        ("ثم", False),
        ("", False),
        ("She moved in May.", False),
    ],
)
def test_hides_subject(sentence, hides):
    """An Arabic verb has "she" in it."""
    assert hides_subject(sentence) is hides


@pytest.mark.parametrize("piece", ["قال ", "وقال شرحًا ل", "قال في بيان ", "ًا ", "شرحًا لدعواه ", "و"])
@pytest.mark.timeout(5)
def test_sentences_that_nearly_lean_take_no_time(piece):
    leans_back((piece * 20_000)[:20_000])
