"""Measure follow-up questions: `python -m tests.assistant.followups dev` (or test), `-v` for what went wrong.

`tests/data/followups.jsonl` has a conversation, its next question, and what a cited sentence has to hold, one of
`gold`; where that is None the article doesn't say, and abstaining is right. The articles are the project's own, and
the default article. Those of `dev` are for building, those of `test` only for measuring.

    elliptic, pronoun      "And when?", "Who received them?"
    more                   "What else?", "And then?": what has not been shown yet
    comparison, contrast   "And the other one?", "And in 2019?"
    standalone, turn       nothing leans on what came before, on the same subject or on another
    astray, unanswerable   the article doesn't say: about something else, or about what came before
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.settings import Settings
from embeddings.article import Article
from tests.conftest import ROOT

DATA: Final = ROOT / "tests" / "data"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question after a conversation about an article; see above for `kind` and `gold`."""

    article: str
    split: str
    kind: str
    language: str
    history: tuple[tuple[str, str], ...]
    question: str
    gold: tuple[str, ...] | None


def read(split: str) -> tuple[FollowUp, ...]:
    """The follow-ups of one half, "dev" or "test"."""
    lines = (DATA / "followups.jsonl").read_text("utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    return tuple(
        FollowUp(
            **{
                **item,
                "history": tuple((asked, answered) for asked, answered in item["history"]),
                "gold": None if item["gold"] is None else tuple(item["gold"]),
            }
        )
        for item in items
        if item["split"] == split
    )


def article(name: str) -> Article | None:
    """The article that a follow-up names; None stands for the default one."""
    return None if name == "default" else Article.from_file(DATA / "followups" / f"{name}.txt")


def is_right(item: FollowUp, answer: Answer) -> bool:
    """Whether a cited sentence holds the answer, or nothing is answered where the article doesn't say."""
    return _holds(item, answer, len(answer.citations))


def is_first(item: FollowUp, answer: Answer) -> bool:
    """As `is_right`, by the first citation alone."""
    return _holds(item, answer, 1)


def _holds(item: FollowUp, answer: Answer, count: int) -> bool:
    if item.gold is None:
        return not answer.found
    return any(gold in citation.quote for citation in answer.citations[:count] for gold in item.gold)


def asked(items: tuple[FollowUp, ...], data_dir: Path) -> Iterator[tuple[FollowUp, Answer]]:
    """Each follow-up with what it gets, without a language model."""
    settings = Settings(llm="none", data_dir=data_dir)
    assistants: dict[str, Assistant] = {}
    for item in items:
        if item.article not in assistants:
            assistants[item.article] = Assistant(article(item.article), settings)
        yield item, assistants[item.article].ask(item.question, item.history)


def main(argv: Sequence[str]) -> None:
    """Ask one half, and print how many are right, by any citation and by the first, out of how many."""
    parser = argparse.ArgumentParser(prog="python -m tests.assistant.followups", description=__doc__.split("\n")[0])
    parser.add_argument("split", choices=("dev", "test"))
    parser.add_argument("-v", action="store_true", help="show what went wrong")
    arguments = parser.parse_args(argv)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        for item, answer in asked(read(arguments.split), Path(folder)):
            right, first = is_right(item, answer), is_first(item, answer)
            for row in (item.kind, item.language, "all"):
                table[row] += Counter(right=right, first=first, whole=1)
            if arguments.v and not right:
                print(f"{item.article} {item.kind}: {item.history} — {item.question}\n  {item.gold}\n  {answer.text!r}")
    for row, counts in sorted(table.items(), key=lambda named: named[1]["whole"]):
        print(f"{row:14}{counts['right']:4} {counts['first']:4} of {counts['whole']:3}")


if __name__ == "__main__":
    main(sys.argv[1:])
