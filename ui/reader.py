"""The article to read, as safe HTML: numbered paragraphs that know where they stand, and their translation.

An element with `data-start` holds the article's characters from there to `data-end`, or their translation, and
nothing else: the script lights up quotes by counting in it.
"""

from collections.abc import Iterator

from embeddings.article import Article, Paragraph
from embeddings.layout import is_byline
from embeddings.text import LANGUAGES, Language, detect_language
from embeddings.translation import TranslatedSentence
from ui.markup import escape, in_both, in_each, isolate, marks
from ui.strings import PAGE, count_paragraphs

_VIEWS = ("original", "translation", "both")
_WORDS_ASKED_ABOUT = 9


def reader_html(article: Article) -> str:
    """The whole pane: title, facts, the choice of a view where there is a translation, and the text."""
    language = detect_language(article.title, article.language)
    translated = article.translation.title if article.translation else None
    subtitle = _translated(f"<span>{escape(translated)}</span>", article, "h3") if translated else ""
    return (
        f'<div class="reader" data-article="{escape(article.id)}" data-language="{article.language}" '
        f'data-translated="{bool(article.translation)}">'
        f'<div class="head"><h2 {marks(language)}>{isolate(article.title, language)}</h2>{subtitle}'
        f'<p class="facts">{facts_html(article)}</p>{_views(article)}</div>'
        f"<article>{''.join(_body(article))}</article></div>"
    )


def facts_html(article: Article) -> str:
    """How long the article is, its language, and whether it has a translation."""
    return "".join(f'<span class="w" {marks(page)}>{_facts(article, page)}</span>' for page in LANGUAGES)


def _facts(article: Article, page: Language) -> str:
    words = PAGE[page]
    facts = [count_paragraphs(len(article.paragraphs), page), words.in_language[article.language]]
    if article.translation:
        facts.append(words.translated_by_machine if article.translation.machine else words.translated)
    return escape(" · ".join(facts))


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
    original = f'<h3 class="original" {marks(article.language)}>{isolate(title, article.language)}</h3>'
    said = " — ".join(sentence.text for sentence in _said(article, start, end))
    translated = _translated(f"<span>{escape(said)}</span>", article, "h3") if said else ""
    return f'<div class="section pair">{original}{translated}</div>'


def _paragraph(article: Article, paragraph: Paragraph) -> str:
    language = article.language
    sentences = " ".join(
        f'<span class="sentence" {_place(sentence)}>{_of(article, sentence)}</span>'
        for sentence in _said(article, paragraph.start, paragraph.end)
    )
    css = "paragraph byline" if is_byline(paragraph.text) else "paragraph"
    return (
        f'<div class="{css}" id="p-{paragraph.number}" tabindex="-1">'
        f'{_ask(article, paragraph)}<div class="pair">'
        f'<p class="original" {_place(paragraph)} {marks(language)}>'
        f"{isolate(paragraph.text, language)}</p>"
        f"{_translated(sentences, article, 'p') if sentences else ''}</div></div>"
    )


def _place(part: Paragraph | TranslatedSentence) -> str:
    return f'data-start="{part.start}" data-end="{part.end}"'


def _translated(markup: str, article: Article, tag: str) -> str:
    language = article.translation.language if article.translation else article.language
    return f'<{tag} class="translated" {marks(language)}>{markup}</{tag}>'


def _of(article: Article, sentence: TranslatedSentence) -> str:
    return isolate(sentence.text, article.translation.language if article.translation else article.language)


def _said(article: Article, start: int, end: int) -> tuple[TranslatedSentence, ...]:
    """What the translation says at `[start, end)` of the article."""
    sentences = article.translation.sentences if article.translation else ()
    return tuple(sentence for sentence in sentences if start <= sentence.start < end)


def _ask(article: Article, paragraph: Paragraph) -> str:
    """The paragraph's number, which begins a question about it in the page's language."""
    questions = "".join(
        f' data-{page}="{escape(PAGE[page].about_question.format(_beginning(article, paragraph, page)))}"'
        for page in LANGUAGES
    )
    return (
        f'<button type="button" class="number" data-do="about"{questions}><bdi>{paragraph.number}</bdi>'
        f'<span class="hint">{in_each(lambda words: escape(words.about_paragraph))}</span></button>'
    )


def _beginning(article: Article, paragraph: Paragraph, page: Language) -> str:
    """A paragraph's first words, quoted; from the translation where that is in the page's language."""
    said = next(iter(_said(article, paragraph.start, paragraph.end)), None)
    across = page != article.language and said is not None
    words = (said.text if across and said else paragraph.text).split()
    text = " ".join(words[:_WORDS_ASKED_ABOUT]).rstrip(".،,؛;:") + ("…" if len(words) > _WORDS_ASKED_ABOUT else "")
    return f"«{text}»" if page == "ar" else f"“{text}”"
