"""Measure finding, quoting and abstaining on public data: `python -m assistant.evaluate --xquad FOLDER`.

XQuAD (Artetxe, Ruder and Yogatama 2020, https://arxiv.org/abs/1910.11856) has the same questions and
paragraphs in many languages; ARCD (Mozannar et al. 2019, https://arxiv.org/abs/1906.05394) has Arabic
questions by native speakers. Neither is part of this project: give the folder or file that you have.

    hit@1      all paragraphs as one article: the first passage stands in the question's paragraph
    evidence   article by article: a cited quote holds the gold answer, and the quotes are 60 words at most
    cited      a citation stands in the question's paragraph
    error      the assistant abstained although the article answers
    false      the assistant answered although the question's paragraph was taken out of the article
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import regex
from rich.console import Console
from rich.progress import track
from rich.table import Column, Table

from assistant.answer import Answer
from assistant.chat import Assistant, shared_embedder
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.text import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Item:
    """A question about paragraph `paragraph` (from 0) of document `document`, and its answer there."""

    question: str
    document: int
    paragraph: int
    answer: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents, each a sequence of paragraphs, and questions about them."""

    documents: tuple[tuple[str, ...], ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of the questions, from 0 to 1; None where it was not measured."""

    name: str
    questions: int
    hit: float | None
    evidence: float
    cited: float
    error: float
    false: float | None

    @property
    def balanced(self) -> float | None:
        """Balanced accuracy of `found`."""
        return None if self.false is None else 1 - (self.error + self.false) / 2


def read_squad(path: Path) -> Dataset:
    """Read a file in the form of SQuAD 1.1. A line break in a context is no end of a paragraph there."""
    documents, items = [], []
    for number, document in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        documents.append(tuple(_LINES.sub(" ", paragraph["context"]) for paragraph in document["paragraphs"]))
        for position, paragraph in enumerate(document["paragraphs"]):
            items += [Item(q["question"], number, position, q["answers"][0]["text"]) for q in paragraph["qas"]]
    return Dataset(tuple(documents), tuple(items))


class Bench:
    """Runs questions against articles made of paragraphs."""

    def __init__(self, settings: Settings, unanswerable: bool) -> None:
        self._settings = settings
        self._unanswerable = unanswerable
        self._embedder = _Memo(shared_embedder(settings.embeddings))

    def measure(self, name: str, asked: Dataset, read: Dataset, language: Language, *, corpus: bool = True) -> Scores:
        """Ask the questions of `asked` about the documents of `read`, its parallel or itself."""
        hit = self._hit(asked, read, language) if corpus else None
        evidence, cited, error = [], [], []
        groups = [[i for i, item in enumerate(asked.items) if item.document == d] for d in range(len(read.documents))]
        for paragraphs, group in track(list(zip(read.documents, groups, strict=True)), f"{name}: evidence"):
            assistant, borders = self._assistant(paragraphs, language)
            for i in group:
                answer, gold = assistant.ask(asked.items[i].question), read.items[i]
                evidence.append(_holds(answer, gold.answer))
                cited.append(any(_within(c.start, c.end, borders[gold.paragraph]) for c in answer.citations))
                error.append(not answer.found)
        false = self._false(name, asked, read, language) if self._unanswerable else None
        return Scores(name, len(evidence), hit, _mean(evidence), _mean(cited), _mean(error), false)

    def _hit(self, asked: Dataset, read: Dataset, language: Language) -> float:
        paragraphs = [text for document in read.documents for text in document]
        first = [sum(len(document) for document in read.documents[:n]) for n in range(len(read.documents))]
        assistant, borders = self._assistant(paragraphs, language)
        hits = []
        for question, gold in zip(asked.items, read.items, strict=True):
            best = assistant.retrieve(question.question, 1)[0]
            hits.append(_within(best.start, best.end, borders[first[gold.document] + gold.paragraph]))
        return _mean(hits)

    def _false(self, name: str, asked: Dataset, read: Dataset, language: Language) -> float | None:
        found = []
        places = sorted({(item.document, item.paragraph) for item in read.items})
        for document, paragraph in track(places, f"{name}: abstention"):
            rest = [text for n, text in enumerate(read.documents[document]) if n != paragraph]
            if not rest:
                continue
            assistant, _ = self._assistant(rest, language)
            for question, gold in zip(asked.items, read.items, strict=True):
                if (gold.document, gold.paragraph) == (document, paragraph):
                    found.append(assistant.ask(question.question).found)
        return _mean(found) if found else None

    def _assistant(self, paragraphs: Sequence[str], language: Language) -> tuple[Assistant, list[tuple[int, int]]]:
        """An assistant for an article of these paragraphs, and where each of them stands in it."""
        borders, position = [], 0
        for text in paragraphs:
            borders.append((position, position + len(text)))
            position += len(text) + 2
        article = Article.from_text("\n\n".join(paragraphs), language=language)
        return Assistant(article, self._settings, embedder=self._embedder), borders  # type: ignore[arg-type]  # a proxy


class _Memo:
    """An embedding model that remembers passages: articles are measured again and again with one part out."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._known: dict[str, Any] = {}

    def encode_document(self, texts: Sequence[str], **options: Any) -> Any:
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._model.encode_document(new, **options), strict=True))
        return np.array([self._known[text] for text in texts])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def __getitem__(self, place: int) -> Any:
        return self._model[place]


