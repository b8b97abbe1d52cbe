"""Measure articles of other shapes than running text: `python -m tests.assistant.shapes test` (or dev), `-v` for what
went wrong, `--judge` with the language model that judges.

`tests/data/shapes` has sixteen articles: a judgment, a live page, a leaflet, a price list, minutes, a decree, a manual,
a recipe and so on; and twenty questions to each, in both languages and in dialects. `gold` are places that each answer
alone, and of a place all that has to be quoted; where it is empty the article doesn't say. Rules were made looking at
those of `dev`; `test` is only for measuring.

    complete    all of a place is quoted
    missed      nothing is quoted, and the article does say
    false       something is quoted, and the article doesn't say; doubted: with the caution that it may be no answer
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.settings import Settings
from embeddings.article import Article
from embeddings.text import Language
from tests.conftest import ROOT

DATA: Final = ROOT / "tests" / "data" / "shapes"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about an article, its `number` there, and `follows`, that of the one which it leans on. See above for
    `gold`.
    """

    article: str
    split: str
    number: int
    follows: int | None
    language: Language
    question: str
    kind: str
    gold: tuple[tuple[str, ...], ...]


def read(split: str) -> tuple[Asked, ...]:
    """The questions of one half, "dev" or "test"; not those that ask nothing."""
    rows = [json.loads(line) for line in (DATA / "questions.jsonl").read_text("utf-8").splitlines()]
    asked = [Asked(**{**row, "gold": tuple(map(tuple, row["gold"]))}) for row in rows if row["split"] == split]
    return tuple(question for question in asked if question.kind != "talk")


def article(name: str) -> Article:
    """One of the articles."""
    title = json.loads((DATA / "titles.json").read_text("utf-8"))[name]
    return Article.from_text((DATA / f"{name}.txt").read_text("utf-8"), title=title)


def answered(items: Sequence[Asked], settings: Settings) -> Iterator[tuple[Asked, Answer]]:
    """Each question with its answer, after the question that it leans on."""
    said: dict[tuple[str, int], tuple[str, str]] = {}
    assistants: dict[str, Assistant] = {}
    for item in items:
        if item.article not in assistants:
            assistants[item.article] = Assistant(article(item.article), settings)
        before = said.get((item.article, item.follows or 0))
        answer = assistants[item.article].ask(item.question, [before] if before else [])
        said[item.article, item.number] = (item.question, answer.text)
        yield item, answer


def outcome(item: Asked, answer: Answer) -> str:
    """What an answer comes to; see above."""
    if not item.gold:
        return "abstained" if not answer.found else "doubted" if answer.doubtful else "false"
    if not answer.found:
        return "missed"
    quoted = "\n".join(citation.quote for citation in answer.citations)
    return "complete" if any(all(part in quoted for part in place) for place in item.gold) else "wrong"


def main(argv: Sequence[str]) -> None:
    """Ask one half, and print what the answers come to."""
    parser = argparse.ArgumentParser(prog="python -m tests.assistant.shapes", description=__doc__.split("\n")[0])
    parser.add_argument("split", choices=("dev", "test"))
    parser.add_argument("-v", action="store_true", help="show what went wrong")
    parser.add_argument("--judge", action="store_true", help="with the language model that judges")
    arguments = parser.parse_args(argv)
    table: dict[str, Counter[str]] = {"same language": Counter(), "across": Counter(), "all": Counter()}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(llm="none", judge="none", data_dir=Path(folder))
        if arguments.judge:
            settings = Settings.from_env({**os.environ, "ASSISTANT_LLM": "none", "ASSISTANT_JUDGE": "bundled"})
        for item, answer in answered(read(arguments.split), settings):
            told = outcome(item, answer)
            for row in ("same language" if item.article[:2] == item.language else "across", "all"):
                table[row][told] += 1
            if arguments.v and told not in ("complete", "abstained"):
                print(f"{told}: {item.article} {item.question} — {answer.text!r}")
    for row, counts in table.items():
        says = sum(counts[told] for told in ("complete", "wrong", "missed"))
        silent = sum(counts[told] for told in ("abstained", "doubted", "false"))
        false = counts["doubted"] + counts["false"]
        balanced = 1 - (counts["missed"] / says + false / silent) / 2
        print(
            f"{row:14} complete {counts['complete']:3} missed {counts['missed']:3} of {says:3}   "
            f"false {false:3}, doubted {counts['doubted']:3} of {silent:3}   balanced {balanced:.3f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
