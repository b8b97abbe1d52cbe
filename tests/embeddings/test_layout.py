import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.layout import announces, blocks, is_byline, names_agency, names_author, tells_date

PROSE = "The talks between the two sides went on for three days and ended without a result."
NATHR = "تركز المباحثات بين الطرفين على بحث سبل إنهاء الحرب التي بدأت منذ أكثر من أربع سنوات."


def layout(text: str) -> list[str]:
    """The blocks of `text`, titles with "T " before them and paragraphs with "P "."""
    return [f"P {text[b.start : b.end]}" if b.heading is None else f"T {b.heading}" for b in blocks(text)]


@pytest.mark.parametrize(
    "title",
    [
        "أهداف اللقاء",
        "Aims of the meeting",
        "ما الذي ينتظر من اللقاء؟",
        "Will the talks succeed?",
        "1. Introduction",
        "تقرير أممي يحذر من كارثة",
        "كتب ممنوعة في الصين",
        "From farm to table",
        "By land and sea",
    ],
)
def test_a_short_line_over_prose_is_a_title(title: str):
    """Without a full stop, over text; a question is a title too, and words such as "report" and "books"."""
    assert layout(f"{PROSE}\n{title}\n{NATHR}") == [f"P {PROSE}", f"T {title}", f"P {NATHR}"]


def test_a_title_and_a_subtitle_are_both_titles():
    """And so is the title over a byline, which is a paragraph itself."""
    assert layout(f"Envoys in Moscow\nA long way to go\nBy Jane Doe\n{PROSE}") == [
        "T Envoys in Moscow",
        "T A long way to go",
        "P By Jane Doe",
        f"P {PROSE}",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "A sentence ends here.",
        "They brought:",
        "وصل المبعوث،",
        "“Is it over?”",
        "- a point of a list",
        "• نقطة",
        " ".join(["word"] * 13),
        "w" * 91,
        "كتب : صفاء مصطفى",
    ],
)
def test_a_line_that_reads_like_text_is_a_paragraph(line: str):
    """Ended sentences, bullets, bylines and long lines are no titles."""
    assert layout(f"{PROSE}\n\n{line}\n\n{NATHR}") == [f"P {PROSE}", f"P {line}", f"P {NATHR}"]


def test_a_poem_is_text():
    """Short lines in a row are verses, but for a title that opens the whole."""
    verses = ["قفا نبك من ذكرى حبيب ومنزل", "بسقط اللوى بين الدخول فحومل", "فتوضح فالمقراة لم يعف رسمها"]
    assert layout("\n".join(verses)) == [f"P {verse}" for verse in verses]
    assert layout("\n".join([PROSE, *verses, NATHR])) == [f"P {line}" for line in (PROSE, *verses, NATHR)]
    assert layout("\n".join([*verses, NATHR])) == [
        f"T {verses[0]}", f"P {verses[1]}", f"P {verses[2]}", f"P {NATHR}",
    ]  # fmt: skip


@pytest.mark.parametrize("items", [["flour", "sugar"], ["- flour", "- sugar"], ["1. flour", "2. sugar"], ["طحين"]])
def test_a_list_is_text(items: list[str]):
    """Two short lines over prose are no titles where a colon announces them; neither are bullets and numbers."""
    lines = ["She needs these:", *items, PROSE]
    assert layout("\n".join(lines)) == [f"P {line}" for line in lines]


@pytest.mark.parametrize("items", [["- flour", "- sugar"], ["1. flour", "2. sugar"]])
def test_a_list_is_text_without_a_colon_too(items: list[str]):
    """Its points stay paragraphs."""
    lines = [PROSE, *items, NATHR]
    assert layout("\n".join(lines)) == [f"P {line}" for line in lines]


LISTS = (
    ["- peace", "- trade"], ["1. Peace for all.", "2. Trade."], ["1. peace", "2. trade"], ["• سلام", "• تجارة"],
    ["أ) سلام", "ب) تجارة"],
)  # fmt: skip


