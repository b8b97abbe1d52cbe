"""Measure what false and true drafts stand: `python -m tests.assistant.false_drafts`, `-v` for which.

`tests/data/drafts` has thirteen articles, a translation of each, sentence by sentence, and drafts of the kind that a
language model may write: false ones, the last claim of which must not stand, and true ones, all claims of which should.
Those of `drafts.jsonl`, about five articles, and `second.jsonl`, about four others, were written to break the check,
and its rules were made looking at them. Those of `unseen.jsonl`, about four more, were written by who had not read its
code, and no rule has been made by them: `python -m tests.assistant.false_drafts unseen`. Whoever makes one by them
writes new ones, and calls these by a number. A draft in the article's own language is checked without the translation,
one in the other language without and with it.

    words       what stands by its words alone
    follows     what stands as the assistant checks it: by its words, and by the model that looks for who does what
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citations import Follows, parse, verify
from assistant.loading import shared_follows
from embeddings.article import Article
from embeddings.passages import Passage
from embeddings.sentences import sentence_spans
from embeddings.text import Language
from tests.conftest import ROOT

DATA: Final = ROOT / "tests" / "data" / "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a language model may write; all of it is `true`, or its last claim is false in the way of `kind`."""

    article: str
    true: bool
    kind: str
    language: Language
    question: str
    draft: str


def read(name: str = "drafts") -> tuple[Draft, ...]:
    """All drafts of one of the three files."""
    return tuple(Draft(**json.loads(line)) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines())


def sentences(name: str, translated: bool) -> tuple[Article, tuple[Passage, ...]]:
    """An article and its sentences, which a draft cites by their place."""
    article = Article.from_file(DATA / f"{name}.txt")
    found = tuple(
        Passage(paragraph.text[start:end], paragraph.number, paragraph.start + start, paragraph.start + end, 1.0)
        for paragraph in article.paragraphs
        for start, end in sentence_spans(paragraph.text, article.language)
    )
    if not translated:
        return article, found
    lines = (DATA / f"{name}.translated.txt").read_text("utf-8").splitlines()
    return article, tuple(replace(one, translation=line) for one, line in zip(found, lines, strict=True))


def stands(draft: Draft, article: Article, sources: Sequence[Passage], follows: Follows | None) -> bool:
    """Whether all claims of a true draft stand, or the last one of a false draft."""
    verified = verify(draft.draft, sources, draft.question, draft.language, article, follows)
    dropped = [claim for claim, _ in verified.dropped]
    return not dropped if draft.true else parse(draft.draft)[-1].text not in dropped


def checked(follows: Follows | None, name: str = "drafts") -> Iterator[tuple[Draft, str, bool, bool]]:
    """Each draft, what it is checked against, and whether it stands by its words and as it is checked."""
    for draft in read(name):
        own = draft.language == draft.article[:2]
        for translated in (False,) if own else (False, True):
            article, sources = sentences(draft.article, translated)
            row = "own language" if own else "other, translated" if translated else "other"
            words, all_told = (stands(draft, article, sources, check) for check in (None, follows))
            yield draft, row, words, all_told


def main(argv: Sequence[str]) -> None:
    """Print how many stand, of how many."""
    parser = argparse.ArgumentParser(prog="python -m tests.assistant.false_drafts", description=__doc__.split("\n")[0])
    parser.add_argument("-v", action="store_true", help="show the false ones that stand and the true ones that don't")
    parser.add_argument("name", nargs="?", default="drafts", choices=("drafts", "second", "unseen"))
    arguments = parser.parse_args(argv)
    table: dict[tuple[str, str], Counter[str]] = {}
    for draft, row, words, follows in checked(shared_follows("bundled"), arguments.name):
        for name in (row, "all but translated") if row != "other, translated" else (row,):
            counts = table.setdefault(("true" if draft.true else "false", name), Counter())
            counts += Counter(words=words, follows=follows, all=1)
        if arguments.v and follows != draft.true:
            print(f"{draft.article} {draft.kind} ({row}): {draft.question} — {draft.draft}")
    for (truth, name), counts in sorted(table.items()):
        print(f"{truth:6} {name:20} {counts['words']:4} words {counts['follows']:4} follows of {counts['all']:4}")


if __name__ == "__main__":
    main(sys.argv[1:])
