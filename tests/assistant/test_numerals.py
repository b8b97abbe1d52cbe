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
        ("أحد عشر قاربًا", {"11"}),
        ("لإحدى عشرة قرية", {"11"}),
        ("واثنتا عشرة قرية", {"12"}),
        ("سبع عشرة قرية", {"17"}),
        ("أحد وأربعون قاربًا", {"41"}),
        ("بإحدى وستين قرية", {"61"}),
        ("تسع وتسعون قرية", {"99"}),
        ("الطابق الرابع عشر", {"14"}),
        ("الدورة الثالثة عشرة", {"13"}),
        ("المرتبة الحادية عشرة", {"11"}),
        ("القرن الحادي والعشرون", {"21"}),
        ("الذكرى الثامنة والسبعين", {"78"}),
        ("the forty-first street and the sixteenth floor", {"41", "16"}),
        ("the fourth floor", set()),
        ("الطابق الرابع", set()),
        ("غادر الأحد عشرة ركاب", {"10"}),
        ("أحد الركاب يوم الأحد", set()),
        ("الصف الثالث وأربعون طالبًا", {"40"}),
        ("السادسة وعشر دقائق", {"10"}),
        ("نصف مليار دينار", {"500000000"}),
        ("half a billion, or half-a-million", {"500000000", "500000"}),
        ("three quarters of a million, a quarter of a billion", {"750000", "250000000"}),
        ("ربع مليون وثلاثة أرباع المليار", {"250000", "750000000"}),
        ("four and a half million", {"4500000"}),
        ("a billion and a half", {"1500000000"}),
        ("two and a half hours", {"2.5"}),
        ("خمسة ملايين ونصف المليون", {"5500000"}),
        ("مليار وربع", {"1250000000"}),
        ("6 ملايين ونصف المليون", {"6500000"}),
        ("مليون ونصف الركاب", {"1000000"}),
        ("three million and half of the crew", {"3000000"}),
        ("the first half of 2019", {"2019"}),
        ("ملياري دينار ومليونا دينار", {"2000000000", "2000000"}),
        ("ألفا راكب", {"2000"}),
        ("أربعون ألفا", {"40000"}),
        ("كسب ألفًا", {"1000"}),
        ("ألفي راكب ومئتي بحار ومئتا عامل", {"2000", "200"}),
        ("بسهمين وقريتان ومقعدين", {"2"}),
        ("القريتين", set()),
        ("£7m and $3bn, 40k readers and 6m voters", {"7000000", "3000000000", "40000", "6000000"}),
        ("a 7m tall mast, the 200m hurdles, a 5k run and flat 2b", {"7", "200", "5", "2"}),
        ("2,5 million, 7,25% and 3،5 مليار", {"2500000", "7.25%", "3500000000"}),
        ("2,500 million and 1,2 and 3", {"2500000000", "1", "2", "3"}),
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


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["1", "1,", "$1.", "half a ", "أحد ", "ونصف ", "m", "1m", "million and a half "])
def test_a_long_text_is_read_at_once(piece):
    """Whatever it is made of."""
    numbers(piece * 20_000)


@pytest.mark.parametrize("text", ["{0}/{0}/{0}{0}{0}{0}", "1{0}", "1,000{0}", "{0} million", "{0}:{0}"])
def test_digits_that_python_does_not_know_are_no_numbers(text):
    """Those of the Garay script came with Unicode 16, which `regex` has before Python has it."""
    assert numbers(text.format("\U00010d41")) <= {"1", "1000", "1000000"}
