"""XQuAD and ARCD, in the form of SQuAD 1.1.

XQuAD (Artetxe, Ruder and Yogatama 2020, https://arxiv.org/abs/1910.11856) has the same questions and
paragraphs in many languages; ARCD (Mozannar et al. 2019, https://arxiv.org/abs/1906.05394) has Arabic
questions by native speakers.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import regex
from pydantic import Field

from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.reading import read_json, read_jsonl
from assistant.evaluation.sample import sample
from embeddings.text import Language


@dataclass(frozen=True, slots=True)
class Item:
    """A question about paragraph `paragraph` (from 0) of document `document`, and its answer there."""

    id: str
    question: str
    document: int
    paragraph: int
    answer: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents, each a sequence of paragraphs under a title, and questions about them."""

    titles: tuple[str, ...]
    documents: tuple[tuple[str, ...], ...]
    items: tuple[Item, ...]

    def sample(self, limit: int | None, seed: int, titles: Collection[str] | None = None) -> frozenset[str]:
        """The ids of `limit` questions, of each document in proportion; None: of all. `titles`: of these alone."""
        strata = {item.id: self.titles[item.document] for item in self.items}
        chosen = {item: title for item, title in strata.items() if titles is None or title in titles}
        return sample(chosen, limit, seed)

    def reworded(self, wordings: Mapping[str, str]) -> "Dataset":
        """With another wording of the questions that `wordings` has by id."""
        items = tuple(replace(item, question=wordings.get(item.id, item.question)) for item in self.items)
        return replace(self, items=items)


def read_squad(path: Path) -> Dataset:
    """Read a file in the form of SQuAD 1.1. A line break in a context is no end of a paragraph there.

    Raises:
        EvaluationError: the file can't be read, has another form, or gives two questions one id.
    """
    data = read_json(path, _File).data
    documents, items = [], []
    for number, document in enumerate(data):
        documents.append(tuple(_LINES.sub(" ", paragraph.context) for paragraph in document.paragraphs))
        for position, paragraph in enumerate(document.paragraphs):
            items += [Item(q.id, q.question, number, position, q.answers[0].text) for q in paragraph.qas]
    known: set[str] = set()
    for item in items:
        if item.id in known:
            raise EvaluationError(f"{path}: the id {item.id!r} stands there twice; each question needs its own.")
        known.add(item.id)
    return Dataset(tuple(document.title for document in data), tuple(documents), tuple(items))


def read_wordings(path: Path) -> dict[str, str]:
    """Other wordings of questions, by id; the file has a JSON object a line, with "id" and "question".

    Raises:
        EvaluationError: the file can't be read or has another form.
    """
    return {row.id: row.question for row in read_jsonl(path, _Wording)}


def squad_cases(
    name: str,
    asked: Dataset,
    read: Dataset,
    language: Language,
    ids: frozenset[str],
    *,
    corpus: bool = True,
    without: bool = True,
) -> Iterator[Case]:
    """The questions `ids` of `asked` to the documents of `read`, its parallel or itself; `language` is that of `read`.

    `corpus` puts them to all documents as one, `without` to their document without their paragraph.

    Raises:
        EvaluationError: the two are not parallel.
    """
    if [item.id for item in asked.items] != [item.id for item in read.items]:
        raise EvaluationError(f"{name}: the two files don't have the same questions in the same order.")
    pairs = [pair for pair in zip(asked.items, read.items, strict=True) if pair[0].id in ids]
    # What is asked of one article stands together, so that it is indexed once.
    if corpus:
        whole = Text(tuple(text for document in read.documents for text in document), language)
        before = [sum(map(len, read.documents[:n])) for n in range(len(read.documents))]
        for question, gold in pairs:
            number = before[gold.document] + gold.paragraph + 1
            key = read.titles[gold.document]
            yield Case(question.id, name, key, question.question, whole, True, "corpus", paragraphs=(number,))
    for d, document in enumerate(read.documents):
        text = Text(document, language)
        for question, gold in pairs:
            if gold.document == d:
                yield Case(
                    id=question.id,
                    dataset=name,
                    key=read.titles[d],
                    question=question.question,
                    text=text,
                    answerable=True,
                    gold=((gold.answer,),),
                    paragraphs=(gold.paragraph + 1,),
                    said=question.answer,
                )
    if without:
        yield from _without(name, pairs, read, language)


def _without(name: str, pairs: list[tuple[Item, Item]], read: Dataset, language: Language) -> Iterator[Case]:
    for d, p in sorted({(gold.document, gold.paragraph) for _, gold in pairs}):
        rest = read.documents[d][:p] + read.documents[d][p + 1 :]
        if not rest:
            continue
        text = Text(rest, language)
        for question, gold in pairs:
            if (gold.document, gold.paragraph) == (d, p):
                yield Case(question.id, name, read.titles[d], question.question, text, False, "without")


_LINES: Final = regex.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class _Wording:
    id: str
    question: str


# The form of the file, as far as it is read.
@dataclass(frozen=True, slots=True)
class _Answer:
    text: str


@dataclass(frozen=True, slots=True)
class _Question:
    id: str
    question: str
    answers: Annotated[tuple[_Answer, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    context: str
    qas: tuple[_Question, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    title: str
    paragraphs: tuple[_Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _File:
    data: tuple[_Document, ...]
