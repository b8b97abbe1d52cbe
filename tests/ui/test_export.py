import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation
from embeddings.article import Article
from embeddings.text import LANGUAGES
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, QUESTION_NOT_SAID, answers
from tests.ui.test_markdown import hostile
from tests.ui.test_markup import HOSTILE, _read
from ui.conversation import Failure, Turn
from ui.export import Origin, answer_text, file_name, to_html, to_markdown
from ui.export_strings import EXPORT
from ui.strings import MESSAGE

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2"),
    *("p", "ol", "li", "blockquote", "a", "bdi"),
}
ATTRIBUTES = {"lang", "dir", "charset", "http-equiv", "content", "name", "class", "id", "href"}


@pytest.fixture(scope="module")
def turns(article) -> tuple[Turn, ...]:
    """A conversation with everything: both languages, an abstention, a failure, and answers that never came."""
    known = answers(article)
    return (
        Turn(1, QUESTION_AR, answer=known[QUESTION_AR]),
        Turn(2, QUESTION_EN, answer=known[QUESTION_EN]),
        Turn(3, QUESTION_NOT_SAID, answer=known[QUESTION_NOT_SAID]),
        Turn(4, "Broken?", draft="A draft [1]", failure=Failure("model", "why")),
        Turn(5, "Stopped?", draft="A draft [1]", stopped=True),
    )


def _about(article: Article, source: str = "") -> Origin:
    return Origin(article, source, date(2026, 1, 23))


def _answers(turns) -> list[Answer]:
    return [turn.answer for turn in turns if turn.answer]


