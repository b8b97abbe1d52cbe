"""From a turn of the conversation to safe HTML. Pure functions: the same turn, the same HTML.

The HTML lives with what the chat's sanitiser leaves: `id`, `class`, `lang`, `dir`, `href` and `title`.
"""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.answer import Answer, Citation
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.text import Language, detect_language
from ui.conversation import Failure, Turn
from ui.markup import escape, isolate, marks
from ui.strings import MESSAGE, MessageWords

_MARKER: Final = regex.compile(r"\[(\d{1,4})\]")
_NEAREST: Final = 3


def question_html(turn: Turn) -> str:
    """What the reader asked, in the question's own direction."""
    language = detect_language(turn.question)
    return f'<div class="asked" id="question-{turn.number}" {marks(language)}>{isolate(turn.question, language)}</div>'


def reply_html(turn: Turn, article: Article) -> str:
    """All there is of the answer so far: passages, then the draft, then the checked answer."""
    words = MESSAGE[turn.language]
    if turn.answer:
        body = _answer(turn.answer, turn.number, article)
    elif turn.failure:
        body = _draft(turn, words) + _failure(turn.failure, words)
    elif turn.stopped:
        body = _draft(turn, words) + f'<p class="note">{escape(words.stopped)}</p>'
    else:
        body = _progress(turn, article, words)
    return f'<div class="reply" id="turn-{turn.number}" {marks(turn.language)}>{body}</div>'


def _answer(answer: Answer, turn: int, article: Article) -> str:
    words = MESSAGE[answer.language]
    cited = {citation.marker: citation for citation in answer.citations}
    parts = [f'<div class="text">{_with_links(answer.text, answer.language, turn, cited)}</div>']
    if answer.note:
        parts.append(f'<p class="note">{isolate(answer.note, answer.language)}</p>')
    if answer.citations:
        cards = "".join(_card(citation, turn, article, answer.language) for citation in answer.citations)
        parts.append(f'<div class="sources"><p class="label">{escape(words.sources)}</p><ol>{cards}</ol></div>')
    if not answer.found and answer.passages:
        nearest = _passages(answer.passages[:_NEAREST], article, answer.language)
        parts.append(f'<div class="nearest"><p class="label">{escape(words.nearest)}</p>{nearest}</div>')
    parts.append(_footer(answer, words))
    return "".join(parts)


def _with_links(text: str, language: Language, turn: int, cited: dict[int, Citation]) -> str:
    """`text` with every `[n]` that has a citation as a link to its card; other brackets stay text."""
    pieces: list[str] = []
    position = 0
    for match in _MARKER.finditer(text):
        citation = cited.get(int(match[1]))
        if citation is None:
            continue
        pieces.append(isolate(text[position : match.start()].rstrip(" "), language))
        pieces.append(
            f'<sup><a class="cite" href="#{_card_id(turn, citation)}" title="{escape(citation.quote)}">'
            f"<bdi>[{citation.marker}]</bdi></a></sup>"
        )
        position = match.end()
    return "".join((*pieces, isolate(text[position:], language)))


def _card_id(turn: int, citation: Citation) -> str:
    return f"cite-{turn}-{citation.marker}"


def _card(citation: Citation, turn: int, article: Article, reader: Language) -> str:
    """A citation with its place, its check, and its translation for who reads another language than the quote's."""
    words = MESSAGE[reader]
    language = detect_language(citation.quote, article.language)
    translation = citation.translation if language != reader else None
    state, means = {
        "verbatim": (words.verbatim, words.verbatim_means),
        "supported": (words.supported, words.supported_means),
    }[citation.status]
    return (
        f'<li class="card" id="{_card_id(turn, citation)}">'
        f'<p class="head"><span class="marker"><bdi>[{citation.marker}]</bdi></span> '
        f"{_place(citation.paragraph, words)} "
        f'<span class="badge {citation.status}" title="{escape(means)}">{escape(state)}</span></p>'
        f'<blockquote class="quote" {marks(language)}>{isolate(citation.quote, language)}</blockquote>'
        f"{_translation(translation, article, words)}"
        f'<p class="means">{escape(means)}</p></li>'
    )


def _translation(text: str | None, article: Article, words: MessageWords) -> str:
    """A translation, always marked as one. Where the article carries none, a machine made it."""
    if not text:
        return ""
    translation = article.translation
    machine = translation is None or translation.machine
    language = detect_language(text, "ar" if article.language == "en" else "en")
    label = words.machine_translation if machine else words.translation
    by = f' title="{escape(translation.translator)}"' if translation else ""
    return (
        f'<div class="translation"><p class="label"{by}>{escape(label)}</p>'
        f'<p class="translated" {marks(language)}>{isolate(text, language)}</p></div>'
    )


def _place(paragraph: int, words: MessageWords) -> str:
    """A link to the paragraph in the article beside the chat."""
    return f'<a class="place" href="#p-{paragraph}">{escape(words.paragraph)} <bdi>{paragraph}</bdi></a>'


def _passages(passages: Sequence[Passage], article: Article, reader: Language) -> str:
    """Passages as the reader can read them: each with its translation where its language is another."""
    words = MESSAGE[reader]
    items: list[str] = []
    for passage in passages:
        language = detect_language(passage.text, article.language)
        translation = passage.translation if language != reader else None
        items.append(
            f'<li><p class="head">{_place(passage.paragraph, words)}</p>'
            f'<p class="passage" {marks(language)}>{isolate(passage.text, language)}</p>'
            f"{_translation(translation, article, words)}</li>"
        )
    return f'<ul class="passages">{"".join(items)}</ul>'


def _progress(turn: Turn, article: Article, words: MessageWords) -> str:
    if not turn.passages and not turn.draft:
        return f'<p class="working">{escape(words.searching)}</p>'
    if not turn.draft:
        read = _passages(turn.passages, article, turn.language)
        return f'<p class="working">{escape(words.reading)}</p><div class="reading">{read}</div>'
    return _draft(turn, words) + f'<p class="working">{escape(words.not_checked)}</p>'


def _draft(turn: Turn, words: MessageWords) -> str:
    """What a model has proposed, without links: nothing in it has been checked yet."""
    draft = f'<div class="text draft">{isolate(turn.draft, turn.language)}</div>' if turn.draft else ""
    return _places(turn.passages, words) + draft


def _places(passages: Sequence[Passage], words: MessageWords) -> str:
    numbers = dict.fromkeys(passage.paragraph for passage in passages)
    links = " ".join(_place(number, words) for number in numbers)
    return f'<p class="places">{escape(words.passages_read)}: {links}</p>' if links else ""


def _footer(answer: Answer, words: MessageWords) -> str:
    made = (words.quoted if answer.mode == "quote" else words.generated) if answer.found else ""
    took = f"<bdi>{answer.seconds:.1f}</bdi> {escape(words.seconds)}"
    return f'<p class="footer">{" · ".join(filter(None, (escape(made), took)))}</p>'


def _failure(failure: Failure, words: MessageWords) -> str:
    sentence = {
        "question": words.failed_question,
        "model": words.failed_model,
        "storage": words.failed_storage,
        "other": words.failed,
    }[failure.reason]
    detail = (
        f"<details><summary>{escape(words.details)}</summary>"
        f'<p lang="en" dir="ltr">{isolate(failure.detail, "en")}</p></details>'
        if failure.detail
        else ""
    )
    return f'<div class="failure"><p>{escape(sentence)}</p>{detail}</div>'
