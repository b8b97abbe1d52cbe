import time

import pytest

from assistant.stated import lacks, states
from assistant.wanted import wanted

ASKED = {
    "en": {
        "date": ("And when?", "When was that?", "In what year?", "In which century?"),
        "age": ("How old is he?", "What was her age?", "What is the captain's age?"),
        "duration": (
            "How long did it last?",
            "For how long was he there?",
            "How many months did it take?",
            "And how long?",
        ),
        "number": (
            "How many?",
            "And how much did it cost?",
            "How long is the tunnel?",
            "How many left when he came?",
        ),
        "reason": ("Why?", "Why not?", "How come?"),
        "more": (
            "What else did she write?",
            "And then?",
            "Anything else?",
            "What happened next?",
            "And what did she add?",
        ),
        None: ("Who is he?", "What did he do then to the boat?", "What did the cook add?", "What was the Stone Age?"),
    },
    "ar": {
        "date": ("ومتى؟", "امتى؟", "وفي أي عام؟"),
        "age": ("وكم عمره؟", "وش عمره؟", "كم كانت سنها حين رحلت؟", "ما عمر القائد؟", "كم يبلغ من العمر؟"),
        "duration": (
            "وكم استمر؟",
            "كم من الوقت؟",
            "كم شهرًا غاب؟",
            "ما مدة العقد؟",
            "قديش دامت الرحلة؟",
            "كم سنة عاش هناك؟",
        ),
        "number": ("كام واحد؟", "قديش؟", "وبكم؟", "كم الساعة؟", "كم طالبًا غاب؟", "كم طول النفق؟"),
        "reason": ("ولماذا؟", "ليه؟", "طيب وليش؟", "ولم لا؟"),
        "more": ("طيب وبعدين؟", "وماذا أيضًا؟", "ثم ماذا؟", "وماذا بعد ذلك؟", "وماذا أضافت؟", "وشو ضاف؟"),
        None: ("ماذا أضاف الطباخ؟", "ومن هو؟", "والكتاب الآخر؟", "لم يصل؟"),
    },
}


@pytest.mark.parametrize(
    ("language", "kind", "question"),
    [(lang, kind, q) for lang, kinds in ASKED.items() for kind, questions in kinds.items() for q in questions],
)
def test_what_a_question_wants(language, kind, question):
    """The question word tells, in dialect too, and joined to what was said before."""
    assert wanted(question, language) == kind


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "They came in 2019.", True),
        ("date", "He left on Thursday.", True),
        ("date", "وصل مساء الخميس", True),
        ("date", "It may be 20 metres long.", False),
        ("date", "في عام ١٩٣٤", True),
        ("date", "in the 1950s", True),
        ("date", "He died in 632.", True),
        ("date", "a flood in 79 AD", True),
        ("date", "on Nov. 4", True),
        ("date", "in the second year of the war", True),
        ("date", "توفي سنة 632", True),
        ("date", "It has 632 pages.", False),
        ("date", "في السبعينات", True),
        ("date", "للقرن الماضي", True),
        ("date", "بلغت الكلفة 240 مليونًا", False),
        ("number", "It took three weeks.", True),
        ("number", "طلب خمسة ملايين", True),
        ("number", "It took long.", False),
        ("age", "She was born in 1891.", True),
        ("age", "في الأربعين من عمرها", True),
        ("age", "سالم بن عمر في 2020", False),
        ("age", "Rosa Elmi, 61, runs the bakery.", True),
        ("age", "Monroe (57) came second.", True),
        ("age", "سالم الدوري (٥٧ عامًا) هو المدير", True),
        ("age", "البالغ من العمر 18 عاما", True),
        ("age", "It won 61 seats (570 before).", False),
        ("age", "He was 77 and still sailed.", True),
        ("age", "Her brother, who is 34, agreed.", True),
        ("age", "He learned to read when he was six.", True),
        ("age", "She turned thirty last week.", True),
        ("age", "He died at 83.", True),
        ("age", "A girl of seventeen named Ines won.", True),
        ("age", "He is in his late forties.", True),
        ("age", "غادر القرية في السابعة عشرة.", True),
        ("age", "تعلمت القراءة وهي في السادسة.", True),
        ("age", "كان الربان في السبعين.", True),
        ("age", "وأخوه، نادر، في الثانية والثلاثين ويعمل سائقًا.", True),
        ("age", "ناهزت الستين", True),
        ("age", "امرأة خمسينية", True),
        ("age", "The share was 77 percent.", False),
        ("age", "It closes at ten o'clock.", False),
        ("age", "It was eight in the morning.", False),
        ("age", "The tower is 83 metres high.", False),
        ("age", "The price stood at 83.", False),
        ("age", "في الثلاثين من أبريل", False),
        ("age", "وصلت في السابعة صباحًا", False),
        ("age", "بدأ في الثامنة والنصف", False),
        ("age", "لفة في الثانية", False),
        ("duration", "It took seven months.", True),
        ("duration", "The strike went on for weeks.", True),
        ("duration", "a 40-minute walk", True),
        ("duration", "It was closed overnight.", True),
        ("duration", "استغرق الترميم شهرين", True),
        ("duration", "غاب تسعة أيام", True),
        ("duration", "دام الحصار سنوات", True),
        ("duration", "في ربع قرن", True),
        ("duration", "The tunnel opened in 2004.", False),
        ("duration", "بدأ الترميم نحو عام 2004", False),
        ("duration", "He is 40 years old.", False),
        ("duration", "Members pay ten euros a month.", False),
        ("duration", "It cost seven million.", False),
        ("reason", "He left because it rained.", True),
        ("reason", "لأن الأشغال توقفت", True),
        ("reason", "He left.", False),
        ("more", "He left.", False),
    ],
)  # fmt: skip
def test_which_sentence_states_it(kind, text, expected):
    """A date, a number in digits or words, an age, a reason: each in both languages."""
    assert states(kind, text) is expected


