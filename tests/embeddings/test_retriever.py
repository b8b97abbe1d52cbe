from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.evidence import TYPICAL_CONTRAST
from embeddings.order import best_of
from embeddings.retriever import READ_TOGETHER, UNREAD, Finding, HybridRetriever
from embeddings.text import Language
from embeddings.translation import Translation
from tests.embeddings.fakes import embedded, word_overlap
from tests.loops import run

TEXT = """كتب: سامي نور

اللقاء في موسكو
وصل المبعوث ستيف ويتكوف إلى موسكو يوم الخميس 22 يناير 2026. واستقبله الجانب الروسي في المطار.

دار الحديث حول الأصول الروسية المجمدة واستخدامها في إعادة الإعمار.

خطط لاحقة
يعود جاريد كوشنر إلى واشنطن بعد انتهاء المباحثات. ولم يعلن عن اتفاق نهائي."""

TRANSLATION = """{"language": "en", "title": null, "translator": "test", "machine": false, "paragraphs": [
[["كتب: سامي نور", "Written by: Sami Nour"]],
[["اللقاء في موسكو", "The meeting in Moscow"]],
[["وصل المبعوث ستيف ويتكوف إلى موسكو يوم الخميس 22 يناير 2026.", "Envoy Steve Witkoff reached Moscow on Thursday."],
 ["واستقبله الجانب الروسي في المطار.", "The Russian side welcomed him at the airport."]],
[["دار الحديث حول الأصول الروسية المجمدة واستخدامها في إعادة الإعمار.", "They talked about frozen Russian assets."]],
[["خطط لاحقة", "Later plans"]],
[["يعود جاريد كوشنر إلى واشنطن بعد انتهاء المباحثات.", "Jared Kushner returns to Washington after the talks."],
 ["ولم يعلن عن اتفاق نهائي.", "No final deal was announced."]]]}"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def article() -> Article:
    return Article.from_text(TEXT)


def retriever_of(article: Article, data_dir: Path) -> HybridRetriever:
    return build_retriever(article, word_overlap(), "fake", data_dir)


@pytest.fixture(scope="module")
def plain(article: Article, data_dir: Path) -> HybridRetriever:
    """Over the Arabic article without a translation."""
    return retriever_of(article, data_dir)


@pytest.fixture(scope="module")
def parallel(article: Article, data_dir: Path) -> HybridRetriever:
    """Over the Arabic article with its translation."""
    return retriever_of(article.with_translation(Translation.from_json(TRANSLATION, article.text)), data_dir)


@pytest.mark.parametrize(
    ("question", "paragraph", "sentence"),
    [
        ("متى وصل المبعوث ويتكوف إلى موسكو؟", 2, "وصل المبعوث"),
        ("من استقبل المبعوث في المطار؟", 2, "واستقبله"),
        ("ماذا دار حول الأُصول الروسيّة المجمّدة؟", 3, "دار الحديث"),
        ("وين يعود كوشنر؟", 4, "يعود جاريد"),
        ("هل أعلن عن اتفاق نهائي؟", 4, "ولم يعلن"),
    ],
)
def test_the_paragraph_and_sentence_that_answer_are_first(
    plain: HybridRetriever, question: str, paragraph: int, sentence: str
):
    """Standard and dialect questions find their paragraph, and in it their sentence."""
    finding = plain.search(question)
    assert finding.passages[0].paragraph == paragraph
    assert finding.sentences[0].text.startswith(sentence)
    assert finding.language == "ar"


@pytest.mark.parametrize("question", ["متى وصل؟", "Who came?", "", "؟!", "\ud800", "كلمة " * 400, "quasar"])
@pytest.mark.parametrize("which", ["plain", "parallel"])
def test_what_is_found_stands_in_the_article(request: pytest.FixtureRequest, which: str, question: str):
    """Whatever is asked: offsets are exact, scores fall, chances sum to 1 at most, evidence goes with sentences."""
    retriever: HybridRetriever = request.getfixturevalue(which)
    text = retriever.article.text
    for k in (1, 3, 100):
        finding = retriever.search(question, k=k)
        assert len(finding.passages) == min(k, 4)
        assert len(finding.sentences) == len(finding.evidence) == min(k, 6)
        for found in (finding.passages, finding.sentences):
            assert all(text[piece.start : piece.end] == piece.text for piece in found)
            scores = [piece.score for piece in found]
            assert scores == sorted(scores, reverse=True)
            assert len({piece.start for piece in found}) == len(found)
        for piece in finding.passages + finding.sentences:
            paragraph = retriever.article.paragraphs[piece.paragraph - 1]
            assert paragraph.start <= piece.start < piece.end <= paragraph.end
            assert piece.section == paragraph.section
        chances = [sentence.score for sentence in finding.sentences]
        assert all(0 <= chance <= 1 for chance in chances)
        assert sum(chances) <= 1 + 1e-6
        if k == 100:
            assert sum(chances) == pytest.approx(1)


def test_k_is_a_limit(plain: HybridRetriever):
    """The default is the retriever's own; none is none."""
    assert len(plain.search("موسكو").sentences) == plain.k
    assert plain.search("موسكو", k=0).passages == ()


