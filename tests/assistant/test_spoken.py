"""Who says what."""

import time

import pytest

from assistant.spoken import misquoted, other_speaker
from embeddings.text import Language

COUNCIL = [
    ["Rosa Lind said that the market would stay open until spring."],
    ["Omar Tahan argued that the old halls leak."],
    ["The roof is of slate."],
]


@pytest.mark.parametrize(
    ("claim", "who"),
    [
        ("Omar Tahan said that the market would stay open until spring.", "omar"),
        ("Lind said that the old halls leak.", "lind"),
        ("Rosa Lind said that the market would stay open.", None),
        ("Tahan argued that the old halls leak.", None),
        # Nobody says it there: the words alone are looked at.
        ("Lind said that the roof is of slate.", None),
        # Two who speak.
        ("Tahan said the halls leak, while Lind said the market would stay open.", None),
        ("It was said that the market would stay open until spring.", None),
        ("Lind said so.", None),
        ("Lind said that the market would stay open and Tahan argued that the old halls leak.", None),
        # No verb of saying is in these.
        ("Lind and the United States keep the market open until spring.", None),
    ],
)
def test_indirect_speech_is_theirs_who_speak(claim: str, who: str | None) -> None:
    reason = other_speaker(claim, COUNCIL)
    assert (reason or "").split(" ")[0] == (repr(who) if who else "")


def test_indirect_speech_in_arabic() -> None:
    sentences = [
        ["قالت ليلى الأسمر إن السوق سيبقى مفتوحا حتى الربيع."],
        ["رأى عمر الطحان أن السقف القديم يسرّب الماء."],
    ]
    assert other_speaker("قال عمر الطحان إن السوق سيبقى مفتوحا حتى الربيع.", sentences)
    assert other_speaker("قالت ليلى الأسمر إن السوق سيبقى مفتوحا.", sentences) is None
    assert other_speaker("قال الطحان إن السقف القديم يسرب الماء.", sentences) is None


def test_who_is_only_called_she_may_have_been_named_before() -> None:
    sentences = [["Rosa Lind opened the session."], ["She said that the market would stay open until spring."]]
    assert other_speaker("Rosa Lind said that the market would stay open until spring.", sentences) is None
    sentences = [["Rosa Lind has been mayor since 2019."], ["The mayor said that the market would stay open."]]
    assert other_speaker("Rosa Lind said that the market would stay open.", sentences) is None
    arabic = [["تتولى رنا الحمصي رئاسة البلدية."], ["قالت العمدة إن السوق سيبقى مفتوحا حتى الربيع."]]
    assert other_speaker("قالت رنا الحمصي إن السوق سيبقى مفتوحا حتى الربيع.", arabic) is None


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("Lind called the plan “a fraud”.", False),
        ("Tahan called the plan “a fraud”.", True),
        ("Tahan called the plan “a gift”.", False),
        # The mayor may be Lind.
        ("Lind called the roof “a joke”.", True),
        # No speech, but a title, or how something is called.
        ("The “green hall” belongs to Lind.", True),
        ("The “Old Halls” are leaking, says Lind.", True),
    ],
)
def test_a_short_quotation_is_theirs_who_say_it(claim: str, stands: bool) -> None:
    texts: list[tuple[str, Language]] = [
        ("Tahan called the plan “a fraud”, and the hall a ruin.", "en"),
        ("The mayor called the roof “a joke”.", "en"),
        ("Rosa Lind owns the “green hall”, and says the old halls are leaking.", "en"),
    ]
    assert (misquoted(claim, texts, "?") is None) is stands


@pytest.mark.parametrize("quote", ['"a" said ', '"a b c" said '])
def test_hostile_quotations_take_no_time(quote: str) -> None:
    """A fifth of a second each; the first took 20 s while each quotation read the text again."""
    started = time.monotonic()
    misquoted(quote * 220, [(quote * 2000, "en"), (quote * 2000, "en")], "?")
    assert time.monotonic() - started < 10
