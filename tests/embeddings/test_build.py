from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.errors import EmbeddingError, StorageError
from embeddings.model import load_embedder
from embeddings.retriever import HybridRetriever
from tests.embeddings.fakes import embedded, word_overlap

TEXT = "The envoy arrived in Moscow. He met the president.\n\nTalks went on until the evening."


def test_an_article_is_chunked_for_the_model_and_stored(tmp_path: Path):
    """Chunks respect the model's limit, progress is told, and the second time only the probe is embedded."""
    told: list[tuple[int, int]] = []
    article = Article.from_text(TEXT)
    small = build_retriever(article, word_overlap(10), "small", tmp_path, lambda *done: told.append(done))
    assert [chunk.text for chunk in small.chunks] == [
        "The envoy arrived in Moscow.",
        "He met the president.",
        "Talks went on until the evening.",
    ]
    assert told == [(3, 3)]  # a chunk of one sentence and the sentence are one text
    model = word_overlap(64)
    assert len(build_retriever(article, model, "large", tmp_path).chunks) == 2
    again = word_overlap(64)
    build_retriever(article, again, "large", tmp_path)
    assert (len(embedded(model)), len(embedded(again))) == (1 + 4, 1)


def test_what_stands_twice_is_embedded_once(tmp_path: Path):
    """And has its vector wherever it stands: as a paragraph and its only sentence, and in another paragraph."""
    model = word_overlap()
    retriever = build_retriever(Article.from_text("Talks go on.\n\nHe left.\n\nTalks go on."), model, "fake", tmp_path)
    assert sorted(embedded(model)[1:]) == ["He left.", "Talks go on."]
    found = retriever.search("Talks go on.")
    assert [passage.text for passage in found.passages] == ["Talks go on.", "Talks go on.", "He left."]
    assert [round(evidence.dense - evidence.dense_chunk, 6) for evidence in found.evidence] == [0, 0, 0]


def test_another_translation_is_another_article(tmp_path: Path, default_article: Article):
    """The units of both languages are embedded, and an article without its translation has its own index."""
    alone = Article.from_text(default_article.text)
    one, both = word_overlap(400), word_overlap(400)
    build_retriever(alone, one, "fake", tmp_path)
    build_retriever(default_article, both, "fake", tmp_path)
    assert len(embedded(both)) > len(embedded(one)) + 20


def test_a_model_without_room_is_refused(tmp_path: Path):
    """A limit that the special tokens use up is an error of the model, before anything is stored."""
    with pytest.raises(EmbeddingError, match="no room"):
        build_retriever(Article.from_text(TEXT), word_overlap(4), "tiny", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_directory_that_cannot_be_written_is_refused(tmp_path: Path):
    """The error is one of storage."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        build_retriever(Article.from_text(TEXT), word_overlap(), "fake", tmp_path / "file")


def test_questions_get_vectors_of_unit_length(tmp_path: Path):
    """The index compares by cosine, so does `embed`."""
    vector = build_retriever(Article.from_text(TEXT), word_overlap(), "fake", tmp_path).embed("Who came?")
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1)


@pytest.fixture(scope="module")
def bundled() -> SentenceTransformer:
    return load_embedder()


@pytest.fixture(scope="module")
def real(
    default_article: Article, bundled: SentenceTransformer, tmp_path_factory: pytest.TempPathFactory
) -> HybridRetriever:
    """Over the default article, with the bundled model."""
    return build_retriever(default_article, bundled, "bundled", tmp_path_factory.mktemp("data"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "paragraphs"),
    [
        ("متى وصل ويتكوف وكوشنر إلى موسكو؟", {2, 3}),
        ("من كتب المقال؟", {1}),
        ("كم شخصا قتلتهم الحرب في أوكرانيا؟", {4}),
        ("ما هو مجلس السلام ومن اقترحه؟", {8}),
        ("إيه النقط اللي لسه محل خلاف؟", {9}),
        ("ما الذي تسعى روسيا إلى تأمينه؟", {10}),
        ("ما المتوقع أن يقدمه الطرفان حول الجدول الزمني؟", {11}),
        ("When did Witkoff and Kushner arrive in Moscow?", {2, 3}),
        ("Who wrote the article?", {1}),
        ("How many people has the war in Ukraine killed?", {4}),
        ("Who proposed the Board of Peace?", {8}),
        ("Which points are still in dispute?", {9}),
        ("What does Russia want to secure?", {10}),
        ("What might be announced later?", {11}),
    ],
)
def test_the_default_article_answers(real: HybridRetriever, question: str, paragraphs: set[int]):
    """The paragraph that answers comes first, in both languages and in dialect."""
    finding = real.search(question)
    assert finding.passages[0].paragraph in paragraphs
    assert finding.sentences[0].paragraph in paragraphs


@pytest.mark.slow
def test_an_english_question_finds_the_arabic_article_without_its_translation(
    default_article: Article, bundled: SentenceTransformer, tmp_path: Path
):
    """The model is multilingual: the translation helps, it isn't needed."""
    retriever = build_retriever(Article.from_text(default_article.text), bundled, "bundled", tmp_path)
    for question, paragraphs in {
        "When did Witkoff and Kushner arrive in Moscow?": {2, 3},
        "What is discussed about the frozen Russian assets?": {7, 8},
        "Has a final agreement been announced?": {9, 11},
    }.items():
        assert retriever.search(question).passages[0].paragraph in paragraphs, question
