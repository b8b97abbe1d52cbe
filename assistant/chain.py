"""The retrieval chain, as LangChain Runnables: question → standalone → finding → verdict → draft → answer.

Each step adds a key to the state that runs through. `Steps.stream` takes the same steps one by one, and gives
what was found before a model says its first word, and each of its words before the answer has been checked.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableLambda

from assistant import quote
from assistant.answer import LIKELY, Answer, Mode
from assistant.byline import (
    answers,
    asked_of_article,
    is_missing,
    with_byline_first,
    without,
    without_any_byline,
    without_bylines,
)
from assistant.citations import Follows, is_refusal, neutralise, number, verify
from assistant.corrections import with_corrections_last
from assistant.draft import Draft, said
from assistant.errors import ModelError
from assistant.followup import last_topic, leans_on_history, names_nothing, with_history
from assistant.gist import asks_for_gist, only_greets, sums_up, with_lead_first
from assistant.hearing import Limits, hear
from assistant.judge import Judge, Verdict, is_beside, probability
from assistant.listed import is_head
from assistant.nearest import nearest
from assistant.thread import strays, thread, weigh
from assistant.title import is_title, with_title_alone
from assistant.trouble import Trouble, TroubleError, note
from embeddings.article import Article
from embeddings.chunks import Chunk
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, detect_language, words
from prompts import render

State = dict[str, Any]

_log = logging.getLogger(__name__)

_SOURCES: Final = 12
"""Sentences that a model is given: more cost time and tempt it away from the best."""

_WEIGHED: Final = 200
"""Sentences of each search that are weighed anew for a follow-up."""

_BARE: Final = 2
"""Words of a follow-up that say nothing to a ranker: "And when?"."""

_REMEMBERED: Final = 4
"""Turns of the conversation that a follow-up is rewritten from."""

_NOT_SAID: Final[dict[Language, str]] = {
    "ar": "لا يذكر المقال إجابة عن هذا السؤال.",
    "en": "The article doesn't say.",
}
_NOTHING_ASKED: Final[dict[Language, str]] = {
    "ar": "هذا ليس سؤالًا عن المقال؛ اسأل عمّا فيه.",
    "en": "That asks nothing about the article; ask what it says.",
}
_COMPARED_ACROSS: Final[dict[Language, str]] = {
    "ar": "المقال بلغة أخرى، فلم يُقارَن به من كلام النموذج اللغوي إلا الأسماء والأرقام والكلمات المعروفة. "
    "راجع الاقتباسات.",
    "en": "The article is in another language: of the language model's words only names, numbers and well-known words "
    "were compared with it. See the quotes.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, in which language, after what; `started` is a reading of `time.perf_counter`."""

    text: str
    language: Language
    history: tuple[tuple[str, str], ...]
    started: float


