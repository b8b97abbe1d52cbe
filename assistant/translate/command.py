"""A translation on the command line: `article-assistant translate PATH|URL|ID [--output FILE]`."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import ArticleError
from assistant.files import replace_file
from assistant.library.command import whole_id
from assistant.library.library import Library
from assistant.progress import on_terminal
from assistant.settings import Settings
from assistant.source import read_source
from assistant.terminal import printable
from assistant.translate.making import translated
from embeddings.article import Article


def run(argv: Sequence[str]) -> None:
    """Do what `argv` says.

    Raises:
        ArticleAssistantError: as `Library.translate`.
    """
    options = _parser().parse_args(argv)
    library = Library(Settings.from_env(os.environ))
    named = None if Path(options.source).exists() else whole_id(library, options.source)
    with on_terminal() as progress:
        if named and named in library:
            article = library.get(library.translate(named, progress).id)
        else:
            article = translated(read_source(options.source, library.settings), library.settings, progress=progress)
    print(printable(_report(article)))
    if options.output:
        _write(article, options.output)


def _report(article: Article) -> str:
    assert article.translation
    sentences = article.translation.sentences
    done = sum(sentence.text is not None for sentence in sentences)
    left = "" if done == len(sentences) else f"; the others stay as they are: {len(sentences) - done}"
    return (
        f"{done} of {len(sentences)} sentences have a machine translation by {article.translation.translator} "
        f"({article.translation.made}){left}."
    )


def _write(article: Article, output: str) -> None:
    assert article.translation
    if Path(output).exists():
        raise ArticleError(f"{output} is there already; give another name.")
    replace_file(Path(output), article.translation.to_json(article.text).encode())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-assistant translate",
        description="Translate an article once, with a hosted language model, checked sentence by sentence. The "
        "translation is kept, and used whenever this article is asked.",
    )
    parser.add_argument(
        "source", metavar="PATH|URL|ID", help="a file, an address, or the id of an article of the library"
    )
    parser.add_argument("--output", metavar="FILE", help="write the translation to a JSON file too")
    return parser
