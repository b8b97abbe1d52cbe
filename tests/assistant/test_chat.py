"""The assistant as its callers meet it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant import Article, Assistant, Settings, ask
from assistant.default import default_article
from assistant.errors import ArticleError, QuestionError
from assistant.turn import MAX_QUESTION
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import QuickAssistant, number_of, quick
from tests.conftest import ROOT

WHEN = "When did Witkoff and Kushner arrive in Moscow?"
DRAFT = "Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026 [{n}]."


def test_an_answer_prints_with_its_quotes():
    """`print(ask(…))` shows the text and one line a citation, in the answer's language."""
    answer = quick().ask("من هو جاريد كوشنر؟")
    lines = str(answer).removeprefix(f"{answer.caution}\n").splitlines()
    assert lines[0].endswith("[1]")
    assert lines[-1].startswith(f"[{len(answer.citations)}] الفقرة ")


@pytest.mark.parametrize("question", ["", " \n", "\u200f", "\u200b \u202b", "x" * (MAX_QUESTION + 1), "\ud800"])
def test_a_question_that_is_none(question):
    """Empty, invisible, over-long, or a broken character: one sentence, before anything is loaded."""
    assistant = quick()
    for call in (assistant.ask, assistant.retrieve, lambda text: next(assistant.stream(text))):
        with pytest.raises(QuestionError, match=r"^The question .*; "):
            call(question)
    assert assistant.loads == 0


def test_the_longest_question_is_answered():
    """MAX_QUESTION characters are allowed, blanks around them not counted."""
    assert quick().ask(" " + "x" * MAX_QUESTION + "\n").question == "x" * MAX_QUESTION


def test_at_least_one_passage():
    """`k` is how many to find; none and fewer is a mistake."""
    with pytest.raises(QuestionError, match="k is 0; expected"):
        quick().retrieve(WHEN, 0)


@pytest.mark.parametrize("question", [None, 5, b"Who?", ["Who?"]])
def test_a_question_that_is_no_text(question):
    """What it is, and what to give, before anything is loaded."""
    assistant = quick()
    for call in (assistant.ask, assistant.retrieve, lambda text: next(assistant.stream(text))):
        with pytest.raises(QuestionError, match=r"^The question is .*; give it as text, a str[.]$"):
            call(question)
    assert assistant.loads == 0


@pytest.mark.parametrize("k", ["3", 2.5, None, -1])
def test_how_many_passages_is_a_whole_number(k):
    """Anything else is told, before anything is loaded."""
    assistant = quick()
    with pytest.raises(QuestionError, match=f"^k is {k!r}; expected .* a whole number of 1 or more[.]$"):
        assistant.retrieve(WHEN, k)
    assert assistant.loads == 0


def test_a_whole_number_of_numpy_s_is_one():
    """It has an index."""
    assert len(quick().retrieve(WHEN, np.int64(2))) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (None, "history is None; "),
        (5, "history is 5; "),
        ("Who?", "history holds 'W'; "),
        (["Who?"], "history holds 'Who?'; "),
        ([("Who?",)], "history holds ('Who?',); "),
        ([("Who?", None)], "history holds ('Who?', None); "),
        ([("Who?", "He.", "Why?")], "history holds ('Who?', 'He.', 'Why?'); "),
        ([{"question": "Who?", "answer": "He."}], "history holds {'question': 'Who?', 'answer': 'He.'}; "),
    ],
)
def test_a_history_of_other_things_is_refused(history, said):
    """In one sentence, with what it holds and what was expected."""
    for call in (quick().ask, lambda *given: next(quick().stream(*given))):
        with pytest.raises(QuestionError) as caught:
            call("And when?", history)
        pairs = "expected pairs of a question and the text of its answer, as in [(question, answer.text)]."
        assert str(caught.value) == f"{said}{pairs}"


def test_a_history_of_lists_is_one():
    """As JSON has them."""
    assert quick().ask("And when?", [["Who is Jared Kushner?", "…"]]).text  # type: ignore[list-item]


def test_history_may_hold_anything():
    """What was said comes from outside: lone surrogates and endless turns are no reason to fail."""
    assert quick().ask("And when?", [("Who \ud800 arrived?", "\udfff" * 99999)]).text


def test_nothing_is_loaded_before_the_first_question():
    """An assistant is cheap to make, and is loaded once, however many ask at first."""
    assistant = quick()
    assert assistant.loads == 0
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(assistant.ask, [WHEN] * 8))
    assistant.prepare()
    assert assistant.loads == 1


