"""A conversation to take away: as Markdown, as one HTML file, and an answer as plain text.

Pure functions: the same turns, the same file. What has not been checked stays behind, so that nobody takes a
draft for an answer later.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final

import regex

from assistant.answer import Answer, Citation
from embeddings.article import Article
from embeddings.text import Language, detect_language
from ui.conversation import Turn
from ui.export_strings import EXPORT
from ui.markdown import escaped, paragraphs, quotation
from ui.markup import escape, isolate, marks
from ui.strings import MESSAGE

_MARKER: Final = regex.compile(r"\[(\d{1,4})\]")
_QUOTATION_MARKS: Final[dict[Language, str]] = {"ar": "«{}»", "en": "“{}”"}


def to_markdown(turns: Sequence[Turn], article: Article, language: Language) -> str:
    """The conversation as Markdown. `language` is that of the words around it; each turn keeps its own."""
    words = EXPORT[language]
    parts = [f"# {escaped(words.conversation)}", f"**{escaped(words.about)}:** {escaped(article.title)}"]
    for turn in turns:
        parts += [f"## {turn.number}. {escaped(turn.question)}", *_answer_markdown(turn, article)]
    parts += ["---", f"**{escaped(words.checked)}**"]
    return "\n\n".join((*parts, *map(escaped, _how(language)))) + "\n"


def to_html(turns: Sequence[Turn], article: Article, language: Language) -> str:
    """The conversation as one file that needs no other: no script, and nothing that a browser would fetch.

    Its policy lets in the style sheet that it carries, known by its digest, and nothing else.
    """
    words = EXPORT[language]
    style = files("ui").joinpath("export.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = detect_language(article.title, article.language)
    how = "".join(f"<p>{escape(sentence)}</p>" for sentence in _how(language))
    return (
        f"<!DOCTYPE html>\n<html {marks(language)}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(article.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><p class="meta">{escape(words.conversation)}</p>'
        f"<h1 {marks(title)}>{isolate(article.title, title)}</h1></header>\n"
        f"<main>\n{''.join(_turn_html(turn, article) for turn in turns)}</main>\n"
        f"<footer><h2>{escape(words.checked)}</h2>{how}</footer>\n</body>\n</html>\n"
    )


def answer_text(turn: Turn, article: Article) -> str:
    """The answer of `turn` with its quotes as plain text; empty where there is no answer."""
    if not turn.answer:
        return ""
    answer, words = turn.answer, MESSAGE[turn.language]
    parts = [answer.text]
    for cited in answer.citations:
        # The quote has a line of its own, so that each line runs in the direction of its own words.
        lines = [f"[{cited.marker}] {_place(cited, answer.language)}", _quoted(cited.quote, article.language)]
        label, translation = _translation(cited, article, answer.language)
        parts.append("\n".join((*lines, f"{label}: {translation}") if translation else lines))
    return "\n\n".join((*parts, f"{words.sources}: {_quoted(article.title, article.language)}"))


def _how(language: Language) -> tuple[str, ...]:
    """How the quotes were checked, and what the two words for it mean."""
    words = MESSAGE[language]
    return (
        EXPORT[language].checked_how,
        f"{words.verbatim}: {words.verbatim_means}",
        f"{words.supported}: {words.supported_means}",
    )


def _place(cited: Citation, reader: Language) -> str:
    words = MESSAGE[reader]
    state = {"verbatim": words.verbatim, "supported": words.supported}[cited.status]
    return f"{words.paragraph} {cited.paragraph} · {state}"


def _translation(cited: Citation, article: Article, reader: Language) -> tuple[str, str]:
    """Its label and the quote's translation, empty where the reader needs none."""
    words = MESSAGE[reader]
    if not cited.translation or detect_language(cited.quote, article.language) == reader:
        return "", ""
    by_hand = article.translation is not None and not article.translation.machine
    return words.translation if by_hand else words.machine_translation, cited.translation


def _quoted(text: str, default: Language) -> str:
    return _QUOTATION_MARKS[detect_language(text, default)].format(text)


def _answer_markdown(turn: Turn, article: Article) -> Iterator[str]:
    answer = turn.answer
    if not answer:
        yield f"*{escaped(EXPORT[turn.language].unfinished)}*"
        return
    yield paragraphs(answer.text)
    if answer.note:
        yield f"*{escaped(answer.note)}*"
    for cited in answer.citations:
        yield f"**\\[{cited.marker}\\]** {escaped(_place(cited, answer.language))}"
        yield quotation(cited.quote)
        label, translation = _translation(cited, article, answer.language)
        if translation:
            yield f"*{escaped(label)}:*"
            yield quotation(translation)


def _turn_html(turn: Turn, article: Article) -> str:
    asked = detect_language(turn.question)
    answer = turn.answer
    body = (
        _answer_html(turn.number, answer, article) if answer else f"<p>{escape(EXPORT[turn.language].unfinished)}</p>"
    )
    return (
        f'<section class="turn" {marks(turn.language)}>'
        f"<h2 {marks(asked)}>{isolate(turn.question, asked)}</h2>{body}</section>\n"
    )


def _answer_html(turn: int, answer: Answer, article: Article) -> str:
    parts = [f'<p class="answer">{_with_links(answer, turn)}</p>']
    if answer.note:
        parts.append(f'<p class="meta">{isolate(answer.note, answer.language)}</p>')
    if answer.citations:
        cards = "".join(_card(cited, turn, article, answer.language) for cited in answer.citations)
        parts.append(f"<ol>{cards}</ol>")
    return "".join(parts)


def _with_links(answer: Answer, turn: int) -> str:
    """The answer's text with every `[n]` that has a citation as a link to it."""
    cited = {citation.marker for citation in answer.citations}
    pieces: list[str] = []
    position = 0
    for match in _MARKER.finditer(answer.text):
        if int(match[1]) not in cited:
            continue
        pieces.append(isolate(answer.text[position : match.start()], answer.language))
        pieces.append(f'<a class="cite" href="#cite-{turn}-{int(match[1])}"><bdi>{match[0]}</bdi></a>')
        position = match.end()
    return "".join((*pieces, isolate(answer.text[position:], answer.language)))


def _card(cited: Citation, turn: int, article: Article, reader: Language) -> str:
    language = detect_language(cited.quote, article.language)
    label, translation = _translation(cited, article, reader)
    translated = ""
    if translation:
        own = detect_language(translation, reader)
        translated = (
            f'<p class="meta">{escape(label)}</p><p class="translation" {marks(own)}>{isolate(translation, own)}</p>'
        )
    return (
        f'<li id="cite-{turn}-{cited.marker}">'
        f'<p class="meta"><bdi>[{cited.marker}]</bdi> {escape(_place(cited, reader))}</p>'
        f"<blockquote {marks(language)}>{isolate(cited.quote, language)}</blockquote>{translated}</li>"
    )
