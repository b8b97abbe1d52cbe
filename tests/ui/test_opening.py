import threading

import pytest

from assistant.errors import ArticleError, BusyError, EmbeddingError, ModelError, StorageError
from embeddings.article import Article
from embeddings.readers import MAX_CHARACTERS as READABLE
from tests.ui.fakes import fake_assistant, make_fake
from ui.opening import MAX_CHARACTERS, Refusal, Step, from_paste, from_upload, opened, step_of
from ui.panes import step_html
from ui.preparation import Preparation
from ui.shelf import Room
from ui.strings import PAGE


def _last(read, make=make_fake):
    *steps, last = opened(read, make, poll=0)
    assert all(isinstance(step, Step) for step in steps)
    return last


def _raising(error):
    def _raise(*_):
        raise error

    return _raise


def test_opening_goes_in_steps():
    """Reading first, indexing with its figures, the assistant last."""
    first, *_, last = opened(lambda: from_paste(" ", "One paragraph."), make_fake, poll=0)
    assert first == Step("reading_article")
    assert isinstance(last, Room)
    assert last.assistant.article.title == "One paragraph."
    assert last.assistant.ready


def test_a_title_is_taken():
    """Without the blanks around it."""
    assert from_paste(" Harbours ", "Text.").title == "Harbours"


@pytest.mark.parametrize(
    ("error", "word", "detail"),
    [
        (ArticleError("It is bare."), "failed_article", "It is bare."),
        (StorageError("No space."), "failed_index", "No space."),
        (BusyError("It is busy."), "busy_index", "It is busy."),
        (EmbeddingError("No model."), "failed_index", "No model."),
        (ValueError("/secret/path"), "failed_open", ""),
    ],
)
def test_an_error_is_a_word_and_its_detail(error, word, detail):
    """In reading or in indexing; what a library says is for the log alone."""
    assert _last(_raising(error)) == Refusal(word, detail)
    assert _last(lambda: from_paste("", "Text."), _raising(error)) == Refusal(word, detail)


class _Panic(BaseException):
    """What a library in Rust raises is no `Exception`."""


def test_a_panic_is_an_error_too():
    """Who waits is told, for the article that is opened and for the page's own."""
    assert _last(_raising(_Panic("/secret"))) == Refusal("failed_open")
    assistant = fake_assistant()
    assistant.preparing = _raising(_Panic("/secret"))
    preparation = Preparation(assistant).start()
    with pytest.raises(RuntimeError):
        preparation.wait()
    assert list(preparation.steps()) == [Refusal("failed_start", "")]


def test_waiting_for_another_process_is_a_step():
    """The reader sees why nothing goes on."""
    assert step_of("waiting", 0, 0) == Step("waiting")
    assert PAGE["en"].waiting in step_html(Step("waiting"))


def test_an_article_that_is_too_long_is_not_indexed():
    """Before any work is done on it."""
    refused = _last(lambda: Article.from_text("word " * (MAX_CHARACTERS // 5 + 1)), _raising(AssertionError()))
    assert refused == Refusal("too_large")


@pytest.mark.parametrize("size", [MAX_CHARACTERS + 1, READABLE + 1])
def test_of_two_limits_the_page_s_own_is_told(size, tmp_path):
    """What is too long for the readers too is not told to be shortened to a length that the page refuses."""
    file = tmp_path / "long.txt"
    file.write_bytes(b"a" * size)
    *_, last = opened(lambda: from_upload(file), _raising(AssertionError()), file.name, poll=0)
    assert last == Refusal("too_large", name=file.name)


def test_an_upload_is_deleted_and_its_folder_not_named(tmp_path):
    """Whether it can be read or not."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Text.")
    bad.write_bytes(b"\0")
    assert from_upload(good).text == "Text."
    with pytest.raises(ArticleError) as raised:
        from_upload(bad)
    assert "bad.txt" in str(raised.value)
    assert str(tmp_path) not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_reason_keeps_its_code_and_the_name_of_the_file(tmp_path):
    """So that the page can say it in both languages."""
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\0")
    *_, last = opened(lambda: from_upload(picture), make_fake, "photo.png", poll=0)
    assert isinstance(last, Refusal)
    assert (last.word, last.code, last.values, last.name) == ("failed_article", "picture", {"kind": "PNG"}, "photo.png")


def test_readers_follow_an_assistant_that_gets_ready():
    """Each hears the steps from when they come, and the last of them when it is done."""
    assistant, gate = fake_assistant(), threading.Event()
    heard = []

    def preparing(progress):
        progress("weights", 1, 3)
        gate.wait(20)

    assistant.ready, assistant.preparing = False, preparing
    preparation = Preparation(assistant).start(lambda *told: heard.append(told))
    steps = preparation.steps(poll=0.01)
    told = next(step for step in steps if step != Step("loading"))
    assert told == Step("loading_model", 1, 3)
    gate.set()
    assert list(steps) == []
    preparation.wait()
    assert assistant.ready
    assert heard == [("weights", 1, 3)]
    assert list(preparation.steps()) == []


@pytest.mark.parametrize(("error", "detail"), [(ModelError("No key."), "No key."), (ValueError("/secret"), "")])
def test_an_assistant_that_can_not_get_ready_says_why(error, detail):
    """To readers and to who waits for it; what a library says is for the log alone."""
    assistant = fake_assistant()
    assistant.preparing = _raising(error)
    preparation = Preparation(assistant).start()
    with pytest.raises(type(error)):
        preparation.wait()
    assert list(preparation.steps()) == [Refusal("failed_start", detail)]
