from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.thread import Thread, places_of, strays, thread, weigh
from embeddings.article import Article
from embeddings.chunks import Sentence
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding, Scores
from tests.assistant.quick import quick

CAME = "Two envoys came to the old town."
LEFT = "They left on Friday for the coast."
PAID = "The town paid three million for it."
BRIDGE = "The bridge in the north was closed."
SENTENCES = (
    Sentence(CAME, 1, 0, 32, "جاء مبعوثان إلى المدينة القديمة."),
    Sentence(LEFT, 1, 33, 67),
    Sentence(PAID, 2, 69, 104),
    Sentence(BRIDGE, 3, 106, 141),
)


def finding(*scores: float, keywords: float = 0.5, same_language: bool = True) -> Finding:
    """A search that gives the four sentences these probabilities."""
    passages = [
        Passage(sentence.text, sentence.paragraph, sentence.start, sentence.end, score)
        for sentence, score in zip(SENTENCES, scores, strict=True)
    ]
    evidence = Evidence(0.8, 0.8, keywords, keywords, False, same_language)
    return Finding((), tuple(sorted(passages, key=lambda p: -p.score)), (evidence,) * 4, "en")


EVEN = finding(0.25, 0.25, 0.25, 0.25)
DRAWN = finding(0.85, 0.05, 0.05, 0.05)
"""What the question before draws to its own answer."""


def best(question: str, before: Thread, alone: Finding = EVEN, behind: Finding = DRAWN) -> str:
    return weigh(question, "en", before, alone, behind)[0].text


def after(*turns: tuple[str, str]) -> Thread:
    return thread(turns, "en", SENTENCES)


@pytest.mark.parametrize(
    ("answer", "starts"),
    [
        (f"{CAME} [1]\n\n{PAID} [2]", {0, 69}),
        ("جاء مبعوثان إلى المدينة القديمة. [1]", {0}),
        (f"The article says, in its own language:\n\n“{LEFT}” [1]", {33}),
        ("Two envoys came [1].", set()),
        ("", set()),
    ],
)
def test_a_quotation_is_found_again(answer, starts):
    """Word for word, in translation, or in quotation marks; what a model wrote has no place."""
    assert places_of(answer, SENTENCES) == starts


def test_a_short_sentence_has_no_place():
    """ "Yes." stands in many answers by chance."""
    assert not places_of("Yes. [1]", [Sentence("Yes.", 1, 0, 4)])


def test_a_thread_begins_at_its_topic():
    """What was shown before the last question that stands alone is another thread's."""
    before = after(("Who paid the town?", PAID), ("Who came to the old town?", CAME), ("And then?", "Nothing."))
    assert before == Thread(
        "Who came to the old town?", frozenset({0}), frozenset({0}), frozenset({33}), frozenset({0, 33})
    )


def test_the_next_sentence_tells_what_came_then():
    """Not what was shown, however much speaks for it."""
    before = after(("Who came to the old town?", CAME))
    assert best("And then?", before) == LEFT
    shown = {sentence.text for sentence in weigh("What else?", "en", before, EVEN, DRAWN)}
    assert shown == {LEFT, PAID, BRIDGE}


@pytest.mark.parametrize("asked", ["And what was closed?", "Where did they leave afterwards?"])
def test_what_was_shown_is_shown_again_where_it_says_what_is_asked(asked):
    """It has all of the words; "afterwards" asks for more only where nothing that was shown says it."""
    closed, left = "The bridge was closed afterwards.", "Where they did leave afterwards, nobody says."
    texts = {106: closed if "closed" in asked else left}
    sentences = [replace(sentence, text=texts.get(sentence.start, sentence.text)) for sentence in SENTENCES]
    before = thread((("Who came to the old town?", f"{CAME} {texts[106]}"),), "en", sentences)
    behind = finding(0.1, 0.3, 0.25, 0.35)
    behind = replace(behind, sentences=tuple(replace(p, text=texts.get(p.start, p.text)) for p in behind.sentences))
    assert best(asked, before, behind=behind) == texts[106]


def test_nothing_is_left_where_all_was_shown():
    """Then there is nothing more to say."""
    before = after(("Who came to the old town?", " ".join((CAME, LEFT, PAID, BRIDGE))))
    assert weigh("What else?", "en", before, EVEN, DRAWN) == ()


def test_a_date_is_wanted():
    """The last answer has none, so that it is not given again; the sentence beside it has one."""
    assert best("And when?", after(("Who came to the old town?", CAME))) == LEFT


