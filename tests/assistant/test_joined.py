"""What a claim puts together and what it cites keeps apart."""

import pytest

from assistant.joined import number_of_another, other_currency

TOWER = [
    "The tower is 90 metres high, and weighs 3.5 tonnes.",
    "Its lift holds 12 people.",
    "Work began in 1931, and 400 masons took part, of 1,400 who had asked.",
]


@pytest.mark.parametrize(
    ("claim", "moved"),
    [
        ("The lift holds 90 people.", "90"),
        ("The tower is 12 metres high.", "12"),
        ("The tower is 90 metres high, and 12 masons took part.", "12"),
        ("The tower is 90 metres high, and 400 masons took part.", None),
        ("Work on the tower began in 1931.", None),
        ("The tower has a lift that holds 12 people.", None),
        ("The lift holds 1,400 people.", "1400"),
        ("The lift holds 3.5 of them.", "3.5"),
        # Small ones come and go in other words.
        ("The tower has one lift.", None),
    ],
)
def test_a_number_belongs_to_its_sentence(claim: str, moved: str | None) -> None:
    reason = number_of_another(claim, [[text] for text in TOWER])
    assert (reason or "").split(" ")[0] == (moved or "")


def test_a_number_in_arabic_and_through_a_translation() -> None:
    sentences = [["يبلغ ارتفاع البرج 90 مترًا.", "The tower is 90 metres high."], ["يتسع المصعد لاثني عشر شخصًا."]]
    assert number_of_another("يتسع المصعد لتسعين شخصًا.", sentences)
    assert number_of_another("The tower is 12 metres high.", sentences)
    assert number_of_another("يتسع المصعد لـ12 شخصًا.", sentences) is None
    assert number_of_another("The tower is ninety metres high.", sentences) is None


@pytest.mark.parametrize(
    ("claim", "sentences"),
    [
        (
            "Amal Haddad sold the old stone mill in 1969.",
            ["Amal Haddad ran the old stone mill.", "She sold it in 1969."],
        ),
        (
            "The bridge opened in 1931 carries trains across the river.",
            ["The bridge opened in 1931.", "It carries trains and cars across the river."],
        ),
        (
            "افتتح الجسر عام 1931 ويحمل القطارات والسيارات بين المدينتين",
            ["افتتح الجسر عام 1931.", "يحمل القطارات والسيارات بين المدينتين."],
        ),
    ],
)
def test_two_facts_may_be_told_as_one(claim: str, sentences: list[str]) -> None:
    assert number_of_another(claim, [[text] for text in sentences]) is None


def test_one_sentence_is_not_asked() -> None:
    assert number_of_another("The lift holds 90 people.", [["The lift of 90 metres holds 12 people."]]) is None


@pytest.mark.parametrize(
    ("claim", "texts", "stands"),
    [
        ("It costs $40.", ["It costs £40, after a grant of $90."], False),
        ("It costs £40.", ["It costs £40, after a grant of $90."], True),
        ("It costs €40.", ["It costs 40 €."], True),
        ("It costs £40 million.", ["It costs 40 million pounds."], True),
        ("It costs £40m.", ["The sum of 40m is spent."], True),
        ("It costs $40 million.", ["It costs €40 million."], False),
        ("It costs $40.", ["It costs 40 euros."], False),
        ("It costs $40 million.", ["It costs 40 million euros."], False),
        ("It costs $40.", ["It costs 40 Dollars, or 60 Euros."], True),
        ("It costs $40.", ["It costs USD 40."], True),
        ("It costs $50.", ["It costs $40-50."], True),
        ("It costs ₹40.", ["It costs 40 rupees."], True),
        ("يكلف 40$ لا أكثر", ["يكلف 40 دولارا"], True),
        ("يكلف $40 لا أكثر", ["يكلف 40 دولارا"], True),
        ("يكلف $40 لا أكثر", ["يكلف 40 جنيها"], False),
        # Another number's digits are no place of it.
        ("It costs £40.", ["It costs £40, not $140 or $40.50."], True),
        ("It costs $50.", ["Nobody says what it costs."], True),
        ("يكلف 40$ لا أكثر", ["It costs £40."], True),
    ],
)
def test_an_amount_stands_under_its_sign(claim: str, texts: list[str], stands: bool) -> None:
    assert (other_currency(claim, texts) is None) is stands
