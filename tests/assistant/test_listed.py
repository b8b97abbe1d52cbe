import time
from collections.abc import Iterator

import pytest

from assistant.listed import announced, is_head, lead_of
from embeddings.article import Article
from embeddings.chunks import split
from embeddings.passages import Passage
from tests.assistant.quick import quick

PROSE = "The shop in Mill Lane opened last spring, and it has been full of people ever since."


class Read:
    """The sentences of a text, and what stands around one of them."""

    def __init__(self, *lines: str) -> None:
        article = Article.from_text("\n".join(lines))
        sections = {paragraph.number: paragraph.section for paragraph in article.paragraphs}
        self.sentences = [
            Passage(s.text, s.paragraph, s.start, s.end, 1.0, section=sections[s.paragraph])
            for chunk in split(article, lambda text: len(text.split()), 200)
            for s in chunk.sentences
        ]

    def around(self, sentence: Passage) -> tuple[Passage | None, Iterator[Passage]]:
        place = self.sentences.index(sentence)
        return (self.sentences[place - 1] if place else None), iter(self.sentences[place + 1 :])

    def of(self, text: str) -> Passage:
        return next(sentence for sentence in self.sentences if sentence.text == text)

    def announced(self, lead: str) -> list[str]:
        passage = self.of(lead)
        return [sentence.text for sentence in announced(passage, self.around(passage)[1])]

    def lead(self, quote: str) -> str | None:
        found = lead_of(self.of(quote), self.around)
        return found.text if found else None


DOUGH = ["300 g flour", "1 pinch of salt, or more if the flour is old", "Milk", "2 eggs"]
FILLING = ["5 plums", "2 spoons of sugar"]


def test_a_list_without_marks_is_whole():
    """From the line over it to the next one, whatever the length of its items."""
    read = Read("Plum cake", PROSE, "", "For the dough", *DOUGH, "", "For the filling", *FILLING, "", "How", PROSE)
    assert read.announced("For the dough") == DOUGH
    assert read.announced("For the filling") == FILLING
    assert [read.lead(item) for item in (*DOUGH, *FILLING)] == ["For the dough"] * 4 + ["For the filling"] * 2


def test_what_a_few_words_stand_over_comes_with_them():
    """A line that its section is named after, though no item has a quantity."""
    read = Read("Museum", PROSE, "", "Opening hours", "Weekdays from ten", "Sundays from noon", "", "The way", PROSE)
    assert read.lead("Sundays from noon") == "Opening hours"
    assert read.announced("Opening hours") == ["Weekdays from ten", "Sundays from noon"]


def test_short_lines_have_no_lead():
    """Where nothing announces them: facts, an address, and what stands behind a list with marks."""
    read = Read(
        PROSE, "", "Fees:", "- a day 5 euros", "- a week 20 euros", "", "Larkhall House", "12 Mill Lane", "Easterby"
    )
    assert read.lead("- a week 20 euros") == "Fees:"
    assert [read.lead(line) for line in ("Larkhall House", "12 Mill Lane", "Easterby")] == [None] * 3


def test_the_end_of_a_paragraph_is_over_no_list():
    """Though it is short and has no full stop."""
    read = Read(PROSE, "", "Photo: Moran in his studio, 1974. Town Museum", "", "- This article was changed on Monday.")
    assert read.lead("- This article was changed on Monday.") is None


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        (
            "خسر الفريق لثلاثة أسباب:",
            [
                "أولاً: غياب الحارس.",
                "ثانيًا: التعب.",
                "ثالثا: أن الملعب كان مغمورًا بالمياه منذ الصباح ولم يؤجل أحد المباراة.",
            ],
        ),
        (
            "She gives these reasons:",
            [
                "First, rain.",
                "Secondly, the pitch.",
                "Finally, nobody in the whole town had slept before the match began.",
            ],
        ),
        (
            "There were three reasons why it failed:",
            ["It rained.", "Nobody came.", "The pitch was too wet to play on."],
        ),
        ("له 3 أسباب:", ["سقوط المطر.", "غياب اللاعبين.", "أرض الملعب مبتلة لا تصلح للعب."]),
    ],
)
def test_points_that_are_counted_are_all_told(lead: str, items: list[str]):
    """By an ordinal or by the line over them, and the next short paragraph is none of them."""
    read = Read(PROSE, "", lead, *items, "It was over.", PROSE)
    assert read.announced(lead) == items


def test_a_count_brings_no_prose():
    """What is far longer than the points before is none, and a day is no count."""
    read = Read(PROSE, "", "There were three reasons:", "It rained.", "Nobody came.", f"{PROSE[:-1]}, {PROSE}")
    assert read.announced("There were three reasons:") == ["It rained.", "Nobody came."]
    lead = "The club wrote on 3 May:"
    read = Read(PROSE, "", lead, "It rained.", "Nobody came.", "They left.", "It got late.", PROSE)
    assert len(read.announced(lead)) == 4


