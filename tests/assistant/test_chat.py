"""The contract, and the assistant as its callers meet it."""

import dataclasses
import inspect
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

import assistant as package
from assistant import Answer, AnswerEvent, Article, Assistant, Citation, Paragraph, Passage, Settings, ask
from assistant.chat import MAX_QUESTION, default_article
from assistant.errors import ArticleError, QuestionError
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import QuickAssistant, number_of, quick

WHEN = "When did Witkoff and Kushner arrive in Moscow?"
DRAFT = "Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026 [{n}]."


def test_the_names_of_the_package():
    """`__all__` is sorted, is the contract and what its types need, and every name is there."""
    assert package.__all__ == sorted(package.__all__)
    expected = {"ask", "Assistant", "Article", "Answer", "Citation", "Settings", "AnswerEvent", "Paragraph", "Passage"}
    assert set(package.__all__) == expected
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (ask, {"question": ..., "article": None, "*history": (), "*settings": None}),
        (Assistant.ask, {"self": ..., "question": ..., "history": ()}),
        (Assistant.stream, {"self": ..., "question": ..., "history": ()}),
        (Assistant.retrieve, {"self": ..., "question": ..., "k": 5}),
        (Assistant.suggestions, {"self": ..., "language": ...}),
        (Article.from_text, {"text": ..., "title": None, "language": None}),
        (Article.from_file, {"path": ...}),
        (Article.from_url, {"url": ...}),
    ],
)
def test_the_signatures(function, expected):
    """As in the contract: names, order, defaults; * marks what is given by name only."""
    found = {}
    for parameter in inspect.signature(function).parameters.values():
        star = "*" if parameter.kind is parameter.KEYWORD_ONLY else ""
        found[star + parameter.name] = ... if parameter.default is parameter.empty else parameter.default
    assert found == expected


def test_the_assistant_is_made_of_an_article_and_settings():
    """Both by position; what a test may put in their place, by name only."""
    parameters = inspect.signature(Assistant).parameters.values()
    assert [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD] == ["article", "settings"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Answer, "question text language found mode citations passages seconds"),
        (Citation, "marker paragraph quote start end translation status"),
        (Passage, "text paragraph start end score"),
        (Paragraph, "number text start end section"),
        (Article, "id title language text paragraphs translation"),
        (AnswerEvent, "kind passages text answer"),
        (Settings, "llm embeddings data_dir"),
    ],
)
def test_the_fields(kind, fields):
    """The contract's fields are there, in its order, and every one is frozen and slotted."""
    names = [field.name for field in dataclasses.fields(kind)]
    assert [name for name in names if name in fields.split()] == fields.split()
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_every_field_of_a_citation_is_the_contract_s():
    """A citation has no more than the contract gives it."""
    names = [field.name for field in dataclasses.fields(Citation)]
    assert names == ["marker", "paragraph", "quote", "start", "end", "translation", "status"]


def test_an_answer_prints_with_its_quotes():
    """`print(ask(…))` shows the text and one line a citation, in the answer's language."""
    answer = quick().ask("من هو جاريد كوشنر؟")
    lines = str(answer).splitlines()
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


def test_history_may_hold_anything():
    """A conversation comes from outside: lone surrogates and endless turns are no reason to fail."""
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


def default_article_again() -> Article:
    """A second reading gives the same object."""
    assert default_article() is default_article()
    return default_article()


def test_suggestions():
    """Four questions in each language for the default article; none for another."""
    assistant = quick()
    assert len(assistant.suggestions("ar")) == len(assistant.suggestions("en")) == 4
    assert quick(Article.from_text("x")).suggestions("en") == ()


def test_a_stream_of_a_quotation():
    """Passages, the text in one piece, the answer."""
    passages, text, answer = quick().stream(WHEN)
    assert (passages.kind, text.kind, answer.kind) == ("passages", "text", "answer")
    assert answer.answer is not None
    assert text.text == answer.answer.text
    assert passages.passages == answer.answer.passages


def test_a_stream_of_a_draft():
    """The pieces come as the model writes them; joined they are its draft, which the checked text replaces."""
    n = number_of(quick(), WHEN, "January 22")
    assert n != 2, "or the marker would not show that it is numbered anew"
    draft = f"{DRAFT.replace('{n}', str(n))} They came on Friday [{n}]."
    passages, *pieces, last = quick(model=QueuedChatModel(replies=[draft])).stream(WHEN)
    assert passages.kind == "passages"
    assert {piece.kind for piece in pieces} == {"text"}
    assert len(pieces) == len(draft.split())
    assert "".join(piece.text for piece in pieces).strip() == draft
    assert last.answer is not None
    assert last.answer.text == DRAFT.replace("{n}", "1")


@pytest.mark.parametrize("reply", ["NOT_FOUND", "NOT_FOUND in the article.", TimeoutError("slow"), ""])
def test_a_stream_never_shows_what_is_between_the_model_and_us(reply):
    """A refusal, an error and an empty reply are shown as the answer they come to."""
    *events, last = quick(model=QueuedChatModel(replies=[reply])).stream(WHEN)
    assert last.answer is not None
    assert "".join(event.text for event in events) == last.answer.text


def test_what_is_shown_of_a_draft_that_fails():
    """The pieces are the draft alone; the quotation that replaces it comes with the answer."""
    *events, last = quick(model=QueuedChatModel(replies=["They came on Friday."])).stream(WHEN)
    assert "".join(event.text for event in events).strip() == "They came on Friday."
    assert last.answer is not None
    assert (last.answer.mode, bool(last.answer.note)) == ("quote", True)


@pytest.mark.parametrize("taken", range(5))
def test_a_stream_may_be_left_early(taken):
    """A reader who goes away raises nothing, ends the model's writing, and leaves the assistant as it was."""
    model = QueuedChatModel(replies=["Some words that go on [1]. " * 50, "NOT_FOUND"])
    assistant = quick(model=model)
    stream = assistant.stream(WHEN)
    for _ in range(taken):
        next(stream)
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    if not taken or len(model.replies) == 2:  # the model wasn't reached
        model.replies.pop(0)
    assert assistant.ask(WHEN).text == "The article doesn't say."


class Counting(QueuedChatModel):
    """Counts the words that it was made to write."""

    written: int = 0

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        for chunk in super()._stream(messages, stop, run_manager, **kwargs):
            self.written += 1
            yield chunk


def test_a_model_stops_where_nobody_reads():
    """Words that nobody waits for cost time and money: the model writes none after the stream is closed."""
    model = Counting(replies=["word " * 1000])
    stream = quick(model=model).stream(WHEN)
    assert [next(stream).kind for _ in range(4)] == ["passages", "text", "text", "text"]
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert model.written <= 4


def test_a_stream_may_be_read_from_many_threads():
    """As web servers do: each event in a thread and context of its own, the close in another."""
    stream = quick(model=QueuedChatModel(replies=["Some words [1]."])).stream(WHEN)
    kinds: list[str] = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: kinds.append(copy_context().run(lambda: next(stream).kind)))
        thread.start()
        thread.join()
    thread = threading.Thread(target=stream.close)  # type: ignore[attr-defined]  # it is a generator
    thread.start()
    thread.join()
    assert kinds == ["passages", "text", "text"]


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
