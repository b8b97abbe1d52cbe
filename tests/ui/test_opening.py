import pytest

from assistant.errors import ArticleError, EmbeddingError, StorageError
from embeddings.article import Article
from tests.ui.fakes import FakeAssistant, open_fake
from ui.opening import MAX_CHARACTERS, Refusal, Step, from_paste, from_upload, opened


def _last(read, open_article=open_fake):
    *steps, last = opened(read, open_article, poll=0)
    assert all(isinstance(step, Step) for step in steps)
    return last


def _raising(error):
    def _raise(*_):
        raise error

    return _raise


def test_opening_goes_in_steps():
    """Reading first, indexing with its figures, the assistant last."""
    first, *_, last = opened(lambda: from_paste(" ", "One paragraph."), open_fake, poll=0)
    assert first == Step("reading_article")
    assert isinstance(last, FakeAssistant)
    assert last.article.title == "One paragraph."


def test_a_title_is_taken():
    """Without the blanks around it."""
    assert from_paste(" Harbours ", "Text.").title == "Harbours"


@pytest.mark.parametrize(
    ("error", "word", "detail"),
    [
        (ArticleError("It is empty."), "failed_article", "It is empty."),
        (StorageError("No space."), "failed_index", "No space."),
        (EmbeddingError("No model."), "failed_index", "No model."),
        (ValueError("/secret/path"), "failed_open", ""),
    ],
)
def test_an_error_is_a_word_and_its_detail(error, word, detail):
    """In reading or in indexing; what a library says is for the log alone."""
    assert _last(_raising(error)) == Refusal(word, detail)
    assert _last(lambda: from_paste("", "Text."), _raising(error)) == Refusal(word, detail)


def test_an_article_that_is_too_long_is_not_indexed():
    """Before any work is done on it."""
    refused = _last(lambda: Article.from_text("word " * (MAX_CHARACTERS // 5 + 1)), _raising(AssertionError()))
    assert refused == Refusal("too_large")


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
