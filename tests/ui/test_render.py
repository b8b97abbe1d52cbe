import re
from dataclasses import replace

import pytest

from assistant.answer import AnswerEvent
from embeddings.article import Article
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, answers, citation, passage, shipped_article
from tests.ui.test_markup import HOSTILE, _read
from ui.conversation import Failure, Turn
from ui.panes import article_html, header_html, notice_html
from ui.render import question_html, reply_html
from ui.strings import MESSAGE

ALLOWED = {"div", "p", "span", "a", "sup", "bdi", "ol", "ul", "li", "blockquote", "details", "summary"}


def _answered(article, question, number=1, **changes):
    return Turn(number, question, answer=replace(answers(article)[question], **changes))


@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_every_marker_links_to_its_card(article, question):
    """As many links as markers, each to the id of one card under the same answer."""
    shown = reply_html(_answered(article, question), article)
    targets = re.findall(r'class="cite" href="#([^"]+)"', shown)
    cards = re.findall(r'<li class="card" id="([^"]+)"', shown)
    assert targets == cards == ["cite-1-1", "cite-1-2"]


def test_ids_are_unique_across_turns(article):
    """The same answer twice has cards of its own each time."""
    shown = "".join(reply_html(_answered(article, QUESTION_AR, number), article) for number in (1, 2))
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_brackets_without_a_citation_are_text(article):
    """`[7]` that nothing stands behind is no link."""
    shown = reply_html(_answered(article, QUESTION_AR, text="نص [7] و[1] و[2]."), article)
    assert "[7]" in _read(shown).text
    assert "#cite-1-7" not in shown


@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_a_card_shows_quote_place_and_check(article, question):
    """Verbatim quote in the article's direction, paragraph number, and what was checked in the reader's words."""
    turn = _answered(article, question)
    shown = reply_html(turn, article)
    for cited in turn.answer.citations:
        assert f'<blockquote class="quote" lang="ar" dir="rtl">{cited.quote}</blockquote>' in shown
        assert f'href="#p-{cited.paragraph}"' in shown
        assert getattr(MESSAGE[turn.answer.language], cited.status) in shown


def test_a_translation_is_marked_as_one(article):
    """It stands under the quote in its own direction, named a translation, or a machine's where it is one."""
    shown = reply_html(_answered(article, QUESTION_EN), article)
    assert '<p class="translated" lang="en" dir="ltr">arrived in Moscow on Thursday' in shown
    assert ">Translation</p>" in shown
    bare = Article.from_text(article.text)
    assert ">Machine translation</p>" in reply_html(_answered(article, QUESTION_EN), bare)


def test_a_quote_in_the_readers_language_needs_no_translation(article):
    """An Arabic answer shows Arabic quotes alone."""
    quote = article.paragraphs[2].text
    shown = reply_html(
        _answered(article, QUESTION_AR, text="نص [1]", citations=(citation(article, 1, quote, "Said."),)), article
    )
    assert quote in shown
    assert "Said." not in shown


@pytest.mark.parametrize(
    ("question", "marks"), [(QUESTION_AR, 'lang="ar" dir="rtl"'), (QUESTION_EN, 'lang="en" dir="ltr"')]
)
def test_messages_have_their_own_direction(article, question, marks):
    """Question and reply each say their language and direction."""
    turn = _answered(article, question)
    assert question_html(turn).startswith(f'<div class="asked" id="question-1" {marks}>')
    assert reply_html(turn, article).startswith(f'<div class="reply" id="turn-1" {marks}>')


def test_latin_names_and_dates_are_isolated_in_an_arabic_answer(article):
    """They are shown in one piece whatever stands beside them."""
    shown = reply_html(_answered(article, QUESTION_AR), article)
    assert '<bdi lang="en" dir="ltr">22-1-2026</bdi>' in shown
    assert '<bdi lang="en" dir="ltr">Steve Witkoff</bdi>' in shown


def test_an_abstention_shows_passages_that_are_no_citations(article):
    """The nearest passages, with no cards and no markers."""
    shown = reply_html(_answered(article, QUESTION_NOT_SAID), article)
    assert MESSAGE["ar"].nearest in shown
    assert passage(article, 2).text in shown
    assert 'class="card"' not in shown
    assert 'class="cite"' not in shown