def _hostile_turns(text: str) -> tuple[Article, tuple[Turn, ...]]:
    """The same text as title, question, answer, note, quote and translation."""
    article = Article.from_text(f"نص المقال. {text} نهاية.".replace("\0", " ").encode(errors="replace").decode())
    article = replace(article, title=text)
    first = article.paragraphs[0]
    cited = Citation(1, first.number, first.text, first.start, first.end, text, "supported")
    answer = Answer(text, f"{text} [1]", "en", True, "quote", (cited,), (), 0.1, note=text)
    return article, (Turn(1, text, answer=answer), Turn(2, text, draft=text, stopped=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_holds_the_whole_conversation(article, turns, language):
    """Title, questions, answers, and every quote to the letter in its own direction, with place and check."""
    shown = to_html(turns, _about(article), language)
    text = _read(shown).text
    assert shown.startswith(f'<!DOCTYPE html>\n<html lang="{language}"')
    assert article.title in text
    for turn in turns:
        assert turn.question in text
    for answer in _answers(turns):
        assert answer.text in text
        for cited in answer.citations:
            assert cited.quote in text
            place = f"{MESSAGE[language].paragraph} {cited.paragraph} · "
            state = {"verbatim": MESSAGE[language].verbatim, "supported": MESSAGE[language].supported}
            assert place + state[cited.status] in text
    assert "arrived in Moscow on Thursday, January 22, 2026" in text
    assert shown.count('<blockquote lang="ar" dir="rtl">') == 4
    assert EXPORT[language].checked_how in text


def test_every_marker_links_to_its_own_quote(article, turns):
    """Numbers are counted anew in each turn, so the turn's number is part of the address."""
    shown = _read(to_html(turns, _about(article), "en"))
    addresses = [attributes["href"] for tag, attributes in shown.tags if tag == "a"]
    assert addresses == ["#cite-1-1", "#cite-1-2", "#cite-2-1", "#cite-2-2"]
    assert [f"#{attributes['id']}" for tag, attributes in shown.tags if tag == "li"] == addresses


def test_a_policy_lets_nothing_in(article, turns):
    """Only the file's own style sheet; no script, no picture, no form, and no address but places in the file."""
    shown = to_html(turns, _about(article), "en")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', shown)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert shown.index("Content-Security-Policy") < shown.index("<style>")
    assert "<script" not in shown
    assert "url(" not in shown
    assert "http:" not in shown.replace("http-equiv", "")


@given(hostile)
def test_hostile_text_makes_no_markup_in_html(text):
    """In title, question, answer, note, quote and translation: the exporter's own tags, and the text again."""
    article, turns = _hostile_turns(text)
    shown = _read(to_html(turns, _about(article), "en"))
    assert {tag for tag, _ in shown.tags} <= TAGS
    for _, attributes in shown.tags:
        assert set(attributes) <= ATTRIBUTES
        assert (attributes.get("href") or "#").startswith("#")
    assert article.paragraphs[0].text in shown.text
    assert shown.text.count(re.sub("[\0\ud800-\udfff]", "\ufffd", text)) >= 6


@given(hostile)
def test_hostile_text_makes_no_markup_in_markdown(text):
    """The file has its own titles, its own rule, and no list, code, link, picture, table or HTML."""
    article, turns = _hostile_turns(text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parsed = parser.parse(to_markdown(turns, _about(article), "en"))
    found = [inner.type for token in parsed for inner in (token, *(token.children or ()))]
    own = {"heading", "paragraph", "blockquote", "strong", "em", "inline", "text", "hardbreak", "hr"}
    assert {kind.removesuffix("_open").removesuffix("_close") for kind in found} <= own
    assert found.count("heading_open") == 1 + len(turns)
    assert found.count("hr") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_holds_the_whole_conversation(article, turns, language):
    """The same as the page, as a viewer shows it: a title a question, a quotation a quote."""
    shown = MarkdownIt("commonmark").render(to_markdown(turns, _about(article), language))
    text = " ".join(_read(shown).text.split())
    assert shown.count("<h2>") == len(turns)
    assert shown.count("<blockquote>") == 4 + 2  # quotes, and translations for the reader of English
    for answer in _answers(turns):
        assert " ".join(answer.text.split()) in text
        for cited in answer.citations:
            assert cited.quote in text
            assert f"[{cited.marker}] {MESSAGE[language].paragraph} {cited.paragraph}" in text
    assert EXPORT[language].checked_how in text


@pytest.mark.parametrize("export", [to_html, to_markdown])
def test_a_draft_that_nobody_checked_stays_behind(article, turns, export):
    """A question that failed or was stopped is there, and the file says that it has no answer."""
    shown = export(turns, _about(article), "en")
    assert "A draft" not in shown
    assert shown.count(EXPORT["en"].unfinished) == 2


@pytest.mark.parametrize("export", [to_html, to_markdown])
def test_a_doubt_is_told_before_the_answer(article, turns, export):
    """As on the page: a file goes to readers who have not seen it."""
    (first, *_) = turns
    answer = replace(first.answer, doubtful=True)
    shown = export([replace(first, answer=answer)], _about(article), "en")
    assert 0 <= shown.index(answer.caution) < shown.index(answer.text[:20])
    assert answer.caution not in export(turns, _about(article), "en")
    assert answer_text(replace(first, answer=answer), article).startswith(f"{answer.caution}\n\n{answer.text}\n\n")


@pytest.mark.parametrize("export", [to_html, to_markdown])
def test_a_machines_translation_is_marked(article, turns, export):
    """The default article's is by hand; where the article carries none, a machine made it."""
    assert MESSAGE["en"].machine_translation not in export(turns, _about(article), "en")
    assert MESSAGE["en"].machine_translation in export(turns, _about(Article.from_text(article.text)), "en")


@pytest.mark.parametrize("export", [to_html, to_markdown])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_what_it_is_about_from_where_and_of_when(article, turns, export, language):
    """Title, source and day; the original title too where the file has its translation."""
    shown = _read(export(turns, _about(article, "report.pdf"), language)).text.replace("\\", "")
    assert article.title in shown
    assert (article.translation.title in shown) == (language == "en")
    assert f"{EXPORT[language].source}: report.pdf" in shown
    assert f"{EXPORT[language].day}: 2026-01-23" in shown


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbours of “Orkney”: 1811", "Harbours of Orkney 1811 2026-01-23"),
        ("../../etc/passwd\u202e", "etc passwd 2026-01-23"),
        ("تقرير: الموانئ", "تقرير الموانئ 2026-01-23"),
        ("word " * 40, f"{'word ' * 12}2026-01-23"),
        ("x" * 200, f"{'x' * 60} 2026-01-23"),
        ("...", "A conversation with an article 2026-01-23"),
    ],
)
def test_a_file_is_named_by_title_and_day(title, name):
    """As every file system takes it."""
    assert file_name(_about(replace(Article.from_text("x"), title=title)), "en") == name


def test_an_answer_as_plain_text(article, turns):
    """Answer, then each quote on a line of its own with place, check and translation, then the article's title."""
    answer = turns[1].answer
    first, second = answer.citations
    assert answer_text(turns[1], article) == (
        f"{answer.text}\n\n"
        f"[1] Paragraph 3 · In other words\n«{first.quote}»\nTranslation: {first.translation}\n\n"
        f"[2] Paragraph 2 · In other words\n«{second.quote}»\nTranslation: {second.translation}\n\n"
        f"From the article: “{article.translation.title}”"
    )
    assert "Translation" not in answer_text(turns[0], article)
    assert answer_text(turns[3], article) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_in_their_language(language):
    """No Latin letter in the Arabic words, no Arabic one in the English."""
    other = r"[a-zA-Z]" if language == "ar" else r"[\u0600-\u06ff]"
    for word in (getattr(EXPORT[language], name) for name in EXPORT[language].__slots__):
        assert word.strip()
        assert not re.search(other, word)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_opens_in_a_browser(browser, tmp_path, article, turns, language):
    """Its style passes its own policy, quotes are there to the letter, nothing runs, nothing is fetched."""
    texts = [text for text in HOSTILE if "\0" not in text]
    more = [turn for text in texts for turn in _hostile_turns(text)[1]]
    numbered = tuple(replace(turn, number=number) for number, turn in enumerate((*turns, *more), 1))
    file = tmp_path / "conversation.html"
    file.write_text(to_html(numbered, _about(article), language), "utf-8", newline="")
    requested, said = [], []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    try:
        assert requested == [file.as_uri()]
        assert said == []  # a style sheet that the policy refuses would be reported here
        assert page.evaluate("document.documentElement.dir") == {"ar": "rtl", "en": "ltr"}[language]
        quotes = page.eval_on_selector_all("blockquote", "all => all.map(e => e.textContent)")
        assert quotes == [cited.quote for answer in _answers(numbered) for cited in answer.citations]
        assert page.eval_on_selector("blockquote", "e => getComputedStyle(e).direction") == "rtl"
        assert page.eval_on_selector("li", "e => getComputedStyle(e).borderInlineStartWidth") == "3px"
        assert page.locator("script, img, iframe, form, link, object").count() == 0
        page.click("a.cite >> nth=1")
        assert page.eval_on_selector("li:target", "e => e.id") == "cite-1-2"
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert requested == [file.as_uri()]
    finally:
        context.close()
