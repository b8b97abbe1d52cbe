"""What is embedded and searched: chunks of a paragraph, and the sentences in them."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from embeddings.article import Article, Paragraph
from embeddings.errors import EmbeddingError, TranslationError
from embeddings.layout import strip_heading_mark
from embeddings.sentences import cut, sentence_spans
from embeddings.text import Language
from embeddings.translation import TranslatedSentence

CHUNKING_VERSION: Final = 4
"""Goes up when `split` would cut an article differently, so that stored vectors are made anew."""

MAX_QUOTE_WORDS: Final = 60
"""A quote that a reader takes in at a glance; a sentence that is longer is cut at its clauses."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit that can be quoted: `article.text[start:end] == text`.

    `translation` is what the article's parallel translation says there, or None.
    """

    text: str
    paragraph: int
    start: int
    end: int
    translation: str | None = None

    @property
    def across(self) -> str:
        """As it is read in the other language: the original where it has no translation."""
        return self.translation or self.text


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring sentences of one paragraph: `article.text[start:end] == text`.

    `headings` are the section titles that it stands under, by language; they are embedded, never quoted.
    """

    text: str
    paragraph: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    headings: dict[Language, str] = field(default_factory=dict)

    @property
    def translation(self) -> str | None:
        """The parallel translation of the whole chunk; None where a sentence of it has none."""
        return self.across if all(sentence.translation for sentence in self.sentences) else None

    @property
    def across(self) -> str:
        """As it is read in the other language: sentences without a translation as they are."""
        return " ".join(sentence.across for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to embed: a chunk or a sentence, read in one language.

    `position` counts among the chunks or the sentences of the article, from 0.
    """

    kind: str
    language: Language
    position: int
    text: str

    @property
    def id(self) -> str:
        """The same for the same content at the same place."""
        content = f"{self.kind}\0{self.language}\0{self.position}\0{self.text}"
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    @property
    def view(self) -> str:
        """The units that it is searched among."""
        return view_of(self.kind, self.language)


def view_of(kind: str, language: str) -> str:
    """The name of all units of one kind in one language."""
    return f"{kind}-{language}"


def split(article: Article, count_tokens: Callable[[str], int], max_tokens: int) -> tuple[Chunk, ...]:
    """Cut `article` into chunks that follow its paragraphs and break at sentences.

    `count_tokens` counts as the embedding model does, prefix and special tokens included; no text of `units`
    counts more than `max_tokens`.

    Raises:
        EmbeddingError: `max_tokens` is too few for any text.
        TranslationError: a sentence of the translation runs over the end of a paragraph, or has too many tokens.
    """
    if count_tokens("") >= max_tokens:
        raise EmbeddingError(f"A model of {max_tokens} tokens has no room for text; give one of at least 64.")
    pairs = _pairs_by_paragraph(article)
    headings: dict[Language, str] = {}
    chunks: list[Chunk] = []
    for paragraph, over, inside in pairs:
        if over or not article.translation:
            headings = _headings(article, paragraph, over, lambda text: count_tokens(text) <= max_tokens // 4)

        def fits(text: str, language: Language, headings: dict[Language, str] = headings) -> bool:
            return count_tokens(_with_heading(text, headings.get(language))) <= max_tokens

        sentences = list(_sentences(article, paragraph, inside, fits))
        chunks.extend(_chunks(article, paragraph, sentences, headings, fits))
    return tuple(chunks)


def units(article: Article, chunks: Sequence[Chunk]) -> Iterator[Unit]:
    """Every text that is embedded for `chunks`, in each language that the article can be read in."""
    sentences = [sentence for chunk in chunks for sentence in chunk.sentences]
    other = article.translation.language if article.translation else None
    for position, chunk in enumerate(chunks):
        yield Unit("chunk", article.language, position, _with_heading(chunk.text, chunk.headings.get(article.language)))
        if other:
            yield Unit("chunk", other, position, _with_heading(chunk.across, chunk.headings.get(other)))
    for position, sentence in enumerate(sentences):
        yield Unit("sentence", article.language, position, sentence.text)
        if other:
            yield Unit("sentence", other, position, sentence.across)


def _with_heading(text: str, heading: str | None) -> str:
    return f"{heading}\n{text}" if heading else text


def _pairs_by_paragraph(
    article: Article,
) -> Iterator[tuple[Paragraph, list[TranslatedSentence], list[TranslatedSentence]]]:
    """Each paragraph with the translated titles that stand right over it and the translated sentences in it."""
    pairs = deque(article.translation.sentences if article.translation else ())
    for paragraph in article.paragraphs:
        over = list(_take(pairs, paragraph.start))
        yield paragraph, over, list(_take(pairs, paragraph.end))


def _take(pairs: deque[TranslatedSentence], border: int) -> Iterator[TranslatedSentence]:
    """Take the pairs before `border` from the left of `pairs`."""
    while pairs and pairs[0].start < border:
        pair = pairs.popleft()
        if pair.end > border:
            raise TranslationError(
                f"The translation's sentence at characters {pair.start} to {pair.end} of the article runs over the "
                "end of a paragraph or a title; cut it in two."
            )
        yield pair


def _headings(
    article: Article, paragraph: Paragraph, over: Sequence[TranslatedSentence], is_short: Callable[[str], bool]
) -> dict[Language, str]:
    """The paragraph's section title by language; one so long that it would crowd out the text is left away."""
    headings: dict[Language, str] = {}
    if paragraph.section:
        headings[article.language] = paragraph.section
    if article.translation and over:
        said = [pair.text or article.text[pair.start : pair.end] for pair in over]
        headings[article.translation.language] = " — ".join(map(strip_heading_mark, said))
    return {language: title for language, title in headings.items() if is_short(title)}


def _sentences(
    article: Article,
    paragraph: Paragraph,
    pairs: Sequence[TranslatedSentence],
    fits: Callable[[str, Language], bool],
) -> Iterator[Sentence]:
    if article.translation:
        for pair in pairs:
            text = article.text[pair.start : pair.end]
            if not (fits(text, article.language) and fits(pair.text or text, article.translation.language)):
                raise TranslationError(
                    f"The translation's sentence at characters {pair.start} to {pair.end} of the article has more "
                    "tokens than the embedding model takes; cut it in two."
                )
            yield Sentence(text, paragraph.number, pair.start, pair.end, pair.text)
        return

    def is_quotable(text: str) -> bool:
        return len(text.split()) <= MAX_QUOTE_WORDS and fits(text, article.language)

    for span in sentence_spans(paragraph.text, article.language):
        for start, end in cut(paragraph.text, span, is_quotable):
            text = paragraph.text[start:end]
            if len(text) == 1 and not is_quotable(text):
                raise EmbeddingError(f"The model's tokens don't hold {text!r} alone; give one of at least 64 tokens.")
            yield Sentence(text, paragraph.number, paragraph.start + start, paragraph.start + end)


def _chunks(
    article: Article,
    paragraph: Paragraph,
    sentences: Sequence[Sentence],
    headings: dict[Language, str],
    fits: Callable[[str, Language], bool],
) -> Iterator[Chunk]:
    """As few chunks as the tokens allow; a paragraph that fits is one chunk."""

    def chunk(first: int, last: int) -> Chunk:
        start, end = sentences[first].start, sentences[last - 1].end
        return Chunk(article.text[start:end], paragraph.number, start, end, tuple(sentences[first:last]), headings)

    def is_whole(first: int, last: int) -> bool:
        return all(fits(text, language) for text, language in _readings(article, chunk(first, last)))

    first = 0
    # Most paragraphs fit, and to count the tokens of each of their beginnings takes time.
    for last in range(2, len(sentences) + 1) if not is_whole(0, len(sentences)) else ():
        if not is_whole(first, last):
            yield chunk(first, last - 1)
            first = last - 1
    yield chunk(first, len(sentences))


def _readings(article: Article, chunk: Chunk) -> Iterator[tuple[str, Language]]:
    yield chunk.text, article.language
    if article.translation:
        yield chunk.across, article.translation.language
