"""The article to read, as safe HTML: numbered paragraphs that know where they stand, and their translation.

An element with `data-start` holds the article's characters from there to `data-end`, or their translation, and
nothing else: the script lights up quotes by counting in it.
"""

from collections.abc import Iterator
from typing import Final

from assistant.default import default_article
from assistant.title import title_of
from embeddings.article import Article, Paragraph
from embeddings.languages import is_foreign
from embeddings.layout import is_byline
from embeddings.passages import Passage
from embeddings.text import LANGUAGES, Language, detect_language
from embeddings.translation import TranslatedSentence, Translation
from ui.markup import escape, in_both, in_each, isolate, marks
from ui.strings import PAGE, PageWords, count_paragraphs

_VIEWS: Final = ("original", "translation", "both")
_WORDS_ASKED_ABOUT: Final = 9
_CHARACTERS_ASKED_ABOUT: Final = 90

_PIECE: Final = 2000
"""Characters of a paragraph that a browser lays out at once: a line of 300,000 takes it minutes, from right to left."""

_QUOTATION_MARKS: Final[dict[Language, tuple[str, ...]]] = {"ar": ("«»", "“”", "„“"), "en": ("“”", "«»", "„“")}


def titles(article: Article) -> dict[Language, str]:
    """The article's title by the page's language: the original where there is no other."""
    translated = article.translation.title if article.translation else None
    own: dict[Language, str] = dict.fromkeys(LANGUAGES, article.title)
    if article.translation and translated:
        own[article.translation.language] = translated
    return own


def title_html(article: Article) -> str:
    """The title in the page's language, as far as there is one."""
    return in_each(lambda page: _title(titles(article)[page], article.language))


def _title(title: str, default: Language, place: str = "") -> str:
    language = detect_language(title, default)
    return f"<bdi{place} {marks(language)}>{isolate(title, language)}</bdi>"


def _headline(article: Article) -> str:
    """The title over the text; where it can be quoted, it says where it stands."""
    stands = title_of(article)
    place = f" {_place(stands)}" if stands and stands.text == article.title else ""
    said = titles(article)
    return in_each(lambda page: _title(said[page], article.language, place if said[page] == article.title else ""))


def in_quotation_marks(text: str, language: Language) -> str:
    """`text` in the marks of a language, or in others where it holds those itself."""
    pairs = _QUOTATION_MARKS[language]
    pair = next((pair for pair in pairs if not any(mark in text for mark in pair)), pairs[0])
    return f"{pair[0]}{text}{pair[1]}"


def has_headline(article: Article) -> bool:
    """Whether the title says more than the article's first words, which stand there anyway."""
    beginning = " ".join(article.title.removesuffix("…").split())
    return not any(" ".join(paragraph.text.split()).startswith(beginning) for paragraph in article.paragraphs[:3])


def reader_html(article: Article, back: str = "") -> str:
    """The whole pane: title, facts, the choice of a view where there is a translation, and the text.

    `back` is safe HTML that stands over all of it.
    """
    shown = has_headline(article)
    title = (
        f'<h2 tabindex="-1">{_headline(article)}</h2>' if shown else f'<h2 class="unseen">{title_html(article)}</h2>'
    )
    return (
        f'<div class="reader" data-article="{escape(article.id)}" data-language="{article.language}" '
        f'data-translated="{bool(article.translation)}">'
        f'<div class="head">{back}{title}'
        f'<p class="facts">{facts_html(article, headline=True)}</p><p class="hint">{in_both("about_hint")}</p>'
        f"{_views(article)}</div><article>{''.join(_body(article))}</article></div>"
    )


def facts_html(article: Article, *, headline: bool = False) -> str:
    """How long the article is, its language, whether it has a translation, and whether its headline is ours."""
    return in_each(lambda page: _facts(article, page, headline))


def _facts(article: Article, page: Language, headline: bool) -> str:
    words = PAGE[page]
    language = words.in_neither if is_foreign(article.text) else words.in_language[article.language]
    facts = [count_paragraphs(len(article.paragraphs), page), language]
    if article.translation:
        by_hand = not article.translation.machine
        facts.append(words.with_translation if by_hand else _by_machine(article.translation, words))
    if headline and article.id == default_article().id:
        facts.append(words.headline_is_ours)
    return isolate(" · ".join(facts), page)


def _by_machine(translation: Translation, words: PageWords) -> str:
    """That a machine has translated, which, and when, as far as that is known."""
    who = " · ".join(filter(None, (translation.translator, translation.made)))
    return f"{words.with_machine_translation} ({who})"


def _views(article: Article) -> str:
    if not article.translation:
        return ""
    buttons = "".join(
        f'<button type="button" class="plain" data-do="view" data-value="{view}" aria-pressed="false">'
        f"{in_both(f'view_{view}')}</button>"
        for view in _VIEWS
    )
    return f'<div class="views" role="group" data-label="view">{buttons}</div>'


