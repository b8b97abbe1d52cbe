"""What is measured, on both sides in turns; goals are those that the project has set itself."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from assistant import Assistant, Settings
from assistant.default import default_article
from assistant.evaluation.cases import Case
from assistant.evaluation.measures import judge
from assistant.loading import shared_embedder
from benchmarks.plain_rag import E5, PlainRag
from benchmarks.speed import process
from benchmarks.speed.questions import Reading
from benchmarks.speed.timing import Measure, Share, Times, in_turns, seconds
from embeddings.article import Article
from embeddings.build import build_retriever

TOGETHER: Final = (1, 4, 8)
"""How many ask at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured.

    folder: where both sides keep their files. weights: multilingual-e5-small for the plain script. model: the
    language model's file, or None, when the plain script only finds. readings: texts to take in, beside the default
    article. questions: about the default article.
    """

    folder: Path
    weights: Path
    model: Path | None
    rounds: int
    readings: Sequence[Reading]
    questions: Sequence[Case]

    @property
    def ours(self) -> Settings:
        """Quotations, no judge."""
        return Settings(llm="none", judge="none", data_dir=self.folder / "ours")

    @property
    def plain(self) -> Path:
        """Where the plain script keeps the default article."""
        return self.folder / "plain"


class Sides:
    """Both sides, loaded, with the default article taken in."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.embeddings = E5(plan.weights)
        self.ours = Assistant(settings=plan.ours)
        self.ours.prepare()
        model: Any = None
        if plan.model:
            from assistant.local import LocalModel

            model = LocalModel(path=plan.model, timeout=600)
        new = not plan.plain.exists()
        self.plain = PlainRag(plan.plain, self.embeddings, model)
        if new:
            self.plain.ingest(default_article().text)

    def judged(self) -> Assistant | None:
        """With the language model as a judge, which remembers nothing of the rounds before."""
        if not self.plan.model:
            return None
        assistant = Assistant(settings=replace(self.plan.ours, judge=str(self.plan.model)))
        assistant.prepare()
        return assistant

    def measures(self) -> Iterator[Measure]:
        """Everything that needs no process of its own."""
        yield from self._ingest()
        yield from self._find()
        yield from self._answer()
        yield from self._together()
        yield Measure("on the disk, default article", "MB", _size(self.plan.ours.data_dir), _size(self.plan.plain))

    def _ingest(self) -> Iterator[Measure]:
        article = default_article()
        whole = Reading(article.language, len(article.paragraphs), article.text, "")
        for reading in (whole, *self.plan.readings):
            ours, plain = in_turns([reading], self._ingest_ours, self._ingest_plain, self.plan.rounds)
            own = reading is whole
            name = "the default article" if own else reading.name
            note = "ours: its translation and its sentences too" if own else f"{reading.source}; ours: sentences too"
            yield Measure(f"take in {name}", "s", ours, plain, reading.paragraphs, at_most=1 / 1.5, note=note)

    def _ingest_ours(self, reading: Reading) -> float:
        own = reading.text == default_article().text
        with tempfile.TemporaryDirectory(dir=self.plan.folder) as folder:
            started = perf_counter()
            article = default_article() if own else Article.from_text(reading.text, language=reading.language)
            build_retriever(article, shared_embedder("bundled"), "bundled", Path(folder))
            return perf_counter() - started

    def _ingest_plain(self, reading: Reading) -> float:
        with tempfile.TemporaryDirectory(dir=self.plan.folder, ignore_cleanup_errors=True) as folder:
            return seconds(lambda: PlainRag(Path(folder), self.embeddings).ingest(reading.text))

    def _find(self) -> Iterator[Measure]:
        embedder = shared_embedder("bundled")
        asked = [case.question for case in self.plan.questions]
        rounds = 3 * self.plan.rounds
        for text in asked[:1]:
            embedder.encode_query(text)
            self.embeddings.embed_query(text)
        ours, plain = in_turns(
            asked,
            lambda text: seconds(lambda: embedder.encode_query(text)),
            lambda text: seconds(lambda: self.embeddings.embed_query(text)),
            rounds,
        )
        yield Measure("embed a question", "s", ours, plain, at_most=0.6)
        ours, plain = in_turns(
            asked,
            lambda text: seconds(lambda: self.ours.retrieve(text)),
            lambda text: seconds(lambda: self.plain.retrieve(text)),
            rounds,
        )
        yield Measure("find passages", "s", ours, plain, note="ours: a ranker reads the likeliest sentences")

    def _answer(self) -> Iterator[Measure]:
        first, whole, judged, word, said = [], [], [], [], []
        for turn in range(self.plan.rounds):
            judging = self.judged()
            for case in self.plan.questions:
                for side in ("ours", "plain") if turn % 2 == 0 else ("plain", "ours"):
                    if side == "ours":
                        started = perf_counter()
                        moments = [perf_counter() - started for _ in self.ours.stream(case.question)]
                        first.append(moments[0])
                        whole.append(moments[-1])
                        if judging:
                            judged.append(seconds(partial(judging.ask, case.question)))
                    elif self.plan.model:
                        started = perf_counter()
                        moments = [perf_counter() - started for _ in self.plain.stream(case.question)]
                        word.append(moments[0])
                        said.append(moments[-1])
        words = Times(tuple(word)) if word else None
        answers = Times(tuple(said)) if said else None
        yield Measure("first passage : first word", "s", Times(tuple(first)), words, at_most=1 / 20)
        yield Measure("complete answer, quote", "s", Times(tuple(whole)), answers, limit=0.06)
        if judged:
            yield Measure(
                "complete answer, quote with judge", "s", Times(tuple(judged)), answers, at_most=0.25, limit=2.0
            )

    def _together(self) -> Iterator[Measure]:
        asked = [case.question for case in self.plan.questions]
        for name, side in (("quote", lambda: self.ours), ("quote with judge", self.judged)):
            for count in TOGETHER:
                sides = filter(None, (side() for _ in range(self.plan.rounds)))
                taken = [seconds(partial(_ask_all, assistant.ask, asked, count)) for assistant in sides]
                if not taken:
                    break
                yield Measure(
                    f"{len(asked)} answers, {name}, {count} at once", "s", Times(tuple(taken)), amount=len(asked)
                )


