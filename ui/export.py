"""A conversation to take away: as Markdown, as one HTML file, and an answer as plain text.

Pure functions: the same turns, the same file. What has not been checked stays behind, so that nobody takes a
draft for an answer later.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

import regex

from assistant.answer import Answer, Citation
from embeddings.article import Article
from embeddings.text import Language, detect_language
from ui.conversation import Turn
from ui.export_strings import EXPORT
from ui.gathered import ALL
from ui.markdown import escaped, paragraphs, quotation
from ui.markup import escape, isolate, marks, word_in
from ui.reader import in_quotation_marks, titles
from ui.relation import relation
from ui.strings import MESSAGE

_MARKER: Final = regex.compile(r"\[(\d{1,4})\]")
_NAME_CHARACTERS: Final = 60
# What a file system refuses or hides, and what turns a name round.
_UNNAMEABLE: Final = regex.compile(r"""[\p{C}\\/:*?"<>|.«»“”„…]+""")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a conversation was about: `source` is the file or address that the article came from, or ""."""

    article: Article
    source: str
    day: date


def file_name(origin: Origin, language: Language) -> str:
    """What to call the file, without its ending: the article's title and the day."""
    words = _UNNAMEABLE.sub(" ", titles(origin.article)[language]).split()
    title = " ".join(words)
    if len(title) > _NAME_CHARACTERS:
        title = title[: _NAME_CHARACTERS + 1].rpartition(" ")[0] or title[:_NAME_CHARACTERS]
    return f"{title or EXPORT[language].conversation} {origin.day.isoformat()}"


def to_markdown(turns: Sequence[Turn], origin: Origin, language: Language) -> str:
    """The conversation as Markdown. `language` is that of the words around it; what is quoted keeps its own."""
    title = titles(origin.article)[language]
    parts = [
        f"# {escaped(title)}",
        "\\\n".join(f"{escaped(word)}: {escaped(fact)}" for word, fact in _facts(turns, origin, language)),
    ]
    for turn in turns:
        parts += [f"## {turn.number}. {escaped(turn.question)}", *_answer_markdown(turn, origin.article, language)]
    parts += ["---", f"**{escaped(EXPORT[language].checked)}**"]
    return "\n\n".join((*parts, *map(escaped, _how(language)))) + "\n"


