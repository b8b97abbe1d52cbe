import re
from dataclasses import replace

import pytest

from assistant.answer import AnswerEvent
from embeddings.article import Article
from embeddings.translation import TranslatedSentence, Translation
from tests.ui.fakes import (
    QUESTION_AR,
    QUESTION_EN,
    QUESTION_NOT_SAID,
    FakeAssistant,
    answers,
    citation,
    passage,
    shipped_article,
)
from tests.ui.test_markup import HOSTILE, _read
from ui.actions import chip, follow_ups_html
from ui.conversation import Failure, Turn
from ui.options import Options
from ui.panes import header_html, notice_html, settings_html, shelf_html, welcome_html
from ui.reader import reader_html
from ui.render import question_html, reply_html, turns_html
from ui.shelf import Room
from ui.strings import MESSAGE

ALLOWED = {"div", "p", "span", "a", "sup", "bdi", "ol", "ul", "li", "blockquote", "details", "summary", "button", "s"}
PAGE_TAGS = {"article", "header", "h1", "h2", "h3", "fieldset", "legend", "label", "input", "small"}

HARMLESS = {
    "id",
    "class",
    "lang",
    "dir",
    "href",
    "title",
    "open",
    "type",
    "tabindex",
    "role",
    "name",
    "value",
    "checked",
}
HARMLESS |= {"disabled", "aria-pressed", "aria-current"}


def _answered(article, question, number=1, **changes):
    return Turn(number, question, answer=replace(answers(article)[question], **changes))


@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_every_marker_links_to_its_card(article, question):
    """As many links as markers, each to the id of one card under the same answer."""
    shown = reply_html(_answered(article, question), article)
    targets = re.findall(r'data-card="([^"]+)"', shown)
    cards = re.findall(r'<li class="card" id="([^"]+)"', shown)
    assert targets == cards == ["cite-1-1", "cite-1-2"]


@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_links_carry_the_characters_that_they_light(article, question):
    """The address of a marker, and of the link on its card, is the citation's start and end."""
    turn = _answered(article, question)
    shown = reply_html(turn, article)
    for css in ("cite", "place"):
        places = re.findall(rf'class="{css}" href="#q-(\d+)-(\d+)"', shown)
        assert [(int(start), int(end)) for start, end in places] == [(c.start, c.end) for c in turn.answer.citations]


def test_ids_are_unique_across_turns(article):
    """The same answer twice has cards of its own each time."""
    shown = "".join(reply_html(_answered(article, QUESTION_AR, number), article) for number in (1, 2))
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_brackets_without_a_citation_are_text(article):
    """`[7]` that nothing stands behind is no link."""
    shown = reply_html(_answered(article, QUESTION_AR, text="نص [7] و[1] و[2]."), article)
    assert "[7]" in _read(shown).text
    assert "cite-1-7" not in shown


@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_a_card_shows_quote_place_and_check(article, question):
    """Verbatim quote in the article's direction, paragraph number, and what was checked in the reader's words."""
    turn = _answered(article, question)
    shown = reply_html(turn, article)
    for cited in turn.answer.citations:
        assert f'<blockquote class="quote" lang="ar" dir="rtl">{cited.quote}</blockquote>' in shown
        assert f"<bdi>{cited.paragraph}</bdi>" in shown
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
    assert f"{marks}>" in question_html(turn)
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
        for shown in (question_html(turn), reply_html(turn, article, last=True)):
            assert "\n" not in shown
            _check_tags(_read(shown), ALLOWED)
    _check_tags(_read(follow_ups_html([text])), ALLOWED)
    _check_tags(_read(notice_html("rated", text)), ALLOWED)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_markup_around_the_chat(text):
    """In an article's text, title, translation and name in the list, and in a model's name."""
    plain = text.replace(chr(0), " ")
    article = replace(Article.from_text(f"عنوان\nنص المقال الأول. {plain} نهاية.\n\n{plain}"), title=text)
    said = TranslatedSentence(text, article.paragraphs[0].start, article.paragraphs[0].end)
    article = replace(article, translation=Translation("en", text, text, True, (said,)))
    assistant = FakeAssistant(article, {}, model_name=text)
    for shown in (
        reader_html(article),
        header_html(article),
        shelf_html([Room(assistant), Room(assistant)], article.id),
        settings_html(Options(), text),
        welcome_html(assistant),
        chip(text),
    ):
        _check_tags(_read(shown), ALLOWED | PAGE_TAGS)
    assert text.replace(chr(0), "\ufffd") in _read(settings_html(Options(), text)).text


