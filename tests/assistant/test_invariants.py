"""What holds for every answer, whatever the article, the question, the conversation and the model say."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.gist import only_greets
from assistant.listed import MAX_LIST_WORDS
from assistant.markers import MARKER, marker_numbers
from assistant.turn import MAX_QUESTION
from embeddings import layout
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.text import detect_language
from tests import strategies
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import quick

MARKERS = (
    "[7]", "[١]", "【3】", "[1, 2]", "[1]", "[2]", "[1][2]", "[1-3]", "[^1]", "[8†source]", "【9†a】", "[٢، ٣]",
    "［1］", "⟦2⟧", "[0]", "[99999999999]", "[ 1 ]", "[\u200f1\u200f]", "[1", "1]", "[[1]]", "[a1]", "[12a]", "(1)",
    "[½]", "[۱]",
)  # fmt: skip
_OPENING = r"[\[【［⟦]"

marked = st.lists(st.one_of(strategies.texts, st.sampled_from(MARKERS)), min_size=1, max_size=6).map("".join)
articles = marked.filter(strategies.visible)
questions = st.one_of(
    st.sampled_from(("متى وصل المبعوث؟", "When did he arrive?", "And when?", "ولماذا؟", "😀", "٢٠٢٦", "Is [1] true?")),
    marked.map(lambda text: text[:MAX_QUESTION]).filter(strategies.visible),
)
histories = st.lists(st.tuples(marked, marked), max_size=2)
replies = st.one_of(
    marked,
    st.sampled_from(
        ("", " ", "NOT_FOUND", "«NOT_FOUND».", "NOT", "<think>x", "<think>no</think>NOT_FOUND", "[1]", ". [1]")
    ),
)


def check(answer: Answer, assistant: Assistant, question: str) -> None:
    """The contract of `Answer`."""
    article = assistant.article
    for passage in answer.passages:
        assert article.text[passage.start : passage.end] == passage.text
    for paragraph in article.paragraphs:
        assert article.text[paragraph.start : paragraph.end] == paragraph.text
    for citation in answer.citations:
        assert article.text[citation.start : citation.end] == citation.quote
        paragraph = article.paragraphs[citation.paragraph - 1]
        assert paragraph.start <= citation.start < citation.end <= paragraph.end
    shown = [n for match in MARKER.finditer(answer.text) for n in marker_numbers(match["numbers"])]
    assert set(shown) == {citation.marker for citation in answer.citations}
    assert [citation.marker for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    # Said in other words than the project's: no bracketed number that isn't a citation's.
    for numbers in regex.findall(rf"{_OPENING}[\p{{Cf}}\s]*(\p{{Nd}}+)[\p{{Cf}}\s]*[\]】］⟧]", answer.text):
        assert int(numbers) in shown
    assert answer.found == bool(answer.citations)
    assert answer.language == detect_language(question.strip(), article.language)
    assert answer.question == question.strip()
    if answer.mode == "quote":
        words = [len(citation.quote.split()) for citation in answer.citations]
        announces = len(words) > 1 and layout.announces(answer.citations[0].quote, answer.citations[1].quote)
        assert sum(words) <= (MAX_LIST_WORDS if announces else MAX_QUOTE_WORDS)


@given(articles, questions, histories)
def test_quotations(text, question, history):
    """Without a model: citations are verbatim, markers and citations match, quotes are short."""
    assistant = quick(Article.from_text(text))
    check(assistant.ask(question, history), assistant, question)


@given(articles, questions, histories, st.lists(replies, min_size=2, max_size=2))
def test_whatever_a_model_writes(text, question, history, written):
    """With a model that writes anything at all, the same holds."""
    assistant = quick(Article.from_text(text), QueuedChatModel(replies=list(written)))
    check(assistant.ask(question, history), assistant, question)


@given(articles, questions, st.lists(st.sampled_from(MARKERS), min_size=1, max_size=3))
def test_a_model_that_repeats_the_article(text, question, markers):
    """A model that copies sentences and marks them as it likes: some are kept, and the same holds."""
    article = Article.from_text(text)
    draft = " ".join(f"{p.text} {mark}" for p, mark in zip(article.paragraphs, markers, strict=False))
    assistant = quick(article, QueuedChatModel(replies=[draft, draft]))
    check(assistant.ask(question), assistant, question)


@given(articles, questions, replies)
def test_a_stream_ends_as_ask_does(text, question, written):
    """Passages, then text, then the answer that `ask` gives; what was shown is the beginning of nothing else."""
    article = Article.from_text(text)
    events = list(quick(article, QueuedChatModel(replies=[written])).stream(question))
    answer = quick(article, QueuedChatModel(replies=[written])).ask(question)
    kinds = [event.kind for event in events]
    assert kinds == ["passages", *["text"] * (len(events) - 2), "answer"]
    assert "text" in kinds
    streamed = events[-1].answer
    assert streamed is not None
    assert (streamed.text, streamed.citations, streamed.mode) == (answer.text, answer.citations, answer.mode)
    assert events[0].passages == answer.passages
    if not answer.found:
        assert "".join(event.text for event in events) == answer.text


@given(articles, questions, st.integers(1, 9))
def test_passages_are_verbatim(text, question, k):
    """`retrieve` gives at most k passages, best first, each verbatim and inside its paragraph."""
    assistant = quick(Article.from_text(text))
    found = assistant.retrieve(question, k)
    assert 1 <= len(found) <= k
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    for passage in found:
        paragraph = assistant.article.paragraphs[passage.paragraph - 1]
        assert assistant.article.text[passage.start : passage.end] == passage.text
        assert paragraph.start <= passage.start < passage.end <= paragraph.end


@given(articles, questions)
def test_an_article_that_doesn_t_say(text, question):
    """Where the evidence is too weak there are no citations, but the nearest passages, if anything was asked."""
    assistant = quick(Article.from_text(text), threshold=1.0)
    answer = assistant.ask(question)
    if not answer.found and not only_greets(question, answer.language):
        assert answer.passages
    check(answer, assistant, question)
