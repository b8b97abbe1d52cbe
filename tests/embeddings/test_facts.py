import time

import pytest

from embeddings.facts import closes_letter, is_fact


@pytest.mark.parametrize(
    "line",
    [
        "Price: 5 euros",
        "Tuesday: closed",
        "السعر: ٥ دنانير",
        "Noise: 38 dB in the night (46 dB by day, with both fans)",
        "سعة الخزان: ثلاثة لترات، أو ٣٫٢ لترات عند إزالة الغطاء الداخلي",
        "Abel Moran, painter, born 2 May 1931; died 9 June 2024",
        "ولدت في 3 مارس 1950، وتوفيت في 7 يناير 2021",
        "The summer show: open daily",
        "The summer show, 3 May 2026 – 4 September 2026",
        "Photo: the keeper feeds the seals (Ada Lind)",
        "Photograph: Moran in his studio. Town Museum",
        "Pictured: the old mill",
        "صورة: الحارس يطعم الفقمات (تصوير: منى فؤاد)",
        "الصورة/ جسر المدينة القديم",
        "Wolves 4, Bears 0",
        "ذئاب الجبل 4، دببة الوادي 0",
        "Wolves 4 - Bears 0",
        "Red Bears 2-3 Mountain Wolves",
        "Children 4 dollars, pensioners free",
        "288 pages, €24.50",
        "Entry £7",
        "9 دنانير للبالغ، مجانًا لمن دون السادسة",
        "A day ticket, 4 euros for pupils",
        "تذكرة البالغ 9 دنانير، والأطفال مجانًا",
        "الحضور 14 ألف متفرج",
        "Height 324 m",
        "Boat hire $12 per hour",
        "Hana in Derry asks: Does it work with oats?",
        "قارئ يسأل: هل يصلح الشوفان؟",
    ],
)
def test_a_line_that_says_something_is_a_fact(line: str):
    """Entries with a number, life dates, captions, results, prices, and what somebody asks."""
    assert is_fact(line)


@pytest.mark.parametrize(
    "line",
    [
        "The aims of the meeting",
        "أهداف اللقاء",
        "1. Safety",
        "Part 2: how the winter of 1962 changed the whole town",
        "اليوم 3: عودة العائلات إلى القرى التي هجرتها قبل 20 عامًا",
        "Act 2, Scene 3",
        "الفصل 2، المشهد 3",
        "Apollo 11 to Apollo 17",
        "A gift of 5 million dollars",
        "5 million dollars for the harbour",
        "£5 million for the harbour",
        "5 poundstretchers",
        "Why the 3-2 win matters",
        "Seven ways to save £100",
        "The 300 who died in the flood of 1953",
        "ميزانية 3 مليارات دولار",
        "Born in a storm",
        "The war years, 1939–1945",
        "Photography for beginners",
        "رسم الحدود",
        "Mapping the coast",
        "World Cup 2022",
        "The end of the affair",
        "Regards from Moscow",
        "What she said",
        "تحيات من موسكو",
    ],
)
def test_a_title_is_no_fact(line: str):
    """Even where it has a number in it."""
    assert not is_fact(line)


def test_what_stands_over_a_signature_is_known():
    assert closes_letter("With best wishes,")
    assert closes_letter("مع خالص الاحترام والتقدير")
    assert not closes_letter("Best wishes for the old year")


@pytest.mark.parametrize(
    "piece",
    ["a ", "a: ", "a 1, ", "A 1-", "1 ", "£1", "£1 per ", "born ", "1 May 2020 ", "photo ", "مع ", "(", ", ", "\u200f"],
)
@pytest.mark.timeout(20)
def test_lines_that_are_nearly_facts_take_no_time(piece: str):
    """One that is far too long, and many that are as long as a fact can be."""
    started = time.perf_counter()
    line = (piece * 20_000)[:20_000]
    assert not is_fact(line)
    for length in range(40, 91):
        is_fact(line[:length])
    assert time.perf_counter() - started < 0.3