@pytest.mark.parametrize("items", LISTS)
def test_the_line_over_a_list_announces_it(items: list[str]):
    """It can be quoted with what it announces, unless it is marked as a title or opens the article."""
    lines = [PROSE, "The aims of both sides", *items, NATHR]
    assert layout("\n".join(lines)) == [f"P {line}" for line in lines]
    assert layout("\n".join(lines[1:]))[:2] == [f"T {lines[1]}", f"P {items[0]}"]
    assert layout("\n".join([PROSE, "## Aims", *items]))[1] == "T Aims"


def test_a_title_over_steps_stays_one():
    """A point that is a whole sentence says something without it."""
    steps = ["1. Leave the jar alone for a day and a night.", "2. Feed it with flour and water every morning."]
    assert layout("\n".join([PROSE, "The first week", *steps]))[1] == "T The first week"


def test_a_title_over_what_announces_a_list_stays_one():
    lines = ["What they want from each other", "- peace", "- trade", NATHR]
    assert layout("\n".join([PROSE, "The talks", *lines])) == [f"P {PROSE}", "T The talks", *(f"P {x}" for x in lines)]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("She brought:", "flour and sugar"),
        ("ما يحتاج إليه المسافر", "- جواز سفر"),
        ("What both sides want", "1. Peace"),
        ("1. Fruit", "- apples"),
        ("Fees", "(a) five pounds"),
        ("For the dough", "300 g flour"),
        ("للحشوة", "ملعقة كبيرة زيت"),
    ],
)
def test_what_announces_a_list_is_told(line: str, following: str):
    """A colon tells, or the list."""
    assert announces(line, following)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("The aims", PROSE),
        ("They went home.", "- flour"),
        ("What do they want?", "- peace"),
        ("- flour", "- sugar"),
        ("1. Peace", "2. Trade"),
        ("Price: 5 euros", "- sugar"),
        ("By Ada Lind", "- Trams will cost more"),
        ("رأي الخبراء", "د. سعاد العلي تقول إن الأسعار ستهبط."),
        ("The painter", "J. Smith was born in Leeds."),
        ("لقاء مع الكاتب", "- كيف بدأت؟"),
        ("------", "1. Peace"),
        ("The war", "1914 was a bad year."),
        ("The war", "3 years went by before it ended."),
        ("300 g flour", "2 eggs"),
        ("The day", "9 June 2025"),
    ],
)
def test_what_announces_nothing_is_told(line: str, following: str):
    """Titles over prose, sentences, points of the same list; names begin with a letter, interviews have dashes."""
    assert not announces(line, following)
    if following[:2] in ("د.", "J."):
        assert layout(f"{NATHR}\n{line}\n{following}")[1] == f"T {line}"


UNMARKED = (
    ("What the parcel holds", ["1 kettle", "2 filters for hard water", "1 cable (1.5 m)"]),
    ("3. What the parcel holds", ["1 kettle", "2 filters for hard water"]),
    ("For the dough", ["300 g flour", "½ tsp salt", "Milk", "A handful of raisins", "Zest of 1 orange"]),
    ("للعجينة", ["كوبان من الدقيق", "ملعقة صغيرة خميرة", "حليب", "٣ بيضات"]),
    ("Dates to remember", ["4–8 March – Book week", "15 March – Choir in the town hall"]),
)


@pytest.mark.parametrize(("title", "items"), UNMARKED)
def test_a_line_over_a_list_without_marks_announces_it(title: str, items: list[str]):
    """Its items are short lines in a row that mostly begin with a quantity; a title behind them stays one."""
    text = f"{PROSE}\n\n{title}\n" + "\n".join(items) + f"\n\n4. The controls\nKNOB – {NATHR}"
    lines = [PROSE, title, *items, "4. The controls", f"KNOB – {NATHR}"]
    assert layout(text) == [f"{'T' if line[:2] == '4.' else 'P'} {line}" for line in lines]
    assert [text[b.start : b.end] for b in blocks(text) if b.stands_over] == [title]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\u2028"])