def test_a_load_that_failed_is_tried_again():
    """An error while loading leaves the assistant as it was."""

    class Failing(QuickAssistant):
        def _load(self, progress):
            if self.loads == 0:
                self.loads += 1
                raise ArticleError("not now")
            return super()._load(progress)

    assistant = Failing(None, Settings(llm="none", threshold=0))
    with pytest.raises(ArticleError):
        assistant.ask(WHEN)
    assert assistant.ask(WHEN).found


def test_eight_threads_get_what_one_gets():
    """Answers don't mix, with and without a model."""
    assistant = quick()
    questions = ["من هو جاريد كوشنر؟", WHEN, "What is the Board of Peace?", "من كتب المقال؟"] * 8
    alone = [assistant.ask(question).text for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert [answer.text for answer in pool.map(assistant.ask, questions)] == alone
    draft = DRAFT.replace("{n}", str(number_of(assistant, WHEN, "January 22")))
    writing = quick(model=QueuedChatModel(replies=[draft] * 16))
    with ThreadPoolExecutor(8) as pool:
        texts = {answer.text for answer in pool.map(writing.ask, [WHEN] * 16)}
    assert texts == {DRAFT.replace("{n}", "1")}


def test_an_article_may_be_a_path(tmp_path):
    """A path is read as a file; one that can't be read is an ArticleError at once."""
    path = tmp_path / "own.txt"
    path.write_text("The envoy arrived in Geneva on Monday.", "utf-8")
    for article in (path, str(path)):
        assert Assistant(article, Settings(llm="none")).article.text == "The envoy arrived in Geneva on Monday."
    with pytest.raises(ArticleError, match="can't be read"):
        Assistant(tmp_path / "none.txt", Settings(llm="none"))


def test_the_default_article_is_the_shipped_one(default_article):
    """Without an article it is the Arabic report, with its translation."""
    assert Assistant().article == default_article == default_article_again()
    assert default_article.text == (ROOT / "assistant/articles/default.ar.txt").read_bytes().decode()
    assert default_article.translation
    for title in (default_article.title, default_article.translation.title):
        assert title
        assert title not in default_article.text


def default_article_again() -> Article:
    """A second reading gives the same object."""
    assert default_article() is default_article()
    return default_article()


def test_suggestions():
    """Four questions in each language for the default article; none for another."""
    assistant = quick()
    assert len(assistant.suggestions("ar")) == len(assistant.suggestions("en")) == 4
    assert quick(Article.from_text("x")).suggestions("en") == ()


@pytest.mark.slow
def test_ask_keeps_what_it_loaded(data_dir, tmp_path):
    """`ask` answers about the default article, a path and an Article, with history, and is quick the second time."""
    settings = Settings(llm="none", data_dir=data_dir)
    path = tmp_path / "own.txt"
    path.write_text("The envoy arrived in Geneva on Monday.\n\nHe left for Paris on Tuesday.", "utf-8")
    question = "When did the envoy arrive in Geneva?"
    by_path = ask(question, path, settings=settings)
    by_article = ask(question, Article.from_file(path), settings=settings)
    assert by_path.text == by_article.text == "The envoy arrived in Geneva on Monday. [1]"
    assert by_article.seconds < 2
    assert ask("And when?", history=[("Who is Jared Kushner?", "…")], settings=settings).citations[0].paragraph == 2


@pytest.mark.slow
def test_eight_threads_on_the_real_model(real):
    """The embedding model, Chroma and BM25 bear concurrent callers."""
    questions = [*real.suggestions("ar"), *real.suggestions("en")] * 3
    alone = [real.ask(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(real.ask, questions))
    assert [(a.text, a.citations) for a in together] == [(a.text, a.citations) for a in alone]


@pytest.mark.slow
def test_it_is_a_retriever_for_chains(real: Assistant):
    """As many documents as it is told to give, those that `retrieve` finds; its own search stays as it was."""
    question = "When did Witkoff and Kushner arrive in Moscow?"
    found = real.as_retriever(k=2).invoke(question)
    assert [document.metadata["start"] for document in found] == [p.start for p in real.retrieve(question, 2)]
    assert len(real.as_retriever().invoke(question)) == 5


@pytest.mark.parametrize("k", [0, -1])
def test_a_retriever_of_no_passages_is_refused(k: int):
    """As `retrieve` refuses it; with -1 it gave all passages but one."""
    with pytest.raises(QuestionError, match=f"k is {k}; expected how many"):
        quick(Article.from_text("The ferry left. It came back.")).as_retriever(k)
