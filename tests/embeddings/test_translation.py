import json
from pathlib import Path
from typing import Any

import pytest

from embeddings.article import Article
from embeddings.errors import TranslationError
from embeddings.text import detect_language
from embeddings.translation import Translation
from tests.conftest import ROOT
from tests.strategies import visible

TEXT = "أهداف اللقاء\n\nوصل المبعوث. ثم غادر.\n"
PAIRS = [[["أهداف اللقاء", "Aims"]], [["وصل المبعوث.", "The envoy arrived."], ["ثم غادر.", "Then he left."]]]


def document(**changes: Any) -> str:
    """A translation of TEXT as JSON, with some of its fields changed."""
    data = {"language": "en", "title": None, "translator": "test", "machine": False, "paragraphs": PAIRS}
    return json.dumps(data | changes)


def test_a_translation_is_aligned_with_its_article():
    """Every pair has the place of its source; titles have theirs too."""
    translation = Translation.from_json(document(title="Envoys"), TEXT)
    assert [(s.text, TEXT[s.start : s.end]) for s in translation.sentences] == [
        (text, source) for paragraph in PAIRS for source, text in paragraph
    ]
    assert (translation.language, translation.title, translation.translator, translation.machine) == (
        "en", "Envoys", "test", False,
    )  # fmt: skip


def test_a_sentence_that_comes_twice_is_found_twice():
    """Pairs are found in order, each after the one before."""
    pairs = [[["نعم.", "Yes."], ["نعم.", "Indeed."]]]
    translation = Translation.from_json(document(paragraphs=pairs), "نعم. نعم.")
    assert [(s.start, s.text) for s in translation.sentences] == [(0, "Yes."), (5, "Indeed.")]


def test_blanks_around_a_pair_do_not_count():
    """They are in no span, and in no text."""
    translation = Translation.from_json(document(paragraphs=[[["\u200f نعم.\n", " Yes. "]]]), "\u200f نعم.\n")
    assert [(s.start, s.end, s.text) for s in translation.sentences] == [(2, 6, "Yes.")]


def test_the_default_translation_covers_the_default_article(default_article: Article):
    """Every visible character of the article is in one pair, and both sides are in their languages."""
    translation = default_article.translation
    assert translation is not None
    assert (translation.language, translation.machine) == ("en", False)
    assert translation.translator == "the project's own translation"
    sources = [default_article.text[s.start : s.end] for s in translation.sentences]
    assert "".join(map(visible, sources)) == visible(default_article.text)
    assert {detect_language(source) for source in sources} == {"ar"}
    assert {detect_language(s.text or "") for s in translation.sentences} == {"en"}


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("صفاء مصطفى", "Safaa Mostafa"), ("ستيف ويتكوف", "Steve Witkoff"), ("جاريد كوشنر", "Jared Kushner"),
        ("فلاديمير بوتين", "Vladimir Putin"), ("22 يناير 2026", "January 22, 2026"), ("كييف", "Kyiv"),
        ("مجلس السلام", "Board of Peace"), ("لمجلس الأمن الروسي", "Russian Security Council"),
        ("البيت الأبيض", "White House"), ("عشرات الآلاف", "tens of thousands"),
    ],
)  # fmt: skip
def test_the_default_translation_names_names_as_english_news_does(default_article: Article, arabic: str, english: str):
    """Where the article has a name, a date or a number, so has the translation of that sentence."""
    assert default_article.translation is not None
    said = [s for s in default_article.translation.sentences if arabic in default_article.text[s.start : s.end]]
    assert said
    assert all(english in (sentence.text or "") for sentence in said)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (PAIRS[1:], r"leaves out 'أهداف اللقاء' \(characters 0 to 12 .*needs its pair"),
        (PAIRS[:1], r"leaves out 'وصل المبعوث. ثم غادر.' \(characters 14 to 35 "),
        ([PAIRS[0], PAIRS[1][1:]], "leaves out 'وصل المبعوث.'"),
        (PAIRS[::-1], "leaves out 'أهداف اللقاء'"),
        (
            [*PAIRS, PAIRS[0]],
            r"Pair 4 .*'أهداف اللقاء', stands nowhere in the article after character 35.*in its order",
        ),
        ([[["وصل الوزير.", "The minister arrived."]]], "Pair 1 .*stands nowhere .*copy the sentences from the article"),
        ([[["وصل " * 50, "He came."]]], r"'وصل [^']{50,60}…', stands nowhere"),
        ([[["", "Aims"]]], "Pair 1 .*empty side; fill it, or write null"),
        ([[["أهداف اللقاء", " \u200b"]]], "Pair 1 .*empty side"),
        ([[["The envoy arrived.", "وصل المبعوث."]]], "in 'en', but most of its words are in 'ar'"),
        ([], "leaves out"),
    ],
)
def test_a_translation_that_does_not_fit_is_refused(pairs: Any, message: str):
    """Gaps, a wrong order, another text and swapped sides are named with their place and what to do."""
    with pytest.raises(TranslationError, match=message) as caught:
        Translation.from_json(document(paragraphs=pairs), TEXT)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"text"', "{}", "[" * 100_000, document(paragraphs=None), document(paragraphs=[["ab"]]),
        document(paragraphs=["ab"]), document(paragraphs=[[["a", "b", "c"]]]), document(made=7),
        document(paragraphs=[[["أهداف", 1]]]), document(paragraphs=[[["أهداف", "\ud800"]]]), document(title=1),
        document(translator=None), document(machine="false"), document(language=["en"]),
    ],
)  # fmt: skip
def test_json_of_another_form_is_refused(text: str):
    """Whatever the JSON is, the message says where the form is written down, or which language is expected."""
    with pytest.raises(TranslationError, match=r"see the form in embeddings/translation\.py|expected 'ar' or 'en'"):
        Translation.from_json(text, TEXT)


