import html
import re
from dataclasses import replace

import pytest

from assistant.answer import AnswerEvent
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.text import LANGUAGES
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
from ui.conversational import is_hosted, kept_on
from ui.opening import Refusal, Step
from ui.options import Options
from ui.panes import header_html, notice_html, refusal_html, settings_html, status_html, step_html, welcome_html
from ui.reader import in_quotation_marks, reader_html
from ui.reasons import reason
from ui.render import question_html, reply_html, turns_html
from ui.shelf import Room, Shelf
from ui.shelves import privacy_html, shelf_html
from ui.strings import MESSAGE, PAGE

ALLOWED = {"div", "p", "span", "a", "sup", "bdi", "ol", "ul", "li", "blockquote", "details", "summary", "button", "s"}
PAGE_TAGS = {"progress", "article", "header", "h1", "h2", "h3", "fieldset", "legend", "label", "input", "small"}

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


MARKS = {"ar": 'lang="ar" dir="rtl"', "en": 'lang="en" dir="ltr"'}


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
    assert ">Translation</span></p>" in shown
    bare = Article.from_text(article.text)
    assert ">Machine translation</span></p>" in reply_html(_answered(article, QUESTION_EN), bare)


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
    """Question and answer each say their language and direction; what is around them is the page's."""
    turn = _answered(article, question)
    assert f"{marks}>" in question_html(turn)
    assert f'<div class="text" {marks}>' in reply_html(turn, article)


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


def test_an_abstention_shows_sentences_in_the_readers_language(article):
    """Their translation alone where the reader's language is another: the original is a click away."""
    answer = replace(answers(article)[QUESTION_NOT_SAID], language="en", text="The article doesn't say.")
    shown = reply_html(Turn(1, "capital?", answer=answer), article)
    assert "arrived in Moscow on Thursday, January 22, 2026, to hold talks" in shown
    assert passage(article, 2).text not in shown


def test_an_abstention_with_nothing_near_shows_nothing(article):
    """However many passages were read."""
    shown = reply_html(_answered(article, QUESTION_NOT_SAID, nearest=()), article)
    assert passage(article, 2).text not in shown
    assert MESSAGE["ar"].nearest not in shown


@pytest.mark.parametrize(
    ("question", "relations"), [(QUESTION_AR, ("verbatim", "supported")), (QUESTION_EN, ("supported",))]
)
def test_an_answer_says_what_was_checked_and_what_was_not(article, question, relations):
    """Once an answer, in both languages, with the words that its cards use."""
    shown = reply_html(_answered(article, question), article)
    for language in LANGUAGES:
        words = MESSAGE[language]
        assert shown.count(words.checked) == 1
        for relation in ("verbatim", "supported", "translated"):
            assert (getattr(words, f"{relation}_means") in shown) == (relation in relations)


def test_an_answer_that_is_the_translation_says_so(article):
    """The card names it, and doesn't repeat it."""
    said = "Said in translation."
    cited = citation(article, 1, article.paragraphs[2].text, said, verbatim=False)
    shown = reply_html(_answered(article, QUESTION_EN, text=f"{said} [1]", citations=(cited,)), article)
    assert f">{MESSAGE['en'].translated}<" in shown
    assert shown.count(said) == 1 + 1  # in the answer, and in what is copied


def test_the_words_around_an_answer_are_the_pages(article):
    """Both languages of each, whatever the answer's is."""
    shown = reply_html(_answered(article, QUESTION_EN), article)
    for language in LANGUAGES:
        for word in ("sources", "paragraph", "generated", "seconds"):
            assert getattr(MESSAGE[language], word) in shown