def test_a_number_of_the_question_is_no_answer():
    """What was given is not what is asked for."""
    assert not states("number", "In 1912 he came.", frozenset({"1912"}))
    assert not states("duration", "The 5-day march ended.", frozenset({"5"}))
    assert states("duration", "The 5-day march took a week to plan.", frozenset({"5"}))


@pytest.mark.parametrize(
    ("question", "language", "text", "expected"),
    [
        ("How many countries take part?", "en", "Other European countries take part.", True),
        ("How many countries take part?", "en", "Several countries take part.", False),
        ("How many came in 2015?", "en", "They came in 2015.", True),
        ("How long did it last?", "en", "انتهى بعد 3 ساعات", False),
        ("كم استمر الاجتماع؟", "ar", "انتهى الاجتماع مساء الخميس", True),
        ("كم فريقًا قاد؟", "ar", "قاد فريقين مختلفين", False),
        ("قديش قتلت الحرب؟", "ar", "أودت بحياة عشرات الآلاف", False),
        ("How old is he?", "en", "He is the president.", True),
        ("How old is he?", "en", "The war has cost tens of thousands of lives.", True),
        ("How old is he?", "en", "He is 52 years of age.", False),
        ("How old was he?", "en", "وهو الأكبر على الإطلاق في سن 39.", False),
        ("How old must one be?", "en", "يجب أن يكون الأعضاء أكبر من 18 عامًا", False),
        ("كم عمر بوتين؟", "ar", "أودت الحرب بحياة عشرات الآلاف", True),
        ("كم عمر حسن؟", "ar", "وصل حسن مع 20 من رفاقه", True),
        ("كم عمره؟", "ar", "توفي بعمر 70", False),
        ("How old was she?", "en", "She was 77.", False),
        ("How old was she?", "en", "She left when she was in her teens.", False),
        ("كم عمره؟", "ar", "وهو في التاسعة", False),
        ("كم عمره؟", "ar", "رجل في الستينيات من عمره", False),
        ("How old was she?", "en", "It closes at ten o'clock.", True),
        ("كم عمره؟", "ar", "وصل في العشرين من مارس", True),
        ("How long did it last?", "en", "It lasted from 1990 to 1995.", False),
        ("How long did it last?", "en", "It went on for years.", False),
        ("How long did it last?", "en", "It ended in the evening.", True),
        ("كم سنة دام الحصار؟", "ar", "دام الحصار سبعة أعوام", False),
        ("كم سنة دام الحصار؟", "ar", "انتهى الحصار مساء الخميس", True),
        ("Who took part?", "en", "Other European countries take part.", False),
        ("When did it end?", "en", "It ended at last.", False),
        ("At what time did it end?", "en", "It ended after supper.", False),
        ("In what year was Route 99 finished?", "en", "Route 99 runs through 40 towns.", True),
        ("On which day do they meet?", "en", "They meet every Tuesday.", False),
        ("On which day did he leave?", "en", "He left on the eve of the feast.", False),
        ("In which century was it built?", "en", "بُني في القرن الثاني عشر", False),
        ("In which decade was it built?", "en", "It was built in the fifties.", False),
        ("In which decade was it built?", "en", "بُني في أواخر الخمسينيات", False),
        ("In what month did it end?", "en", "It ended the following month.", False),
        ("في أي عام بني الجسر؟", "ar", "يربط الجسر 12 حيًّا", True),
        ("بأنهي سنة اتبنى الجسر؟", "ar", "يربط الجسر بين الحيين", True),
        ("في أي شهر وصل؟", "ar", "وصل في ذي القعدة", False),
        ("في أي عام وصل؟", "ar", "وصل في العام الماضي", False),
        ("في أي يوم وصل؟", "ar", "وصل في اليوم نفسه", False),
        ("How many boats sank?", "en", "Boats sank on 4 May 2019 at 10:45.", True),
        ("How many boats sank?", "en", "On 4 May, 12 boats sank.", False),
        ("كم قاربًا غرق؟", "ar", "غرقت القوارب في 4 أيار 2019", True),
        ("كم قاربًا غرق؟", "ar", "غرق 12 قاربًا في 4 أيار", False),
        ("How many nests were there in 2012?", "en", "There were 640 nests in 2005.", True),
        ("How many nests were there in 2006?", "en", "There were 640 nests in 2005 and 700 the following year.", False),
        ("What were the takings in 2006?", "en", "Takings came to 640 marks, against 500 in 2005.", True),
        ("What were the takings in 2006?", "en", "Takings rose from 640 marks in 2005 to 700.", False),
        ("What does lamp L5 mean?", "en", "L2 | Tank full | Empty it", True),
        ("What does lamp L5 mean?", "en", "L5 | Filter due | Wash it", False),
        ("What does lamp L5 mean?", "en", "Lamps L2 and L-5 are red.", False),
        ("What does lamp L5 mean?", "en", "The pump has 5 lamps and the H2 motor.", False),
        ("What does lamp L5 mean?", "en", "Lamps L1-L9 are red.", False),
        ("What does lamp L5 mean?", "en", "Lamps L1 to L9 are red.", False),
        ("What were the takings in 2006?", "en", "They rose from $640m in 2005 to $700m.", False),
        ("What were the takings in 2006?", "en", "They rose from 1,640 marks in 2005 to 64%.", False),
        ("ماذا يعني المصباح L5؟", "ar", "المصباح L2: الخزان ممتلئ", True),
        ("How many nests were there in 2007?", "en", "Between 2005 and 2009 there were 640 nests.", False),
        ("How many nests were there in 2012?", "en", "There were 640 nests.", False),
        ("Who led it in 2012?", "en", "Ada Krom led it in 2005.", True),
        ("Who led it after 2001?", "en", "Ada Krom led it in 2005.", False),
        ("كم عشًّا كان هناك عام ٢٠١٢؟", "ar", "كان هناك 640 عشًّا عام 2005", True),
        ("كم عشًّا كان هناك عام 2006؟", "ar", "كان هناك 640 عشًّا عام 2005 و700 في العام التالي", False),
        ("How much will it cost?", "en", "The minister did not say what it would cost.", False),
        ("How old is he?", "en", "The police have not given his name or age.", False),
        ("كم ستكون الكلفة؟", "ar", "ولم يذكر الوزير كلفة الإصلاح.", False),
        ("كم ستكون الكلفة؟", "ar", "ولم يحضر الوزير الإصلاح.", True),
    ],
)  # fmt: skip
def test_a_sentence_without_a_number_says_not_how_many_nor_in_what_year(question, language, text, expected):
    """Amounts and times in words count, a number of the question doesn't; "when" may be answered without any."""
    assert lacks(question, language, text) is expected


@pytest.mark.parametrize(
    "piece", ["1", "a ", "was ", "at only ", "how long ", "what is a", "في ", "كان ", "كم ", "ال", "ثلاثين "]
)
def test_long_lines_take_no_time(piece):
    """Whatever they nearly say, and however often."""
    line = (piece * 20_000)[:20_000]
    start = time.perf_counter()
    for kind in ("age", "duration"):
        states(kind, line)
    for language in ("en", "ar"):
        wanted(line, language)
    assert time.perf_counter() - start < 2
