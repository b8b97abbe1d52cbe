"""The page around the conversation, as safe HTML: header, welcome, and the article to read."""

from collections.abc import Iterator

from embeddings.article import Article
from embeddings.text import LANGUAGES, Language, detect_language
from ui.markup import escape, in_both, isolate, marks
from ui.strings import PAGE, count_paragraphs


def header_html(article: Article) -> str:
    """Which article is open."""
    language = detect_language(article.title, article.language)
    facts = "".join(f"<span {marks(page)}>{_facts(article, page)}</span>" for page in LANGUAGES)
    return (
        f'<header class="masthead"><a class="skip" href="#question">{in_both("skip")}</a>'
        f'<p class="brand">{in_both("name")}</p>'
        f'<h1 {marks(language)}>{isolate(article.title, language)}</h1><p class="facts">{facts}</p></header>'
    )


def _facts(article: Article, page: Language) -> str:
    words = PAGE[page]
    facts = [count_paragraphs(len(article.paragraphs), page), words.in_language[article.language]]
    if article.translation:
        facts.append(words.translated_by_machine if article.translation.machine else words.translated)
    return escape(" · ".join(facts))


def welcome_html() -> str:
    """What stands in the chat before the first question."""
    return f'<div class="greeting"><h2>{in_both("welcome")}</h2><p>{in_both("welcome_hint")}</p></div>'


def notice_html(word: str = "") -> str:
    """A word of the page that is spoken as soon as it appears; nothing where there is nothing to say."""
    return f'<p role="status">{in_both(word) if word else ""}</p>'


def article_html(article: Article) -> str:
    """The article with numbered paragraphs; `#p-3` is the third."""
    return (
        f'<details class="reader" open><summary>{in_both("article")}</summary>'
        f"<article {marks(article.language)}>{''.join(_paragraphs(article))}</article></details>"
    )


def _paragraphs(article: Article) -> Iterator[str]:
    section = None
    for paragraph in article.paragraphs:
        if paragraph.section and paragraph.section != section:
            yield f"<h3>{isolate(paragraph.section, article.language)}</h3>"
        section = paragraph.section
        yield (
            f'<div class="paragraph" id="p-{paragraph.number}"><span class="number">{paragraph.number}</span>'
            f"<p>{isolate(paragraph.text, article.language)}</p></div>"
        )