def starts(plan: Plan) -> Iterator[Measure]:
    """What is measured in processes of their own; the indexes have to be there."""
    rounds = range(plan.rounds)
    question = plan.questions[0].question
    weights, model = str(plan.weights), str(plan.model or "")
    ours, plain = in_turns(
        rounds, lambda _: process.run("import ours").whole, lambda _: process.run("import plain").whole
    )
    yield Measure("import", "s", ours, plain, note="a new process")

    seen: dict[str, list[process.Seen]] = {"quote": [], "judge": [], "plain": []}
    for _ in rounds:
        options = {"folder": str(plan.ours.data_dir), "question": question}
        seen["quote"].append(process.run("answer ours", judge="none", **options))
        if model:
            seen["judge"].append(process.run("answer ours", judge=model, **options))
        seen["plain"].append(
            process.run("answer plain", folder=str(plan.plain), weights=weights, model=model, question=question)
        )
    firsts = Times(tuple(run.first for run in seen["plain"]))
    memory = Times(tuple(run.memory for run in seen["plain"]))
    note = "a new process, to the complete answer : to the first word" if model else "a new process; plain: pieces only"
    goal = 0.7 if model else None
    whole = Times(tuple(run.whole for run in seen["quote"]))
    yield Measure("cold start, quote", "s", whole, firsts, at_most=goal, note=note)
    yield Measure("most memory, quote", "MB", Times(tuple(run.memory for run in seen["quote"])), memory)
    if model:
        judged = Times(tuple(run.memory for run in seen["judge"]))
        yield Measure("most memory, quote with judge", "MB", judged, memory, at_most=1.0)


def shares(sides: Sides, corpora: Sequence[tuple[str, Article, Sequence[Case]]]) -> Iterator[Share]:
    """How good both are; `corpora` are names, texts and the questions about them.

    hit@1: what was found first stands in a paragraph that answers; evidence: see `assistant.evaluation.measures`.
    """
    article = default_article()
    cases = sides.plan.questions
    yield Share("hit@1, the default article", len(cases), *_hits(article, cases, sides.ours, sides.plain))
    borders = tuple((paragraph.start, paragraph.end) for paragraph in article.paragraphs)
    right = [judge(case, sides.ours.ask(case.question), borders) for case in cases]
    yield Share("evidence, the default article", len(cases), sum(bool(r.right) for r in right) / len(right))
    for name, text, asked in corpora:
        with tempfile.TemporaryDirectory(dir=sides.plan.folder, ignore_cleanup_errors=True) as folder:
            ours = Assistant(text, replace(sides.plan.ours, data_dir=Path(folder) / "ours"))
            plain = PlainRag(Path(folder) / "plain", sides.embeddings)
            plain.ingest(text.text)
            yield Share(f"hit@1, {name}", len(asked), *_hits(text, asked, ours, plain))


def _hits(article: Article, cases: Sequence[Case], ours: Assistant, plain: PlainRag) -> tuple[float, float]:
    left = right = 0
    for case in cases:
        gold = [article.paragraphs[number - 1] for number in case.paragraphs]
        left += ours.retrieve(case.question, 1)[0].paragraph in case.paragraphs
        piece = plain.retrieve(case.question)[0]
        start = piece.metadata["start_index"]
        # A piece is of the paragraph that most of it is of; where it takes in several, any of them counts.
        right += any(start < own.end and own.start < start + len(piece.page_content) for own in gold)
    return left / len(cases), right / len(cases)


def _ask_all(ask: Callable[[str], object], asked: Sequence[str], count: int) -> None:
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(ask, asked))


def _size(folder: Path) -> Times:
    """Of all files in `folder`, in MB."""
    return Times((sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / (1 << 20),))
