"""What the article takes back: "An earlier version of this article said …". It answers only who asks for that."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import regex

from assistant.byline import SELF
from embeddings.dialect import fold_question
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, fold

# Over folded text, as all patterns here.
_ARTICLE: Final = r"(?:article|story|report|piece|post|page|headline|obituary|review|column|interview|caption|recipe)"
_STATED: Final = (
    r"(?:said|stated|gave|had|put|named|reported|claimed|described|called|referred"
    r"|misstated|misspel\w+|misidentified)\b"
)
_WAS_WRONG: Final = regex.compile(
    rf"\b(?:earlier|previous|prior|original) versions? of (?:this {_ARTICLE}|the article)\b"
    rf"|(?:^|[.!?;:]) ?\W?an? (?:earlier|previous|prior) version (?:\w+ )?{_STATED}"
    rf"|\bthis {_ARTICLE} (?:originally|previously|initially|earlier) {_STATED}"
    r"|(?<!\p{L})(?:ورد|ذكر|ذكرت|ذكرنا|جا|نشرنا|كتبنا|قلنا|اوردنا)(?: \p{L}+){0,3}"
    r" (?:ال)?نسخه (?:ال)?(?:سابقه|اولي)(?!\p{L})"
    rf"|(?<!\p{{L}})(?:ال)?نسخه (?:ال)?(?:سابقه|اولي) (?:من|ل) ?(?:{SELF['ar']})"
)
# Under the title "Correction" alone.
_WE_SAID: Final = regex.compile(
    r"^\W*(?:we (?:\w+ly |first )?(?:said|reported|wrote|stated)\b"
    r"|[وف]?(?:كنا )?(?:قد )?(?:ذكرنا|اوردنا|نشرنا|كتبنا|قلنا)(?!\p{L}))"
)
_CORRECTION: Final = regex.compile(
    r"\b(?:correction|clarification|erratum)|(?<!\p{L})(?:ال)?(?:تصحيح|تصويب|استدراك)(?!\p{L})"
)
# Behind such a sentence alone.
_AND_SAID: Final = regex.compile(
    rf"^\W*it (?:also |wrongly |incorrectly ){{1,2}}{_STATED}"
    r"|^\W*(?:و|كما )(?:ورد|ذكرت?|قالت|اوردت|جا)(?: \p{L}+)? (?:فيها|ايضا|خطا)(?!\p{L})"
)
_SPEAKS_OF_CORRECTION: Final = regex.compile(
    r"\b(?:correct(?:ed|ion|ions|s)|amend|earlier version|previous version|clarif|errat|mistake|error|wrong|apolog)"
    r"|(?<!\p{L})[وفبل]?(?:ال)?(?:[يت]?صحح|تصحيح|صوب|تصويب|نسخه|خطا|اخطا|اعتذر|[يت]عتذر|تعديل|عدل)"
)


def with_corrections_last(finding: Finding, sentences: Iterable[Passage], question: str, language: Language) -> Finding:
    """`finding` with what one of the article's `sentences` says that an earlier version had wrong behind all others,
    unless `question` asks for that: the article takes it back.
    """
    asked = _SPEAKS_OF_CORRECTION.search(fold_question(question, language))
    if asked or not any(map(_may_be_wrong, finding.sentences)):
        return finding
    wrong = _wrong(sentences)
    pairs = list(zip(finding.sentences, finding.evidence, strict=True))
    last = [(replace(sentence, score=0.0), evidence) for sentence, evidence in pairs if sentence.start in wrong]
    if len(last) in (0, len(pairs)):
        return finding
    first = [pair for pair in pairs if pair[0].start not in wrong]
    ordered, evidence = zip(*first, *last, strict=True)
    return replace(finding, sentences=ordered, evidence=evidence)


def _wrong(sentences: Iterable[Passage]) -> frozenset[int]:
    """Where the sentences start that say what was wrong."""
    wrong: set[int] = set()
    before: Passage | None = None
    for sentence in sentences:
        if _may_be_wrong(sentence):
            goes_on = before is not None and before.paragraph == sentence.paragraph and before.start in wrong
            folded = fold(sentence.text)
            titled = _WE_SAID.search(folded) and _CORRECTION.search(fold(sentence.section or ""))
            if goes_on or titled or _WAS_WRONG.search(folded):
                wrong.add(sentence.start)
        before = sentence
    return frozenset(wrong)


def _may_be_wrong(sentence: Passage) -> bool:
    folded = fold(sentence.text)
    return any(pattern.search(folded) for pattern in (_WAS_WRONG, _WE_SAID, _AND_SAID))
