import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.numerals import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four years", {"4"}),
        ("أربع سنوات", {"4"}),
        ("22 يناير 2026", {"22", "2026"}),
        ("٢٢ يناير ٢٠٢٦", {"22", "2026"}),
        ("tens of thousands", {"~10000"}),
        ("عشرات الآلاف", {"~10000"}),
        ("20,000 people", {"20000"}),
        ("100 000 people", {"100000"}),
        ("عشرين ألف شخص", {"20000"}),
        ("10 percent", {"10%"}),
        ("10٪", {"10%"}),
        ("عشرة بالمئة", {"10%"}),
        ("10 في المئة", {"10%"}),
        ("twenty-two", {"22"}),
        ("اثنان وعشرون", {"22"}),
        ("two hundred and five", {"205"}),
        ("3.5 million", {"3500000"}),
        ("between ten and twenty", {"10", "20"}),
        ("at 14:30", {"14:30"}),
        ("ألف وتسعمئة وخمسة وأربعون", {"1945"}),
        ("a year ago", {"1"}),
        ("منذ عام", {"1"}),
        ("منذ عام 1970", {"1970"}),
        ("منذ عامين", {"2"}),
        ("one of the points", set()),
        ("no number here", set()),
        ("Python 3.10, not 3.1", {"3.10", "3.1"}),
        ("2.50 million", {"2500000"}),
        ("1234567890123456789012345678901", {"1234567890123456789012345678901"}),
        ("❶ ② 3", {"2", "3"}),
    ],
)
def test_numbers(text, expected):
    """Both scripts and both languages come to one canonical form."""
    assert numbers(text) == expected


@given(st.integers(2, 10**8))
def test_digits_of_both_scripts_agree(value):
    """A number is the same in ASCII, in Arabic-Indic digits and with thousands separators."""
    arabic = str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert numbers(str(value)) == numbers(arabic) == numbers(f"{value:,}") == {str(value)}


@given(st.text())
def test_any_text_can_be_read(text):
    """No text makes it fail."""
    assert all(numbers(text))
