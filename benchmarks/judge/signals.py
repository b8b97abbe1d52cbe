"""What the search and the model say of questions about articles that neither has learned from."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.cases import Case
from assistant.judge import TRAINED, Model, asked, searched
from benchmarks.judge.found import by_text, found, holds
from embeddings.ranking.ranker import Ranker

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
    """Those of each case, in order; cases of one text should stand together."""
    least, most = TRAINED.doubt
    for case, finding in found(cases, embedder, ranker, data_dir, TRAINED.sentences):
        odds = searched(case.question, finding)
        yield Signals(
            *case.name,
            key=case.key,
            answerable=case.answerable,
            same_language=finding.evidence[0].same_language,
            searched=odds,
            asked=tuple(asked(model, TRAINED, case.question, finding)) if least < odds < most else (),
            right=tuple(
                holds(case, sentence.text) and (not case.paragraphs or sentence.paragraph in case.paragraphs)
                for sentence in finding.sentences
            ),
        )


def row_of(dataset: str) -> str:
    """The row of a table that a data set counts in."""
    return dataset if dataset.startswith(("XQuAD", "ARCD", "NoMIRACL")) else "near misses"


def some_of(cases: Iterable[Case], limit: int, seed: int) -> list[Case]:
    """`limit` of the cases of each row, by chance, half of them answered where there are as many.

    Those of one text stand together. What a smaller limit chooses, a larger one does too. Of rows that are alike, as
    XQuAD's in four directions, the same are chosen.
    """
    kinds: dict[tuple[str, bool], list[Case]] = {}
    for case in cases:
        kinds.setdefault((row_of(case.dataset), case.answerable), []).append(case)
    chosen = [case for some in kinds.values() for case in random.Random(seed).sample(some, len(some))[: limit // 2]]
    texts = by_text(chosen)
    random.Random(seed).shuffle(texts)  # a run that is broken off has some of each
    return [case for some in texts for case in some]
