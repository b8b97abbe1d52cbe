"""From a turn of the conversation to safe HTML. Pure functions: the same turn, the same HTML.

Nothing sanitises this HTML on its way to the page: all foreign text in it has gone through `ui.markup`. A link
to `#q-12-34` lights up the characters 12 to 34 of the article.
"""

from collections.abc import Sequence
from typing import Final

import regex

from assistant.answer import Answer, Citation
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.text import Language, detect_language
from ui.actions import actions_html
from ui.conversation import Failure, Turn
from ui.markup import escape, in_both, isolate, marks
from ui.options import Options
from ui.relation import relation

_MARKER: Final = regex.compile(r"\[(\d{1,4})\]")


def question_html(turn: Turn) -> str:
    """What the reader asked, in the question's own direction."""
    language = detect_language(turn.question)
    return (
        f'<div class="asked" id="question-{turn.number}" data-asked="{turn.number}-{escape(turn.question)}" '
        f"{marks(language)}>{isolate(turn.question, language)}</div>"
    )


def turns_html(turns: Sequence[Turn], article: Article, options: Options | None = None) -> str:
    """Questions and replies. With the `options` of now the last of them is the last of the conversation."""
    return "".join(
        _heading("question_n", turn)
        + question_html(turn)
        + _heading("answer_n", turn)
        + reply_html(turn, article, options if turn is turns[-1] else None)
        for turn in turns
    )


def _heading(word: str, turn: Turn) -> str:
    """Not shown: who reads by ear goes from one to the next."""
    return f'<h3 class="unseen">{in_both(word, str(turn.number))}</h3>'


def reply_html(turn: Turn, article: Article, options: Options | None = None) -> str:
    """All there is of the answer so far: passages, then the draft, then the checked answer.

    What is quoted or answered has a language of its own; the words around it are the page's.
    """
    if turn.answer:
        body = _answer(turn.answer, turn.number, article)
    elif turn.failure:
        body = _draft(turn) + _failure(turn.failure)
    elif turn.stopped or turn.broken:
        body = _draft(turn) + f'<p class="note">{in_both("stopped" if turn.stopped else "broken")}</p>'
    else:
        body = _progress(turn, article)
    reply = f'<div class="reply" id="turn-{turn.number}">{body}</div>'
    return reply + actions_html(turn, article, options)


def _answer(answer: Answer, turn: int, article: Article) -> str:
    cited = {citation.marker: citation for citation in answer.citations}
    text = _with_links(answer.text, answer.language, turn, cited)
    parts = []
    if answer.caution:
        parts.append(f'<p class="caution" {marks(answer.language)}>{isolate(answer.caution, answer.language)}</p>')
    parts.append(f'<div class="text" {marks(answer.language)}>{text}</div>')
    if answer.note:
        parts.append(f'<p class="note" {marks(answer.language)}>{isolate(answer.note, answer.language)}</p>')
    if answer.dropped:
        parts.append(_dropped(answer.dropped, answer.language))
    if answer.citations:
        cards = "".join(_card(citation, turn, article, answer) for citation in answer.citations)
        parts.append(f'<div class="sources"><p class="label">{in_both("sources")}</p><ol>{cards}</ol></div>')
        parts.append(_checked(answer, article))
    if answer.nearest:
        nearest = _passages(answer.nearest, article, answer.language)
        parts.append(f'<div class="nearest"><p class="label">{in_both("nearest")}</p>{nearest}</div>')
    parts.append(_footer(answer))
    return "".join(parts)


def _dropped(sentences: Sequence[str], default: Language) -> str:
    spoken = [(sentence, detect_language(sentence, default)) for sentence in sentences]
    items = "".join(f"<li {marks(language)}><s>{isolate(sentence, language)}</s></li>" for sentence, language in spoken)
    return (
        f'<details class="dropped"><summary>{in_both("dropped")} (<bdi>{len(sentences)}</bdi>)</summary>'
        f"<p>{in_both('dropped_means')}</p><ul>{items}</ul></details>"
    )


def _checked(answer: Answer, article: Article) -> str:
    """What was checked and what was not, in a line; unfolded, how."""
    relations = dict.fromkeys(relation(citation, answer, article) for citation in answer.citations)
    items = "".join(
        f'<li><span class="term">{in_both(each)}</span>: {in_both(f"{each}_means")}</li>' for each in relations
    )
    return (
        f'<details class="checked"><summary>{in_both("checked")}</summary>'
        f"<p>{in_both('checked_how')}</p><ul>{items}</ul></details>"
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
            f'<sup><a class="cite" {_address(citation)} data-card="{_card_id(turn, citation)}">'
            f"<bdi>[{citation.marker}]</bdi></a></sup>"
        )
        position = match.end()
    return "".join((*pieces, isolate(text[position:], language)))