def test_a_list_without_marks_is_of_one_block(gap: str):
    """A title and a subtitle with numbers may have a blank line between them."""
    lines = ["Storm in the sound", "3 ferries lost", "2 harbours shut"]
    together, apart = (f"{PROSE}{gap}{gap}" + between.join(lines) + f"{gap}{gap}{NATHR}" for between in (gap, gap * 2))
    assert layout(together)[1:-1] == layout(apart)[1:-1] == [f"P {line}" for line in lines]
    assert [block.stands_over for block in blocks(together)] == [False, True, False, False, False]


@pytest.mark.parametrize(
    "lines",
    [
        ["The Guild of Larkhall Bakers", "12 Mill Lane", "Easterby"],
        ["She came in from the rain", "and nobody asked her a thing", "2 candles burned on the sill"],
        ["The years of the flood", "1953 was the worst", "1962 was nearly as bad"],
    ],
)
def test_short_lines_that_count_nothing_are_no_list(lines: list[str]):
    """Addresses, poems and years."""
    text = f"{PROSE}\n\n" + "\n".join(lines) + f"\n\n{NATHR}"
    assert layout(text)[1:-1] == [f"P {line}" for line in lines]
    assert not any(block.stands_over for block in blocks(text))


@pytest.mark.parametrize(
    ("rows", "over"),
    [(["Hill | 86", "Town | 61"], True), (["Place\tRain", "Town\t61"], False), (["Serves 6 | 40 min"], False)],
)
def test_the_line_over_a_table_without_a_head_can_be_quoted(rows: list[str], over: bool):
    """It says what the numbers are; where the first row does, or is the only one, the line is a title."""
    text = f"{PROSE}\n\nRain (mm)\n" + "\n".join(rows) + f"\n\n{NATHR}"
    assert layout(text)[1] == ("P Rain (mm)" if over else "T Rain (mm)")
    assert [block.stands_over for block in blocks(text)][1] == over


def test_the_time_of_an_entry_can_be_quoted():
    """Where it has words of its own, and it stands over the entry; a bare time is a title, and a programme a list."""
    text = f"{PROSE}\n\n18:20 – Bridge gone\n\n{NATHR}\n\n18:40\n\n{PROSE}"
    assert layout(text)[1::2] == ["P 18:20 – Bridge gone", "T 18:40"]
    assert [block.stands_over for block in blocks(text)] == [False, True, False, False, False]
    text = f"{PROSE}\n\n9:00 Doors open\n9:30 First talk\n\n{NATHR}"
    assert layout(text)[1:3] == ["P 9:00 Doors open", "P 9:30 First talk"]
    assert not announces("9:00 Doors open", "9:30 First talk")


@pytest.mark.parametrize(
    ("title", "items"),
    [
        ("Opening hours", ["Tuesday to Friday from ten", "Sundays from noon", "Mondays closed"]),
        ("ما يحضره الطالب", ["زجاجة ماء", "قبعة", "ملابس رياضية"]),
        ("The programme", ["9:00 Doors open", "9:30 A talk about tides", "10:15 Coffee"]),
    ],
)
def test_a_few_words_over_short_lines_announce_them(title: str, items: list[str]):
    """And a title behind the list is one."""
    text = f"{PROSE}\n\n{title}\n" + "\n".join(items) + f"\n\nHow to get there\n{NATHR}"
    assert layout(text)[1:-1] == [f"P {line}" for line in (title, *items)] + ["T How to get there"]
    assert [text[b.start : b.end] for b in blocks(text) if b.stands_over] == [title]


@pytest.mark.parametrize("before", ["The winners", "The winners are:", "- a prize for all"])
def test_the_first_of_a_list_that_is_announced_is_over_nothing(before: str):
    """Nor is a line before that has no list behind it in its own block."""
    text = f"{PROSE}\n\n{before}\n\nAda Lind\nPer Holm\nHanna Berg\n\n{NATHR}"
    assert layout(text)[2:-1] == ["P Ada Lind", "P Per Holm", "P Hanna Berg"]
    assert not any(block.stands_over for block in blocks(text))


