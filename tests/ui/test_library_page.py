"""Articles of one's own, settings, ratings and export, in a real Chromium."""

import json
import re
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from embeddings.article import Article
from tests.foreign import FOREIGN
from tests.ui.driving import IN_CHROMIUM, READERS, ask, asked, lit, open_panel, settled, words_shown
from tests.ui.fakes import OPENING, QUESTION_AR, QUESTION_EN, answers
from tests.ui.test_markup import HOSTILE
from ui.export import Origin, answer_text, file_name
from ui.options import STRICTNESS
from ui.reader import titles
from ui.reasons import reason
from ui.strings import PAGE

pytestmark = IN_CHROMIUM

DOCUMENTS = Path(__file__).parents[1] / "data"

OWN = "The harbour of Kirkwall 😀 opened in 1811. It was built in three years.\n\nA second paragraph stands here."


def _paste(page, text, title=""):
    open_panel(page, "library")
    page.fill("#own-title", title)
    page.fill("#own-text", text)
    page.click("form[data-do=paste] [type=submit]")


def _opened(page, title):
    page.wait_for_function("title => document.querySelector('.reader h2')?.innerText === title", arg=title)


def _title(site, language):
    return titles(site.assistant.article)[language]


@READERS
def test_an_own_article_is_pasted_asked_and_left(visit, site, locale, language, question, direction):
    """It takes the place of the other, is cited to the character, and both keep their conversations."""
    page = visit(locale)
    asked(page, question)
    _paste(page, OWN, "Harbours")
    _opened(page, "Harbours")
    assert not page.locator("#library").is_visible()
    assert page.locator(".asked").count() == 0
    assert page.locator("#article .paragraph").count() == 2
    asked(page, "Quote?")
    page.click("#turn-1 .cite")
    assert lit(page) == Article.from_text(OWN).paragraphs[0].text
    open_panel(page, "library")
    rooms = page.locator(".room:not(.all)")
    assert rooms.count() == 2
    rooms.nth(1).click()
    _opened(page, _title(site, language))
    page.wait_for_selector("#turn-1 .card")
    assert page.text_content("#question-1") == question
    page.click("#turn-1 .cite[data-card=cite-1-1]")
    assert lit(page) == answers(site.assistant.article)[question].citations[0].quote


def test_an_article_in_another_language_opens_with_a_word(visit):
    """In the page's language; not so one in Arabic or English."""
    page = visit("ar-EG")
    _paste(page, FOREIGN["fr"], "Pont")
    _opened(page, "Pont")
    page.wait_for_function("said => document.body.innerText.includes(said)", arg=PAGE["ar"].opened_foreign)
    assert PAGE["ar"].in_neither in page.inner_text("#article")
    _paste(page, OWN * 3, "Harbours")
    _opened(page, "Harbours")
    page.wait_for_function("said => document.body.innerText.includes(said)", arg=PAGE["ar"].opened)


def test_documents_are_uploaded(visit):
    """Word and PDF, in Arabic: title and paragraphs are those that `Article.from_file` reads, and quotes light up."""
    page = visit("ar-EG")
    for name in ("ar-news.docx", "ar-guide.browser.pdf"):
        article = Article.from_file(DOCUMENTS / name)
        open_panel(page, "library")
        page.set_input_files("input[type=file]", str(DOCUMENTS / name))
        _opened(page, article.title)
        page.wait_for_function(
            "n => document.querySelectorAll('#article .paragraph').length === n", arg=len(article.paragraphs)
        )
        asked(page, "Quote?")
        page.click("#turn-1 .cite")
        assert lit(page) == article.paragraphs[0].text


def test_a_file_is_uploaded_and_asked(visit, tmp_path):
    """A text file opens under its own title."""
    file = tmp_path / "harbours.txt"
    file.write_text(OWN, "utf-8")
    page = visit("en-GB")
    open_panel(page, "library")
    page.set_input_files("input[type=file]", str(file))
    page.wait_for_selector("#article .paragraph:nth-of-type(2)")
    page.wait_for_function("document.querySelectorAll('#article .paragraph').length === 2")
    asked(page, "Quote?")
    page.click("#turn-1 .cite")
    assert lit(page) == Article.from_text(OWN).paragraphs[0].text


