"""Questions that were written for this project, near misses above all: a paragraph comes near, and none answers.

`benchmarks/ranker/written` holds them. `articles.jsonl`: invented articles in both languages, with questions that they
answer and near misses. `xquad.jsonl`, `arcd.jsonl`: near misses about the paragraphs of these data sets, by title and
number.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.reading import read_jsonl
from assistant.evaluation.sample import sample
from assistant.evaluation.squad import Dataset
from embeddings.text import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Both:
    """Something in both languages."""

    ar: str
    en: str

    def in_language(self, language: Language) -> str:
        """In one of them."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class _Question(Both):
    """`answer` stands in `paragraph`; a near miss has neither, but the paragraph that it is `near` to, and `why`."""

    paragraph: int = 0
    answer: Both | None = None
    near: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Article:
    key: str
    kind: str
    ar: tuple[str, ...]
    en: tuple[str, ...]
    questions: tuple[_Question, ...]


@dataclass(frozen=True, slots=True)
class _NearMiss(Both):
    key: str
    paragraph: int


def written_cases(
    path: Path, limit: int | None = None, seed: int = 0, keys: Collection[str] | None = None
) -> Iterator[Case]:
    """`limit` questions about the articles of `path`, or all; each in both languages, and to both. `keys`: about
    these articles alone.

    Raises:
        EvaluationError: the file can't be read or has another form.
    """
    everything = read_jsonl(path, _Article)
    for article in everything:
        for n, question in enumerate(article.questions, 1):
            if wrong := _wrong(article, question):
                raise EvaluationError(f"{path}, {article.key}, question {n}: {wrong}.")
    articles = [article for article in everything if keys is None or article.key in keys]
    asked_of = {(a.key, n): q for a in articles for n, q in enumerate(a.questions, 1)}
    ids = sample({f"{key} {n}": key for key, n in asked_of}, limit, seed)
    for asked in LANGUAGES:
        for read in LANGUAGES:
            texts = {article.key: Text(article.ar if read == "ar" else article.en, read) for article in articles}
            for (key, n), question in asked_of.items():
                answer = question.answer.in_language(read) if question.answer else ""
                case = Case(
                    id=f"{key} {n}",
                    dataset=f"written {asked}→{read}",
                    key=key,
                    question=question.in_language(asked),
                    text=texts[key],
                    answerable=bool(answer),
                    gold=((answer,),) if answer else (),
                    paragraphs=(question.paragraph or question.near,),
                )
                if case.id in ids:
                    yield case


def _wrong(article: _Article, question: _Question) -> str | None:
    """What can't be right about a question, or None."""
    if len(article.ar) != len(article.en):
        return f"the article has {len(article.ar)} paragraphs in Arabic and {len(article.en)} in English"
    if bool(question.paragraph) == bool(question.near) or bool(question.answer) != bool(question.paragraph):
        return 'either it has "paragraph" and "answer", or it is "near" to a paragraph'
    number = question.paragraph or question.near
    if not 1 <= number <= len(article.ar):
        return f"the article has no paragraph {number}; it has {len(article.ar)}"
    for language in LANGUAGES:
        text = (article.ar if language == "ar" else article.en)[number - 1]
        if question.answer and question.answer.in_language(language) not in text:
            return f"“{question.answer.in_language(language)}” doesn't stand in paragraph {number}"
    return None


def near_misses(
    path: Path,
    name: str,
    read: Dataset,
    language: Language,
    limit: int | None = None,
    seed: int = 0,
    keys: Collection[str] | None = None,
) -> Iterator[Case]:
    """`limit` near misses of `path`, or all, in both languages to the documents of `read` that they come near to.
    `keys`: about these documents alone.

    Raises:
        EvaluationError: the file can't be read, has another form, or is about other documents.
    """
    texts = {title: Text(document, language) for title, document in zip(read.titles, read.documents, strict=True)}
    found = {f"{path.stem} {n}": near for n, near in enumerate(read_jsonl(path, _NearMiss), 1)}
    for i, near in found.items():
        if near.key not in texts:
            raise EvaluationError(f"{path}: {i} is about {near.key!r}, which {name} doesn't have.")
        if not 1 <= near.paragraph <= len(texts[near.key].paragraphs or ()):
            raise EvaluationError(
                f"{path}: {i} is near to paragraph {near.paragraph}, which {near.key!r} doesn't have."
            )
    ids = sample({i: near.key for i, near in found.items() if keys is None or near.key in keys}, limit, seed)
    # What is asked of one article stands together, so that it is indexed once.
    ordered = sorted(ids, key=lambda i: (found[i].key, i))
    for asked in LANGUAGES:
        for i in ordered:
            yield Case(
                id=i,
                dataset=f"near {name} {asked}→{language}",
                key=found[i].key,
                question=found[i].in_language(asked),
                text=texts[found[i].key],
                answerable=False,
                paragraphs=(found[i].paragraph,),
            )
