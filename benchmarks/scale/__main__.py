"""Measure how far one machine goes: `python -m benchmarks.scale`, some ten minutes with 1,000 articles.

It prints the tables of docs/scale.md.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from assistant.settings import Settings
from benchmarks.scale.library import run
from benchmarks.scale.serving import api, load
from benchmarks.scale.tokens import sent
from embeddings.text import LANGUAGES


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 0."""
    options = _parser().parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in chain(_library(folder, options), _serving(folder, options), _tokens(folder, options)):
            print(line, flush=True)
    return 0


def _library(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    yield f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} when it began\n"
    yield "| library of generated articles | |"
    yield "| --- | --- |"
    embedded = run("embed", folder=str(folder / "embedded"), articles=options.embedded)
    yield f"| take in an article, embedding included | {embedded['seconds']:.1f} s |"
    filled = run("fill", folder=str(folder), articles=options.articles)
    yield f"| take in an article, without embedding | {filled['seconds']:.2f} s |"
    yield f"| an article on the disk | {filled['disk']:.2f} MB |"
    asked = run("ask", folder=str(folder))
    yield f"| {options.articles:,} articles: first answer of a process | {asked['first']:.1f} s |"
    yield f"| {options.articles:,} articles: choose four of them | {1000 * asked['choose']:.1f} ms |"
    yield f"| {options.articles:,} articles: an answer, median | {asked['answer']:.2f} s |"
    yield f"| {options.articles:,} articles: most memory | {asked['memory']:.0f} MB |"
    yield f"| of it for the library | {asked['grown']:.0f} MB |\n"


def _serving(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    yield "| asked | clients | answers a second | median | 95 of 100 under | refused |"
    yield "| --- | --- | --- | --- | --- | --- |"
    with api(folder) as port:
        for everything in (False, True):
            for clients in options.clients:
                served = load(port, clients, options.seconds, everything)
                asked = f"all {options.articles + 1:,} articles" if everything else "the default article"
                times = f"{served.answers.median:.2f} s | {served.answers.quantile(0.95):.2f} s"
                yield f"| {asked} | {clients} | {served.rate:.1f} | {times} | {served.refused} |"
    yield ""


def _tokens(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    yield "| questions in | asked | reached the model | instructions | sentences and question | the quotation |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for language in LANGUAGES:
        found = sent(language, Settings(llm="none", judge="none", data_dir=folder), options.questions)
        counts = f"{found.system:.0f} | {found.human:.0f} | {found.cited:.0f}"
        yield f"| {language} | {found.questions} | {found.calls} | {counts} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--articles", type=int, default=1000, help="of the library (default: %(default)s)")
    parser.add_argument("--embedded", type=int, default=5, help="added with real vectors (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=15, help="of each load (default: %(default)s)")
    parser.add_argument("--questions", type=int, help="whose tokens are counted, in a language (default: all)")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 8], help="at once (default: 1 4 8)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