def test_a_date_may_have_been_given_already():
    """ "Who left?" was answered by a sentence with a date, which answers "When?" too."""
    assert best("When?", after(("Who left for the coast?", LEFT)), behind=finding(0.3, 0.4, 0.1, 0.2)) == LEFT


def test_another_thing_is_not_what_was_given():
    """ "And the bridge?" asks about another than the last answer is about."""
    before = after(("What happened in the old town?", CAME))
    assert best("And the bridge?", before, finding(0.3, 0.05, 0.05, 0.6)) == BRIDGE


def test_another_thing_may_stand_in_the_same_sentence():
    """An answer that names the other thing too stays in play."""
    before = after(("Who came to the town?", CAME))
    assert best("And the envoys?", before) == CAME


def test_words_of_its_own_count_most():
    """A question that says what it is after is not drawn to the answer before."""
    before = after(("Who came to the old town?", CAME))
    assert best("Who paid them?", before, finding(0.02, 0.02, 0.94, 0.02)) == PAID


def test_scores_are_probabilities():
    """They sum to 1, best first."""
    scores = [sentence.score for sentence in weigh("And when?", "en", after(("Who came?", CAME)), EVEN, DRAWN)]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1)


def test_an_age_needs_a_sentence_that_gives_one():
    """Where none does, there is nothing to quote."""
    assert weigh("How old is she?", "en", after(("Who came?", CAME)), EVEN, DRAWN) == ()


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("Mr Hart is 29 and teaches music.", False),
        ("Miss Penn, who is 31, teaches art.", True),
        ("She was 31 in May.", True),
        ("بلغت الثالثة والخمسين.", True),
        ("بلغت سلمى الثالثة والخمسين.", False),
    ],
)
def test_somebody_else_s_age_is_no_answer(told: str, right: bool):
    """It is of whom the conversation is about, or leaves open whose it is."""
    behind = replace(DRAWN, sentences=tuple(replace(sentence, text=told) for sentence in DRAWN.sentences))
    before = thread((("Who is Miss Penn?", "Miss Penn teaches art."),), "en", SENTENCES)
    assert bool(weigh("How old is she?", "en", before, EVEN, behind)) is right


@pytest.mark.parametrize(
    ("language", "question", "keywords", "expected"),
    [
        ("en", "And who won the World Cup?", 0.0, True),
        ("ar", "ومن اخترع الهاتف؟", 0.0, True),
        ("en", "And who closed the bridge?", 0.3, False),
        ("en", "Can I eat them?", 0.0, False),
        ("en", "What else?", 0.0, False),
        ("ar", "وأين ذهبت؟", 0.0, False),
    ],
)
def test_what_strays(language, question, keywords, expected):
    """It points at nothing before it, and the article knows none of its words."""
    assert strays(question, language, finding(0.4, 0.3, 0.2, 0.1, keywords=keywords)) is expected


def test_across_languages_unknown_words_tell_nothing():
    """No word of an English question stands in an Arabic article."""
    assert not strays("And who built the bridge?", "en", finding(0.4, 0.3, 0.2, 0.1, keywords=0.0, same_language=False))


@pytest.mark.parametrize(
    ("question", "read"),
    [("And who financed it?", ["And who financed it?"]), ("And when?", [])],
)
def test_a_ranker_reads_a_follow_up_alone(question: str, read: list[str], monkeypatch: pytest.MonkeyPatch):
    """Behind the question before it, it would read what answers that. "And when?" says nothing to it.

    The sentence that it reads an answer in is as sure as where the follow-up were asked first.
    """
    asked: list[str] = []

    def rank(question: str, passages: Sequence[Sequence[str]]) -> Scores:
        asked.append(question)
        return np.array([40.0 if "paid" in each else -9.0 for passage in passages for each in passage], np.float32)

    text = (
        "The pier was opened on Monday. Una Bray, who owns a ferry, paid for the pier.\n\nIt rained all day in Oxley."
    )
    assistant = quick(Article.from_text(text))
    history = [("When was the pier opened?", "The pier was opened on Monday. [1]")]
    unread = assistant.ask(question, history)
    monkeypatch.setattr(assistant._prepared()[0].retriever, "rank", rank)
    answer = assistant.ask(question, history)
    assert asked == read
    assert ((answer.confidence or 0) > (unread.confidence or 0)) is bool(read)


@pytest.mark.parametrize(("question", "expected"), [("And the old ones?", CAME), ("And the young ones?", LEFT)])
def test_ones_are_no_word_that_a_sentence_must_have(question: str, expected: str):
    """What is asked about another kind may stand in what was shown."""
    even = finding(0.4, 0.2, 0.2, 0.2)
    assert best(question, after(("Who came?", CAME)), even, even) == expected
