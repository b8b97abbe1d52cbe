"""What the search and the model say of questions about articles that neither has learned from."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.cases import Case
from assistant.judge import TRAINED, Model, asked, searched
from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.ranking.ranker import Ranker
from embeddings.retriever import Finding

if TYPE_CHECKING:
    from embeddings.model import Embedder


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a case before it is judged.

    searched: the log-odds of the search. asked: those of the model for each of the sentences that it has read; none
    where the search leaves no doubt. right: of the first sentences, whether each answers.
    """

    dataset: str
    id: str
    part: str
    key: str
    answerable: bool
    same_language: bool
    searched: float
    asked: tuple[float, ...]
    right: tuple[bool, ...]

    @property
    def name(self) -> tuple[str, str, str]:
        """That of the case."""
        return self.dataset, self.id, self.part


def signals(
    cases: Iterable[Case], embedder: "Embedder", ranker: Ranker | None, model: Model, data_dir: Path
) -> Iterator[Signals]:
    """Those of each case, in order. Cases of one text should stand together: each is indexed anew."""
    least, most = TRAINED.doubt
    for text, group in groupby(cases, lambda case: case.text):
        article = Article.from_text("\n\n".join(text.paragraphs or ()), language=text.language)
        retriever = build_retriever(article, embedder, "bundled", data_dir, ranker=ranker)
        for case in group:
            finding = retriever.search(case.question, k=TRAINED.sentences)
            odds = searched(case.question, finding)
            yield Signals(
                *case.name,
                key=case.key,
                answerable=case.answerable,
                same_language=finding.evidence[0].same_language,
                searched=odds,
                asked=tuple(asked(model, TRAINED, case.question, finding)) if least < odds < most else (),
                right=tuple(_right(case, finding)),
            )


def _right(case: Case, finding: Finding) -> Iterator[bool]:
    for sentence in finding.sentences:
        holds = any(all(words in sentence.text for words in alternative) for alternative in case.gold)
        yield holds and (not case.paragraphs or sentence.paragraph in case.paragraphs)


def row_of(dataset: str) -> str:
    """The row of a table that a data set counts in."""
    return dataset if dataset.startswith(("XQuAD", "ARCD", "NoMIRACL")) else "near misses"


def some_of(cases: Iterable[Case], limit: int, seed: int) -> list[Case]:
    """`limit` of the cases of each row, by chance; those of one text stand together."""
    rows: dict[str, list[Case]] = {}
    for case in cases:
        rows.setdefault(row_of(case.dataset), []).append(case)
    chance = random.Random(seed)
    by_text: dict[object, list[Case]] = {}
    for row in rows.values():
        for case in chance.sample(row, min(limit, len(row))):
            by_text.setdefault(case.text, []).append(case)
    texts = list(by_text.values())
    chance.shuffle(texts)  # a run that is broken off has some of each
    return [case for some in texts for case in some]


def read_signals(path: Path) -> dict[tuple[str, str, str], Signals]:
    """What `path` keeps, by name; nothing where there is no such file."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    read = [json.loads(line) for line in lines]
    kept = [Signals(**(one | {"asked": tuple(one["asked"]), "right": tuple(one["right"])})) for one in read]
    return {one.name: one for one in kept}


def add_signals(path: Path, one: Signals) -> None:
    """Keep one more."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