def _check_tags(shown, allowed):
    assert {tag for tag, _ in shown.tags} <= allowed
    for _, attributes in shown.tags:
        named = {name for name in attributes if not re.fullmatch(r"data-[a-z]+", name)}
        assert named <= HARMLESS
        assert attributes.get("href", "#").startswith("#")


def test_the_article_can_be_read(article):
    """Every paragraph with its number and anchor, every section title once, nothing lost."""
    shown = reader_html(article)
    assert [int(number) for number in re.findall(r'id="p-(\d+)"', shown)] == [p.number for p in article.paragraphs]
    for paragraph in article.paragraphs:
        assert paragraph.text in _read(shown).text
    sections = len({p.section for p in article.paragraphs if p.section})
    assert shown.count('<h3 class="original"') == shown.count('<h3 class="translated"') == sections
    assert "12 paragraphs" in shown
    assert "12 فقرة" in shown


def test_the_translation_stands_by_its_paragraph(article):
    """Sentence by sentence, each with the place of what it translates."""
    shown = reader_html(article)
    assert article.translation
    places = re.findall(r'<span class="sentence" data-start="(\d+)" data-end="(\d+)"', shown)
    paragraphs = [(p.start, p.end) for p in article.paragraphs]
    expected = [
        (s.start, s.end)
        for s in article.translation.sentences
        if any(start <= s.start < end for start, end in paragraphs)
    ]
    assert [(int(start), int(end)) for start, end in places] == expected


def test_an_article_without_a_translation_has_no_choice_of_views():
    """There is nothing to choose."""
    shown = reader_html(Article.from_text("A text of one paragraph."))
    assert 'data-do="view"' not in shown
    assert "translated" not in re.findall(r'class="([^"]*)"', shown)


def test_a_paragraph_can_be_asked_about_in_both_languages(article):
    """Its button holds a question with its first words, translated for who reads the translation."""
    shown = reader_html(article)
    assert "ماذا يقول المقال عن: «وصل المبعوث الخاص" in shown
    assert "What does the article say about this: “US presidential special envoy" in shown


def test_what_the_check_removed_is_shown_struck_through(article):
    """Folded away, and named as what it is; an answer that lost nothing says nothing of it."""
    shown = reply_html(_answered(article, QUESTION_EN), article)
    assert f"<summary>{MESSAGE['en'].dropped}" in shown
    assert "<s>They stayed for 19 days.</s>" in shown
    assert MESSAGE["ar"].dropped not in reply_html(_answered(article, QUESTION_AR), article)


def test_only_the_last_turn_can_be_asked_again(article):
    """Every answer can be copied and rated; retry and edit are there once."""
    turns = [_answered(article, QUESTION_AR, number) for number in (1, 2, 3)]
    shown = turns_html(turns, article, last=True)
    assert shown.count('data-do="copy"') == 3
    assert shown.count('data-do="rate"') == 6
    assert shown.count('data-do="retry"') == shown.count('data-do="edit"') == 1


def test_a_pending_turn_has_no_buttons(article):
    """Nothing to copy yet, and stopping is for the button beside the question."""
    assert "<button" not in reply_html(Turn(1, QUESTION_AR), article, last=True)


def test_a_rating_is_shown(article):
    """The button that was pressed says so."""
    turn = replace(_answered(article, QUESTION_AR), rating="up")
    pressed = re.findall(r'data-value="(up|down)"[^>]*aria-pressed="(\w+)"', reply_html(turn, article))
    assert pressed == [("up", "true"), ("down", "false")]


def test_the_settings_say_which_model_is_loaded():
    """Without one, answers are quotations and the other choice is not offered."""
    assert ">gpt-x</bdi>" in settings_html(Options(), "gpt-x")
    without = settings_html(Options(), None)
    assert 'value="model" disabled' in without
    assert 'value="quote" checked' in without


def test_the_header_says_what_is_open(article):
    """Title in its own direction."""
    assert f'<h1 lang="ar" dir="rtl">{article.title}</h1>' in header_html(article)


def test_a_notice_is_announced():
    """It is a live region, empty until there is something to say."""
    assert notice_html() == '<p role="status"></p>'
    assert "Write a question first" in notice_html("empty_question")
