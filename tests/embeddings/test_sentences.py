import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.sentences import clause_ends, cut, sentence_spans
from embeddings.text import LANGUAGES, Language
from tests.strategies import texts, visible

# One case a line; "|" is where a cut is expected.
ARABIC = """
وصل د. أحمد إلى القاهرة.| ثم غادر.
التقى أ.د. محمد بالوزير.| ثم غادر.
قال م. علي ذلك.| وذهب.
العنوان ص.ب. 123 الرياض.| الهاتف معروف.
ولد سنة 300 ق.م. في روما.| ومات فيها.
ولد في عام 1990م.| وذهب إلى مصر.
كان ذلك سنة 1445 هـ.| وبعدها عاد.
التقى و. ب. ييتس بها.| ثم غادر.
وصل السيد أ. ب. إلى باريس.| ثم سافر.
كتب ميشيل إس. مان الكتاب.| وباعه.
قال جورج دبليو. بوش ذلك.| وصمت.
بلغ السعر 3.5 ملايين.| ثم هبط.
بلغ السعر ٣٫٥ ملايين.| ثم هبط.
بدأ في 10.30 صباحا.| وانتهى.
بدأ في الساعة 10:30.| وانتهى في ١١:٤٥.
بلغت المسافة 5 كم.| ثم توقف.
هل جاء؟| نعم.| متى؟| أمس!
هل جاء ؟| نعم .
ماذا؟!| لا أصدق.
قال: "نعم."| ثم ذهب.
قال: «نعم».| ثم ذهب.
قال: «لن نقبل. سنقاوم.»| ثم ذهب.
قال: “انتهى الأمر.”| وغادر القاعة.
قال الوزير إنه "لا يعلم".| وأضاف أنه سيسأل.
انتظر... ثم تكلم.| وصمت.
انتظر… ثم تكلم.| وصمت.
كتب : صفاء مصطفى... العرب نيوز اللندنية
جاء (انظر الشكل 3).| ثم ذهب.
الكتاب، ج. 2، ص. 15، مفيد.| اقرأه.
قالت شركة U.S. Steel ذلك.| وصمتت.
زار موقع example.com أمس.| ثم خرج.
1. النقطة الأولى.| 2. النقطة الثانية.
جاء أحمد؛ ثم ذهب، وعاد.| ونام.
الأهداف: السلام.| والأمن.
انتهى.|ثم بدأ.
ارتفع.[1]| ثم هبط.[2]| ثم ارتفع.
وصل.\u200f| ثم غادر.
هذا صحيح۔| وذاك أيضا۔
"متى نصل؟"، سأل الطفل أباه.| فضحك.
صاح: «قفوا!»، ثم جرى.| ولحقناه.
“من الطارق؟” ، همست.| لم يجب أحد.
سأل (ولماذا الآن؟)؛ فلم ترد.| ثم خرجت.
كرر ‘أين المفتاح؟’\u200f، ثم بحث.| وجده.
أرادت أن تعرف: متى؟، وأين؟| فلم يقل.
"""

ENGLISH = """
Dr. Smith met Mr. Jones in the U.S.| He left at 5 p.m. on Monday.
The U.S. Army said so.| It left.
Washington D.C. is big.| It is hot.
The N.A.T.O. allies met.| They talked.
See No. 5 for more.| It helps.
He said no.| Then he left.
Vol. 3, p. 12 has it.| Next one.
It is (see Fig. 3) true.| Good.
It is true (see Fig. 3).| Good.
J. R. R. Tolkien wrote it.| It sold well.
George W. Bush won.| He smiled.
Martin Luther King Jr. spoke.| All listened.
He lives on St. John's Road.| It is long.
My lawyer, Ms. Ines Prado, worked for free.| She won.
It took approx. 30 days.| See Eq. 4 for it.
Gen. Lee and Sen. Warren met.| They spoke.
He got a Ph.D. in 1999.| He taught.
It cost 3.5 million.| It was cheap.
It began at 10.30 a.m. and ended.| All left.
It began at 10:30 a.m.| All left.
In Jan. 2020 it rained.| It stopped.
It was 50 B.C. when Rome fell.| Later it rose.
Wait... what?| Yes!
He paused...| Then he spoke.
What?!| No way.
"I agree."| She left.
"I agree," she said.| "Do you?"
He said: “It is over.”| Then he left.
He said: 'It is over.'| Then he left.
Fruits, e.g. apples, are good.| So is rest.
He wrote i.e. a letter.| It came.
Smith et al. found it.| It held.
The firm Acme Inc. grew.| Its rival Foo Ltd. fell.
Apple vs. Google is on.| It is fun.
Use example.com today.| It works.
1. First point.| 2. Second point.
Yahoo! is a company.| It is old.
It rose.[1]| Then it fell.[2]| Then it rose.
He left.)| Then (came.
It ended.|Then more came.
😀 Wow!| 😀 Nice. 😀😀
"Where to?", the driver asked.| No one spoke.
They cried “Stop!” , and ran.| We followed.
He wondered (or did he?); it was late.| He slept.
They sell to Acme Corp., Foo Ltd., and others.| It pays.
"""


@pytest.mark.parametrize(
    ("language", "marked"),
    [("ar", case) for case in ARABIC.strip().split("\n")] + [("en", case) for case in ENGLISH.strip().split("\n")],
)
def test_a_text_is_cut_at_its_sentences_only(language: Language, marked: str):
    """No cut at abbreviations, initials, numbers, references or inside a quotation; one at every other end."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in sentence_spans(text, language)] == [
        part.strip(" \u200f") for part in marked.split("|")
    ]


@given(texts, st.sampled_from(LANGUAGES))
def test_nothing_but_blanks_is_between_sentences(text: str, language: Language):
    """They are in order, don't overlap, start and end with a visible character, and leave none out."""
    spans = sentence_spans(text, language)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    pieces = [text[start:end] for start, end in spans]
    assert all(visible(piece[0]) and visible(piece[-1]) for piece in pieces)
    assert "".join(map(visible, pieces)) == visible(text)


