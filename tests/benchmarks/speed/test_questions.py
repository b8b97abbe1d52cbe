import re

from benchmarks.speed.questions import asked, readings


def test_texts_have_as_many_paragraphs_as_was_wanted():
    """In both languages; where paragraphs come again, a number tells them apart, and it is said where they are from."""
    found = readings(None, (4, 40))
    assert [(text.language, text.paragraphs) for text in found] == [("ar", 4), ("ar", 40), ("en", 4), ("en", 40)]
    for text in found:
        paragraphs = text.text.split("\n\n")
        assert len(paragraphs) == len(set(paragraphs)) == text.paragraphs
        sentences = re.split(r"(?<=[.!?؟]) ", " ".join(paragraphs))
        assert len(sentences) == len(set(sentences))
        assert "repeated" in text.source


def test_questions_come_in_both_languages_and_none_is_held_out():
    """In turns, so that a few of them are of both; each has its answer in the article."""
    cases = asked(6)
    assert [case.question.isascii() for case in cases] == [False, True] * 3
    assert all(case.answerable and case.paragraphs and case.dataset.endswith("dev") for case in cases)