@READERS
def test_an_article_that_can_not_be_opened_is_one_sentence(
    visit, site, tmp_path, locale, language, question, direction
):
    """In the page's language, with the reason; the open article stays, and no folder of this machine is named."""
    foreign = r"[\u0600-\u06ff]" if language == "en" else "[a-z]{4}"
    words = PAGE[language]
    page = visit(locale)
    title = page.inner_text(".reader h2")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\x89PNG\0\0")
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (10 * 1024 * 1024 + 1))
    open_panel(page, "library")
    for file, word in ((binary, words.failed_article), (large, words.too_large)):
        page.set_input_files("input[type=file]", str(file))
        page.wait_for_function("word => document.querySelector('#progress').innerText.includes(word)", arg=word)
        said = page.inner_text("#progress")
        assert "/" not in said
        assert not re.search(foreign, said.replace(file.name, ""))
        assert (reason(language, "picture", {"kind": "PNG"}) in said) == (file is binary)
    for text, word in (("  ", words.empty_text), ("REFUSED.", words.failed_index)):
        page.fill("#own-text", text)
        page.click("form[data-do=paste] [type=submit]")
        page.wait_for_function("word => document.querySelector('#progress').innerText.includes(word)", arg=word)
    assert page.inner_text(".reader h2") == title


def test_a_sixth_own_article_takes_no_other_s_place(visit, site, tmp_path):
    """Nothing that was asked is lost for it: the reader is told, and removes one first."""
    page = visit("en-GB")
    for number in range(5):
        _paste(page, f"{OWN} {number}", f"Own {number}")
        _opened(page, f"Own {number}")
    _paste(page, f"{OWN} 5", "Own 5")
    said = "word => document.querySelector('#progress').innerText.includes(word)"
    page.wait_for_function(said, arg=PAGE["en"].full)
    (tmp_path / "six.txt").write_text(f"{OWN} 6", "utf-8")
    page.fill("#own-text", "")
    page.click("#library [data-value='']")
    open_panel(page, "library")
    page.set_input_files("input[type=file]", str(tmp_path / "six.txt"))
    page.wait_for_function(said, arg=PAGE["en"].full)
    shown = page.eval_on_selector_all(".room:not(.all) > .title", "all => all.map(e => e.innerText)")
    assert shown == [f"Own {number}" for number in range(4, -1, -1)] + [_title(site, "en")]
    page.locator(".remove").nth(4).click()
    page.wait_for_selector(".removed")
    page.fill("#own-title", "Own 5")
    page.fill("#own-text", f"{OWN} 5")
    page.click("form[data-do=paste] [type=submit]")
    _opened(page, "Own 5")


def test_files_that_are_chosen_meanwhile_wait_their_turn(visit, knows, tmp_path):
    """The next one is named while the first is read, and a question that was asked in between is kept."""
    titles = ("First harbour", "Second harbour")
    for title in titles:
        (tmp_path / f"{title}.md").write_text(f"# {title}\n\nIt opened in 1811.", "utf-8")
        OPENING[title] = threading.Event()
    page = visit("en-GB")
    open_panel(page, "library")
    page.set_input_files("input[type=file]", str(tmp_path / f"{titles[0]}.md"))
    page.wait_for_selector("#progress progress")
    page.set_input_files("input[type=file]", str(tmp_path / f"{titles[1]}.md"))
    page.wait_for_selector("#own-file .queued", state="visible")
    assert f"{titles[1]}.md" in page.inner_text("#own-file .queued")
    page.keyboard.press("Escape")
    asked(page, QUESTION_EN)
    for title in titles:
        OPENING.pop(title).set()
        _opened(page, title)
    open_panel(page, "library")
    assert page.eval_on_selector_all(".room:not(.all) > .title", "all => all.map(e => e.innerText)")[:2] == [
        *reversed(titles)
    ]
    assert not page.locator("#own-file .queued").is_visible()
    page.click(".room:not(.all) >> nth=2")
    page.wait_for_selector("#turn-1 .card")


def test_an_article_that_is_ready_waits_for_the_answer(visit, site, knows):
    """What is being answered goes on, and the article is in the list."""
    gate = site.assistant.gates.setdefault((QUESTION_EN, 1), threading.Event())
    page = visit("en-GB")
    ask(page, QUESTION_EN)
    page.wait_for_selector("#turn-1 .reading")
    _paste(page, OWN, "Harbours")
    page.wait_for_function("word => document.querySelector('#notice').innerText.includes(word)", arg=PAGE["en"].arrived)
    gate.set()
    settled(page, 1)
    assert page.inner_text(".reader h2") == _title(site, "en")
    page.click(".room:not(.all) >> nth=1")
    _opened(page, "Harbours")


def test_a_long_text_never_gets_into_the_page(visit):
    """A line of 300,000 letters, which would take a browser minutes from right to left: held, shown by its beginning,
    opened whole."""
    page = visit("ar-EG")
    text = "كلمة" * 74_000
    open_panel(page, "library")
    page.eval_on_selector(
        "#own-text",
        """(area, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const sent = { clipboardData: data, bubbles: true, cancelable: true };
          if (area.dispatchEvent(new ClipboardEvent("paste", sent))) area.value = text;
        }""",
        text,
    )
    assert page.input_value("#own-text") == ""
    assert f"{len(text):,}" in page.inner_text(".held")
    page.click("form[data-do=paste] [type=submit]")
    page.wait_for_selector("#article .piece")
    assert page.text_content("#article .original") == text
    page.click(".number")
    assert len(page.input_value("#question textarea")) < 300