def test_a_letter_s_end_is_over_no_list():
    text = f"{PROSE}\n\nKind regards\nAda Lind\nHead of Music\nTown School\n\n{NATHR}"
    assert not any(block.stands_over for block in blocks(text))


def test_the_names_of_two_teams_are_under_a_title():
    """They have labels, and say by themselves what they are of."""
    lines = [
        "Teams",
        "Wolves: Lahti; Salo, Niemi, Virta; Moss and Reed",
        "Bears: Hall; Park, Dunn, Aalto; Holm and Lind",
    ]
    assert layout("\n".join([PROSE, "", *lines, "", NATHR]))[1:-1] == [f"T {lines[0]}", *(f"P {x}" for x in lines[1:])]


def test_chapters_with_numbers_are_titles():
    """Over steps that are numbered themselves, and behind the last step of the chapter before."""
    steps = ["1. Pull the plug out of the wall before you begin.", "2. Let the water run out of the kettle."]
    lines = ["4. Emptying the kettle", *steps, "7. Cleaning", PROSE]
    assert layout("\n".join([PROSE, "", *lines])) == [f"P {PROSE}"] + [
        f"{'T' if line[0] in '47' else 'P'} {line}" for line in lines
    ]


def test_a_numbered_title_over_prose_stays_one():
    assert layout(f"{PROSE}\n\n1. Aims\n\n{PROSE}\n\n2. Means\n\n{PROSE}") == [
        f"P {PROSE}", "T 1. Aims", f"P {PROSE}", "T 2. Means", f"P {PROSE}",
    ]  # fmt: skip


def test_markdown_titles_lose_their_marks():
    """However long they are, and whatever stands around them; a hash tag is no title."""
    text = f"# Envoys in Moscow.\n{PROSE}\n\n## The aims:\n\n### First\n{NATHR}\n#hashtag is text."
    assert layout(text) == [
        "T Envoys in Moscow.", f"P {PROSE}", "T The aims:", "T First", f"P {NATHR}", "P #hashtag is text.",
    ]  # fmt: skip


def test_where_titles_are_marked_short_lines_are_text():
    """A line that its author could have marked and did not, such as an answer of one word, can be quoted."""
    assert layout(f"# Aims\n\nYes\n\n{PROSE}\n\nNo\n\n{NATHR}") == [
        "T Aims",
        "P Yes",
        f"P {PROSE}",
        "P No",
        f"P {NATHR}",
    ]


@pytest.mark.parametrize("row", ["المدينة | السكان", "City\tPeople"])
def test_a_row_of_a_table_is_text(row: str):
    """With bars or tabs between its cells, alone over prose too."""
    assert layout(f"{PROSE}\n\n{row}\n\n{NATHR}") == [f"P {PROSE}", f"P {row}", f"P {NATHR}"]


def test_prose_with_a_number_sign_is_no_title():
    """A title in Markdown has an end: what is longer than any title is a paragraph."""
    assert layout(f"# {'word ' * 60}\n{PROSE}")[0].startswith("P # word")


@pytest.mark.parametrize("text", ["Aims", "أهداف", "# Aims", "Aims\nScope", "# Aims\n# Scope"])
def test_there_is_always_a_paragraph(text: str):
    """A title stands over something: the last line never is one."""
    assert layout(text)[-1].startswith("P ")


@given(st.lists(st.text("abcابت", min_size=1, max_size=12), min_size=30, max_size=60), st.sampled_from(["\n", "\r\n"]))
def test_hard_wrapped_prose_is_one_paragraph(words: list[str], newline: str):
    """Whatever the line end, and with a title over it or not."""
    wrapped = textwrap.fill(" ".join(words) + " end.", 72).replace("\n", newline)
    assert layout(wrapped) == [f"P {wrapped}"]
    assert layout(f"Aims{newline}{newline}{wrapped}") == ["T Aims", f"P {wrapped}"]
    assert layout(f"Aims{newline}{wrapped}{newline}{newline}{wrapped}") == ["T Aims", f"P {wrapped}", f"P {wrapped}"]
    assert layout(f"# Aims{newline}{wrapped}") == ["T Aims", f"P {wrapped}"]


