"""Ask on the command line: `python -m assistant "question" [--article PATH|URL] [--json] [--stream]`.

`python -m assistant library …` is about many articles, `python -m assistant translate …` makes a translation: see
`assistant.library.command` and `assistant.translate.command`.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict

from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.errors import ArticleAssistantError
from assistant.progress import on_terminal
from assistant.settings import Settings
from assistant.source import ARTICLE_HELP, read_source, reservation
from assistant.terminal import WORDS, caution, printable, readable, wrapped
from assistant.turn import checked_question


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one question. Returns 0, or 2 where the article, the question or a setting is no good.

    As a shell would say it: 130 where the user broke it off, 141 where nobody reads the output any more.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Arabic, whatever the terminal's locale says; a file's name may hold what isn't UTF-8.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if argv is None else argv)
    code = 0
    try:
        if given[:1] == ["library"]:
            from assistant.library import command as library

            code = library.run(given[1:])
        elif given[:1] == ["translate"]:
            from assistant.translate.command import run

            run(given[1:])
        else:
            _run(_options(given))
        sys.stdout.flush()
    except ArticleAssistantError as error:
        print(printable(" ".join(str(error).split())), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


def _run(options: argparse.Namespace) -> None:
    question = checked_question(options.question)
    settings = Settings.from_env(os.environ)
    article = None if options.article is None else read_source(options.article, settings)
    if article and (told := reservation(article)):
        print(told, file=sys.stderr)
    assistant = Assistant(article, settings)
    with on_terminal() as progress:
        assistant.prepare(progress)
    if options.json:
        print(json.dumps(asdict(assistant.ask(question)), ensure_ascii=False, indent=2))
    elif options.stream:
        print(readable(_streamed(assistant, question), with_text=False))
    else:
        print(readable(assistant.ask(question)))


def _streamed(assistant: Assistant, question: str) -> Answer:
    """Print the text as it comes; what the check changed in it is printed anew."""
    text = last = ""
    for event in assistant.stream(question):
        if event.kind == "text":
            print(printable(last), end="", flush=True)
            last = event.text  # a quotation comes in one piece, and whether it is doubtful right behind it
            text += last
        if event.answer:
            before = caution(event.answer)
            if event.answer.text.split() == text.split():
                print(f"{before}{printable(last)}\n")
            else:
                checked = WORDS[event.answer.language]["checked"]
                print(f"{printable(last)}\n\n{checked}\n{before}{wrapped(event.answer.text)}\n")
            return event.answer
    raise AssertionError("a stream ends with an answer")


def _options(given: Sequence[str]) -> argparse.Namespace:
    """What was given. Of a mistyped option it is told that there is none, where the question is missing too."""
    parser = _parser()
    options, unknown = parser.parse_known_args(given)
    wrong = [f"unrecognized arguments: {' '.join(unknown)}"] if unknown else []
    if options.question is None:
        wrong.append("the following arguments are required: question")
    if wrong:
        parser.error("; ".join(wrong))
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-assistant",
        description="Ask an article, in Arabic or English, and get cited answers.",
        epilog="For many articles: article-assistant library --help. "
        "To translate one: article-assistant translate --help.",
    )
    parser.add_argument("question").required = False  # `_options` tells, with all else that is wrong
    parser.add_argument("--article", metavar="PATH|URL", help=ARTICLE_HELP)
    parser.add_argument("--stream", action="store_true", help="print the answer while it comes")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