def _body(article: Article) -> Iterator[str]:
    section, end = None, 0
    for paragraph in article.paragraphs:
        # A file's title stands over its first paragraph too; it is shown above already.
        if paragraph.section and paragraph.section not in (section, article.title):
            yield _heading(article, paragraph.section, end, paragraph.start)
        section, end = paragraph.section, paragraph.end
        yield _paragraph(article, paragraph)


def _heading(article: Article, title: str, start: int, end: int) -> str:
    language = detect_language(title, article.language)
    original = f'<h3 class="original" {marks(language)}>{isolate(title, language)}</h3>'
    said = _said(article, start, end)
    text = " — ".join(sentence.text or article.text[sentence.start : sentence.end] for sentence in said)
    translated = _translated(f"<span>{escape(text)}</span>", article, "h3") if said else ""
    return f'<div class="section pair">{original}{translated}</div>'


def _paragraph(article: Article, paragraph: Paragraph) -> str:
    language = detect_language(paragraph.text, article.language)
    sentences = " ".join(
        f'<span class="sentence" {_place(sentence)}{_of(article, sentence)}</span>'
        for sentence in _said(article, paragraph.start, paragraph.end)
    )
    css = "paragraph byline" if is_byline(paragraph.text) else "paragraph"
    return (
        f'<div class="{css}" id="p-{paragraph.number}" tabindex="-1">'
        f'{_ask(article, paragraph)}<div class="pair">'
        f'<p class="original" {_place(paragraph)} {marks(language)}>'
        f"{_pieces(paragraph.text, language)}</p>"
        f"{_translated(sentences, article, 'p') if sentences else ''}</div></div>"
    )


def _place(part: Paragraph | TranslatedSentence | Passage) -> str:
    return f'data-start="{part.start}" data-end="{part.end}"'


def _translated(markup: str, article: Article, tag: str) -> str:
    language = article.translation.language if article.translation else article.language
    return f'<{tag} class="translated" {marks(language)}>{markup}</{tag}>'


def _of(article: Article, sentence: TranslatedSentence) -> str:
    """What a sentence is in the other language, or as it is, said to be so, where it has no translation."""
    if sentence.text is None or article.translation is None:
        text = isolate(article.text[sentence.start : sentence.end], article.language)
        return f" {marks(article.language)}>{text}"
    return f">{isolate(sentence.text, article.translation.language)}"


def _said(article: Article, start: int, end: int) -> tuple[TranslatedSentence, ...]:
    """What the translation says at `[start, end)` of the article."""
    sentences = article.translation.sentences if article.translation else ()
    return tuple(sentence for sentence in sentences if start <= sentence.start < end)


def _pieces(text: str, language: Language) -> str:
    """A paragraph, or pieces of one that is too long for a browser, which lays out those that are seen."""
    if len(text) <= 2 * _PIECE:
        return isolate(text, language)
    pieces: list[str] = []
    start = 0
    while start < len(text):
        space = text.rfind(" ", start + _PIECE // 2, start + _PIECE)
        end = space + 1 if space > 0 and start + _PIECE < len(text) else start + _PIECE
        pieces.append(f'<span class="piece">{isolate(text[start:end], language)}</span>')
        start = end
    return "".join(pieces)


def _ask(article: Article, paragraph: Paragraph) -> str:
    """The paragraph's number, which begins a question about it in the page's language."""
    questions = "".join(
        f' data-{page}="{escape(PAGE[page].about_question.format(_beginning(article, paragraph, page)))}"'
        for page in LANGUAGES
    )
    return (
        f'<button type="button" class="number" data-do="about"{questions}><bdi>{paragraph.number}</bdi>'
        f'<span class="hint">{in_both("about_paragraph")}</span></button>'
    )


def about_paragraphs(article: Article, count: int = 3) -> tuple[str, ...]:
    """Questions about paragraphs from the whole length of an article, in its language."""
    telling = [paragraph for paragraph in article.paragraphs if _is_prose(paragraph.text)] or article.paragraphs
    chosen = telling[:: max(1, len(telling) // count)][:count]
    own = article.language
    return tuple(PAGE[own].about_question.format(_beginning(article, paragraph, own)) for paragraph in chosen)


def _is_prose(text: str) -> bool:
    """Whether it is no byline, row of a table or item of a list."""
    return len(text.split()) > _WORDS_ASKED_ABOUT and not is_byline(text) and " | " not in text and text[0].isalpha()


def _beginning(article: Article, paragraph: Paragraph, page: Language) -> str:
    """A paragraph's first words, quoted; from the translation where that is in the page's language."""
    said = next(iter(_said(article, paragraph.start, paragraph.end)), None)
    across = page != article.language and said is not None
    whole = (said.text if across and said else None) or paragraph.text
    words = " ".join(whole[: 10 * _CHARACTERS_ASKED_ABOUT].split()[:_WORDS_ASKED_ABOUT])[:_CHARACTERS_ASKED_ABOUT]
    text = words.rstrip(".،,؛;:") + ("…" if len(words) < len(" ".join(whole.split())) else "")
    return in_quotation_marks(text, page)
