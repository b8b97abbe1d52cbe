"""What is fuzzed: each takes any bytes, and raises where something doesn't hold that always should."""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Final

from assistant.citations import parse, verify
from assistant.draft import said, showable
from assistant.markers import MARKER, neutralise, neutralise_control, neutralise_markers
from embeddings.article import Article
from embeddings.decoding import decode
from embeddings.errors import ArticleError
from embeddings.passages import Passage
from embeddings.readers.html import read as read_html
from embeddings.readers.kinds import kind_of
from embeddings.readers.markdown import read as read_markdown
from embeddings.sentences import cut, sentence_spans
from embeddings.text import LANGUAGES, detect_language, normalise, words

NAMES: Final = ("a.txt", "a.md")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def article(data: bytes) -> None:
    """A text or Markdown file is read or refused, and its paragraphs stand where they say."""
    name = NAMES[data[0] % len(NAMES)] if data else "a"
    with suppress(ArticleError):
        kind = kind_of(data, name)
        if kind == "markdown":
            _stands(read_markdown(data).text)
        elif kind == "text":
            _stands(decode(data))


def page(data: bytes) -> None:
    """So is a web page."""
    with suppress(ArticleError):
        _stands(read_html(b"<html><body>" + data).text)


def _stands(text: str) -> None:
    read = Article.from_text(text)
    end = 0
    for number, paragraph in enumerate(read.paragraphs, 1):
        assert paragraph.number == number
        assert end <= paragraph.start < paragraph.end <= len(text)
        assert text[paragraph.start : paragraph.end] == paragraph.text
        end = paragraph.end
    assert Article.from_text(text).id == read.id


def sentences(data: bytes) -> None:
    """Sentences are in order, lose nothing but blanks, and can be cut to any length."""
    text = _text(data)
    for language in LANGUAGES:
        end = 0
        for start, stop in sentence_spans(text, language):
            assert end <= start < stop <= len(text)
            assert normalise(text[end:start]).text.strip() == ""
            end = stop
            pieces = list(cut(text, (start, stop), lambda piece: len(piece) <= 40))
            assert all(start <= first < last <= stop for first, last in pieces)
        assert normalise(text[end:]).text.strip() == ""


def normalised(data: bytes) -> None:
    """Every folded character knows where it stood, and folding again changes nothing."""
    text = _text(data)
    folded = normalise(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(text)
    assert normalise(folded.text).text == folded.text
    for place in range(0, len(folded.text), max(1, len(folded.text) // 50)):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[place] in normalise(text[start:end]).text
    assert all(words(text))
    assert detect_language(text) in LANGUAGES


def citations(data: bytes) -> None:
    """What a model writes is parsed and checked: no marker without its citation, no quote that isn't there."""
    text = _text(data)
    assert neutralise(neutralise(text)) == neutralise(text)
    assert not MARKER.search(neutralise(text))
    assert not MARKER.search(neutralise_markers(text))
    assert not set(neutralise_control(text)) & set("<>|")
    assert text.startswith(showable(text)) or said(text).startswith(showable(text))
    for claim in parse(text):
        assert claim.text
    source, passages = _sources()
    for language in LANGUAGES:
        verified = verify(text, passages, text[:200], language, source)
        shown = {int(match["numbers"]) for match in MARKER.finditer(verified.text)}
        assert shown == {citation.marker for citation in verified.citations}
        for citation in verified.citations:
            assert source.text[citation.start : citation.end] == citation.quote


@lru_cache(maxsize=1)
def _sources() -> tuple[Article, tuple[Passage, ...]]:
    read = Article.from_text(
        "The ferry to Samsa leaves the old harbour at nine.\n\nتغادر العبّارة إلى سمسا في التاسعة صباحًا.\n\n"
        "A ticket costs 12 crowns [7], and children under 7 travel free."
    )
    return read, tuple(Passage(p.text, p.number, p.start, p.end, 1.0) for p in read.paragraphs)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "article": article,
    "page": page,
    "sentences": sentences,
    "normalised": normalised,
    "citations": citations,
}