def test_evidence_says_what_a_score_was_made_of(plain: HybridRetriever):
    """A sentence that shares words with the question has more keywords; a date asked for counts."""
    finding = plain.search("متى وصل المبعوث ويتكوف إلى موسكو؟", k=100)
    best, worst = finding.evidence[0], finding.evidence[-1]
    assert best.keywords > worst.keywords
    assert best.dense > worst.dense
    assert best.number
    assert all(piece.same_language for piece in finding.evidence)
    assert not any(piece.number for piece in plain.search("من استقبل المبعوث؟").evidence)


def test_a_translation_is_searched_and_the_original_is_given(parallel: HybridRetriever):
    """An English question is answered from the English sentences; text and offsets are the Arabic ones."""
    finding = parallel.search("Who welcomed him at the airport?")
    assert finding.language == "en"
    assert finding.passages[0].paragraph == 2
    sentence = finding.sentences[0]
    assert sentence.text == "واستقبله الجانب الروسي في المطار."
    assert sentence.translation == "The Russian side welcomed him at the airport."
    assert finding.evidence[0].same_language
    assert finding.evidence[0].keywords > 0.4
    assert finding.passages[0].translation == (
        "Envoy Steve Witkoff reached Moscow on Thursday. The Russian side welcomed him at the airport."
    )


def test_an_arabic_question_is_answered_from_the_original(parallel: HybridRetriever, plain: HybridRetriever):
    """A translation changes nothing for those who read the article's language."""
    question = "من استقبل المبعوث في المطار؟"
    assert [s.text for s in parallel.search(question).sentences] == [s.text for s in plain.search(question).sentences]
    assert parallel.search(question).language == "ar"


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [("Where does Jared Kushner go?", 4), ("Did Witkoff come in 2026?", 2)],
)
def test_names_lead_across_languages(plain: HybridRetriever, question: str, paragraph: int):
    """Without a translation, names and numbers find the passage across scripts; what is found is Arabic."""
    finding = plain.search(question)
    assert finding.language == "ar"
    assert not finding.evidence[0].same_language
    assert finding.sentences[0].translation is None
    assert finding.passages[0].paragraph == paragraph
    assert finding.evidence[0].keywords_chunk > 0


@pytest.mark.parametrize(("language", "found"), [("ar", "ar"), ("en", "en"), (None, "en")])
def test_the_language_of_a_question_can_be_given(parallel: HybridRetriever, language: Language | None, found: str):
    """A question of names alone is in the language that its asker says."""
    assert parallel.search("Steve Witkoff?", language).language == found


def test_an_article_of_one_sentence(data_dir: Path):
    """It is found whatever is asked, with certainty that it is this sentence if any."""
    finding = retriever_of(Article.from_text("Peace."), data_dir).search("ماذا؟")
    assert [passage.text for passage in finding.passages] == ["Peace."]
    assert [sentence.score for sentence in finding.sentences] == [1.0]


def test_sentences_that_say_the_same(data_dir: Path):
    """Of equal sentences the first one comes first."""
    finding = retriever_of(Article.from_text("The envoy came.\n\n" * 6), data_dir).search("Who came?", k=6)
    assert [passage.paragraph for passage in finding.passages] == [1, 2, 3, 4, 5, 6]
    assert [sentence.paragraph for sentence in finding.sentences] == [1, 2, 3, 4, 5, 6]


