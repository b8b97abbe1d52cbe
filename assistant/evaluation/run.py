"""Ask the cases and keep a record of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from assistant.chat import Assistant
from assistant.default import default_article
from assistant.evaluation.cases import Case, Text
from assistant.evaluation.measures import Borders, judge, within
from assistant.evaluation.records import Log, Record
from assistant.memo import Memo
from assistant.settings import Settings
from embeddings.article import Article

if TYPE_CHECKING:
    from embeddings.model import Embedder


class Bench:
    """Asks cases.

    `settings_for` gives the settings for the key of a case, so that each article can be asked with weights that
    have not seen it. `load` loads the embedding model that settings name. Indexes are made in `data_dir`.
    """

    def __init__(
        self, settings_for: Callable[[str], Settings], load: "Callable[[str], Embedder]", data_dir: Path
    ) -> None:
        self._settings_for = settings_for
        self._load = load
        self._data_dir = data_dir
        self._embedders: dict[str, Memo] = {}

    def run(self, cases: Iterable[Case]) -> Iterator[Record]:
        """A record of each case, in order. Those of one article that stand together share its index."""
        for (text, settings), group in groupby(cases, lambda case: (case.text, self._settings_for(case.key))):
            article, borders = _article(text)
            assistant = Assistant(
                article,
                _kept_in(self._data_dir, settings),
                embedder=self._embedder(settings.embeddings),
            )
            assistant.prepare()
            for case in group:
                yield _record(case, assistant, borders)

    def _embedder(self, spec: str) -> "Memo":
        if spec not in self._embedders:
            self._embedders[spec] = Memo(self._load(spec))
        return self._embedders[spec]


def _kept_in(data_dir: Path, settings: Settings) -> Settings:
    # Thousands of small articles would be of no use to those who share a server.
    return replace(
        settings, data_dir=data_dir, chroma_url=None, chroma_tenant=None, chroma_database=None, chroma_key=None
    )


def ask_all(cases: Sequence[Case], bench: Bench, log: Log[Record] | None = None) -> list[Record]:
    """A record of each case, in order; one that `log` has is not asked again. Tells on stderr how far it is.

    Raises:
        ArticleAssistantError: a setting is no good, or `log` can't be written.
    """
    records = dict(log.records) if log else {}
    new = [case for case in cases if case.name not in records]
    for record in track(bench.run(new), "Asking", len(new), console=Console(stderr=True)):
        records[record.name] = record
        if log:
            log.add(record)
    return [records[case.name] for case in cases]


def _article(text: Text) -> tuple[Article, Borders]:
    """The article of `text`, and where each of its paragraphs stands in it."""
    if text.paragraphs is None:
        article = default_article()
        return article, tuple((paragraph.start, paragraph.end) for paragraph in article.paragraphs)
    borders, position = [], 0
    for paragraph in text.paragraphs:
        borders.append((position, position + len(paragraph)))
        position += len(paragraph) + 2
    return Article.from_text("\n\n".join(text.paragraphs), language=text.language), tuple(borders)


def _record(case: Case, assistant: Assistant, borders: Borders) -> Record:
    if case.part != "corpus":
        return judge(case, assistant.ask(case.question, case.history), borders)
    started = perf_counter()
    best = assistant.retrieve(case.question, 1)[0]
    return Record(
        id=case.id,
        dataset=case.dataset,
        key=case.key,
        part=case.part,
        question=case.question,
        answerable=case.answerable,
        kind=case.kind,
        seconds=perf_counter() - started,
        hit=any(within(best.start, best.end, borders[number - 1]) for number in case.paragraphs),
    )