def _address(place: Citation | Passage) -> str:
    """The characters, and the article that they are of where that may not be the one beside."""
    where = f' data-article="{escape(place.article)}"' if place.article else ""
    return f'href="#q-{place.start}-{place.end}"{where}'


def _card_id(turn: int, citation: Citation) -> str:
    return f"cite-{turn}-{citation.marker}"


def _card(citation: Citation, turn: int, article: Article, answer: Answer) -> str:
    """A citation with its place, what the answer does with it, and its translation for who reads another language.

    An answer that is the translation is said to be one; the card doesn't repeat it.
    """
    language = detect_language(citation.quote, article.language)
    state = relation(citation, answer, article)
    given = state in ("translated", "machine_translated")
    translation = citation.translation if language != answer.language and not given else None
    return (
        f'<li class="card" id="{_card_id(turn, citation)}">'
        f'<p class="head"><span class="marker"><bdi>[{citation.marker}]</bdi></span> '
        f'{_place(citation)} <span class="badge {state}">{in_both(state)}</span></p>'
        f'<blockquote class="quote" {marks(language)}>{isolate(citation.quote, language)}</blockquote>'
        f"{_translation(translation, citation, article)}</li>"
    )


def _translation(text: str | None, place: Citation | Passage, article: Article) -> str:
    """A translation, always marked as one. Where the article carries none, a machine made it."""
    if not text:
        return ""
    machine = place.machine_translated or article.translation is None or article.translation.machine
    language = detect_language(text, "ar" if article.language == "en" else "en")
    return (
        f'<div class="translation"><p class="label">{in_both("machine_translation" if machine else "translation")}</p>'
        f'<p class="translated" {marks(language)}>{isolate(text, language)}</p></div>'
    )


def _place(place: Citation | Passage) -> str:
    """A link to the place in its article, named by its paragraph, and by the article where several were asked."""
    title = f' · <bdi dir="auto">{escape(place.title)}</bdi>' if place.title else ""
    return f'<a class="place" {_address(place)}>{in_both("paragraph")} <bdi>{place.paragraph}</bdi>{title}</a>'


def _passages(passages: Sequence[Passage], article: Article, reader: Language) -> str:
    items = "".join(_passage(passage, article, reader) for passage in passages)
    return f'<ul class="passages">{items}</ul>'


def _passage(passage: Passage, article: Article, reader: Language) -> str:
    """A passage in the reader's language; its own words stand in the article, a click away."""
    language = detect_language(passage.text, article.language)
    text = f'<p class="passage" {marks(language)}>{isolate(passage.text, language)}</p>'
    if passage.translation and language != reader:
        text = _translation(passage.translation, passage, article)
    return f'<li><p class="head">{_place(passage)}</p>{text}</li>'


def _progress(turn: Turn, article: Article) -> str:
    if not turn.passages and not turn.draft:
        return f'<p class="working">{in_both("searching")}</p>'
    if not turn.draft:
        read = _passages(turn.passages, article, turn.language)
        return f'<p class="working">{in_both("reading")}</p><div class="reading">{read}</div>'
    return _draft(turn) + f'<p class="working">{in_both("not_checked")}</p>'


def _draft(turn: Turn) -> str:
    """What a model has proposed, without links: nothing in it has been checked yet."""
    text = isolate(turn.draft, turn.language)
    draft = f'<div class="text draft" {marks(turn.language)}>{text}</div>' if turn.draft else ""
    return _places(turn.passages) + draft


def _places(passages: Sequence[Passage]) -> str:
    first = {(passage.title or "", passage.paragraph): passage for passage in reversed(passages)}
    links = " ".join(_place(first[place]) for place in sorted(first))
    return f'<p class="places">{in_both("passages_read")}: {links}</p>' if links else ""


def _footer(answer: Answer) -> str:
    made = in_both("quoted" if answer.mode == "quote" else "generated") if answer.found else ""
    took = f"<bdi>{answer.seconds:.1f}</bdi> {in_both('seconds')}"
    return f'<p class="footer">{" · ".join(filter(None, (made, took)))}</p>'


def _failure(failure: Failure) -> str:
    word = "failed" if failure.reason == "other" else f"failed_{failure.reason}"
    detail = isolate(failure.detail, "en")
    details = f'<details><summary>{in_both("details")}</summary><p lang="en" dir="ltr">{detail}</p></details>'
    return f'<div class="failure"><p>{in_both(word)}</p>{details if failure.detail else ""}</div>'
