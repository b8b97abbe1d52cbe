"""The thread of a conversation: what it is about, what it has shown, and where a follow-up finds its answer.

A follow-up is searched for twice, alone and behind the question before it, and the sentences of both searches are
weighed anew: those near to the last answer, with the kind of answer that is wanted, and not shown yet where
something new is.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import regex

from assistant.anaphora import hides_subject, hides_who
from assistant.followup import compares, last_topic, names_nothing, points_back
from assistant.markers import neutralise_markers
from assistant.numerals import numbers
from assistant.stated import states
from assistant.tokens import Token, content, found, tokens
from assistant.wanted import wanted
from embeddings.chunks import Sentence
from embeddings.dialect import to_standard
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, detect_language, fold

# In nats, beside the logarithm of the probability that a search gives. Chosen on the dev half of
# tests/data/followups.jsonl, where half or twice of each does about as well.
_NEAR: Final = 1.0  # in the paragraph of the last answer
_NEXT: Final = 1.0  # right after it
_WANTED: Final = 1.5  # has a date where one is wanted, and so on
_SAME: Final = 1.5  # is the last answer, and the follow-up names nothing else: "Who came?" "And when?"
_GIVEN: Final = -3.0  # is the last answer, and it can't be that
_CONTINUES: Final = 3.0  # right after it, and "What else?" is asked

_LONG_ENOUGH: Final = 3
"""Words of a sentence that can't stand in an answer by chance."""


# "بلغت الثالثة والخمسين" names nobody, "بلغت سلمى الثالثة" does.
_REACHED: Final = regex.compile(
    r"^\W*[وف]?[يت]?(?:بلغ|تجاوز|ناهز|قارب|اتم|اكمل)ت? (?:ال\p{L}+(?:ه|ين)|سن|عام\p{L}+)(?!\p{L})"
)


# "And the carbon ones?" brings "carbon".
_ONES: Final = regex.compile(r"(?<=\p{L} )ones?(?=\W*$)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thread:
    """What a conversation is about, and where in the article it stands; sentences are named by where they start.

    `topic` is the last question that stands alone, `shown` what has been quoted since, `last` what was quoted
    last; `next` comes right after that, `near` stands in its paragraphs. Answers in a model's own words have no
    place.
    """

    topic: str
    shown: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    next: frozenset[int] = frozenset()
    near: frozenset[int] = frozenset()


def thread(history: Sequence[tuple[str, str]], language: Language, sentences: Sequence[Sentence]) -> Thread:
    """What `history`, of one turn at least, has been about, in an article of these sentences."""
    topic = last_topic(history, language)
    since = max(turn for turn, (asked, _) in enumerate(history) if asked == topic)
    places = [places_of(answered, sentences) for _, answered in history[since:]]
    last = next(filter(None, reversed(places)), frozenset())
    paragraphs = {sentence.paragraph for sentence in sentences if sentence.start in last}
    return Thread(
        topic,
        shown=frozenset().union(*places),
        last=last,
        next=frozenset(after.start for before, after in pairwise(sentences) if before.start in last),
        near=frozenset(sentence.start for sentence in sentences if sentence.paragraph in paragraphs),
    )


def places_of(answer: str, sentences: Iterable[Sentence]) -> frozenset[int]:
    """Where the sentences start that `answer` repeats, word for word or in their translation."""
    return frozenset(
        sentence.start
        for sentence in sentences
        if any(_repeats(answer, text) for text in (sentence.text, sentence.translation) if text)
    )


def _repeats(answer: str, text: str) -> bool:
    return len(text.split()) >= _LONG_ENOUGH and neutralise_markers(text) in answer


def strays(question: str, language: Language, alone: Finding) -> bool:
    """Whether `question` only sounds like a follow-up: "And who won the World Cup?".

    It points at nothing before it, and the article has none of its words; `alone` is what it found by itself.
    """
    if names_nothing(question, language) or points_back(question, language) or wanted(question, language) == "more":
        return False
    # A lone Arabic verb has its subject in it: "وأين ذهبت؟".
    enough = 2 if language == "ar" else 1
    known = any(evidence.keywords > 0 or not evidence.same_language for evidence in alone.evidence)
    return not known and len(_brought(question, language)) >= enough


def weigh(question: str, language: Language, before: Thread, alone: Finding, behind: Finding) -> tuple[Passage, ...]:
    """The sentences of two searches for `question`, alone and behind the topic, best first.

    Their scores are the probabilities that they hold the answer. Empty where none of them has what is asked for.
    """
    kind, topic = wanted(question, language), wanted(before.topic, detect_language(before.topic, language))
    other = kind is None and compares(question, language)
    given = numbers(question) | numbers(before.topic)
    if kind == "age" and not any(_tells_age(sentence, before.topic) for sentence in behind.sentences):
        return ()
    # "And the other one?" asks for what was asked for before.
    kind = topic if other else kind
    new = other or (kind is not None and kind == topic)
    lonely = names_nothing(question, language)
    own = {sentence.start: _log(sentence.score) for sentence in alone.sentences}
    # What it says itself counts twice as much, except where it says little or means the same of something else.
    by_topic, by_itself = (1.0 if other else 0.5), (0.5 if lonely else 1.0)
    logits = []
    for sentence in behind.sentences:
        logit = by_topic * _log(sentence.score) + by_itself * own.get(sentence.start, _log(0.0))
        has = kind is not None and states(kind, sentence.text, given)
        if kind == "age":
            has = _tells_age(sentence, before.topic)
        # Reasons are given in too many ways to say that there is none.
        lacks = kind in ("date", "duration", "number") and not has
        shown = sentence.start in before.shown
        # What has every word of the follow-up is what it asks about: "What did he say afterwards?"
        says_it = shown and _holds(sentence, question, language)
        if kind == "more" and shown and not says_it:
            continue
        if shown and not says_it:
            if new or (lonely and lacks):
                logit += _GIVEN
            elif lonely and sentence.start in before.last:
                logit += _SAME
        else:
            logit += _NEAR * (says_it or sentence.start in before.near)
            logit += (_CONTINUES if kind == "more" else _NEXT) * (says_it or sentence.start in before.next)
        if has:
            logit += _WANTED
        logits.append((logit, sentence))
    best = max((logit for logit, _ in logits), default=0.0)
    whole = sum(math.exp(logit - best) for logit, _ in logits)
    weighed = (replace(sentence, score=math.exp(logit - best) / whole) for logit, sentence in logits)
    return tuple(sorted(weighed, key=lambda sentence: -sentence.score))


def _log(probability: float) -> float:
    return math.log(max(probability, 1e-12))


def _holds(sentence: Passage, question: str, language: Language) -> bool:
    """Whether every word that `question` brings stands in `sentence`: "the second day" may be in the same one."""
    brought = _brought(question, language)
    held = tokens(f"{sentence.text} {sentence.translation or ''}")
    return bool(brought) and all(found(token, held) for token in brought)


def _tells_age(sentence: Passage, topic: str) -> bool:
    """Whether `sentence` tells an age that may be of whom the conversation is about: it has a word of its `topic`, or
    leaves to what stands before it whose it is.
    """
    if not states("age", sentence.text):
        return False
    held = tokens(f"{sentence.text} {sentence.translation or ''}")
    leans = hides_who(sentence.text) or hides_subject(sentence.text) or _REACHED.search(fold(sentence.text))
    return bool(leans) or any(found(token, held) for token in content(topic))


def _brought(question: str, language: Language) -> list[Token]:
    return list(content(to_standard(question) if language == "ar" else _ONES.sub("", question)))
