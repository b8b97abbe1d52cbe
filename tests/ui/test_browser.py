"""The page as a reader meets it, in a real Chromium, in both languages."""

import threading
from dataclasses import replace

from assistant.answer import AnswerEvent
from assistant.errors import ModelError
from embeddings.text import Language
from tests.ui.driving import IN_CHROMIUM, READERS, ask, settled, words_shown
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, answers, streamed
from tests.ui.test_markup import HOSTILE
from ui.strings import MESSAGE, PAGE

pytestmark = IN_CHROMIUM


def _gate(site, question, position):
    return site.assistant.gates.setdefault((question, position), threading.Event())


@READERS
def test_a_question_is_answered_with_its_quotes(visit, site, locale, language, question, direction):
    """The answer runs in its own direction; its cards hold the exact quotes, which stand in the article."""
    page = visit(locale)
    ask(page, question)
    settled(page, 1)
    for selector in ("#question-1", "#turn-1 .text"):
        assert page.get_attribute(selector, "dir") == direction
        assert page.get_attribute(selector, "lang") == language
    sides = page.eval_on_selector(
        "#turn-1 .text", "e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
    )
    assert sides == [direction, "start"]
    answer = answers(site.assistant.article)[question]
    quotes = page.eval_on_selector_all("#turn-1 .quote", "all => all.map(e => [e.textContent, e.dir, e.lang])")
    assert quotes == [[cited.quote, "rtl", "ar"] for cited in answer.citations]
    assert all(quote in site.assistant.article.text for quote, _, _ in quotes)
    assert page.input_value("#question textarea") == ""


@READERS
def test_passages_come_first_then_text_then_the_checked_answer(
    visit, site, knows, locale, language, question, direction
):
    """Each step shows as soon as it is there."""
    text, answer = _gate(site, question, 1), _gate(site, question, len(site.assistant.events[question]) - 1)
    page = visit(locale)
    ask(page, question)
    page.wait_for_selector("#turn-1 .reading li")
    assert MESSAGE[language].reading in page.inner_text("#turn-1")
    assert page.locator("#turn-1 .text").count() == 0
    text.set()
    page.wait_for_selector("#turn-1 .draft")
    assert page.locator("#turn-1 .card").count() == 0
    answer.set()
    settled(page, 1)
    assert page.locator("#turn-1 .draft").count() == 0
    assert page.locator("#turn-1 .card").count() == 2


@READERS
def test_the_page_starts_in_the_browsers_language_and_switches(visit, locale, language, question, direction):
    """Document, words and widgets change together; the conversation keeps its own language."""
    page = visit(locale)
    other: Language = "en" if language == "ar" else "ar"
    ask(page, question)
    settled(page, 1)
    spoken: Language
    for spoken in (language, other):
        if spoken == other:
            page.click("#switch")
            page.wait_for_function(
                "word => document.querySelector('#send').innerText.trim() === word", arg=PAGE[other].send
            )
        root = page.eval_on_selector("html", "e => [e.lang, e.dir]")
        assert root == [spoken, "rtl" if spoken == "ar" else "ltr"]
        assert page.get_attribute("#question textarea", "placeholder") == PAGE[spoken].placeholder
        assert page.inner_text(".masthead h1") == PAGE[spoken].name
        assert page.inner_text("#library [data-value='']", timeout=1000) is not None
        assert page.inner_text("#turn-1 ~ .actions .edit").strip() == PAGE[spoken].edit
        assert page.inner_text("#clear").strip() == PAGE[spoken].clear
        assert page.get_attribute("#turn-1 .text", "dir") == direction
        assert MESSAGE[spoken].checked in page.inner_text("#turn-1")
    page.reload()
    page.wait_for_function("language => document.documentElement.lang === language", arg=other)


@READERS
def test_no_word_of_the_other_language_is_left(visit, locale, language, question, direction):
    """Before the first question all that is visible is in one script, but article, suggestions and switch.

    The article's headline is there in both; the name of a model is a name.
    """
    page = visit(locale)
    aside = "article, .chip, #switch, script, style, bdi"
    shown = words_shown(page, aside)
    foreign = [letter for letter in shown if ("a" <= letter.lower() <= "z") == (language == "ar") and letter.isalpha()]
    assert foreign == []
    assert shown.strip()


