from pathlib import Path

import pytest

from assistant.evaluation.cases import Case, Text
from assistant.evaluation.run import Bench, ask_all
from assistant.memo import Memo
from assistant.settings import Settings
from tests.assistant.evaluation.data import CITIES
from tests.embeddings.fakes import embedded, word_overlap

PARAGRAPHS = tuple(context for context, _, _ in CITIES)
QUESTION = CITIES[0][1]


def case(number: int, paragraphs: tuple[str, ...] = PARAGRAPHS) -> Case:
    """The same question to `paragraphs`, with a key of its own."""
    return Case(str(number), "Data", str(number), QUESTION, Text(paragraphs, "en"), True)


def test_each_article_is_asked_with_its_settings(tmp_path: Path) -> None:
    """What one key's settings answer, those of another don't."""

    def settings(key: str) -> Settings:
        return Settings(llm="none", threshold={"1": 0.0, "2": 1.0}[key])

    bench = Bench(settings, lambda spec: word_overlap(), tmp_path)
    assert [made.found for made in bench.run([case(1), case(2), case(1)])] == [True, False, True]


def test_no_text_is_embedded_twice(tmp_path: Path) -> None:
    """An article with one paragraph out costs nothing new, and neither does the question."""
    model = word_overlap()
    bench = Bench(lambda key: Settings(llm="none"), lambda spec: model, tmp_path)
    list(bench.run([case(1), case(2, PARAGRAPHS[1:])]))
    assert len(embedded(model)) == len(set(embedded(model)))
    assert QUESTION in embedded(model)


def test_a_memo_gives_what_the_model_gives() -> None:
    """The vectors are those of the model, in the order of the texts."""
    model = word_overlap()
    memo = Memo(model)
    for texts in (["one", "two"], ["two", "three", "one"]):
        assert memo.encode_document(texts) == pytest.approx(model.encode_document(texts))
        assert memo.encode_query(texts) == pytest.approx(model.encode_query(texts))
    assert memo.encode_query("one") == pytest.approx(model.encode_query("one"))
    assert memo.encode_document("four") == pytest.approx(model.encode_document("four"))
    assert memo.max_seq_length == model.max_seq_length


def test_records_come_in_the_order_of_the_cases(tmp_path: Path) -> None:
    """One a case, each under its name."""
    bench = Bench(lambda key: Settings(llm="none"), lambda spec: word_overlap(), tmp_path)
    cases = [case(2), case(1)]
    assert [made.name for made in ask_all(cases, bench)] == [each.name for each in cases]