def test_a_long_title_over_a_subtitle_is_not_wrapped_prose():
    """Two full lines are one paragraph only if it ends like one."""
    titles = ["Envoys from Washington are in Moscow today", "Kushner and Witkoff meet the Russian leader"]
    assert layout("\n".join([*titles, "", PROSE])) == [f"T {titles[0]}", f"T {titles[1]}", f"P {PROSE}"]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\r", "\n\n", "\n \u200f\n", "\u2028", "\u2029", "\v", "\f", "\x85"])
def test_every_line_end_ends_a_paragraph(gap: str):
    """Those of all systems and of Unicode, with invisible characters on blank lines."""
    assert layout(f"{PROSE}{gap}{NATHR}{gap}") == [f"P {PROSE}", f"P {NATHR}"]


@pytest.mark.parametrize(
    "line",
    [
        "كتب : صفاء مصطفى... العرب نيوز اللندنية", "كتبت: سارة علي", "كتب/ محمد علي", "بقلم محمد علي", "بقلم: محمد",
        "\u200fبقلم محمد", "إعداد: قسم الأخبار", "المصدر: رويترز", "ترجمة : ليلى",
        "By Jane Doe", "BY JANE DOE", "By Jane Doe and John Smith, Reuters", "By J. R. Smith in Moscow",
        "Written by Jane van Dyke", "Source: Reuters", "Reporting by Jane Doe", "by: jane",
        "By Ada Lind, tram and bus reporter", "By Ada Lind and Per Holm – health correspondents in Oslo",
        "By Ada Lind, 7 May 2026", "By Ada Lind | Thursday, May 7, 2026 14:30", "*By Ada Lind*", "_Words by Ada Lind_",
        "**By Ada Lind, chief political editor**", "Interview by Per Holm",
        "حوار: سعاد العلي", "أجرى الحوار: محمد سالم", "أجرت المقابلة: ليلى حسن – ٧ مايو ٢٠٢٦", "حاورته: منى فؤاد",
        "رأي: ليلى منصور", "Analysis by Ada Lind", "تغطية: فريق «مرآة الوادي»", "متابعة: «الأفق الجديد»",
        "تصوير: قسم التصوير في «الأفق»",
    ],
)  # fmt: skip
def test_a_byline_is_known(line: str):
    """In both languages, with and without a colon."""
    assert is_byline(line)
    assert names_author(line)


@pytest.mark.parametrize(
    "line",
    [
        "From the beginning the plan failed.", "From Moscow, talks resumed.", "By noon the streets were empty",
        "By the time he came it was over.", "By Monday, the city had fallen.", "Bystanders: Jane and John",
        "كتب الرئيس رسالة إلى الوزير.", "كتب ممنوعة في الصين", "تقرير أممي يحذر من كارثة", "تحرير الموصل",
        "إعداد الطعام", "ترجمة القرآن", "المصدر الرئيسي للدخل", "كتبنا: نحن هنا",
        "By Monday", "By May 2026", "By Friday, editor Ada Lind had resigned", "By noon, local reporters had left",
        "حوار: هل ينجح الاتفاق؟", "حوار الحضارات", "رأي: لا للحرب", "رأي: الحكومة والناس والحرب والسلام",
        "أجرى الحوار مع الوزير", "تغطية: وصول «مرآة الوادي» إلى المرفأ", "رأي: «لا للحرب»",
        "متابعة: فريق الإنقاذ يعثر على ناجين تحت الأنقاض",
    ],
)  # fmt: skip
def test_prose_that_begins_like_a_byline_is_none(line: str):
    """The word alone says little: names or a colon have to follow."""
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Price: 5 euros", "Tuesday: closed", "السعر: ٥ دنانير", "Published 9 June 2025, 14:30",
        "Last updated: May 3, 2025",
        "نُشر في 14 مارس 2025، الساعة 6:30 مساءً", "آخر تحديث 3 مايو 2025",
    ],
)  # fmt: skip
def test_a_fact_and_a_day_are_no_titles(line: str):
    """A reader may ask for them; only what opens the article may be a title with a colon."""
    prose = "The market is open on Monday and Wednesday, and on the other days of the week as well."
    blocks_of = [block.heading for block in blocks(f"{prose}\n\n{line}\n\n{prose}")]
    assert blocks_of == [None, None, None]
    assert [block.heading for block in blocks(f"Moscow: talks resume\n\n{prose}")] == ["Moscow: talks resume", None]


