"""Many articles on the command line: `article-assistant library add FILE… | list | remove ID… | ask QUESTION`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict

from assistant.errors import ArticleError, LibraryError
from assistant.library.library import Library
from assistant.progress import on_terminal
from assistant.settings import Settings
from assistant.source import read_source, reservation
from assistant.terminal import printable, readable
from assistant.turn import checked_question


def run(argv: Sequence[str]) -> int:
    """Do what `argv` says. Returns 0, or 2 where a file of several could not be read.

    Raises:
        ArticleAssistantError: as `Library`.
    """
    options = _parser().parse_args(argv)
    library = Library(Settings.from_env(os.environ))
    return options.run(library, options) or 0


def _add(library: Library, options: argparse.Namespace) -> int:
    code = 0
    for source in options.source:
        try:
            article = read_source(source, library.settings)
        except ArticleError as error:  # the others are none the worse for it
            print(printable(" ".join(str(error).split())), file=sys.stderr)
            code = 2
            continue
        word = "already there" if article.id in library else "added"
        with on_terminal() as progress:
            entry = library.add(article, progress)
        print(f"{entry.id}  {word}: {printable(entry.title)}")
        if told := reservation(article):
            print(told, file=sys.stderr)
    return code


def _list(library: Library, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps([asdict(entry) for entry in library], ensure_ascii=False, indent=2))
        return
    entries = library.list()
    if not entries:  # not on standard output, where scripts read articles
        print("The library is empty; add an article with: article-assistant library add FILE", file=sys.stderr)
    for entry in entries:
        languages = entry.language + (
            f" (+ machine translation, {entry.translator})" if entry.machine_translated else ""
        )
        print(f"{entry.id}  {entry.added[:10]}  {languages}  {entry.paragraphs:5}  {printable(entry.title)}")


def _remove(library: Library, options: argparse.Namespace) -> None:
    titles = {entry.id: entry.title for entry in library}
    for name in options.id:
        article = whole_id(library, name)
        library.remove(article)
        print(f"{article}  removed: {printable(titles.get(article, name))}")


def _ask(library: Library, options: argparse.Namespace) -> None:
    question = checked_question(options.question)
    article = whole_id(library, options.article) if options.article else None
    if len(library):
        with on_terminal() as progress:
            library.prepare(progress)
    answer = library.ask(question, article)
    print(json.dumps(asdict(answer), ensure_ascii=False, indent=2) if options.json else readable(answer))


def whole_id(library: Library, beginning: str) -> str:
    """The id that begins so: nobody types thirty-two letters.

    Raises:
        LibraryError: more than one does.
    """
    found = [entry.id for entry in library if entry.id.startswith(beginning)]
    if len(found) > 1:
        raise LibraryError(f"{len(found)} articles begin with {beginning!r}; give more of the id.")
    return found[0] if found else beginning


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-assistant library", description="Keep many articles, and ask them one at a time or all at once."
    )
    verbs = parser.add_subparsers(required=True, metavar="add|list|remove|ask")
    add = verbs.add_parser("add", help="keep articles")
    add.add_argument("source", nargs="+", metavar="PATH|URL")
    add.set_defaults(run=_add)
    shown = verbs.add_parser("list", help="list them: id, day, language, paragraphs, title")
    shown.add_argument("--json", action="store_true", help="print all that is known of them as JSON")
    shown.set_defaults(run=_list)
    remove = verbs.add_parser("remove", help="forget articles")
    remove.add_argument("id", nargs="+", metavar="ID", help="the id of an article, or as much of it as tells it apart")
    remove.set_defaults(run=_remove)
    ask = verbs.add_parser("ask", help="ask all of them")
    ask.add_argument("question")
    ask.add_argument("--article", metavar="ID", help="ask this one")
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.set_defaults(run=_ask)
    return parser
