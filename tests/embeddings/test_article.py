from pathlib import Path

import pytest
from hypothesis import given

from embeddings.article import Article
from embeddings.errors import ArticleError
from tests.strategies import articles, texts, visible


@given(articles)
def test_a_paragraph_stands_where_it_says(text: str):
    """Offsets are exact, paragraphs are in order and numbered from 1, and the text is untouched."""
    article = Article.from_text(text)
    assert article.text == text
    assert article.title
    assert [p.number for p in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
    end = 0
    for paragraph in article.paragraphs:
        assert text[paragraph.start : paragraph.end] == paragraph.text
        assert visible(paragraph.text[0] + paragraph.text[-1]) == paragraph.text[0] + paragraph.text[-1]
        assert end <= paragraph.start < paragraph.end
        end = paragraph.end


def seen(text: str) -> str:
    """The visible characters, without the marks of titles and the dash between title and subtitle."""
    return visible(text).replace("#", "").replace("—", "")


@given(articles)
def test_every_visible_character_is_in_one_paragraph_or_in_a_section_title(text: str):
    """What stands between two paragraphs is the title of the second, but for the marks of a title in Markdown."""
    article = Article.from_text(text)
    end = 0
    for paragraph in article.paragraphs:
        over = seen(text[end : paragraph.start])
        assert over in ("", seen(paragraph.section or ""))
        end = paragraph.end
    assert not seen(text[end:])


@given(texts)
def test_a_text_is_read_or_refused_as_empty(text: str):
    """Any text without NUL is an article, unless nothing in it can be seen."""
    if visible(text):
        assert Article.from_text(text).paragraphs
    else:
        with pytest.raises(ArticleError, match=rf"empty \({len(text)} characters"):
            Article.from_text(text)


@pytest.mark.parametrize(
    ("text", "title", "message"),
    [
        ("a\0b", None, "NUL"),
        ("a\ud800b", None, "surrogates"),
        ("a", "\ud800", "surrogates"),
        (" \u200f\n", None, "empty"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(text: str, title: str | None, message: str):
    """NUL, lone surrogates (in the title too) and emptiness are named."""
    with pytest.raises(ArticleError, match=message):
        Article.from_text(text, title=title)


def test_another_language_is_refused_in_one_sentence():
    """Before it is asked anything."""
    with pytest.raises(ArticleError, match=r"language is 'fr'; expected 'ar' or 'en'"):
        Article.from_text("Le pont est en pierre.", language="fr")  # type: ignore[arg-type]


def test_the_title_is_given_or_found():
    """A given title wins, then the title that opens the article, then its first words, but no byline."""
    assert Article.from_text("Aims\nThey met.", title="Given").title == "Given"
    assert Article.from_text("Envoys in Moscow\nA long way\nBy Jane Doe\nThey met.").title == "Envoys in Moscow"
    assert Article.from_text("By Jane Doe\nThey met in Moscow.").title == "They met in Moscow."
    assert Article.from_text("7 May 2026\n\nEnvoys in Moscow\n\nThey met.").title == "Envoys in Moscow"
    assert Article.from_text("By Monday the city had fallen.").title == "By Monday the city had fallen."


def test_a_title_from_the_first_words_is_short():
    """It is cut at a word, or inside one that is too long, with an ellipsis and no comma before it."""
    assert (
        Article.from_text("وصل المبعوث إلى موسكو، " * 20).title == " ".join(["وصل المبعوث إلى موسكو،"] * 3)[:-1] + "…"
    )
    assert Article.from_text("a" * 500).title == "a" * 70 + "…"


def test_the_id_depends_on_all_that_answers_depend_on(default_article: Article):
    """Text, title, language and translation each change it; the same article has the same id."""
    text = default_article.text
    variants = [
        Article.from_text(text),
        Article.from_text(text + " "),
        Article.from_text(text, title="x"),
        Article.from_text(text, language="en"),
        default_article,
    ]
    assert len({article.id for article in variants}) == len(variants)
    assert Article.from_text(text).id == variants[0].id


def test_the_default_article(default_article: Article):
    """Twelve paragraphs, the byline first, under three section titles; a title is no paragraph."""
    assert default_article.language == "ar"
    assert len(default_article.paragraphs) == 12
    assert default_article.paragraphs[0].text == "كتب : صفاء مصطفى... العرب نيوز اللندنية"
    aims, context, results = "أهداف اللقاء", "سياق دبلوماسي أكبر", "ما ينتظر من نتائج"
    sections = [p.section for p in default_article.paragraphs]
    assert sections == [None] * 3 + [aims] * 5 + [context] * 2 + [results] * 2
    assert not {aims, context, results} & {p.text for p in default_article.paragraphs}
    assert default_article.title.startswith("ويتكوف وكوشنر في موسكو"), "the headline is the project's own"


def test_the_default_article_is_the_one_that_was_given(default_article: Article, shared: Path):
    """It ships byte for byte."""
    (given_file,) = (shared / "article").iterdir()
    assert given_file.read_bytes() == default_article.text.encode()


def test_a_file_is_read_as_it_is(tmp_path: Path):
    """Line ends stay as they were, so that offsets are those of the file."""
    path = tmp_path / "article.txt"
    path.write_bytes("وصل.\r\nغادر.\r\n".encode())
    assert Article.from_file(path).text == "وصل.\r\nغادر.\r\n"
    assert [p.text for p in Article.from_file(str(path)).paragraphs] == ["وصل.", "غادر."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"article\.txt: The article is empty \(0 characters"),
        (b"\xef\xbb\xbf \r\n", r"article\.txt: The article is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"article\.txt: it is a picture"),
        (None, r"article\.txt can't be read \(No such file or directory\)"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_its_path(tmp_path: Path, content: bytes | None, message: str):
    """The message is one line that names the file and the reason."""
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArticleError, match=message) as caught:
        Article.from_file(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["", ".", "a\0b"])
def test_a_path_that_is_no_file_is_refused(path: str):
    """A folder, nothing, and a path that no file can have."""
    with pytest.raises(ArticleError, match="can't be read"):
        Article.from_file(path)


@pytest.mark.parametrize(
    "text",
    ["كلمة\n" * 100_000, "كلمة\r\n\r\n" * 100_000, "ا" * 1_000_000, "a" + "\n \u200f" * 200_000 + "b", "#" * 1_000_000],
    ids=["lines", "blocks", "one word", "blank lines", "number signs"],
)
@pytest.mark.timeout(30)
def test_a_large_text_takes_linear_time(text: str):
    """A megabyte of anything is read in seconds; anything quadratic would take hours."""
    assert Article.from_text(text).paragraphs


def test_a_line_over_a_list_is_text_and_what_its_items_are_under():
    """As a title would be, until the next one."""
    text = "When to water\n\nIn the morning.\n\nWhat to avoid\n\n- urea\n\n- ash\n\nWater less in winter."
    article = Article.from_text(text)
    assert [(paragraph.text, paragraph.section) for paragraph in article.paragraphs] == [
        ("In the morning.", "When to water"),
        ("What to avoid", "When to water"),
        ("- urea", "What to avoid"),
        ("- ash", "What to avoid"),
        ("Water less in winter.", "What to avoid"),
    ]


def test_numbered_steps_are_no_titles():
    """The first of them neither."""
    article = Article.from_text("How to pack.\n\n1. Check the list\n\n2. Fill the bag with:\n\n- a rope")
    assert [paragraph.section for paragraph in article.paragraphs] == [None] * 4
