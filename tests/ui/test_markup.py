from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text import LANGUAGES
from ui.markup import escape, in_both, isolate

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</div></li></article><h1>out",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "[click](javascript:alert(1)) ![x](https://example.org/x.png)",
    "<https://example.org> https://example.org www.example.org",
    "one\n\n# two\n\n<b>three</b>\r\n\r\n    four",
    "**bold** _em_ `code` ~~no~~ $$x$$ | a | b |",
    "${alert(1)} {{value}} {% raw %} <%= 1 %>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "شرح \u202eمعكوس\u202c <b>٢٢</b>",
    "NUL \0 and bell \a",
]


class _Reader(HTMLParser):
    """What a browser would find: text and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    """No tag comes out of a text, and its text content is the text again."""
    shown = _read(escape(text))
    assert shown.tags == []
    assert shown.text == text.replace("\0", "\ufffd")


@given(st.text())
def test_escaping_keeps_every_character(text):
    """Any text comes back character for character; only NUL, which HTML can't hold, is replaced."""
    assert _read(escape(text)).text == text.replace("\0", "\ufffd")


@given(st.text())
def test_escaped_text_is_one_line(text):
    """A line end could be changed on the way, and offsets would point elsewhere."""
    assert "\n" not in escape(text)
    assert "\r" not in escape(text)


@given(st.text(alphabet=st.sampled_from("ابت سلام a bC 12-3.% <>&\"'[]()\n،؟")), st.sampled_from(LANGUAGES))
def test_isolating_keeps_every_character(text, language):
    """Isolation adds <bdi> elements and nothing else."""
    shown = _read(isolate(text, language))
    assert shown.text == text
    assert {tag for tag, _ in shown.tags} <= {"bdi"}


def test_lone_surrogates_can_be_sent():
    """A broken character is replaced: it could be sent neither as UTF-8 nor as JSON."""
    assert escape("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("قال Steve Witkoff (GPT-4) ذلك.", ["Steve Witkoff", "GPT-4"]),
        ("يوم 22-1-2026 بنسبة 50% من C++.", ["22-1-2026", "50%", "C++"]),
        ("في 22 يناير 2026، الخميس", []),
    ],
)
def test_latin_runs_are_isolated_in_arabic(text, runs):
    """Names and composite numbers are isolated whole; plain numbers can't jump and stay bare."""
    shown = isolate(text, "ar")
    assert [f'<bdi lang="en" dir="ltr">{run}</bdi>' in shown for run in runs] == [True] * len(runs)
    assert shown.count("<bdi") == len(runs)


def test_arabic_runs_are_isolated_in_english():
    """An Arabic phrase is one isolate, so that the number after it stays where it was written."""
    assert isolate("in مجلس السلام, 22 people", "en") == ('in <bdi lang="ar" dir="rtl">مجلس السلام</bdi>, 22 people')


@pytest.mark.parametrize(
    ("text", "language", "run"),
    [
        ("قال: “Sweden, however, kept it.” ثم مضى.", "ar", "“Sweden, however, kept it.”"),
        ("قال: «Sweden, however, kept it». ثم مضى.", "ar", "«Sweden, however, kept it»"),
        ("كتب „he said «no, never», and left“ ثم مضى.", "ar", "„he said «no, never», and left“"),
        ("الأصل:\n\n“He said “no”, and left.” ", "ar", "“He said “no”, and left.”"),
        ("الأصل:\n\nSweden, however (until 1950), kept it.", "ar", "Sweden, however (until 1950), kept it."),
        ("He wrote «أما السويد، مع ذلك، فلا.» and left.", "en", "«أما السويد، مع ذلك، فلا.»"),
        (
            "In the original:\n\n12 كرونة؛ أما السويد (حتى 1950) فلا!",
            "en",
            "12 كرونة؛ أما السويد (حتى 1950) فلا!",
        ),
    ],
)
def test_a_quotation_or_a_line_in_the_other_language_is_isolated_whole(text, language, run):
    """With its marks and its full stop: its words keep their order whatever stands between them."""
    css = 'lang="en" dir="ltr"' if language == "ar" else 'lang="ar" dir="rtl"'
    shown = isolate(text, language)
    assert f"<bdi {css}>{run}</bdi>" in shown
    assert shown.count("<bdi") == 1


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("«برنامج Microsoft Visual Studio, وغيره»", ["Microsoft Visual Studio"]),
        ("شركات Google, Apple, Amazon الكبرى", ["Google", "Apple", "Amazon"]),
        ('طولها 5" وعرضها 6" في GPT-4', ["GPT-4"]),
    ],
)
def test_what_is_of_the_sentence_stays_in_its_order(text, runs):
    """A list of names runs as the sentence does, and a quotation in its language is none in the other."""
    shown = isolate(text, "ar")
    assert [f'<bdi lang="en" dir="ltr">{run}</bdi>' in shown for run in runs] == [True] * len(runs)
    assert shown.count("<bdi") == len(runs)


def test_what_stands_in_an_isolated_quotation_is_isolated_in_turn():
    """An Arabic phrase in an English quotation on an Arabic page."""
    shown = isolate("كتب “The board, مجلس السلام, 22 people, met.” ومضى.", "ar")
    assert (
        '<bdi lang="en" dir="ltr">“The board, <bdi lang="ar" dir="rtl">مجلس السلام</bdi>, 22 people, met.”</bdi>'
    ) in shown


def test_marks_that_never_close_take_no_time():
    """Thousands of openings, or of quotations in one another."""
    for text in ("“" * 100_000 + "a ب", "«“" * 50_000 + "a ب" + "”»" * 50_000, '"' * 99_999 + "a ب"):
        assert _read(isolate(text, "ar")).text == text


def test_words_of_the_page_come_in_both_languages():
    """Each language has its own element with its own direction."""
    shown = in_both("send")
    assert '<span class="w" lang="ar" dir="rtl">إرسال</span>' in shown
    assert '<span class="w" lang="en" dir="ltr">Send</span>' in shown


def test_only_words_can_be_shown():
    """A table of words is no word."""
    with pytest.raises(TypeError, match="in_language is dict"):
        in_both("in_language")