class Searcher(Protocol):
    """What finds passages and sentences of an article, as `HybridRetriever` does."""

    @property
    def article(self) -> Article: ...

    @property
    def chunks(self) -> tuple[Chunk, ...]: ...

    def search(
        self, question: str, language: Language | None = None, k: int | None = None, *, quick: bool = False
    ) -> Finding: ...

    def sentences(self) -> Iterable[Passage]: ...

    def around(self, sentence: Passage) -> tuple[Passage | None, Iterator[Passage]]: ...

    def beginnings(self, question: str, sentence: Passage) -> Iterable[tuple[Passage, float]]: ...


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of the chain for one article; `model` None answers in quotations. `follows` None: that what a model
    says follows from what it cites is not checked beyond its words.
    """

    article: Article
    retriever: Searcher
    model: BaseChatModel | None
    threshold: float
    judge: Judge = field(default_factory=Judge)
    limits: Limits = field(default_factory=Limits)
    follows: Follows | None = None

    def runnable(self) -> Runnable[State, State]:
        """The chain. It takes `{"question": Question}`.

        Its steps run in the caller's thread. In threads of their own, as `RunnablePassthrough.assign` has them, the
        matrix libraries would each time begin with new threads of theirs.
        """
        return (
            _adding("standalone", self.rewrite)
            | _adding("finding", self.find)
            | _adding("verdict", self.consider)
            | _adding("finding", _led)
            | _adding("draft", lambda state: sum(self.write(state), Draft()))
            | _adding("answer", self.check)
        )

    def stream(self, state: State) -> Iterator[State]:
        """What each step adds, and the draft in pieces.

        By hand, since LangChain runs a chain to its end when its stream is closed: a reader who leaves would
        wait for the model, and pay for it.
        """
        state = {**state, "standalone": self.rewrite(state)}
        state["finding"] = self.find(state)
        yield {"finding": state["finding"]}
        state["verdict"] = self.consider(state)
        state["finding"] = _led(state)
        state["draft"] = Draft()
        for piece in self.write(state):
            state["draft"] += piece
            yield {"draft": piece}
        yield {"answer": self.check(state)}

    def rewrite(self, state: State) -> str:
        """The question as it would be asked without the conversation before it."""
        question: Question = state["question"]
        if not question.history or not leans_on_history(question.text, question.language):
            return question.text
        if self.model:
            rewritten = self._rewritten(self.model, question)
            if rewritten:
                return rewritten
        return with_history(question.text, last_topic(question.history, question.language))

    def _rewritten(self, model: BaseChatModel, question: Question) -> str:
        history = "\n".join(
            f"- {neutralise(asked)}\n  {neutralise(answered)}" for asked, answered in question.history[-_REMEMBERED:]
        )
        system = render("standalone", question.language)
        human = render("followup", question.language, history=history, question=neutralise(question.text))
        try:
            reply = "".join(hear(model, [SystemMessage(system), HumanMessage(human)], self._limits(question)))
        except TroubleError as error:
            _log.warning("The question was not rewritten: %s", error)
            return ""
        line = next(iter(said(reply).splitlines()), "").strip()
        # What is much longer is an answer or a chat, and what is in the other language would be searched as if not.
        fits = len(line) <= 4 * len(question.text) + 400 and detect_language(line, "en") == question.language
        return line if fits else ""

    def find(self, state: State) -> Finding:
        """What the article has on the question."""
        question: Question = state["question"]
        if only_greets(question.text, question.language):
            return Finding((), (), (), self.article.language)
        standalone: str = state["standalone"]
        if standalone == question.text or self.model:
            finding = self.retriever.search(standalone, question.language, _SOURCES)
        else:
            finding = self._followed(question, standalone)
        if self._asks_for_gist(state):
            return with_lead_first(without_any_byline(finding), self.retriever.sentences(), self.article)
        asked = asked_of_article(question.text, question.language, question.history)
        if asked == "title":
            return with_title_alone(finding, self.article)
        if asked:
            return with_byline_first(finding, self.retriever.sentences(), asked) or without_any_byline(finding)
        finding = without_bylines(finding, question.text, question.language)
        finding = without(finding, lambda sentence: is_head(sentence, self.retriever.around))
        return with_corrections_last(finding, self.retriever.sentences(), question.text, question.language)

    def _asks_for_gist(self, state: State) -> bool:
        # "What is it about?" after another question is about what that asked.
        question: Question = state["question"]
        leans = question.history and leans_on_history(question.text, question.language)
        alone = not leans or sums_up(question.text, question.language)
        return alone and asks_for_gist(question.text, question.language)

    def _followed(self, question: Question, joined: str) -> Finding:
        """What the article has on a follow-up; `joined` is it behind the question that it leans on."""
        alone = self.retriever.search(question.text, question.language, _WEIGHED, quick=True)
        behind = alone
        weighed = alone.sentences
        if not strays(question.text, question.language, alone):
            behind = self.retriever.search(joined, question.language, _WEIGHED, quick=True)
            sentences = [sentence for chunk in self.retriever.chunks for sentence in chunk.sentences]
            before = thread(question.history, question.language, sentences)
            weighed = weigh(question.text, question.language, before, alone, behind)
        surer = max(self._read(question, weighed, behind), behind, alone, key=probability)
        evidence = {
            sentence.start: signals
            for finding in (alone, behind)
            for sentence, signals in zip(finding.sentences, finding.evidence, strict=True)
        }
        kept = weighed[:_SOURCES]
        # The first is that of what is surer: whether the article speaks of it at all.
        seen = (*surer.evidence[:1], *(evidence[sentence.start] for sentence in kept[1:]))
        return replace(surer, passages=surer.passages[:_SOURCES], sentences=kept, evidence=seen[: len(kept)])

    def _read(self, question: Question, weighed: Sequence[Passage], behind: Finding) -> Finding:
        """`behind`, with how the ranker reads the first of `weighed` for a follow-up alone, if that has words to read.

        Behind the question before it, the ranker would read what answers that.
        """
        bare = len(words(question.text)) <= _BARE and names_nothing(question.text, question.language)
        if bare or not weighed:
            return behind
        read = self.retriever.search(question.text, question.language, _WEIGHED)
        signals = (e for s, e in zip(read.sentences, read.evidence, strict=True) if s.start == weighed[0].start)
        first = next(signals, None)
        return replace(behind, evidence=(first, *behind.evidence[1:])) if first else behind

    def consider(self, state: State) -> Verdict:
        """Whether what was found answers, and by which sentence."""
        finding: Finding = state["finding"]
        question: Question = state["question"]
        best = next(iter(finding.sentences), None)
        asked = asked_of_article(question.text, question.language, question.history)
        if asked == "title":
            return Verdict(float(_is_title(finding, self.article)))
        if best and best.score == 1 and ((asked and answers(asked, best.text)) or self._asks_for_gist(state)):
            return Verdict(1.0)
        sentences = self.retriever.sentences() if asked == "author" else ()
        if best and asked == "author" and is_missing(question.text, question.language, best.text, sentences):
            return Verdict(0.0)
        standalone, last = state["standalone"], _last_asked(state)
        try:
            return self.judge.verdict(standalone, finding, last)
        except ModelError as error:
            _log.warning("The judge failed: %s", error)
            return Judge().verdict(standalone, finding, last)

    def write(self, state: State) -> Iterator[Draft]:
        """What the model writes, piece by piece; nothing where there is no model or nothing to write about."""
        question: Question = state["question"]
        finding: Finding = state["finding"]
        yield Draft()
        if self.model is None or not self._answers(state):
            return
        system = render("answer", question.language)
        human = render(
            "context",
            question.language,
            title=neutralise(self.article.title),
            sentences=number(_sources(finding), question.language),
            question=neutralise(state["standalone"]),
        )
        try:
            with closing(
                hear(self.model, [SystemMessage(system), HumanMessage(human)], self._limits(question))
            ) as reply:
                yield from map(Draft, reply)
        except TroubleError as error:
            _log.warning("The language model gave no whole reply: %s", error)
            yield Draft(trouble=error.trouble)

    def _limits(self, question: Question) -> Limits:
        """What is left of the time for a question."""
        left = max(0.0, self.limits.total - (time.perf_counter() - question.started))
        return Limits(self.limits.first, left)

    def check(self, state: State) -> Answer:
        """The answer that the draft comes to once it has been verified."""
        question: Question = state["question"]
        finding: Finding = state["finding"]
        draft: Draft = state["draft"]
        if not self._answers(state):
            return self._not_said(state)
        if self.model is None or draft.trouble:
            return self._quoted(state, draft.trouble)
        text = said(draft.text)
        if not text:
            return self._quoted(state, "silent")
        if is_refusal(text):
            return self._not_said(state, "generated")
        verified = verify(text, _sources(finding), question.text, question.language, self.article, self.follows)
        for claim, reason in verified.dropped:
            _log.info("Dropped %r: %s", claim, reason)
        dropped = tuple(claim for claim, _ in verified.dropped)
        if not verified.text:
            return replace(self._quoted(state, "unsupported", verified.instead), dropped=dropped)
        return Answer(
            question=question.text,
            text=verified.text,
            language=question.language,
            found=True,
            mode="generated",
            citations=verified.citations,
            passages=finding.passages,
            seconds=time.perf_counter() - question.started,
            note=_COMPARED_ACROSS[question.language] if verified.across else None,
            dropped=dropped,
            confidence=state["verdict"].probability,
        )

    def _answers(self, state: State) -> bool:
        verdict: Verdict = state["verdict"]
        # Nothing is so sure that it passes a threshold of 1, which is to say never.
        return bool(state["finding"].sentences) and self.threshold <= verdict.probability and self.threshold < 1

    def _quoted(self, state: State, trouble: Trouble | None, among: Collection[Passage] = ()) -> Answer:
        """The sentences that answer; of `among`, if one of these may."""
        question: Question = state["question"]
        finding: Finding = state["finding"]
        best = finding.sentences[0]
        cited = [s for s in finding.sentences if s in among and (s is best or quote.is_worth_reading(s))]
        first, *others = cited or finding.sentences
        # What is quoted beside it is what may answer as well, and not what only is about the same thing.
        asked = _last_asked(state)
        sentences = [first, *(other for other in others if not is_beside(asked, question.language, other))]
        beginnings = partial(self.retriever.beginnings, state["standalone"])
        chosen: Sequence[Passage] = sentences[:1]
        if not _is_title(finding, self.article):
            chosen = quote.choose(sentences, self.retriever.around, self.article.text, beginnings)
        text, citations = quote.compose(chosen, self.article, question.language)
        return Answer(
            question=question.text,
            text=text,
            language=question.language,
            found=True,
            mode="quote",
            citations=citations,
            passages=finding.passages,
            seconds=time.perf_counter() - question.started,
            note=note(trouble, question.language) if trouble else None,
            confidence=state["verdict"].probability,
            doubtful=state["verdict"].probability < LIKELY,
        )

    def _not_said(self, state: State, mode: Mode = "quote") -> Answer:
        question: Question = state["question"]
        finding: Finding = state["finding"]
        return Answer(
            question=question.text,
            text=(_NOTHING_ASKED if only_greets(question.text, question.language) else _NOT_SAID)[question.language],
            language=question.language,
            found=False,
            mode=mode,
            citations=(),
            passages=finding.passages,
            seconds=time.perf_counter() - question.started,
            nearest=nearest(finding),
            confidence=state["verdict"].probability,
        )


def _adding(key: str, step: Callable[[State], Any]) -> Runnable[State, State]:
    return RunnableLambda(lambda state: {**state, key: step(state)}, name=key)


def _last_asked(state: State) -> str:
    """What is to be answered: of a question that was joined to the one before it, which was answered then, the last."""
    question: Question = state["question"]
    standalone: str = state["standalone"]
    return question.text if standalone.endswith(question.text) else standalone


def _led(state: State) -> Finding:
    """What was found, the sentence that answers before the others."""
    finding: Finding = state["finding"]
    verdict: Verdict = state["verdict"]
    order = sorted(range(len(finding.sentences)), key=lambda number: number != verdict.sentence)
    return replace(
        finding,
        sentences=tuple(finding.sentences[number] for number in order),
        evidence=tuple(finding.evidence[number] for number in order),
    )


def _is_title(finding: Finding, article: Article) -> bool:
    """Whether the title itself is what answers."""
    best = next(iter(finding.sentences), None)
    return best is not None and best.score == 1 and is_title(best, article)


def _sources(finding: Finding) -> tuple[Passage, ...]:
    """The sentences for the model, in the article's order, so that what belongs together stands together."""
    return tuple(sorted(finding.sentences, key=lambda sentence: sentence.start))