def test_an_english_abstention_shows_what_the_passages_say(article):
    """Passages of the other language come with their translation."""
    answer = replace(answers(article)[QUESTION_NOT_SAID], language="en", text="The article doesn't say.")
    shown = reply_html(Turn(1, "capital?", answer=answer), article)
    assert "arrived in Moscow on Thursday, January 22, 2026, to hold talks" in shown


def test_passages_show_before_any_text(article):
    """While the answer is being made its passages stand there, in the reader's words."""
    turn = Turn(1, QUESTION_EN).after(AnswerEvent("passages", (passage(article, 2),)))
    shown = reply_html(turn, article)
    assert MESSAGE["en"].reading in shown
    assert passage(article, 2).text in shown


def test_a_draft_has_no_links(article):
    """What has not been checked cites nothing yet, and says so."""
    shown = reply_html(Turn(1, QUESTION_EN, draft="On Thursday [1]."), article)
    assert "On Thursday [1]." in shown
    assert 'class="cite"' not in shown
    assert MESSAGE["en"].not_checked in shown


@pytest.mark.parametrize("reason", ["question", "model", "storage", "other"])
@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_a_failure_is_one_sentence_in_the_readers_language(article, question, reason):
    """The draft stays above it; details are folded away."""
    turn = Turn(1, question, draft="half", failure=Failure(reason, "why <b>"))
    shown = reply_html(turn, article)
    words = MESSAGE[turn.language]
    assert {"question": words.failed_question, "other": words.failed}.get(reason, "half") in _read(shown).text
    assert "half" in shown
    assert "why &lt;b&gt;" in shown


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_text_makes_no_markup_anywhere(text, language):
    """In question, draft, answer, note, quote, translation, passage and failure: only the renderer's own tags,
    no handlers, and links that stay in the page."""
    article = Article.from_text(f"عنوان\nنص المقال الأول. {text.replace(chr(0), ' ')} نهاية.")
    quote = article.paragraphs[0].text
    cited = replace(citation(article, 1, quote, translation=text), status="supported")
    found = replace(passage(article, 1), translation=text, text=text)
    answer = replace(
        answers(shipped_article())[QUESTION_AR],
        language=language,
        question=text,
        text=text + " [1]",
        note=text,
        citations=(cited,),
        passages=(found,),
    )
    turns = [
        Turn(1, text, answer=answer),
        Turn(2, text, answer=replace(answer, found=False, citations=())),
        Turn(3, text, passages=(found,), draft=text, failure=Failure("model", text)),
        Turn(4, text, passages=(found,)),
    ]
    for turn in turns:
        for shown in (question_html(turn), reply_html(turn, article)):
            assert "\n" not in shown
            _check_tags(_read(shown), ALLOWED)
    _check_tags(_read(article_html(article)), ALLOWED | {"article", "h3"})
    _check_tags(_read(header_html(replace(article, title=text))), ALLOWED | {"header", "h1"})


def _check_tags(shown, allowed):
    assert {tag for tag, _ in shown.tags} <= allowed
    for _, attributes in shown.tags:
        assert set(attributes) <= {"id", "class", "lang", "dir", "href", "title", "open"}
        assert attributes.get("href", "#").startswith("#")


def test_the_article_can_be_read(article):
    """Every paragraph with its number and anchor, every section title once, nothing lost."""
    shown = article_html(article)
    assert [int(number) for number in re.findall(r'id="p-(\d+)"', shown)] == [p.number for p in article.paragraphs]
    for paragraph in article.paragraphs:
        assert paragraph.text in _read(shown).text
    assert shown.count("<h3>") == len({p.section for p in article.paragraphs if p.section})


def test_the_header_says_what_is_open(article):
    """Title in its own direction, and the number of paragraphs in both languages."""
    shown = header_html(article)
    assert f'<h1 lang="ar" dir="rtl">{article.title}</h1>' in shown
    assert "12 paragraphs" in shown
    assert "12 فقرة" in shown


def test_a_notice_is_announced():
    """It is a live region, empty until there is something to say."""
    assert notice_html() == '<p role="status"></p>'
    assert "Write a question first" in notice_html("empty_question")
