import pytest

from embeddings.days import before_date, is_date, is_part_of_date, tells_time


@pytest.mark.parametrize(
    "text",
    [
        "3 February 2026", "Monday, June 9th, 2025", "Wed 9 June", "9 Jun 2025, 14:30 GMT", "2025-06-09", "09.06.2025",
        "June 2025", "٢٠٢٥/٦/٩", "الأربعاء ٨ أكتوبر ٢٠٢٥", "٨ تشرين الأول/أكتوبر ٢٠٢٥، الساعة ١٤:٣٠ بتوقيت القاهرة",
        "١٦ ربيع الآخر ١٤٤٧هـ", "9 جانفي 2024",
    ],
)  # fmt: skip
def test_a_date_is_known(text: str):
    """Of every calendar and in every order; a weekday stands for the year."""
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "6 أكتوبر",
        "11 September",
        "2025",
        "Monday",
        "May",
        "10:30",
        "ربيع 2011",
        "9 June 2025 was warm",
        "x" * 999,
    ],
)
def test_what_may_be_something_else_is_no_date(text: str):
    """A day without a year is the name of a war, a town or a feast."""
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "part"), [("Monday", True), ("9 June", True), ("14:30", True), ("- |", False), ("no", False)]
)
def test_what_may_stand_in_a_date_is_told(text: str, part: bool):
    assert is_part_of_date(text) is part


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("By Ada Lind, 9 June 2025", "By Ada Lind"),
        ("By Ada Lind | Monday, 9 June 2025 14:30", "By Ada Lind"),
        ("حوار: سعاد العلي – ٨ أكتوبر ٢٠٢٥", "حوار: سعاد العلي"),
        ("By Ada  Lind", "By Ada  Lind"),
        ("By Ada May", "By Ada May"),
    ],
)
def test_a_line_is_read_without_the_date_that_ends_it(text: str, before: str):
    """What ends with none stays as it is."""
    assert before_date(text) == before


@pytest.mark.parametrize(
    "line",
    [
        "18:20 – Bridge gone",
        "9.05 pm Fire in the harbour",
        "٢١:١٠ – تصحيح",
        "14:45 Why do storms have names?",
        "7:15am | Trains",
    ],
)
def test_a_time_with_words_is_known(line: str):
    """As it stands over the entries of a live blog."""
    assert tells_time(line)


@pytest.mark.parametrize(
    "line",
    [
        "18:20",
        "2.30 euros",
        "18:20 – 19:40",
        "At 18:20 the bridge fell.",
        "He left at 18:20",
        "27:40 ahead",
        "x" * 999,
        "1:1 draw",
    ],
)
def test_what_tells_no_time_over_an_entry(line: str):
    """A bare time says nothing, and a sentence is none; scores and prices look alike."""
    assert not tells_time(line)