def _holds(answer: Answer, gold: str) -> bool:
    quotes = [citation.quote for citation in answer.citations]
    return sum(len(quote.split()) for quote in quotes) <= MAX_QUOTE_WORDS and any(gold in quote for quote in quotes)


def _within(start: int, end: int, border: tuple[int, int]) -> bool:
    return border[0] <= start and end <= border[1]


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)


_LINES: Final = regex.compile(r"\s*\n\s*")
_DIRECTIONS: Final[tuple[tuple[Language, Language], ...]] = (("ar", "ar"), ("en", "en"), ("en", "ar"), ("ar", "en"))
_COLUMNS: Final = ("hit", "evidence", "cited", "error", "false", "balanced")


def _table(rows: Sequence[Scores]) -> Table:
    table = Table(Column(no_wrap=True), "questions", "hit@1", "evidence", "cited", "error", "false", "balanced")
    for row in rows:
        values = [getattr(row, column) for column in _COLUMNS]
        table.add_row(row.name, str(row.questions), *("–" if v is None else f"{v:.3f}" for v in values))
    return table


def _runs(bench: Bench, xquad: Path | None, arcd: Path | None) -> Iterator[Scores]:
    if xquad:
        data = {language: read_squad(xquad / f"xquad.{language}.dev.json") for language in LANGUAGES}
        for asked, read in _DIRECTIONS:
            yield bench.measure(f"XQuAD {asked}→{read}", data[asked], data[read], read)
    if arcd:
        dataset = read_squad(arcd)
        yield bench.measure("ARCD", dataset, dataset, "ar", corpus=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation and print its table."""
    parser = argparse.ArgumentParser(prog="python -m assistant.evaluate", description=__doc__.split("\n")[0])
    parser.add_argument("--xquad", type=Path, metavar="FOLDER", help="holds xquad.ar.dev.json and xquad.en.dev.json")
    parser.add_argument("--arcd", type=Path, metavar="FILE", help="ARCD in the form of SQuAD 1.1")
    parser.add_argument("--no-unanswerable", action="store_true", help="leave the abstention column out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args(argv)
    if not (arguments.xquad or arguments.arcd):
        parser.error("give --xquad, --arcd or both")
    # None of the indexes is of use afterwards.
    with tempfile.TemporaryDirectory(prefix="article-assistant-") as folder:
        settings = replace(Settings.from_env(os.environ), data_dir=Path(folder))
        rows = list(_runs(Bench(settings, not arguments.no_unanswerable), arguments.xquad, arguments.arcd))
    Console().print(_table(rows))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
