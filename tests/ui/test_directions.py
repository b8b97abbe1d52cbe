"""Words stand where their language puts them, as Chromium lays them out: on the page and in the file to take away."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from embeddings.article import Article
from tests.ui.driving import IN_CHROMIUM, ask, settled
from tests.ui.fakes import QUESTION_AR, QUESTION_EN, answers, streamed
from ui.conversation import Turn
from ui.export import Origin, to_html

pytestmark = IN_CHROMIUM

ENGLISH = (
    "“The treaty gave the island to Norway; Sweden, however, kept the right to fish there (until 1950), and Finland "
    "received 1,200,000 crowns.”"
)
ARABIC = (
    "«أعطت المعاهدة الجزيرة للنرويج؛ أما السويد، مع ذلك، فاحتفظت بحق الصيد هناك (حتى 1950)، ونالت فنلندا "
    "1,200,000 كرونة.»"
)
FOREIGN = pytest.mark.parametrize(
    ("locale", "question", "introduction", "quote", "behind"),
    [
        ("ar-EG", QUESTION_AR, "يقول المقال بلغته الأصلية:\n\n", ENGLISH, ""),
        ("ar-EG", QUESTION_AR, "ورد في المعاهدة ", ENGLISH, " كما هو."),
        ("en-GB", QUESTION_EN, "The article says, in its own language:\n\n", ARABIC, ""),
        ("en-GB", QUESTION_EN, "The treaty has it that ", ARABIC, " as it stands."),
    ],
)

PLACES = """(element, quote) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  while (walker.nextNode()) for (let at = 0; at < walker.currentNode.data.length; at++)
    letters.push([walker.currentNode, at]);
  const text = letters.map(([node, at]) => node.data[at]).join("");
  const first = text.indexOf(quote);
  return [...quote.matchAll(/\\p{N}+(?:,\\p{N}+)+|[\\p{L}\\p{M}\\p{N}]+|[^\\s]/gu)].map((word) => {
    const range = document.createRange();
    range.setStart(...letters[first + word.index]);
    const [node, at] = letters[first + word.index + word[0].length - 1];
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    return [word[0], (box.left + box.right) / 2, (box.top + box.bottom) / 2];
  });
}"""


def in_order(places, direction) -> bool:
    """Whether each word and sign stands behind the one before it, on its line or on the next."""
    ahead = 1 if direction == "ltr" else -1
    return all(
        below - above > 12 or (abs(below - above) <= 12 and ahead * (there - here) > 0)
        for (_, here, above), (_, there, below) in pairwise(places)
    )


def _answer(article, question, text):
    return replace(answers(article)[question], question="?", text=f"{text} [1]", nearest=())


@FOREIGN
def test_a_quotation_in_the_other_language_reads_in_its_own_order(
    visit, article, knows, locale, question, introduction, quote, behind
):
    """Every word, comma, bracket, number, full stop and quotation mark, by itself and amid a sentence."""
    knows("?", *streamed(_answer(article, question, introduction + quote + behind)))
    page = visit(locale)
    ask(page, "?")
    settled(page, 1)
    own = "ltr" if quote == ENGLISH else "rtl"
    text = page.locator("#turn-1 .text")
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert in_order(text.evaluate(PLACES, quote), own)
    # The marker is the sentence's, and stands behind the quotation in the reader's direction.
    (_, marker, line), *_ = text.evaluate(PLACES, "[1]")
    before = [x for _, x, y in text.evaluate(PLACES, behind.strip() or quote) if abs(y - line) < 20]
    assert all(marker < x if locale == "ar-EG" else marker > x for x in before)


@FOREIGN
def test_so_it_does_in_the_file(contexts, article, locale, question, introduction, quote, behind):
    """The exported page is read without the style sheet of the chat."""
    turn = Turn(1, question, answer=_answer(article, question, introduction + quote + behind))
    page = contexts(locale=locale).new_page()
    page.set_content(to_html([turn], Origin(article, "", date(2026, 1, 23)), "ar" if locale == "ar-EG" else "en"))
    own = "ltr" if quote == ENGLISH else "rtl"
    assert in_order(page.locator(".answer").evaluate(PLACES, quote), own)
    page.close()


def test_a_paragraph_reads_in_its_own_order(contexts):
    """An article may hold paragraphs in the other language."""
    from ui.reader import reader_html

    article = Article.from_text(f"وقّعت الدول الثلاث معاهدة في جنيف بعد أربعة أشهر من المحادثات.\n\n{ENGLISH[1:-1]}")
    article = replace(article, language="ar")
    page = contexts(locale="ar-EG").new_page()
    page.set_content(f"<html dir=rtl><body>{reader_html(article)}</body></html>")
    assert in_order(page.locator("#p-2 .original").evaluate(PLACES, ENGLISH[1:-1]), "ltr")
    assert page.get_attribute("#p-2 .original", "dir") == "ltr"
    page.close()