def test_passages_show_before_any_text(article):
    """While the answer is being made its passages stand there, in a language that the reader reads."""
    found = passage(article, 2)
    for question, text, other in (
        (QUESTION_AR, found.text, found.translation),
        (QUESTION_EN, found.translation, found.text),
    ):
        turn = Turn(1, question).after(AnswerEvent("passages", (found,)))
        shown = reply_html(turn, article)
        assert MESSAGE["en"].reading in shown
        assert html.escape(text or "") in shown
        assert html.escape(other or "") not in shown


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
        for shown in (question_html(turn), reply_html(turn, article, Options())):
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
        shelf_html(Shelf((Room(assistant, source=text), Room(assistant)), "")),
        refusal_html(Refusal("failed_article", text, name=text)),
        step_html(Step("indexing", name=text)),
        status_html(assistant),
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
    assert f">{MESSAGE['en'].dropped}<" in shown
    assert "<s>They stayed for 19 days.</s>" in shown
    assert MESSAGE["ar"].dropped not in reply_html(_answered(article, QUESTION_AR), article)


@pytest.mark.parametrize("question", [QUESTION_AR, QUESTION_EN])
def test_a_doubt_is_told_before_the_answer(article, question):
    """In the answer's language and direction; one without a doubt says nothing of it."""
    turn = _answered(article, question, doubtful=True)
    assert turn.answer
    shown = reply_html(turn, article)
    start = f'<p class="caution" {MARKS[turn.answer.language]}>'
    assert 0 <= shown.index(start) < shown.index('class="text"')
    assert turn.answer.caution
    assert turn.answer.caution in shown
    assert "caution" not in reply_html(_answered(article, question), article)


def test_only_the_last_turn_can_be_asked_again(article):
    """Every answer can be copied and rated; retry and edit are there once, where other settings may tell otherwise."""
    turns = [_answered(article, QUESTION_AR, number) for number in (1, 2, 3)]
    shown = turns_html(turns, article, Options("quote"))
    assert shown.count('data-do="copy"') == 3
    assert shown.count('data-do="rate"') == 6
    assert shown.count('data-do="retry"') == shown.count('data-do="edit"') == 1


def test_a_pending_turn_has_no_buttons(article):
    """Nothing to copy yet, and stopping is for the button beside the question."""
    assert "<button" not in reply_html(Turn(1, QUESTION_AR), article, Options())


def test_asking_again_is_offered_where_it_may_help(article):
    """Not where quoting would bring the same; where chance or another setting has a say, or nothing came."""
    quoted, written = _answered(article, QUESTION_AR), _answered(article, QUESTION_EN)
    assert 'data-do="retry"' not in reply_html(quoted, article, Options())
    assert 'data-do="edit"' in reply_html(quoted, article, Options())
    for turn, options in (
        (quoted, Options(strictness="strict")),
        (written, Options()),
        (_answered(article, QUESTION_AR, note="The model failed."), Options()),
        (Turn(1, QUESTION_AR, failure=Failure("model")), Options()),
        (Turn(1, QUESTION_AR, stopped=True), Options()),
    ):
        assert 'data-do="retry"' in reply_html(turn, article, options)


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
    """The title in the page's language, each in its own direction; one that has no other in both."""
    shown = header_html(article)
    assert f'<bdi lang="ar" dir="rtl">{article.title}</bdi>' in shown
    assert f'<bdi lang="en" dir="ltr">{article.translation.title}</bdi>' in shown
    assert header_html(Article.from_text("Text.", "Own")).count('<bdi lang="en" dir="ltr">Own</bdi>') == 2


def test_a_notice_is_announced():
    """It is a live region, empty until there is something to say."""
    assert notice_html() == "<p></p>"
    assert "Write a question first" in notice_html("empty_question")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_is_said_in_both_languages(language):
    """With its values; one without words is folded away in English."""
    shown = _read(refusal_html(Refusal("failed_article", "x.png: it is …", "picture", {"kind": "PNG"}, "x.png"))).text
    assert reason(language, "picture", {"kind": "PNG"}) in shown
    assert "x.png" in shown
    assert "it is …" not in shown
    assert "<details>" in refusal_html(Refusal("failed_article", "Something new."))


def test_a_very_long_paragraph_is_laid_out_in_pieces():
    """A line of 300,000 characters takes a browser minutes. Nothing is lost: quotes are found by counting."""
    text = "كلمة" * 5000 + " " + "word " * 1000 + "end."
    article = Article.from_text(f"أول.\n\n{text}")
    shown = reader_html(article)
    pieces = shown.split('<span class="piece">')[1:]
    pieces[-1] = pieces[-1].partition("</p>")[0]
    assert max(len(_read(piece).text) for piece in pieces) <= 2000
    assert "".join(_read(piece).text for piece in pieces) == article.paragraphs[1].text
    assert len(re.findall(r'data-ar="([^"]*)"', shown)[1]) < 200


