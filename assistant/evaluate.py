"""Measure finding, quoting and abstaining: `python -m assistant.evaluate --own --xquad FOLDER --nomiracl FILE`.

The project's own questions come with it. XQuAD, ARCD and NoMIRACL don't: give the folder or file that you have.
Settings come from the environment, as everywhere: `ASSISTANT_THRESHOLD=0.3 python -m assistant.evaluate …`.
What is measured stands in `assistant.evaluation.measures`.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console

from assistant.errors import ArticleAssistantError
from assistant.evaluation.cases import Case
from assistant.evaluation.measures import right_by_kind, scores
from assistant.evaluation.nomiracl import nomiracl_cases
from assistant.evaluation.own import HALVES, own_cases, own_path
from assistant.evaluation.plot import check_plot, draw
from assistant.evaluation.reading import content
from assistant.evaluation.records import Log, Record
from assistant.evaluation.run import Bench, ask_all
from assistant.evaluation.squad import read_squad, read_wordings, squad_cases
from assistant.evaluation.tables import WIDTH, kinds_table, table
from assistant.evaluation.written import near_misses, written_cases
from assistant.llm import judge_of, load_chat_model, name_of
from assistant.loading import shared_embedder
from assistant.settings import Settings
from embeddings.text import LANGUAGES, Language

if TYPE_CHECKING:
    from embeddings.model import Embedder

_DIRECTIONS: Final[dict[str, tuple[Language, Language]]] = {
    "ar-ar": ("ar", "ar"),
    "en-en": ("en", "en"),
    "en-ar": ("en", "ar"),
    "ar-en": ("ar", "en"),
}

_WRITTEN: Final = ("articles.jsonl", "xquad.jsonl", "arcd.jsonl")

_NO_MATTER: Final = frozenset(
    {
        "api_key", "chroma_database", "chroma_key", "chroma_tenant", "chroma_url", "connect_timeout", "data_dir",
        "hosts", "password", "urls", "wait",
    }
)  # fmt: skip
"""Settings that no answer depends on, and that are nobody's business."""


def main(argv: Sequence[str] | None = None, load: "Callable[[str], Embedder]" = shared_embedder) -> int:
    """Run the evaluation and print its tables. Returns 0, 2 where a file or setting is no good, 130 if broken off."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.worded and not (options.xquad and _worded(options)):
        parser.error(f"--worded {options.worded}: give the folder of the files *.jsonl there, and --xquad")
    if not _files(options):
        parser.error("give --own, --xquad, --arcd, --nomiracl or --written, or several of them")
    try:
        _evaluate(options, load)
    except ArticleAssistantError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _evaluate(options: argparse.Namespace, load: "Callable[[str], Embedder]") -> None:
    if options.plot:
        check_plot(options.plot)
    settings = Settings.from_env(os.environ)
    model = load_chat_model(settings, os.environ)
    # By name, so that it is not done without if it can't be loaded.
    settings = replace(settings, judge=judge_of(settings, alone=model is None))
    made = _made_with(settings, name_of(model) if model else "none", _files(options))
    console = Console()
    console.width = max(console.width, WIDTH)  # a figure that is cut off is worse than a line that wraps
    console.print(" · ".join(f"{name} {value}" for name, value in made.items()), style="dim", highlight=False)
    cases = list(_cases(options, _unseen(settings) if options.unseen else None))
    log = Log(options.resume, made, Record) if options.resume else None
    # None of the indexes is of use afterwards, and the language model need not be put together again.
    with tempfile.TemporaryDirectory(prefix="article-assistant-") as folder:
        if (models := settings.data_dir / "models").is_dir():
            (Path(folder) / "models").symlink_to(models.resolve(), target_is_directory=True)
        records = ask_all(cases, Bench(lambda _: settings, load, Path(folder)), log)
    rows = scores(records)
    console.print(table(rows))
    kinds = right_by_kind(records)
    if kinds:
        console.print(kinds_table(kinds))
    if options.json:
        report = {"made with": made, "scores": [asdict(row) for row in rows], "records": [asdict(r) for r in records]}
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if options.plot:
        draw(rows, records, options.plot)


def _files(options: argparse.Namespace) -> list[Path]:
    """Every file of data that is read."""
    xquad = [options.xquad / f"xquad.{language}.dev.json" for language in LANGUAGES] if options.xquad else []
    written = [options.written / name for name in _WRITTEN] if options.written else []
    return [*xquad, *_worded(options), *(p for p in (options.arcd, options.nomiracl, options.own) if p), *written]


def _worded(options: argparse.Namespace) -> list[Path]:
    """The files with other wordings of XQuAD's Arabic questions."""
    return sorted(options.worded.glob("*.jsonl")) if options.worded else []


def _made_with(settings: Settings, model: str, paths: Sequence[Path]) -> dict[str, str]:
    """What the answers depend on, but for the code: the settings, the language model, a digest of each file."""
    made = {name: str(value) for name, value in asdict(settings).items() if name not in _NO_MATTER}
    made["model"] = model
    made |= {path.name: hashlib.sha256(content(path).encode()).hexdigest()[:12] for path in paths}
    return made