@pytest.mark.parametrize(
    "facts",
    [
        ["Tank: 3 litres, or 3.2 litres without the lid that is inside", "Power: 90 W"],
        ["Colour: white, with a lid of dark blue glass", "Shape: round, with two handles that fold"],
        ["الاستحواذ: ذئاب الجبل 61% – دببة الوادي 39%", "الركنيات: 7 – 2"],
        ["Abel Moran, painter, born 2 May 1931; died 9 June 2024", "Photo: Moran in his studio (Town Museum)"],
        ["Wolves 4, Bears 0"],
    ],
)
@pytest.mark.parametrize("title", [[], ["The facts"]])
def test_facts_under_a_title_can_be_quoted(facts: list[str], title: list[str]):
    """The first of a table is no subtitle, and a name under a letter no title."""
    lines = [f"P {PROSE}", *(f"T {line}" for line in title), *(f"P {line}" for line in facts), f"P {NATHR}"]
    assert layout("\n".join(line[2:] for line in lines)) == lines


def test_the_name_under_a_letter_can_be_quoted():
    """It is no subtitle."""
    lines = ["Thank you to all who came.", "With kind regards", "Ms T. Bright, Head of Music", "P.S. Bring a coat."]
    assert layout("\n".join(lines))[2] == f"P {lines[2]}"


def test_one_line_with_a_colon_and_no_figure_is_a_title():
    """Alone, and where the next one that has a colon is prose."""
    title = "The long road: what comes after the talks"
    prose = f"The minister: {PROSE}"
    assert layout(f"{PROSE}\n\n{title}\n\n{prose}") == [f"P {PROSE}", f"T {title}", f"P {prose}"]


@pytest.mark.timeout(20)
def test_lines_that_are_nearly_facts_take_no_time():
    """Short lines by the thousand, each with a word more than a fact has."""
    line = f"k: {'x' * 60} y y y y y"
    assert len(list(blocks("\n\n".join([line] * 5_000)))) == 5_000


DATELINES = (
    "3 February 2026", "Monday, June 9, 2025", "2025-06-09", "9/6/2025", "*9 June 2025*", "١٢ أبريل ٢٠٢٦",
    "الأربعاء ١٦ ربيع الآخر ١٤٤٧هـ - ٨ أكتوبر ٢٠٢٥م", "LONDON, 7 May 2026", "تاريخ النشر: 2025/6/9",
    "Published: 9 June 2025 | Updated: 10 June 2025", "Published on Monday, 9 June 2025 at 14:30",
    "نُشر في ٨ أكتوبر ٢٠٢٥", "آخر تحديث: ٣ مايو ٢٠٢٥",
    "FOR IMMEDIATE RELEASE – 4 May 2026", "Press release 4 May 2026", "Westhaven, 4 May 2026 | For immediate release",
    "للنشر الفوري – ٤ مايو ٢٠٢٦", "بيان صحفي – الميناء، ٤ مايو ٢٠٢٦", "Embargoed until 9 May",
    "EMBARGOED UNTIL 00:01 GMT, SATURDAY 9 MAY 2026", "Not for publication before 9 May 2026.",
    "محظور النشر حتى ٩ مايو", "يُحظر نشره قبل السبت ٩ مايو ٢٠٢٦",
)  # fmt: skip
OF_AGENCIES = (
    "عين الرمّان – وكالة الشرق – الأربعاء ٨ أكتوبر ٢٠٢٥", "٧ مايو ٢٠٢٦ - القاهرة - رويترز",
    "Salt Harbour – The Coast Times – 7 May 2026", "LONDON, 7 May 2026 (Reuters)",
)  # fmt: skip


