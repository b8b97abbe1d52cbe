"""The project's own questions on the default article: `assistant/articles/default.questions.jsonl`.

They were written from the article alone, without asking the assistant, and half of them are held out: what is
tuned is tuned on the "dev" half. A line of the file is an object:

    id          names the question
    question    as a reader would write it, in "language" ("ar" or "en")
    kind        what it tries, such as "date", "near-miss" or "dialect-egyptian"
    answerable  whether the article says it
    paragraphs  the numbers of those that say it; each is right
    gold        what a quote of these must hold, in the article's own words: alternatives, each a list of
                strings that must all be there
    history     for follow-ups, the pairs of question and answer before it
    half        "dev" or "test"
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal, get_args

from assistant.default import default_article
from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.reading import read_jsonl
from assistant.evaluation.sample import sample
from embeddings.text import Language

Half = Literal["dev", "test"]
HALVES: Final[tuple[Half, ...]] = get_args(Half)


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A line of the file."""

    id: str
    question: str
    language: Language
    kind: str
    answerable: bool
    paragraphs: tuple[int, ...]
    gold: tuple[tuple[str, ...], ...]
    half: Half
    history: tuple[tuple[str, str], ...] = ()


def own_path() -> Path:
    """The file that the project ships."""
    return Path(str(files("assistant") / "articles" / "default.questions.jsonl"))


def read_own(path: Path) -> tuple[OwnQuestion, ...]:
    """Read a file of questions on the default article.

    Raises:
        EvaluationError: the file can't be read, a line has another form, an id stands there twice, or a gold
            answer is not in the article where the line says.
    """
    questions = read_jsonl(path, OwnQuestion)
    lines: dict[str, int] = {}
    for number, question in enumerate(questions, 1):
        wrong = _wrong(question)
        if lines.setdefault(question.id, number) != number:
            wrong = f"the id {question.id!r} is that of line {lines[question.id]} already"
        if wrong:
            raise EvaluationError(f"{path}, line {number}: {wrong}.")
    return questions


def _wrong(question: OwnQuestion) -> str | None:
    """What can't be right about a question, or None."""
    if question.answerable != bool(question.gold) or question.answerable != bool(question.paragraphs):
        return '"gold" and "paragraphs" are for answerable questions, and each of those has both'
    texts = {paragraph.number: paragraph.text for paragraph in default_article().paragraphs}
    for number in question.paragraphs:
        if number not in texts:
            return f"the article has no paragraph {number}; it has {len(texts)}"
    for string in (string for alternative in question.gold for string in alternative):
        if not any(string in texts[number] for number in question.paragraphs):
            return f"“{string}” stands in none of the paragraphs {list(question.paragraphs)}"
    return None


def own_cases(path: Path, halves: Collection[Half] = HALVES, limit: int | None = None, seed: int = 0) -> Iterator[Case]:
    """The questions of these halves, or `limit` of each half, to the default article.

    Raises:
        EvaluationError: as `read_own`.
    """
    questions = read_own(path)
    for half in HALVES:
        if half not in halves:
            continue
        strata = {q.id: f"{q.kind} {q.language} {q.answerable}" for q in questions if q.half == half}
        chosen = sample(strata, limit, seed)
        for q in questions:
            if q.id in chosen:
                yield Case(
                    id=q.id,
                    dataset=f"own {half}",
                    key=q.id,
                    question=q.question,
                    text=Text(None, default_article().language),
                    answerable=q.answerable,
                    gold=q.gold,
                    paragraphs=q.paragraphs,
                    history=q.history,
                    kind=q.kind,
                )