def _unseen(settings: Settings) -> frozenset[str] | None:
    """The keys of the articles that the ranker has not learned from; None: of all, as there is no ranker."""
    from embeddings.ranking.ranker import PACKAGED, unseen_by

    if settings.ranker == "none":
        return None
    return unseen_by(PACKAGED if settings.ranker == "bundled" else Path(settings.ranker))


def _cases(options: argparse.Namespace, keys: Collection[str] | None) -> Iterator[Case]:
    limit, seed, without = options.limit, options.seed, not options.no_unanswerable
    if options.own:
        yield from own_cases(options.own, options.halves, limit, seed)
    if options.nomiracl:
        yield from nomiracl_cases(options.nomiracl, limit, seed, keys)
    if options.xquad:
        yield from _xquad(options, keys)
    if options.arcd:
        dataset = read_squad(options.arcd)
        ids = dataset.sample(limit, seed, keys)
        yield from squad_cases("ARCD", dataset, dataset, "ar", ids, corpus=False, without=without)
    if options.written:
        yield from _written(options, keys)


def _xquad(options: argparse.Namespace, keys: Collection[str] | None) -> Iterator[Case]:
    """XQuAD's questions, the Arabic ones in other words too."""
    data = {language: read_squad(options.xquad / f"xquad.{language}.dev.json") for language in LANGUAGES}
    ids = data["ar"].sample(options.limit, options.seed, keys)
    wordings = {path.stem: read_wordings(path) for path in _worded(options)}
    less = {"without": not options.no_unanswerable}
    for asked, read in (_DIRECTIONS[direction] for direction in options.directions):
        yield from squad_cases(f"XQuAD {asked}→{read}", data[asked], data[read], read, ids, **less)
        for name, words in wordings.items() if asked == "ar" else ():
            some = ids & words.keys()
            yield from squad_cases(f"XQuAD {name}→{read}", data[asked].reworded(words), data[read], read, some, **less)


def _written(options: argparse.Namespace, keys: Collection[str] | None) -> Iterator[Case]:
    """The written articles, and the near misses about those data sets that were given."""
    articles, near_xquad, near_arcd = (options.written / name for name in _WRITTEN)
    less = options.limit, options.seed, keys
    yield from written_cases(articles, *less)
    if options.xquad:
        for language in LANGUAGES:
            data = read_squad(options.xquad / f"xquad.{language}.dev.json")
            yield from near_misses(near_xquad, "XQuAD", data, language, *less)
    if options.arcd:
        yield from near_misses(near_arcd, "ARCD", read_squad(options.arcd), "ar", *less)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant.evaluate", description=__doc__.split("\n")[0])
    data = parser.add_argument_group("data sets")
    data.add_argument(
        "--own", type=Path, nargs="?", const=own_path(), metavar="FILE", help="own questions on the default article"
    )
    data.add_argument("--nomiracl", type=Path, metavar="FILE", help="a JSON object a line, each with its passages")
    data.add_argument("--xquad", type=Path, metavar="FOLDER", help="holds xquad.ar.dev.json and xquad.en.dev.json")
    data.add_argument("--arcd", type=Path, metavar="FILE", help="ARCD in the form of SQuAD 1.1")
    data.add_argument(
        "--written",
        type=Path,
        metavar="FOLDER",
        help="benchmarks/ranker/written: near misses",
    )
    data.add_argument(
        "--worded", type=Path, metavar="FOLDER", help="benchmarks/worded: XQuAD's Arabic questions in dialects"
    )
    part = parser.add_argument_group("less of them")
    part.add_argument("--limit", type=_count, metavar="N", help="so many questions of each data set")
    part.add_argument("--seed", type=int, default=0, metavar="S", help="which ones (default: %(default)s)")
    part.add_argument("--halves", type=_choice(HALVES), default=HALVES, metavar="dev,test", help="of own questions")
    part.add_argument(
        "--directions",
        type=_choice(tuple(_DIRECTIONS)),
        default=tuple(_DIRECTIONS),
        metavar=",".join(_DIRECTIONS),
        help="of XQuAD: the question's language and the article's",
    )
    part.add_argument("--unseen", action="store_true", help="only articles that the ranker has not learned from")
    part.add_argument("--no-unanswerable", action="store_true", help="leave what has no answer out of XQuAD and ARCD")
    out = parser.add_argument_group("output")
    out.add_argument("--json", type=_output, metavar="FILE", help="write figures and records there too")
    out.add_argument("--resume", type=_output, metavar="FILE", help="keep records there, and don't ask what it has")
    out.add_argument("--plot", type=_output, metavar="FILE", help="draw the figures, as .svg or .png")
    return parser


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is no number of questions; give 1 or more")
    return number


def _choice(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    def parse(value: str) -> tuple[str, ...]:
        chosen = tuple(dict.fromkeys(value.split(",")))
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
        return chosen

    return parse


def _output(value: str) -> Path:
    """A file that can be made, which is better known before hours of asking than after them."""
    path = Path(value)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"no file can be made at {value}")
    return path


if __name__ == "__main__":
    sys.exit(main())