def test_an_article_in_the_box_for_questions_is_not_cut_off(visit):
    """It is offered as the article that it is."""
    page = visit("en-GB")
    page.eval_on_selector(
        "#question textarea",
        """(area, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        OWN * 40,
    )
    page.wait_for_selector(".held", state="visible")
    page.wait_for_function(
        "word => document.querySelector('#notice').innerText.includes(word)", arg=PAGE["en"].long_question
    )
    page.click("form[data-do=paste] [type=submit]")
    page.wait_for_function("document.querySelectorAll('#article .paragraph').length > 2")


def test_readers_do_not_see_each_others_articles(visit, site):
    """What one opens is not in the list of the other, and can't be opened by its id."""
    one, two = visit("en-GB"), visit("en-GB")
    _paste(one, OWN, "Secret")
    _opened(one, "Secret")
    own = one.get_attribute(".room[aria-current]", "data-value")
    open_panel(two, "library")
    assert two.locator(".room:not(.all)").count() == 1
    two.eval_on_selector(".room:not(.all)", "(room, id) => { room.dataset.value = id; room.click(); }", own)
    two.wait_for_function("word => document.querySelector('#progress').innerText.includes(word)", arg=PAGE["en"].gone)
    assert two.inner_text(".reader h2") == _title(site, "en")


def test_a_hostile_article_is_only_text(visit):
    """Title and paragraphs to the letter, no element made of them, and quotes in it light up."""
    text = "First.\n\n" + "\n\n".join(" ".join(text.replace("\0", " ").split()) for text in HOSTILE)
    page = visit("en-GB")
    page.evaluate("() => { window.alert = () => { throw new Error('it ran'); }; }")
    _paste(page, text, HOSTILE[1])
    _opened(page, HOSTILE[1])
    article = Article.from_text(text, HOSTILE[1])
    shown = page.eval_on_selector_all("#article p.original", "all => all.map(e => e.textContent)")
    assert shown == [paragraph.text for paragraph in article.paragraphs]
    assert page.locator("#article :is(img, script, iframe, b, h1, a, table)").count() == 0
    assert page.locator("#library li :is(img, script, b)").count() == 0
    assert page.locator("#masthead img, #rooms img").count() == 0


@READERS
def test_settings_change_how_questions_are_asked(visit, site, knows, locale, language, question, direction):
    """Quotations only, and a stricter threshold, from the next question on, for this reader alone."""
    page, other = visit(locale), visit(locale)
    usual = site.assistant.settings.threshold
    site.assistant.asked_with.clear()
    open_panel(page, "settings")
    assert "fake-1" in page.inner_text("#settings")
    page.check("#settings [value=quote]")
    page.check("#settings [value=strict]")
    page.keyboard.press("Escape")
    assert not page.locator("#settings").is_visible()
    asked(page, question)
    asked(other, question)
    mine, theirs = site.assistant.asked_with
    assert mine.llm == "none"
    assert mine.threshold > usual
    assert theirs.threshold == usual


def test_no_question_overtakes_a_setting(visit, site, knows):
    """Two settings and a question, each sent before the server has the one before: the question is asked with both."""
    page = visit("en-GB")

    def slow(route):
        time.sleep(0.5)
        route.continue_()

    site.assistant.asked_with.clear()
    open_panel(page, "settings")
    page.route("**/run/predict", slow)
    page.evaluate("""() => {
        for (const value of ["quote", "strict"]) document.querySelector(`#settings [value=${value}]`).click();
    }""")
    page.keyboard.press("Escape")
    asked(page, QUESTION_EN)
    page.unroute("**/run/predict")
    (mine,) = site.assistant.asked_with
    assert (mine.llm, mine.threshold) == ("none", STRICTNESS["strict"])


def test_the_language_is_a_setting_too(visit):
    """It does what the switch does."""
    page = visit("en-GB")
    open_panel(page, "settings")
    page.check("#settings [value=ar]")
    page.wait_for_function("document.documentElement.dir === 'rtl'")
    assert PAGE["ar"].settings in page.inner_text("#settings h2")


@READERS
def test_no_word_is_left_untranslated_anywhere(visit, locale, language, question, direction):
    """After an answer, with each panel open, in both directions of the switch: one script, attributes included."""
    aside = (
        "article, .reader h2, .chip, #switch, script, style, .asked, .room > .title, .quote,"
        " .translation, [name=language] + span, bdi, .text, .note, .caution, textarea#own-text, .dropped s"
    )
    page = visit(locale)
    asked(page, question)
    page.wait_for_selector("#next .chip")
    for panel in ("library", "settings"):
        open_panel(page, panel)
        shown = words_shown(page, aside)
        foreign = {
            word
            for word in shown.split()
            if any(("a" <= c.lower() <= "z") == (language == "ar") and c.isalpha() for c in word)
        }
        assert foreign == set()
        page.keyboard.press("Escape")


def test_a_conversation_is_saved_as_a_file(visit, site):
    """Markdown and a web page, made of the turns; opened again, the page shows the quotes and asks for nothing."""
    page = visit("en-GB")
    origin = Origin(site.assistant.article, "", date.today())
    asked(page, QUESTION_AR, QUESTION_EN)
    for kind, extension in (("markdown", "md"), ("html", "html")):
        with page.expect_download() as waiting:
            page.click(f"[data-do=save][data-value={kind}]")
        assert waiting.value.suggested_filename == f"{file_name(origin, 'en')}.{extension}"
        text = waiting.value.path().read_text("utf-8")
        assert QUESTION_EN in text
    again = page.context.new_page()
    again.set_content(text)
    quotes = [c.quote for c in answers(site.assistant.article)[QUESTION_AR].citations]
    assert all(quote in again.inner_text("body") for quote in quotes)


def test_an_answer_is_copied_with_its_quotes(visit, site):
    """The clipboard holds what `answer_text` makes of it, and the button says so in the page's language."""
    from ui.conversation import Turn

    page = visit("en-GB", permissions=["clipboard-read", "clipboard-write"])
    asked(page, QUESTION_AR)
    page.click("[data-do=copy]")
    page.wait_for_function("word => document.querySelector('[data-do=copy]').innerText === word", arg=PAGE["en"].copied)
    article = site.assistant.article
    expected = answer_text(Turn(1, QUESTION_AR, answer=answers(article)[QUESTION_AR]), article)
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == expected


def test_a_rating_is_kept_and_says_where(visit, site):
    """One line of JSON, and the page names the file; the button stays pressed when the next question is asked."""
    page = visit("en-GB")
    asked(page, QUESTION_AR)
    page.click("[data-do=rate][data-value=up]")
    page.wait_for_selector("[data-do=rate][data-value=up][aria-pressed=true]")
    file = page.inner_text("#notice .detail")
    kept = json.loads(Path(file).read_text("utf-8").splitlines()[-1])
    assert (kept["question"], kept["verdict"]) == (QUESTION_AR, "up")
    ask(page, QUESTION_EN)
    settled(page, 2)
    pressed = page.eval_on_selector_all("[data-do=rate][aria-pressed=true]", "all => all.map(e => e.dataset.turn)")
    assert pressed == ["1"]


def test_retry_and_edit_replace_the_last_turn(visit, site, knows):
    """Retry asks it again, edit asks another in its place; both without the old answer in the history."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    page.click("[data-do=retry]")
    settled(page, 1)
    page.wait_for_selector("[data-do=edit]")
    page.click("[data-do=edit]")
    assert page.input_value("#question textarea") == QUESTION_EN
    assert page.locator(".editing").is_visible()
    page.click("[data-do=keep]")
    assert page.input_value("#question textarea") == ""
    page.click("[data-do=edit]")
    ask(page, QUESTION_AR)
    page.wait_for_function("q => document.querySelector('#question-1').textContent === q", arg=QUESTION_AR)
    settled(page, 1)
    assert page.locator(".asked").count() == 1
    assert site.assistant.heard == [(QUESTION_EN, ()), (QUESTION_EN, ()), (QUESTION_AR, ())]
    # Quoting brings the same again, unless the settings are others.
    assert page.locator("[data-do=retry]").count() == 0
    open_panel(page, "settings")
    page.check("#settings [value=strict]")
    page.wait_for_selector("[data-do=retry]", state="attached")


def test_follow_ups_are_asked_with_one_click(visit, site, knows):
    """They come after the answer and go with the next question; what was being typed stays."""
    page = visit("en-GB")
    asked(page, QUESTION_AR)
    page.wait_for_selector("#next .chip")
    page.fill("#question textarea", "half a thought")
    page.click("#next .chip")
    settled(page, 2)
    assert page.text_content("#question-2") == QUESTION_EN
    assert page.input_value("#question textarea") == "half a thought"


def test_what_the_check_removed_can_be_seen(visit, knows, site):
    """Folded at first, struck through when opened."""
    page = visit("en-GB")
    asked(page, QUESTION_EN)
    assert not page.locator(".dropped s").first.is_visible()
    page.click(".dropped summary")
    answer = answers(site.assistant.article)[QUESTION_EN]
    assert page.eval_on_selector_all(".dropped s", "all => all.map(e => e.textContent)") == list(answer.dropped)
    assert replace(answer, dropped=()) != answer