def test_what_stands_around_a_sentence(plain: HybridRetriever):
    """The one before it, and those after it in the article's order, to its end."""
    first = plain.search("متى وصل المبعوث ويتكوف إلى موسكو؟").sentences[0]
    byline, after = plain.around(first)
    assert byline
    assert plain.around(byline)[0] is None
    following = list(after)
    assert plain.around(following[0])[0] == replace(first, score=0.0)
    assert list(plain.sentences()) == [byline, replace(first, score=0.0), *following]
    assert [s.text[:10] for s in following] == ["واستقبله ا", "دار الحديث", "يعود جاريد", "ولم يعلن ع"]


def test_the_same_question_finds_the_same(article: Article, data_dir: Path, tmp_path: Path):
    """Again, over an index built anew, and from many threads at once."""
    question = "متى وصل المبعوث ويتكوف؟"
    one = retriever_of(article, data_dir)
    expected = one.search(question)
    assert retriever_of(article, tmp_path).search(question) == expected
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: one.search(question) == expected, range(24))) == {True}


def test_it_is_a_langchain_retriever(parallel: HybridRetriever):
    """`invoke`, `ainvoke` and `batch` give Documents, best first, whose metadata say where they stand."""
    questions = ["Who welcomed him?", "أين يعود كوشنر؟"]
    batch = parallel.batch(questions)
    assert [parallel.invoke(question) for question in questions] == batch
    assert run(parallel.ainvoke(questions[0])) == batch[0]
    for question, documents in zip(questions, batch, strict=True):
        assert [d.page_content for d in documents] == [p.text for p in parallel.search(question).passages]
        for document in documents:
            where = document.metadata
            assert TEXT[where["start"] : where["end"]] == document.page_content
            assert where["article"] == parallel.article.id
            place = {"article", "title", "section", "paragraph", "start", "end"}
            assert set(where) == place | {"score", "translation", "machine_translated"}


def test_a_question_is_embedded_once(article: Article, data_dir: Path):
    """One question costs one vector."""
    model = word_overlap()
    retriever = build_retriever(article, model, "fake", data_dir)
    before = len(embedded(model))
    retriever.search("وين موسكو؟")
    assert embedded(model)[before:] == ["أين موسكو؟"]


def test_a_question_is_embedded_as_the_article_spells(article: Article, data_dir: Path):
    """What was typed in a hurry; of an article in another language the words that all questions have."""
    for text, spelt in ((article, "أين الأصول الروسية؟"), (Article.from_text("The assets."), "أين الاصول الروسيه؟")):
        model = word_overlap()
        retriever = build_retriever(text, model, "fake", data_dir)
        retriever.search("اين الاصول الروسيه؟")
        assert embedded(model)[-1] == spelt