def test_a_row_comes_with_the_head_of_its_table():
    """The first row, where it has no number but years; or the line over it, which names the unit."""
    head, *rows = "Drug | Times | Weeks", "Drops | 4 a day | 1", "Tears | when needed | –", "Salve | at night | 2"
    read = Read(PROSE, "", "After the operation", head, *rows, PROSE)
    assert [read.lead(row) for row in (head, *rows)] == [None, head, head, head]
    read = Read(PROSE, "", "Rain (mm)", "Hill | 86", "Town | 61", PROSE)
    assert [read.lead("Hill | 86"), read.lead("Town | 61")] == ["Rain (mm)"] * 2
    assert read.announced("Rain (mm)") == ["Hill | 86", "Town | 61"]
    read = Read(PROSE, "", "Price\t2023\t2024", "Bread\t3\t4", PROSE)
    assert read.lead("Bread\t3\t4") == "Price\t2023\t2024"
    read = Read(PROSE, "", "| City | Rain |", "| --- | --- |", "| Leeds | 4 |", PROSE)
    assert read.lead("| Leeds | 4 |") == "| City | Rain |"


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("Lamp | Means | What to do", True),
        ("Red | Tank full | Empty it", False),
        ("Blue | Filter due | Wash it", False),
        ("Size | 30 cm | 40 cm", False),
        ("Depth | 12 cm | 14 cm", False),
        ("Alone | on | its own", False),
        ("Monday | closed all day", False),
        (PROSE, False),
    ],
)
def test_the_head_of_a_table_is_told(line: str, heads: bool) -> None:
    read = Read(
        "Lamps of the pump", "Lamp | Means | What to do", "Red | Tank full | Empty it", "Blue | Filter due | Wash it",
        PROSE, "Size | 30 cm | 40 cm", "Depth | 12 cm | 14 cm", PROSE + " Twice.", "Alone | on | its own",
        PROSE + " So.", "Monday | closed all day", "Tuesday | noon to six", "The end.",
    )  # fmt: skip
    assert is_head(read.of(line), read.around) is heads


def test_lists_and_tables_keep_their_leads_to_themselves():
    """Neither what stands under the next title has them, nor what comes behind a blank line."""
    hours, photo = ["Weekdays from ten", "Sundays from noon"], "Photo: the new hall (Per Holm)"
    read = Read("Museum", PROSE, "", "Opening hours", *hours, "", photo, PROSE)
    assert [read.lead(line) for line in (*hours, photo)] == ["Opening hours", "Opening hours", None]
    assert read.announced("Opening hours") == hours
    read = Read(
        "Museum", PROSE, "", "Opening hours", *hours, "", "Tickets", "Adults 9 euros", "Pupils 4 euros", "", PROSE
    )
    assert read.lead("Pupils 4 euros") is None
    tables = ("Rain (mm)", "Hill | 86", "Town | 61", "", "Wind", "Place | Gusts", "Hill | 90", "Town | 70", PROSE)
    assert Read("Storm", PROSE, "", *tables).lead("Town | 70") == "Place | Gusts"


def test_a_table_ends_where_its_rows_do():
    read = Read(PROSE, "", "Rain (mm)", "Hill | 86", "Town | 61", "- It will rain on.", PROSE)
    assert read.announced("Rain (mm)") == ["Hill | 86", "Town | 61"]


def test_an_entry_of_a_live_blog_comes_with_its_time():
    """Its first sentence, where the time has words of its own."""
    read = Read(
        "Storm", PROSE, "", "18:20 – Bridge gone", "Nobody was hurt. It rains on.", "", "18:40", "The sun is out."
    )
    assert read.lead("Nobody was hurt.") == "18:20 – Bridge gone"
    assert read.lead("It rains on.") is None
    assert read.lead("The sun is out.") is None
    assert read.announced("18:20 – Bridge gone") == ["Nobody was hurt."]
    read = Read(
        "Day", PROSE, "", "The programme", "9:00 Doors open", "9:30 First talk", "", "Fees", "5 euros for pupils", PROSE
    )
    assert read.lead("9:30 First talk") == "The programme"
    assert read.lead("5 euros for pupils") is None


@pytest.mark.parametrize("piece", ["three ", ":", "three:", "1 a ", "| - ", "أولا: ", "12:30 a "])
@pytest.mark.timeout(20)
def test_hostile_leads_take_no_time(piece: str):
    line = (piece * 20_000)[:20_000]
    first, second, third = (
        Passage(line, 1, 0, 20_000, 1.0),
        Passage(line, 2, 20_001, 40_001, 1.0),
        Passage("a", 3, 40_002, 40_003, 1.0),
    )
    started = time.perf_counter()
    list(announced(first, [second, third]))
    lead_of(third, lambda passage: ({2: first, 3: second}.get(passage.paragraph), iter(())))
    assert time.perf_counter() - started < 0.5


def test_the_head_of_a_table_is_no_answer() -> None:
    """Whatever words it shares with the question; a row comes with it."""
    rows = ["Lamp | Means | What to do", "Red | Tank full | Empty it", "Blue | Filter due | Wash it"]
    assistant = quick(Article.from_text("\n".join(["The pump", PROSE, "", *rows, "", PROSE + " So it is."])))
    answer = assistant.ask("What to do, and what means the red lamp?")
    assert [citation.quote for citation in answer.citations[:2]] == rows[:2]
    assert all(rows[0] != citation.quote for citation in answer.citations[1:])
