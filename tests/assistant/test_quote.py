import json

import pytest

from assistant import quote
from assistant.quote import choose, compose
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.passages import Passage
from embeddings.translation import Translation


def passages(article: Article, *scores: float) -> list[Passage]:
    """The paragraphs of an article as sentences with these scores, best first."""
    found = [Passage(p.text, p.number, p.start, p.end, s, None, p.section) for p, s in zip(article.paragraphs, scores)]  # noqa: B905
    return sorted(found, key=lambda passage: -passage.score)


def following(article: Article):
    """What comes after a sentence, in the article's order."""
    return lambda sentence: (p for p in passages(article, *[0.0] * 99) if p.start > sentence.start)


def texts(chosen) -> list[str]:
    return [passage.text for passage in chosen]


def prose(*lengths: int) -> Article:
    """Paragraphs of so many words."""
    return Article.from_text("\n\n".join("word " * (length - 1) + "end." for length in lengths))


def test_a_sure_sentence_stands_alone():
    """Once the best one holds the answer with the probability ENOUGH, there is no second one."""
    article = prose(5, 5)
    assert len(choose(passages(article, quote.ENOUGH, 0.05), following(article))) == 1


def test_where_the_best_leaves_doubt_a_second_helps():
    """Two sentences, best first, at most."""
    article = prose(5, 6, 7)
    chosen = choose(passages(article, 0.3, 0.4, 0.3), following(article))
    assert [p.score for p in chosen] == [0.4, 0.3]


def test_a_sentence_that_has_no_chance_is_not_shown():
    """What fills the words that are left is still not worth reading."""
    article = prose(40, 40, 5)
    assert [p.paragraph for p in choose(passages(article, 0.6, 0.39, 0.001), following(article))] == [1]


def test_a_long_second_one_gives_way_to_a_shorter():
    """Both together have at most MAX_QUOTE_WORDS words."""
    article = prose(40, 40, 20)
    chosen = choose(passages(article, 0.5, 0.3, 0.2), following(article))
    assert [p.paragraph for p in chosen] == [1, 3]
    assert sum(len(p.text.split()) for p in chosen) == MAX_QUOTE_WORDS


def test_a_list_is_quoted_whole():
    """A sentence that announces a list brings the items that follow it, and not the prose behind them."""
    article = Article.from_text(
        "Three points are on the table:\n\nThe border in the east.\n\nThe prisoners of both sides.\n\n"
        "The assets that were frozen.\n\nThe president, who spoke later and at length, said that nothing was agreed."
    )
    chosen = choose(passages(article, 0.6, 0.1, 0.1, 0.1, 0.1), following(article))
    assert [p.paragraph for p in chosen] == [1, 2, 3, 4]
    assert sum(len(p.text.split()) for p in chosen) <= quote.MAX_LIST_WORDS


def test_an_announcement_at_the_end_of_an_article():
    """Nothing follows, so it is quoted alone."""
    article = Article.from_text("It began.\n\nThe points are:")
    assert texts(choose(passages(article, 0.1, 0.9), following(article))) == ["The points are:"]


@pytest.mark.parametrize("mark", ["[7]", "[١]", "【3】", "[1, 2]", "[1†source]", "[^4]", "［2］"])
def test_a_marker_of_the_article_s_own_is_none_of_ours(mark):
    """In the answer it stands in parentheses; the quote keeps it as it is."""
    article = Article.from_text(f"The treaty was signed in May {mark}.")
    text, citations = compose(passages(article, 1.0), article, "en")
    assert text == f"The treaty was signed in May ({mark[1:-1]}). [1]"
    assert citations[0].quote == article.text


def test_the_translation_is_shown_and_the_original_cited():
    """A question in the other language is answered from the translation, and that is no verbatim quote."""
    form = {"language": "ar", "title": None, "translator": "x", "machine": False}
    document = json.dumps({**form, "paragraphs": [[["He left.", "غادر."]]]})
    article = Article.from_text("He left.")
    article = article.with_translation(Translation.from_json(document, article.text))
    source = Passage("He left.", 1, 0, 8, 1.0, "غادر.")
    text, (citation,) = compose([source], article, "ar")
    assert text == "غادر. [1]"
    assert (citation.quote, citation.translation, citation.status) == ("He left.", "غادر.", "supported")


def test_without_a_translation_the_original_is_introduced():
    """One sentence in the reader's language, then the quotation in its own quotation marks."""
    article = Article.from_text("He left.")
    text, (citation,) = compose(passages(article, 1.0), article, "ar")
    assert text == "يقول المقال بلغته الأصلية:\n\n“He left.” [1]"
    assert citation.status == "verbatim"


def test_a_sentence_in_the_readers_language_needs_no_introduction() -> None:
    """In a mixed article an English sentence is given to an English reader as it is, an Arabic one is introduced."""
    article = Article.from_text("وصل الوفد إلى المدينة مساء الخميس. The mayor welcomed the guests.", language="ar")
    start = article.text.index("The mayor")
    english = Passage(article.text[start:], 1, start, len(article.text), 0.9)
    arabic = Passage(article.text[: start - 1], 1, 0, start - 1, 0.9)
    assert compose([english], article, "en")[0] == "The mayor welcomed the guests. [1]"
    assert compose([arabic], article, "en")[0].startswith("The article says, in its own language:\n\n«وصل")
