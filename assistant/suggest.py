"""Questions to suggest: made from the article by code, and kept only where the article answers them.

Each candidate is searched for as if it had been asked. It stays if the search alone would have it answered, and if
the best sentence is one that the question was made from. No language model is asked: that takes seconds for each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant import asking_ar, asking_en
from assistant.answer import LIKELY, Answer
from assistant.candidates import MENTIONED, NATURAL, SECTION, Candidate, Line, is_askable, read
from assistant.chain import Searcher
from assistant.followup import leans_on_history
from assistant.judge import Judge
from embeddings.lexical import stop_words
from embeddings.text import Language, words

_CANDIDATES: Final = 24
"""As many are searched for, each at the cost of a question."""

_NAMES: Final = 8
"""As many of those ask about names and terms, where there are enough others."""

_MENTIONS: Final = 2
"""As many of those suggested may ask what the article says about something."""

_FRAME: Final = frozenset(words("What does the article say about? ماذا يقول المقال عن؟"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the article answers, and where: the sentence at `start` in `paragraph`.

    `rank` says how natural it is, the lower the better, and `weight` how many sentences it is about; `said` is
    the sentence in the question's language. `doubtful`: by the search alone its answer would be.
    """

    question: str
    rank: int
    weight: int
    paragraph: int
    start: int
    said: str
    doubtful: bool = False


def answerable(
    retriever: Searcher, language: Language, threshold: float, written: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    """The questions in `language` that the article answers, in its order; one a sentence.

    Empty where the article can't be read in `language`. `written` are questions by hand, which are better
    than any that code makes; they too are dropped where the judge finds no answer at `threshold`.
    """
    own = retriever.article.language
    lines = {line.start: line for line in read(retriever.chunks, language, own)}
    if not lines:
        return ()
    everywhere = frozenset(lines)
    by_hand = [Candidate(question, NATURAL - 1, everywhere) for question in written]
    found: dict[int, tuple[tuple[bool, int, float], Suggestion]] = {}
    for candidate in (*by_hand, *_candidates(retriever, tuple(lines.values()), language)):
        # As a reader will ask it; a quick look first, which weeds out most of what the article doesn't answer.
        hit = _answer(retriever, candidate, language, threshold, quick=True)
        hit = hit and _answer(retriever, candidate, language, threshold, quick=False)
        if not hit:
            continue
        sure, start = hit
        line = lines[start]
        suggestion = Suggestion(
            candidate.question, candidate.rank, len(candidate.lines), line.paragraph, start, line.text, sure < LIKELY
        )
        rival = found.get(start)
        order = suggestion.doubtful, candidate.rank, -sure
        if not rival or order < rival[0]:
            found[start] = order, suggestion
    return tuple(found[start][1] for start in sorted(found))


def _answer(
    retriever: Searcher, candidate: Candidate, language: Language, threshold: float, *, quick: bool
) -> tuple[float, int] | None:
    """How likely it is that the article answers `candidate`, and by the sentence at which start; None where it
    doesn't, or by another sentence than it should."""
    finding = retriever.search(candidate.question, language, 1, quick=quick)
    start = next((sentence.start for sentence in finding.sentences), -1)
    sure = Judge().verdict(candidate.question, finding).probability
    return (sure, start) if start in candidate.lines and sure >= threshold else None


def starting(suggestions: Sequence[Suggestion], k: int = 4) -> tuple[str, ...]:
    """The `k` most natural of `suggestions`, in the article's order and from as many paragraphs as can be.

    Doubtful ones come last, if at all.
    """
    chosen = _best(sorted(suggestions, key=lambda suggestion: (suggestion.rank, -suggestion.weight)), k)
    placed = sorted(chosen, key=lambda suggestion: (suggestion.doubtful, suggestion.start))
    return tuple(suggestion.question for suggestion in placed)


def follow_ups(
    suggestions: Sequence[Suggestion], answer: Answer, history: Sequence[tuple[str, str]] = (), k: int = 3
) -> tuple[str, ...]:
    """The `k` of `suggestions` to ask after `answer`: on what has not been cited, and near to it, first.

    `history` are the (question, answer text) pairs before it. What was asked, or shown in an answer, is out.
    """
    cited = {citation.paragraph for citation in answer.citations}
    near = cited or {passage.paragraph for passage in answer.passages[:1]}
    asked = [answer.question, *(question for question, _ in history)]
    shown = [answer.text, *(text for _, text in history)]
    spans = [(citation.start, citation.end) for citation in answer.citations]

    def is_new(suggestion: Suggestion) -> bool:
        return not (
            any(_alike(suggestion.question, other) for other in asked)
            or any(suggestion.said in text for text in shown)
            or any(start <= suggestion.start < end for start, end in spans)
        )

    def order(suggestion: Suggestion) -> tuple[bool, int, int]:
        distance = min((abs(suggestion.paragraph - number) for number in near), default=0)
        return suggestion.paragraph in cited, suggestion.rank, distance

    return tuple(suggestion.question for suggestion in _best(sorted(filter(is_new, suggestions), key=order), k))


def _candidates(retriever: Searcher, lines: Sequence[Line], language: Language) -> list[Candidate]:
    """The first `_CANDIDATES` to try, the most natural first, and none twice."""
    article = retriever.article
    if language == "ar":
        made = asking_ar.candidates(lines, article.title, read(retriever.chunks, "en", article.language))
    else:
        made = asking_en.candidates(lines, article.title)
    kept: dict[tuple[str, ...], Candidate] = {}
    for candidate in made:
        if is_askable(candidate.question) and not leans_on_history(candidate.question, language):
            kept.setdefault(tuple(words(candidate.question)), candidate)
    about_names = [candidate for candidate in kept.values() if candidate.rank == MENTIONED]
    others = [candidate for candidate in kept.values() if candidate.rank != MENTIONED]
    others = _spread(others, _CANDIDATES - min(_NAMES, len(about_names)))
    return [*others, *about_names[: _CANDIDATES - len(others)]]


def _spread(candidates: Sequence[Candidate], count: int) -> list[Candidate]:
    """`count` of `candidates` from the whole length of the article, and not from its beginning alone."""
    step = max(1.0, len(candidates) / count)
    return [candidates[int(position * step)] for position in range(min(count, len(candidates)))]


def _best(ordered: Iterable[Suggestion], k: int) -> list[Suggestion]:
    """The first `k`: those that are not doubtful, then one a paragraph while there are other paragraphs, and few that
    only ask what is said.
    """
    first: list[Suggestion] = []
    later: list[Suggestion] = []
    for suggestion in ordered:
        elsewhere = all(suggestion.paragraph != other.paragraph for other in first)
        (first if elsewhere else later).append(suggestion)
    chosen: list[Suggestion] = []
    for suggestion in sorted((*first, *later), key=lambda suggestion: suggestion.doubtful):
        mentions = sum(other.rank >= SECTION for other in chosen)
        weak = suggestion.rank >= SECTION and mentions == _MENTIONS
        if len(chosen) < k and not weak and not any(_alike(suggestion.question, other.question) for other in chosen):
            chosen.append(suggestion)
    return chosen


def _alike(one: str, other: str) -> bool:
    """Whether two questions ask about much the same things, in whatever words."""
    ours, theirs = _topic(one), _topic(other)
    return len(ours & theirs) > 0.6 * max(len(ours), len(theirs), 1)


def _topic(question: str) -> frozenset[str]:
    return frozenset(words(question)) - stop_words("ar") - stop_words("en") - _FRAME
