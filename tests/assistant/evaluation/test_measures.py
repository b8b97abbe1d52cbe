import dataclasses

import pytest

from assistant.answer import Answer, Citation
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.measures import judge, right_by_kind, says, scores
from tests.assistant.evaluation.data import record

ARTICLE = "First paragraph.\n\nSecond one here."
BORDERS = ((0, 16), (18, 34))
CASE = Case("1", "Data", "key", "Which?", Text(("…",), "en"), True, gold=(("Second one",),), paragraphs=(2,))


def answer(*spans: tuple[int, int], text: str = "Second one. [1]", quotes: tuple[str, ...] = ()) -> Answer:
    """An answer that cites these places of `ARTICLE`, or says that they hold `quotes`."""
    said = quotes or [ARTICLE[start:end] for start, end in spans]
    citations = tuple(
        Citation(n, 1, quote, start, end, None, "verbatim")
        for n, (quote, (start, end)) in enumerate(zip(said, spans, strict=True), 1)
    )
    return Answer("Which?", text, "en", bool(spans), "quote", citations, (), 0.1, confidence=0.7)


def test_a_quote_that_holds_the_answer_is_evidence():
    """The gold answer in a quote of its paragraph: evidence, cited and right."""
    made = judge(CASE, answer((18, 34)), BORDERS)
    assert (made.evidence, made.cited, made.right, made.found, made.confidence) == (True, True, True, True, 0.7)
    assert made.quotes == ("Second one here.",)


def test_the_right_words_from_another_paragraph_are_not_right():
    """Evidence is what the quote holds; cited and right ask where it stands."""
    made = judge(CASE, answer((0, 16), quotes=("Second one",)), BORDERS)
    assert (made.evidence, made.cited, made.right) == (True, False, False)


@pytest.mark.parametrize(("words", "evidence"), [(60, True), (61, False)])
def test_quotes_are_sixty_words_at_most(words, evidence):
    """All quotes together: one word more, and it is no evidence; it is right all the same."""
    long = "Second one" + " more" * (words - 4)
    made = judge(CASE, answer((18, 34), (0, 16), quotes=(long, "two words")), BORDERS)
    assert (made.evidence, made.right) == (evidence, True)


def test_a_list_needs_all_of_its_parts():
    """All strings of one alternative, wherever among the quotes; any alternative will do."""
    case = dataclasses.replace(CASE, paragraphs=(1, 2), gold=(("First", "Second"), ("neither",)))
    assert judge(case, answer((0, 16), (18, 34)), BORDERS).right
    assert not judge(case, answer((0, 16)), BORDERS).right
    other = dataclasses.replace(case, gold=(("First", "Second"), ("paragraph",)))
    assert judge(other, answer((0, 16)), BORDERS).right


def test_abstaining_is_right_where_nothing_answers():
    """An unanswerable question has neither evidence nor a paragraph to cite."""
    case = dataclasses.replace(CASE, answerable=False, gold=(), paragraphs=())
    assert [judge(case, given, BORDERS).right for given in (answer(), answer((0, 16)))] == [True, False]
    assert judge(case, answer(), BORDERS).evidence is judge(case, answer(), BORDERS).cited is None


@pytest.mark.parametrize(
    ("text", "gold", "said"),
    [
        ("It was the Governor. [1]", "the governor", True),
        ("قال أحمد إنّه وصل [١]", "احمد انه وصل", True),
        ("It says nothing.", "the governor", False),
        ("gold" + " word" * 44 + " [1]", "gold", True),
        ("gold" + " word" * 45, "gold", False),
        ("In all [1] 23", "1", False),
    ],
)
def test_an_answer_says_the_gold_answer_in_forty_five_words(text, gold, said):
    """Letters are folded, markers are no words and no answer."""
    assert says(text, gold) is said


def test_an_abstention_says_nothing():
    """Words of the abstention that happen to be the gold answer don't count."""
    case = dataclasses.replace(CASE, said="The article")
    assert judge(case, answer(text="The article doesn't say."), BORDERS).answer is False


def test_scores_count_what_tells():
    """Errors are of the answerable, false answers of the others, and each figure says of how many."""
    records = [
        record(1, evidence=True, confidence=0.9),
        record(2, found=False, evidence=False, confidence=0.4),
        record(3, answerable=False, confidence=0.6),
        record(1, part="corpus", hit=True, found=None),
        record(4, dataset="Other", seconds=2.0),
    ]
    first, second = scores(records)
    figures = {name: (estimate.value, estimate.of) for name, estimate in first.values.items()}
    assert figures == {
        "hit@1": (1, 1),
        "evidence": (0.5, 2),
        "error": (0.5, 2),
        "false": (1, 1),
        "balanced": (0.25, 3),
        "AUC": (0.5, 3),
    }
    assert (first.name, first.questions, first.seconds) == ("Data", 3, 0.5)
    assert (second.name, list(second.values), second.seconds) == ("Other", ["error"], 2.0)


def test_doubts_are_counted_where_there_is_an_answer():
    """Of right answers and of others for themselves; an abstention has none."""
    records = [
        record(1, doubtful=True),
        record(2, doubtful=False),
        record(3, found=False, doubtful=False),
        record(4, answerable=False, doubtful=True),
        record(5, answerable=False, found=False, doubtful=False),
    ]
    figures = {name: (estimate.value, estimate.of) for name, estimate in scores(records)[0].values.items()}
    assert figures["doubt+"] == (0.5, 2)
    assert figures["doubt-"] == (1, 1)


def test_without_confidences_there_is_no_area():
    """It is left out, and so it is where all questions are answerable."""
    assert "AUC" not in scores([record(1), record(2, answerable=False)])[0].values
    assert "AUC" not in scores([record(1, confidence=0.1)])[0].values


def test_right_answers_are_counted_by_kind():
    """Records without a kind, which are those of other data sets, are not counted: neither there nor over all."""
    records = [record(1, kind="date", right=True), record(2, kind="date", right=False), record(3, right=True)]
    assert right_by_kind(records) == {("Data", "date"): (1, 2)}
    assert scores(records)[0].values["right"].of == 2