def to_html(turns: Sequence[Turn], origin: Origin, language: Language) -> str:
    """The conversation as one file that needs no other: no script, and nothing that a browser would fetch.

    Its policy lets in the style sheet that it carries, known by its digest, and nothing else.
    """
    words, article = EXPORT[language], origin.article
    style = files("ui").joinpath("export.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    shown = titles(article)[language]
    title = detect_language(shown, article.language)
    how = "".join(f"<p>{escape(sentence)}</p>" for sentence in _how(language))
    facts = "".join(
        f'<p class="meta">{escape(word)}: <bdi dir="auto">{escape(fact)}</bdi></p>'
        for word, fact in _facts(turns, origin, language)
    )
    return (
        f"<!DOCTYPE html>\n<html {marks(language)}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(shown)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><p class="meta">{escape(words.conversation)}</p>'
        f"<h1 {marks(title)}>{isolate(shown, title)}</h1>{facts}</header>\n"
        f"<main>\n{''.join(_turn_html(turn, article, language) for turn in turns)}</main>\n"
        f"<footer><h2>{escape(words.checked)}</h2>{how}</footer>\n</body>\n</html>\n"
    )


def _cited_titles(turn: Turn) -> tuple[str, ...]:
    citations = turn.answer.citations if turn.answer else ()
    return tuple(citation.title for citation in citations if citation.title)


def _facts(turns: Sequence[Turn], origin: Origin, language: Language) -> Iterator[tuple[str, str]]:
    words, title = EXPORT[language], origin.article.title
    if origin.article.id == ALL.id:
        yield words.articles, " · ".join(dict.fromkeys(title for turn in turns for title in _cited_titles(turn)))
    elif titles(origin.article)[language] != title:
        yield words.about, title
    if origin.source:
        yield words.source, origin.source
    yield words.day, origin.day.isoformat()


def answer_text(turn: Turn, article: Article) -> str:
    """The answer of `turn` with its quotes as plain text; empty where there is no answer.

    Its words are in the answer's language, since that is what it is pasted among.
    """
    if not turn.answer:
        return ""
    answer, words = turn.answer, MESSAGE[turn.language]
    parts = [*([answer.caution] if answer.caution else []), answer.text]
    for cited in answer.citations:
        # The quote has a line of its own, so that each line runs in the direction of its own words.
        quote = in_quotation_marks(cited.quote, detect_language(cited.quote, article.language))
        lines = [f"[{cited.marker}] {_place(cited, answer, article, answer.language)}", quote]
        label, translation = _translation(cited, article, answer)
        parts.append("\n".join((*lines, f"{label}: {translation}") if translation else lines))
    shown = _cited_titles(turn) or (titles(article)[answer.language],)
    marked = (in_quotation_marks(title, detect_language(title, article.language)) for title in dict.fromkeys(shown))
    return "\n\n".join((*parts, f"{words.sources}: {' · '.join(marked)}"))


def _how(language: Language) -> tuple[str, ...]:
    """How the quotes were checked, and what the words for it mean."""
    words = MESSAGE[language]
    return (
        EXPORT[language].checked_how,
        f"{words.verbatim}: {words.verbatim_means}",
        f"{words.supported}: {words.supported_means}",
        f"{words.translated}: {words.translated_means}",
        f"{words.machine_translated}: {words.machine_translated_means}",
    )


def _place(cited: Citation, answer: Answer, article: Article, reader: Language) -> str:
    how = word_in(reader, relation(cited, answer, article))
    title = f"{cited.title} · " if cited.title else ""
    return f"{title}{MESSAGE[reader].paragraph} {cited.paragraph} · {how}"


def _translation(cited: Citation, article: Article, answer: Answer, reader: Language | None = None) -> tuple[str, str]:
    """Its label in the language of `reader`, and the quote's translation; empty where none is needed."""
    words = MESSAGE[reader or answer.language]
    own = detect_language(cited.quote, article.language) == answer.language
    if own or not cited.translation or relation(cited, answer, article) in ("translated", "machine_translated"):
        return "", ""
    by_hand = article.translation is not None and not article.translation.machine and not cited.machine_translated
    return words.translation if by_hand else words.machine_translation, cited.translation


def _answer_markdown(turn: Turn, article: Article, language: Language) -> Iterator[str]:
    answer = turn.answer
    if not answer:
        yield f"*{escaped(EXPORT[language].unfinished)}*"
        return
    if answer.caution:
        yield f"*{escaped(answer.caution)}*"
    yield paragraphs(answer.text)
    if answer.note:
        yield f"*{escaped(answer.note)}*"
    for cited in answer.citations:
        yield f"**\\[{cited.marker}\\]** {escaped(_place(cited, answer, article, language))}"
        yield quotation(cited.quote)
        label, translation = _translation(cited, article, answer, language)
        if translation:
            yield f"*{escaped(label)}:*"
            yield quotation(translation)


def _turn_html(turn: Turn, article: Article, language: Language) -> str:
    asked = detect_language(turn.question)
    answer = turn.answer
    unfinished = f"<p>{escape(EXPORT[language].unfinished)}</p>"
    body = _answer_html(turn.number, answer, article, language) if answer else unfinished
    return f'<section class="turn"><h2 {marks(asked)}>{isolate(turn.question, asked)}</h2>{body}</section>\n'


def _answer_html(turn: int, answer: Answer, article: Article, language: Language) -> str:
    parts = []
    if answer.caution:
        parts.append(f'<p class="meta" {marks(answer.language)}>{isolate(answer.caution, answer.language)}</p>')
    parts.append(f'<p class="answer" {marks(answer.language)}>{_with_links(answer, turn)}</p>')
    if answer.note:
        parts.append(f'<p class="meta" {marks(answer.language)}>{isolate(answer.note, answer.language)}</p>')
    if answer.citations:
        cards = "".join(_card(cited, turn, article, answer, language) for cited in answer.citations)
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


def _card(cited: Citation, turn: int, article: Article, answer: Answer, reader: Language) -> str:
    language = detect_language(cited.quote, article.language)
    label, translation = _translation(cited, article, answer, reader)
    translated = ""
    if translation:
        own = detect_language(translation, answer.language)
        translated = (
            f'<p class="meta">{escape(label)}</p><p class="translation" {marks(own)}>{isolate(translation, own)}</p>'
        )
    return (
        f'<li id="cite-{turn}-{cited.marker}">'
        f'<p class="meta"><bdi>[{cited.marker}]</bdi> {escape(_place(cited, answer, article, reader))}</p>'
        f"<blockquote {marks(language)}>{isolate(cited.quote, language)}</blockquote>{translated}</li>"
    )