def test_another_language_is_refused():
    """The message names it and the two that there are."""
    with pytest.raises(TranslationError, match="language is 'fr'; expected 'ar' or 'en'"):
        Translation.from_json(document(language="fr"), TEXT)


def test_a_translation_into_the_language_of_the_article_is_refused():
    """It has to be in the other one."""
    article = Article.from_text(TEXT, language="en")
    with pytest.raises(TranslationError, match="both 'en'; give the other language"):
        article.with_translation(Translation.from_json(document(), TEXT))


def test_a_file_is_read_with_and_without_its_mark(tmp_path: Path):
    """Some editors write a byte-order mark before JSON."""
    path = tmp_path / "en.json"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(document(), encoding)
        assert Translation.from_file(path, TEXT) == Translation.from_json(document(), TEXT)


@pytest.mark.parametrize("content", [None, b"\xff\xfe{"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None):
    """The message has its path."""
    path = tmp_path / "en.json"
    if content:
        path.write_bytes(content)
    with pytest.raises(TranslationError, match=r"en\.json can't be read"):
        Translation.from_file(path, TEXT)


def test_the_digest_depends_on_all_that_a_reader_sees():
    """Each field changes it, and reading again doesn't."""
    other = [PAIRS[0], [PAIRS[1][0], ["ثم غادر.", "Then he went."]]]
    changes: list[dict[str, Any]] = [{}, {"title": "x"}, {"translator": "x"}, {"machine": True}, {"paragraphs": other}]
    digests = [Translation.from_json(document(**change), TEXT).digest for change in changes]
    assert len(set(digests)) == len(digests)
    assert Translation.from_json(document(), TEXT).digest == digests[0]


def test_the_default_translation_is_readable_as_a_file():
    """It is JSON with one pair a sentence and titles among them, as the module documents."""
    data = json.loads((ROOT / "assistant" / "articles" / "default.en.json").read_text("utf-8"))
    assert len(data["paragraphs"]) == 15
    assert all(len(pair) == 2 for paragraph in data["paragraphs"] for pair in paragraph)


def test_a_sentence_may_have_no_translation():
    """It is null in the file and None here, and the file that is written is read as the same."""
    pairs = [PAIRS[0], [PAIRS[1][0], ["ثم غادر.", None]]]
    translation = Translation.from_json(document(paragraphs=pairs, machine=True, made="2026-11-24"), TEXT)
    assert [sentence.text for sentence in translation.sentences] == ["Aims", "The envoy arrived.", None]
    assert TEXT[translation.sentences[2].start : translation.sentences[2].end] == "ثم غادر."
    assert translation.made == "2026-11-24"
    written = translation.to_json(TEXT)
    assert json.loads(written)["paragraphs"] == pairs
    assert Translation.from_json(written, TEXT) == translation


def test_a_translation_without_a_day_keeps_its_digest():
    """The ids of articles are made of it: those that were kept are found again."""
    with_day = Translation.from_json(document(made="2026-11-24"), TEXT)
    assert Translation.from_json(document(), TEXT).digest != with_day.digest
    assert Translation.from_json(document(), TEXT).digest == (
        "119fc331924cd9e85d80dae130ac95f02a1e7f239799f469ded109c9d1eceb4f"
    )