def test_a_text_longer_than_a_window_is_cut_the_same():
    """The windows that keep time linear are not seen in the cuts."""
    sentence = "وصل د. أحمد إلى القاهرة يوم 3.5 عند الساعة 10.30 ليلا ثم سافر بعد ذلك إلى بلاد بعيدة. "
    spans = sentence_spans(sentence * 500, "ar")
    assert spans == [(i * len(sentence), (i + 1) * len(sentence) - 1) for i in range(500)]


@given(texts, st.integers(1, 200))
def test_pieces_fit_and_leave_out_only_blanks(text: str, limit: int):
    """Each piece fits, they are in order, and together they are what was cut."""
    whole = (0, len(text))
    pieces = list(cut(text, whole, lambda piece: len(piece) <= limit)) if text else []
    assert all(end - start <= limit for start, end in pieces)
    assert all(left[1] <= right[0] for left, right in pairwise(pieces))
    assert "".join(visible(text[start:end]) for start, end in pieces) == visible(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three, four five six", ["one two three,", "four five six"]),
        ("واحد اثنان ثلاثة، أربعة خمسة", ["واحد اثنان ثلاثة،", "أربعة خمسة"]),
        ("one two three four five six, x", ["one two three", "four five six, x"]),
        ("one two – three four", ["one two –", "three four"]),
        ("onetwothree", ["onetw", "othree"]),
        ("aaaaa\u0651\u0651aaa", ["aaaaa\u0651\u0651", "aaa"]),
    ],
)
def test_a_cut_stands_at_a_clause_mark_or_a_blank(text: str, expected: list[str]):
    """At the mark nearest to the middle, else at a blank, else anywhere but before a combining mark."""
    pieces = cut(text, (0, len(text)), lambda piece: len(piece) < len(text))
    assert [text[start:end] for start, end in pieces] == expected


@pytest.mark.parametrize(
    "text", ["أ. " * 100_000, "1. " * 100_000 + "a.", "“" * 100_000 + "a.", "." * 500_000, "هل؟، " * 100_000]
)
@pytest.mark.timeout(30)
def test_a_large_text_takes_linear_time(text: str):
    """False ends, numbers, open quotation marks and dots by the hundred thousand take seconds at most."""
    assert sentence_spans(text, "ar")


@pytest.mark.parametrize(("language", "allowed"), [("ar", 2), ("en", 1)])
def test_answers_of_xquad_are_not_cut(shared: Path, language: Language, allowed: int):
    """All but those that run over the end of a sentence stand whole in one, of 612."""
    data = json.loads((shared / "xquad" / f"xquad.{language}.dev.json").read_text("utf-8"))["data"]
    answers = cut_through = 0
    for paragraph in (paragraph for article in data for paragraph in article["paragraphs"]):
        spans = sentence_spans(paragraph["context"], language)
        for answer in (question["answers"][0] for question in paragraph["qas"]):
            start = answer["answer_start"] + len(answer["text"]) - len(answer["text"].lstrip())
            end = answer["answer_start"] + len(answer["text"].rstrip())
            answers += 1
            cut_through += not any(left <= start and end <= right for left, right in spans)
    assert answers == 612
    assert cut_through <= allowed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He came on Thursday, in the evening, by train.",
            ["He came on Thursday,", "He came on Thursday, in the evening,"],
        ),
        ("He came on Thursday, but left again, at once.", ["He came on Thursday, but left again,"]),
        ("Both agreed on a truce, it was said, unless it rains.", []),
        (
            "The canal (opened in 1869, after years) was wide; ships used it.",
            ["The canal (opened in 1869, after years) was wide;"],
        ),
        ("He said “yes, of course” and left, smiling.", ["He said “yes, of course” and left,"]),
        ("He said: it is over, at last.", ["He said: it is over,"]),
        ("وصل المبعوث مساء الخميس، قادمًا من فيينا.", ["وصل المبعوث مساء الخميس،"]),
        ("وافق الطرفان على الهدنة، لكنهما لم يوقعا.", []),
        ("وافق الطرفان على الهدنة، إلّا أن التوقيع تأجل.", []),
        ("One clause alone.", []),
    ],
)
def test_a_beginning_says_what_the_whole_does(text: str, expected: list[str]):
    """It ends with a clause, outside of brackets and quotations, and nothing that is left away takes it back."""
    assert [text[:end] for end in clause_ends(text)] == expected


LONG_BLANKS = ("\x85", "\u00a0", "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u3000")


@pytest.mark.parametrize("blank", LONG_BLANKS)
def test_a_blank_of_several_bytes_is_a_blank(blank: str):
    """Over some of these sentencex panics: after a capital, before a full stop."""
    text = f"We had a plan B{blank}. Then I{blank}.{blank}.{blank}. left."
    spans = sentence_spans(text, "en")
    assert visible("".join(text[start:end] for start, end in spans)) == visible(text)


@given(st.text(st.sampled_from([*LONG_BLANKS, *'ABaéÉßدب.!?…؟"«»()13٣ ', "\u0301", "\n"])), st.sampled_from(LANGUAGES))
def test_nothing_is_panicked_over(text: str, language: Language):
    spans = sentence_spans(text, language)
    assert visible("".join(text[start:end] for start, end in spans)) == visible(text)
