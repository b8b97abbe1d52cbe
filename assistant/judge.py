"""Does the article answer the question?

First from what the search found and the ranker read; where that leaves doubt, a local language model is asked
whether what was found states the answer, and what it says is weighed in. Neither is believed as it stands: the
weights make a probability of both, where every second question is unanswerable.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from assistant.doubt import objection
from assistant.followup import names_nothing
from assistant.stated import lacks, states
from assistant.wanted import wanted
from embeddings.dialect import to_standard
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, detect_language

# Logistic regressions on the best sentence's evidence, for questions in the article's language and in the
# other, without a ranker and with one. Fitted on the articles of XQuAD dev and ARCD that the ranker has not seen;
# unanswerable is a question whose paragraph was taken out of its article. With a ranker the written near misses and
# NoMIRACL count too, a tenth to a seventh as much: the more they do, the less is known of what was taken out.
# `python -m assistant.evaluate` prints what they reach. The signals are dense, keywords_chunk, contrast, what the
# ranker read, and 1.
_SAME: Final = (19.2, 4.8, 21.9, 0.0, -18.15)
_ACROSS: Final = (36.9, 1.8, 43.2, 0.0, -30.65)
_SAME_READ: Final = (4.0, 2.3, 18.3, 0.31, -4.1)
_ACROSS_READ: Final = (17.1, 1.35, 30.9, 0.31, -13.8)

_LEAST_SAME: Final = 0.75
_LEAST_ACROSS: Final = 0.71
"""Cosines of the best sentence, less than which had none of 1,542 questions that the article answers."""

_ELSEWHERE: Final = -3.0
"""Added where it is less: the question is about something else, whatever the ranker has read into a sentence."""

_LACKING: Final = -3.0
"""Where a number, a year or a day is asked for and the best sentence has none."""

_UNSTATED: Final = -0.5
"""No more than this where a bare "Why?" follows and the best sentence gives no reason by its words, since what was
found is about the question before it, and where its words speak against it."""

_OFF_THE_MATTER: Final = -1.0
"""Added before where it is of another matter: what was hardly likely isn't likely then."""

_DIALECT: Final = 0.3
"""Added where an Arabic article is asked in dialect: the signals are weaker then, though the article answers as often.
Chosen by the questions of `benchmarks/worded` about three of their eight articles, which would have 0.2 to 0.5; across
languages most would have less.
"""

# Short, as reading takes the time: longer ones, with examples too, and more text than a sentence tell no better.
SYSTEM: Final = "Does the text answer the question? Reply with Yes or No only."


@dataclass(frozen=True, slots=True)
class Asking:
    """How a language model is asked, and what its reply weighs.

    user: the message, with the places of {question} and {text}. sentences: how many of the best are read: the first,
    and the others where that doesn't answer. doubt: it is asked where the log-odds of the search lie between these;
    further off it hardly ever turns them. same, across: what the log-odds of the search, those of the model, and 1
    weigh together, for questions in the article's language and in the other.
    """

    user: str
    sentences: int
    doubt: tuple[float, float]
    same: tuple[float, float, float]
    across: tuple[float, float, float]


# Both were fitted on articles that neither the ranker nor the adapter has seen, the second by `make judge-weights`.
UNTRAINED: Final = Asking(
    user="Text: {text}\nQuestion: {question}",
    sentences=1,
    doubt=(-1.8, 1.8),
    same=(0.74, 0.30, -0.26),
    across=(0.79, 0.62, 0.04),  # the model knows better than the search
)
TRAINED: Final = Asking(
    # What stands first is read once for all sentences.
    user="Question: {question}\nText: {text}",
    sentences=3,
    doubt=(-3.0, 3.0),
    same=(0.65, 0.38, -0.32),
    across=(0.94, 0.58, 0.20),
)


class Model(Protocol):
    """A language model that can be asked for the likelihood of a word."""

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        """For each of `users` the log-odds that the reply is `yes` and not `no`."""


_REMEMBERED: Final = 4096
"""Questions beside texts; the key to each takes a kilobyte or two."""


