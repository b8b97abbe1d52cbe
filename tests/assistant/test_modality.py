import pytest

from assistant.modality import may_be, told_as_done


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قد يغلق المصنع أبوابه.", True),
        ("وقد تستأنف الفرق البحث.", True),
        ("قد لا تصل السفينة اليوم.", True),
        ("وقد أغلق المصنع أبوابه.", False),
        ("وقد تعهد المدير بذلك.", False),
        ("وقد تسلمت الفرق الخرائط.", False),
        ("وكانت السفينة قد توقفت.", False),
        ("كان الفريق قد تجمد.", False),
        ("يغلق المصنع أبوابه.", False),
    ],
)
def test_may_be(text: str, expected: bool):
    """Before an imperfect قد is "may", before a perfect "has"."""
    assert may_be(text) is expected


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The mayor denied that the council had sold the park to a bank.", "The council sold the park to a bank."),
        ("Lopez accused the guards of opening the dam at night.", "The guards opened the dam at night."),
        ("The mayor of the town denied selling the park.", "The park was sold."),
        ("نفى العمدة أن يكون المجلس قد باع الحديقة.", "باع المجلس الحديقة."),
        ("واتهمت النقابة الحراس بفتح السد ليلا، لكن الإدارة رفضت ذلك.", "فتح الحراس السد ليلا."),
        ("وأكد المدير أن المتحف سيستضيف المعرض.", "استضاف المتحف المعرض."),
        ("سيهدم المجلس الجسر.", "أعلن العمدة أن المجلس هدم الجسر."),
        ("The museum will repaint the hall.", "The museum repainted the hall."),
    ],
)
def test_what_is_denied_or_to_come_is_no_fact(text: str, claim: str):
    """Nor is what somebody is accused of."""
    assert told_as_done(claim, [text])


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The mayor denied that the council had sold the park.", "The mayor denied that the council sold the park."),
        ("Lopez accused the guards of opening the dam.", "Lopez said the guards had opened the dam."),
        ("The mayor denied it, but the council had sold the park.", "The council sold the park."),
        ("The guards, who opened the dam, denied any blame.", "The guards opened the dam."),
        ("نفى العمدة ذلك، لكن المجلس باع الحديقة.", "باع المجلس الحديقة."),
        ("سيهدم المجلس الجسر.", "سيهدم المجلس الجسر."),
        ("سيهدم المجلس الجسر.", "أعلن المجلس أنه يعتزم هدم الجسر."),
        ("هدم المجلس الجسر وسيهدم السد.", "هدم المجلس الجسر."),
        ("The museum will repaint the hall.", "The museum is going to repaint the hall."),
        ("The museum repainted the hall and will repaint the roof.", "The museum repainted the hall."),
    ],
)
def test_what_is_told_as_it_is_stands(text: str, claim: str):
    """The denial, the accusation and the plan themselves; and what stands beside them."""
    assert told_as_done(claim, [text]) is None


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["denied that ", "قد ت", "قد تقد ", "will be ", "having ", "نفى أن "])
def test_a_long_text_is_read_at_once(piece: str):
    """Whatever it is made of."""
    assert may_be(piece * 3_000) in (True, False)
    told_as_done("The council sold the park.", [piece * 300])