@pytest.mark.parametrize("line", DATELINES + OF_AGENCIES)
def test_a_dateline_is_known_and_no_title(line: str):
    """With a place and an agency before it or without; it can be quoted, and is no news."""
    assert tells_date(line)
    assert is_byline(line)
    assert not names_author(line)
    assert names_agency(line) == (line in OF_AGENCIES)
    assert layout(f"Envoys in Moscow\n\n{line}\n\n{PROSE}") == ["T Envoys in Moscow", f"P {line}", f"P {PROSE}"]
    assert layout(f"{line}\n\nEnvoys in Moscow\n\n{PROSE}") == [f"P {line}", "T Envoys in Moscow", f"P {PROSE}"]


@pytest.mark.parametrize(
    "line",
    [
        "Deadline – 7 May 2026", "Kick-off, Cairo, 7 May 2026", "Staff meeting – 9 June 2025", "Date: 9 June 2025",
        "The battle of the Somme, 1 July 1916", "معركة حطين – ٤ يوليو ١١٨٧", "قناة السويس – ٧ مايو ٢٠٢٦", "6 أكتوبر",
        "- 9 June 2025", "1. 9 June 2025", "9 June 2025.", "He left on 9 June 2025", "May", "1984", "ربيع 2011",
        "Published in 1859, the book changed biology", "نشرت الصحيفة 3 مقالات",
        "Embargo lifted – 12 June 2025", "Embargoed until the trial ends", "Release – 12 June 2025",
        "Not for sale before 14 March", "Press release: mayor quits", "بيان صحفي: الوزير يستقيل",
        "For immediate release of all prisoners", "للنشر أهمية كبيرة", "لا يُنشر الكتاب قبل مارس",
        "Media enquiries poured in after the match", "المكتب الإعلامي: سقوط ثلاثة جرحى", "Press contact",
    ],
)  # fmt: skip
def test_what_happened_on_a_day_is_no_dateline(line: str):
    """A line with a date may be the very answer: only agencies and places in capitals stand beside one."""
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "PRESS RELEASE", "For immediate release", "للنشر الفوري", "بيان صحافي",
        "Press contact: Una Bray, una@kelp.example",
        "For media enquiries, please call 0800 555 0110", "للاستفسارات الصحفية: ليلى حسن",
        "جهة الاتصال الإعلامية: 1717",
    ],
)  # fmt: skip
def test_what_a_press_release_says_of_itself_is_no_title_and_no_news(line: str):
    """That it may be printed, and whom journalists may ask."""
    assert is_byline(line)
    assert not names_author(line)
    assert not tells_date(line)
    assert layout(f"{line}\n\nA new pier for Westhaven\n\n{PROSE}") == [
        f"P {line}", "T A new pier for Westhaven", f"P {PROSE}",
    ]  # fmt: skip


def test_the_days_of_a_chronicle_are_titles():
    """Where several days have prose of their own."""
    assert layout(f"The strike\n\n3 May 2026\n\n{PROSE}\n\n4 May 2026\n\n{PROSE}") == [
        "T The strike", "T 3 May 2026", f"P {PROSE}", "T 4 May 2026", f"P {PROSE}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "By A ", "By Ada Lind, a ", "9 ", "9/", "June ", "– ", "(", "published on ", "*", "في ", "A", "press release ",
        "embargoed until ", "تغطية: فريق «ا» ", "للنشر ", "1 a ", "1. ",
    ],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_lines_that_are_nearly_bylines_take_no_time(piece: str):
    """One that is far too long, and those just short enough by the hundred."""
    line = (piece * 20_000)[:20_000]
    assert not tells_date(line)
    assert list(blocks("\n\n".join([line, *[line[:length] for length in (89, 149)] * 100, PROSE])))