def test_a_suggestion_asks_and_history_follows(visit, site, knows):
    """A click asks; the next question takes the answered one along."""
    page = visit("en")
    page.locator(f".chips [data-value='{QUESTION_AR}']").click()
    settled(page, 1)
    assert not page.locator("#welcome").is_visible()
    ask(page, QUESTION_EN)
    settled(page, 2)
    first = answers(site.assistant.article)[QUESTION_AR]
    assert site.assistant.heard == [(QUESTION_AR, ()), (QUESTION_EN, ((QUESTION_AR, first.text),))]
    ids = page.eval_on_selector_all("#chat [id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


@READERS
def test_an_empty_question_gets_a_friendly_sentence(visit, site, knows, locale, language, question, direction):
    """In the page's language, and nothing is asked."""
    page = visit(locale)
    ask(page, "   ")
    page.wait_for_function("document.querySelector('#notice').innerText.trim() !== ''")
    assert page.inner_text("#notice").strip() == PAGE[language].empty_question
    assert site.assistant.heard == []


def test_failures_are_sentences_and_lose_nothing(visit, knows):
    """Question and draft stay, the sentence is in the page's language, and the next question works."""
    knows("Broken model?", AnswerEvent("text", text="Half an answer"), ModelError("No reply in 60 s."))
    knows("سؤال معطوب؟", RuntimeError("/secret"))
    page = visit("en")
    ask(page, "Broken model?")
    settled(page, 1)
    shown = page.inner_text("#turn-1")
    assert "Half an answer" in shown
    assert MESSAGE["en"].failed_model in shown
    ask(page, "سؤال معطوب؟")
    settled(page, 2)
    assert MESSAGE["en"].failed in page.inner_text("#turn-2")
    assert "/secret" not in page.content()
    ask(page, QUESTION_NOT_SAID)
    settled(page, 3)
    assert page.locator("#turn-3 .nearest").is_visible()


def test_stop_ends_an_answer_and_clear_the_conversation(visit, site, knows):
    """What was shown stays, marked as unchecked; a new conversation starts empty and without history."""
    knows("Slow?", AnswerEvent("text", text="First part"), *streamed(answers(site.assistant.article)[QUESTION_EN]))
    _gate(site, "Slow?", 1)
    page = visit("en")
    ask(page, "Slow?")
    page.wait_for_selector("#turn-1 .draft")
    assert not page.locator("#send").is_visible()
    page.click("#stop")
    page.wait_for_selector("#turn-1 .note")
    assert "First part" in page.inner_text("#turn-1")
    page.wait_for_selector("#send")
    site.assistant.gates["Slow?", 1].set()
    page.click("#clear")
    page.wait_for_selector("#welcome h2")
    assert page.locator(".asked").count() == 0
    ask(page, QUESTION_EN)
    settled(page, 1)
    assert site.assistant.heard[-1] == (QUESTION_EN, ())


def test_sessions_share_nothing(visit, site, knows):
    """Two readers at once: neither sees the other's conversation, in the page or in the history."""
    one, two = visit("en"), visit("ar")
    ask(one, QUESTION_EN)
    settled(one, 1)
    ask(two, QUESTION_AR)
    settled(two, 1)
    assert two.locator(".asked").count() == one.locator(".asked").count() == 1
    assert [history for _, history in site.assistant.heard] == [(), ()]


def test_hostile_text_reaches_the_page_as_text(visit, site, knows):
    """Shown to the letter, no element made, nothing run or requested."""
    answer = answers(site.assistant.article)[QUESTION_EN]
    page = visit("en")
    page.evaluate("() => { window.alert = () => { throw new Error('it ran'); }; }")
    for turn, text in enumerate((text for text in HOSTILE if "\0" not in text), 1):
        question = f"{turn} {' '.join(text.split())}"
        quoted = replace(answer.citations[0], quote=text, translation=text)
        knows(question, *streamed(replace(answer, text=f"{text} [1]", citations=(quoted,))))
        ask(page, question)
        settled(page, turn)
        assert page.text_content(f"#question-{turn}") == question
        assert page.text_content(f"#turn-{turn} .quote") == text
        assert page.text_content(f"#turn-{turn} .text").startswith(text)
    made = ":is(#past, #live) :is(img, script, iframe, form, h1, h2, b, strong, em, code, table, math)"
    assert page.locator(made).count() == 0
    assert page.locator("#chat a:not([href^='#'])").count() == 0


def test_the_page_can_load_nothing_from_elsewhere(visit):
    """An image, a frame or a call to another host is stopped by the page's policy before it goes out."""
    page = visit("en-US")
    stopped = page.evaluate(
        """() => new Promise(resolve => {
            const seen = new Set();
            document.addEventListener("securitypolicyviolation", event => {
                seen.add(event.effectiveDirective);
                if (seen.size === 3) resolve([...seen].sort());
            });
            document.body.append(Object.assign(new Image(), { src: "http://192.0.2.1/x.png" }));
            document.body.append(Object.assign(document.createElement("iframe"), { src: "http://192.0.2.1/" }));
            fetch("http://192.0.2.1/").catch(() => null);
        })"""
    )
    assert stopped == ["connect-src", "frame-src", "img-src"]