def test_a_ranker_raises_what_it_likes(data_dir: Path) -> None:
    """The sentence that it points at comes first, and its passage; a quick search doesn't ask it."""
    asked: list[tuple[str, list[str]]] = []

    def rank(question: str, passages: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        read = [text for passage in passages for text in passage]
        asked.append((question, read))
        return np.array([*[-5.0] * (len(read) - 1), 200.0], np.float32)

    plain = build_retriever(Article.from_text(TEXT), word_overlap(), "fake", data_dir)
    ranked = plain.model_copy(update={"rank": rank})
    question = "متى وصل ويتكوف إلى موسكو؟"
    found = ranked.search(question)
    ((asked_for, read),) = asked
    assert asked_for == question
    assert found.sentences[0].text == read[-1] != plain.search(question).sentences[0].text
    assert read[-1] in found.passages[0].text
    assert found.evidence[0].read == 200.0
    # It reads whole passages: the likeliest ones.
    whole = {sentence.text for chunk in plain.chunks for sentence in chunk.sentences if chunk.text in _texts(found)}
    assert set(read) <= whole
    quick = ranked.search(question, quick=True)
    assert quick == plain.search(question)
    assert all(evidence.read is None for evidence in quick.evidence)
    assert len(asked) == 1


def test_short_lines_are_read_with_their_neighbours(data_dir: Path) -> None:
    """As far as these are short together; a sentence alone, short as it may be. Each keeps its own logit."""
    asked: list[list[str]] = []

    def rank(_question: str, passages: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        asked.extend(list(passage) for passage in passages)
        return np.array([float(len(text)) for passage in passages for text in passage], np.float32)

    lines = ["Weight of the pump: 11 kg", "Power of the motor: 210 W", "Width of the case: 30 cm"]
    prose = "The pump weighs little."
    more = [f"Colour number {number} of the case: shade {number}" for number in range(20)]
    retriever = retriever_of(Article.from_text("\n\n".join(["The pump", *lines, prose, *more])), data_dir)
    ranked = retriever.model_copy(update={"rank": rank})
    found = ranked.search("What is the weight of the pump?", k=30)
    assert lines in asked
    assert [prose] in asked
    assert all(sum(map(len, group)) <= READ_TOGETHER for group in asked)
    assert max(map(len, asked)) > 5
    read = {sentence.text: evidence.read for sentence, evidence in zip(found.sentences, found.evidence, strict=True)}
    for text in (text for group in asked for text in group):
        assert read[text] == len(text)
    assert UNREAD in read.values()


def test_a_passage_that_stands_out_has_contrast(data_dir: Path) -> None:
    """Its cosine is above the mean of the others', and each other's is not; one that is alone has the usual."""
    paragraphs = ["The envoy reached Moscow on Thursday.", "Ships carry grain.", "Bread is baked of flour."]
    found = retriever_of(Article.from_text("\n\n".join(paragraphs)), data_dir).search("Who reached Moscow on Thursday?")
    best, *rest = found.evidence
    assert best.contrast == pytest.approx(
        best.dense_chunk - sum(other.dense_chunk for other in rest) / len(rest), abs=1e-5
    )
    assert best.contrast > 0 > max(other.contrast for other in rest)
    alone = retriever_of(Article.from_text(paragraphs[0]), data_dir).search("Who reached Moscow?")
    assert alone.evidence[0].contrast == pytest.approx(TYPICAL_CONTRAST)


def _texts(found: Finding) -> set[str]:
    return {passage.text for passage in found.passages}


LONG = "The envoy reached the city on Thursday evening, after a stop in Vienna, where he met nobody at all."


def test_a_sentence_begins_with_its_first_clauses(data_dir: Path):
    """Each with what the ranker finds of the answer there; it reads the question in the standard."""
    asked: list[str] = []

    def locate(question: str, sentence: str, ends: Sequence[int]) -> NDArray[np.float32]:
        asked.append(question)
        return np.array([end / len(sentence) for end in ends], np.float32)

    plain = retriever_of(Article.from_text(f"It began.\n\n{LONG}"), data_dir)
    sentence = list(plain.sentences())[1]
    first, second = plain.model_copy(update={"locate": locate}).beginnings("وين وصل؟", sentence)
    assert first[0].text == "The envoy reached the city on Thursday evening,"
    assert second[0].text == "The envoy reached the city on Thursday evening, after a stop in Vienna,"
    assert first[1] == pytest.approx(len(first[0].text) / len(LONG))
    assert set(asked) == {"أين وصل؟"}
    assert plain.article.text[first[0].start : first[0].end] == first[0].text
    assert replace(first[0], text=LONG, end=sentence.end) == sentence


def test_what_has_no_beginning(plain: HybridRetriever, parallel: HybridRetriever):
    """Nothing without a ranker, nothing that has a translation, and nothing of few words."""
    (sentence,) = (s for s in plain.sentences() if "الخميس" in s.text)
    long = replace(sentence, text=LONG)
    assert not list(plain.beginnings("متى وصل؟", long))
    ranked = parallel.model_copy(update={"locate": lambda _question, _sentence, ends: np.ones(len(ends), np.float32)})
    assert not list(ranked.beginnings("متى وصل؟", replace(long, translation="وصل.")))
    assert not list(ranked.beginnings("متى وصل؟", replace(long, text="The envoy came, after ten years, at last.")))
    assert len(list(ranked.beginnings("متى وصل؟", long))) == 2


@pytest.mark.parametrize("size", [0, 1, 5, 1000])
def test_the_best_of_many_are_those_that_sorting_gives(size: int):
    """In the same order, the first of equals first, also where there are fewer than are wanted or all are equal."""
    chance = np.random.default_rng(0)
    for scores in (
        chance.standard_normal(size).astype(np.float32),
        chance.integers(0, 3, size).astype(np.float32),
        np.full(size, -np.inf, np.float32),
    ):
        for count in (0, 1, 3, size, size + 5):
            assert best_of(scores, count).tolist() == np.argsort(-scores, kind="stable")[:count].tolist()