class Remembering:
    """A model that is asked the same thing once: it would say the same, and takes seconds."""

    def __init__(self, model: Model) -> None:
        @lru_cache(_REMEMBERED)
        def ask(system: str, users: tuple[str, ...], yes: str, no: str) -> tuple[float, ...]:
            return tuple(model.log_odds(system, users, yes, no))

        self._ask = ask

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        """As the model's. What fails is asked again."""
        return list(self._ask(system, tuple(users), yes, no))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is that the article answers, from 0 to 1, and which of the sentences found does, from 0."""

    probability: float
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """Says how likely it is that the article answers; `model` None goes by the search alone."""

    model: Model | None = None
    asking: Asking = UNTRAINED

    def verdict(self, question: str, finding: Finding, last: str = "") -> Verdict:
        """Whether what was found answers `question`; see `searched` for `last`.

        Raises:
            ModelError: the language model fails.
        """
        odds = searched(question, finding, last)
        least, most = self.asking.doubt
        if not self.model or not least < odds < most:
            return Verdict(_logistic(odds))
        said = asked(self.model, self.asking, question, finding)
        best = max(range(len(said)), key=said.__getitem__)
        a, b, c = self.asking.same if finding.evidence[0].same_language else self.asking.across
        # Of sentences that don't answer, the one that was found first is as good as any.
        return Verdict(_logistic(a * odds + b * said[best] + c), best if said[best] > 0 else 0)


def searched(question: str, finding: Finding, last: str = "") -> float:
    """The log-odds that what was found answers, by the search alone.

    `last` is the part of `question` that is to be answered, where the question before it stands there too.
    """
    odds = log_odds(finding)
    if finding.evidence and finding.language == _asked_in(finding) == "ar" and to_standard(question) != question:
        odds += _DIALECT
    if finding.sentences:
        language, text = _asked_in(finding), finding.sentences[0].text
        if lacks(last or question, language, text):
            odds += _LACKING
        against = objection(last or question, language, finding.sentences[0])
        if against:
            odds = min(odds + _OFF_THE_MATTER * (against == "matter"), _UNSTATED)
        only_why = bool(last) and names_nothing(last, language) and wanted(last, language) == "reason"
        if only_why and not states("reason", text):
            odds = min(odds, _UNSTATED)
    return odds


def is_beside(question: str, language: Language, sentence: Passage) -> bool:
    """Whether the words of `sentence` say that it doesn't answer `question`, or most likely doesn't."""
    return lacks(question, language, sentence.text) or objection(question, language, sentence) is not None


def asked(model: Model, asking: Asking, question: str, finding: Finding) -> list[float]:
    """The log-odds that a sentence answers, by `model`: of the first and, where that doesn't, of the others.

    Raises:
        ModelError: the model fails.
    """
    users = [
        asking.user.format(text=as_read(sentence, finding.language), question=question)
        for sentence in finding.sentences[: asking.sentences]
    ]
    said = model.log_odds(SYSTEM, users[:1])
    return said if said[0] > 0 or len(users) == 1 else said + model.log_odds(SYSTEM, users[1:])


def probability(finding: Finding) -> float:
    """How likely it is that the article answers, from 0 to 1, by the search alone."""
    return _logistic(log_odds(finding))


def log_odds(finding: Finding) -> float:
    """What `probability` is made of."""
    return max(map(_log_odds, finding.evidence[:1]), default=-math.inf)


def _log_odds(evidence: Evidence) -> float:
    if evidence.read is None:
        weights = _SAME if evidence.same_language else _ACROSS
    else:
        weights = _SAME_READ if evidence.same_language else _ACROSS_READ
    signals = (evidence.dense, evidence.keywords_chunk, evidence.contrast, evidence.read or 0.0, 1.0)
    odds = sum(weight * signal for weight, signal in zip(weights, signals, strict=True))
    least = _LEAST_SAME if evidence.same_language else _LEAST_ACROSS
    return odds + _ELSEWHERE if evidence.dense < least else odds


def _asked_in(finding: Finding) -> Language:
    if finding.evidence[0].same_language:
        return finding.language
    return "en" if finding.language == "ar" else "ar"


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def as_read(sentence: Passage, language: Language) -> str:
    """A sentence as the search has read it: in the article's translation, where it was that."""
    if sentence.translation and detect_language(sentence.text, language) != language:
        return sentence.translation
    return sentence.text