def test_the_title_stands_once():
    """Where it is only the beginning of the text it is not shown over it."""
    assert '<h2 class="unseen">' in reader_html(Article.from_text("The harbour opened in 1811. It was built."))
    assert '<h2 class="unseen">' not in reader_html(Article.from_text("The harbour opened in 1811.", "Harbours"))
    assert '<h2 class="unseen">' not in reader_html(shipped_article())


def test_quotation_marks_are_not_doubled():
    """A text that holds its language's marks is put into others."""
    assert in_quotation_marks("said", "en") == "“said”"
    assert in_quotation_marks("a “b” c", "en") == "«a “b” c»"
    assert in_quotation_marks("قال «كذا»", "ar") == "“قال «كذا»”"


@pytest.mark.parametrize(
    ("settings", "model", "hosted"),
    [
        (Settings(llm="openai:gpt-x"), "gpt-x", True),
        (Settings(llm="auto"), "gpt-x", True),
        (Settings(llm="auto"), None, False),
        (Settings(llm="none"), "gpt-x", False),
        (Settings(llm="bundled"), "small", False),
        (Settings(llm="/models/own.gguf"), "own", False),
        (Settings(llm="ollama:qwen3"), "qwen3", False),
        (Settings(llm="openai:x", llm_base_url="http://127.0.0.1:8000/v1"), "x", False),
        (Settings(llm="openai:x", llm_base_url="https://example.org/v1"), "x", True),
    ],
)
def test_who_gets_to_read_the_questions_is_said(settings, model, hosted, monkeypatch):
    """A model is somebody else's unless it is known to be on this computer."""
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    assert is_hosted(settings, model) == hosted
    assistant = FakeAssistant(shipped_article(), {}, model_name=model, settings=settings)
    word = ("status_hosted" if hosted else "status_model") if model else "status_none"
    assert getattr(PAGE["en"], word).rpartition("{}")[2] in _read(status_html(assistant)).text
    said = PAGE["en"].goes_out.partition("{}")[0] if hosted else PAGE["en"].stays_here
    assert said in privacy_html(model if hosted else None)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (None, None),
        ("http://127.0.0.1:8000", None),
        ("http://localhost:8000", None),
        ("https://chroma.example:8000/path", "chroma.example"),
    ],
)
def test_where_an_article_is_kept_is_said(url, host):
    """A server on another machine has the text too, whatever the model."""
    assert kept_on(Settings(chroma_url=url)) == host
    alone, hosted = _read(privacy_html(None, host)).text, _read(privacy_html("gpt-x", host)).text
    assert (PAGE["en"].stays_here in alone) == (host is None)
    assert (PAGE["ar"].kept_there.format(host) in alone) == (host is not None)
    assert (PAGE["ar"].kept_there.format(host) in hosted) == (host is not None)
    assert PAGE["en"].goes_out.format("gpt-x") in hosted


def test_every_article_has_questions_to_begin_with():
    """Where few can be made, they are about paragraphs of prose, in the article's language; those made come first."""
    prose = "The harbour of Kirkwall opened in 1811 after three years of work."
    article = Article.from_text(f"By: A. Writer\n\n{prose}\n\n- a list\n\nWheat | 80 ml\n\n{prose} Again.")
    shown = welcome_html(FakeAssistant(article, {}, own=True))
    assert shown.count('class="chip lang-en"') == 2
    assert PAGE["en"].about_question.partition("{}")[0] in shown
    assert PAGE["ar"].about_question.partition("{}")[0] not in shown
    assert all(text not in shown for text in ("A. Writer", "a list", "Wheat"))
    assert 'class="chip lang' not in welcome_html(FakeAssistant(article, {}, own=True, ready=False))
    assert "Short" in welcome_html(FakeAssistant(Article.from_text("Short."), {}, own=True))
