"""What the search finds for cases, as training and weighing both need it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.cases import Case
from embeddings.article import Article
from embeddings.build import build_retriever
from embeddings.ranking.ranker import Ranker
from embeddings.retriever import Finding

if TYPE_CHECKING:
    from embeddings.model import Embedder


def found(
    cases: Iterable[Case], embedder: "Embedder", ranker: Ranker | None, data_dir: Path, k: int
) -> Iterator[tuple[Case, Finding]]:
    """Each case, in order, and the `k` best of it. Cases of one text should stand together: each is indexed anew."""
    for text, group in groupby(cases, lambda case: case.text):
        article = Article.from_text("\n\n".join(text.paragraphs or ()), language=text.language)
        retriever = build_retriever(article, embedder, "bundled", data_dir, ranker=ranker)
        for case in group:
            yield case, retriever.search(case.question, k=k)


def holds(case: Case, text: str) -> bool:
    """Whether `text` has the answer's words."""
    return any(all(words in text for words in alternative) for alternative in case.gold)


def by_text(cases: Iterable[Case]) -> list[list[Case]]:
    """Those of one text together."""
    texts: dict[object, list[Case]] = {}
    for case in cases:
        texts.setdefault(case.text, []).append(case)
    return list(texts.values())
