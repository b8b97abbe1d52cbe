"""From a turn of the conversation to safe HTML. Pure functions: the same turn, the same HTML.

Nothing sanitises this HTML on its way to the page: all foreign text in it has gone through `ui.markup`. A link
to `#q-12-34` lights up the characters 12 to 34 of the article.
"""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.answer import Answer, Citation
from assistant.markers import neutralise_markers
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.text import Language, detect_language
from ui.actions import actions_html
from ui.conversation import Failure, Turn
from ui.markup import escape, isolate, marks
from ui.strings import MESSAGE, MessageWords

_MARKER: Final = regex.compile(r"\[(\d{1,4})\]")
_NEAREST: Final = 3


def question_html(turn: Turn) -> str:
    """What the reader asked, in the question's own direction."""
    language = detect_language(turn.question)
    return (
        f'<div class="asked" id="question-{turn.number}" data-asked="{turn.number}-{escape(turn.question)}" '
        f"{marks(language)}>{isolate(turn.question, language)}</div>"
    )


def turns_html(turns: Sequence[Turn], article: Article, *, last: bool) -> str:
    """Questions and replies; `last`: the last of them is the last of the conversation, which may be asked again."""
    return "".join(question_html(turn) + reply_html(turn, article, last=last and turn is turns[-1]) for turn in turns)


def reply_html(turn: Turn, article: Article, *, last: bool = False) -> str:
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
    reply = f'<div class="reply" id="turn-{turn.number}" {marks(turn.language)}>{body}</div>'
    return reply + actions_html(turn, article, last=last)


def _answer(answer: Answer, turn: int, article: Article) -> str:
    words = MESSAGE[answer.language]
    cited = {citation.marker: citation for citation in answer.citations}
    parts = [f'<div class="text">{_with_links(answer.text, answer.language, turn, cited)}</div>']
    if answer.note:
        parts.append(f'<p class="note">{isolate(answer.note, answer.language)}</p>')
    if answer.dropped:
        parts.append(_dropped(answer.dropped, answer.language))
    if answer.citations:
        cards = "".join(_card(citation, turn, article, answer) for citation in answer.citations)
        parts.append(f'<div class="sources"><p class="label">{escape(words.sources)}</p><ol>{cards}</ol></div>')
    if not answer.found and answer.passages:
        nearest = _passages(answer.passages[:_NEAREST], article, answer.language)
        parts.append(f'<div class="nearest"><p class="label">{escape(words.nearest)}</p>{nearest}</div>')
    parts.append(_footer(answer, words))
    return "".join(parts)


def _dropped(sentences: Sequence[str], language: Language) -> str:
    words = MESSAGE[language]
    items = "".join(f"<li><s>{isolate(sentence, language)}</s></li>" for sentence in sentences)
    return (
        f'<details class="dropped"><summary>{escape(words.dropped)} (<bdi>{len(sentences)}</bdi>)</summary>'
        f"<p>{escape(words.dropped_means)}</p><ul>{items}</ul></details>"
    )


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
            f'<sup><a class="cite" href="{_address(citation)}" data-card="{_card_id(turn, citation)}">'
            f"<bdi>[{citation.marker}]</bdi></a></sup>"
        )
        position = match.end()
    return "".join((*pieces, isolate(text[position:], language)))


def _address(place: Citation | Passage) -> str:
    return f"#q-{place.start}-{place.end}"


def _card_id(turn: int, citation: Citation) -> str:
    return f"cite-{turn}-{citation.marker}"


def _card(citation: Citation, turn: int, article: Article, answer: Answer) -> str:
    """A citation with its place, its check, and its translation for who reads another language than the quote's.

    An answer that is the translation is said to be one; the card doesn't repeat it.
    """
    reader = answer.language
    words = MESSAGE[reader]
    language = detect_language(citation.quote, article.language)
    translation = citation.translation if language != reader else None
    repeated = translation is not None and neutralise_markers(translation) in answer.text
    state, means = {
        "verbatim": (words.verbatim, words.verbatim_means),
        "supported": (words.supported, words.supported_means),
    }[citation.status]
    if repeated:
        translation, means = None, words.translated_means
    return (
        f'<li class="card" id="{_card_id(turn, citation)}">'
        f'<p class="head"><span class="marker"><bdi>[{citation.marker}]</bdi></span> '
        f"{_place(citation, words)} "
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


def _place(place: Citation | Passage, words: MessageWords) -> str:
    """A link to the place in the article beside the chat, named by its paragraph."""
    name = f"{escape(words.paragraph)} <bdi>{place.paragraph}</bdi>"
    return f'<a class="place" href="{_address(place)}">{name}</a>'


def _passages(passages: Sequence[Passage], article: Article, reader: Language) -> str:
    """Passages as the reader can read them: each with its translation where its language is another."""
    words = MESSAGE[reader]
    items: list[str] = []
    for passage in passages:
        language = detect_language(passage.text, article.language)
        translation = passage.translation if language != reader else None
        items.append(
            f'<li><p class="head">{_place(passage, words)}</p>'
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
    first = {passage.paragraph: passage for passage in reversed(passages)}
    links = " ".join(_place(first[number], words) for number in sorted(first))
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
