"""Questions about the article itself: who wrote it, and where it was published. Its byline answers them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import regex

from embeddings.dialect import fold_question
from embeddings.layout import is_byline
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language

# Over folded text. "Who wrote the report that the committee saw?" is about another one: nothing may follow.
_SELF: Final[dict[Language, str]] = {
    "en": r"this(?: news)?(?: (?:article|report|story|piece|text|item|page))?|the (?:news )?(?:article|story|news)",
    "ar": r"(?:هذا |هذه |ها )?ال(?:مقال|مقاله|خبر|تقرير|نص|قصه|كلام|موضوع)(?: (?:هذا|هذه|ده|دا|دي|هاد|هذي))?|هذا|ده",
}
_ASKS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(
        rf"^\W*(?:and )?(?:"
        rf"(?:who (?:wrote|writes|authored|reported|published|is reporting)|who (?:is|was) the (?:author"
        rf"|writer|reporter|journalist|publisher|editor) (?:of|behind)|who (?:is|was) behind"
        rf"|(?:what|which) (?:newspaper|paper|outlet|agency|publication|website|site|source) "
        rf"(?:published|printed|ran|wrote|carried)"
        rf"|where (?:was|is|has|did) (?:this|the) (?:article|report|story|piece|text)(?: been)? "
        rf"(?:published|printed|appear)"
        rf"|(?:what|who) (?:is|was) the source of) ?(?:{_SELF['en']})?"
        rf"|(?:what|which) (?:newspaper|paper|outlet|agency|publication|website|site|source) (?:is|was|does|did) "
        rf"(?:{_SELF['en']}) (?:from|in|come from|published (?:in|by)|appear in)"
        rf"|who(?: is| was|'s) the (?:author|writer|reporter|journalist)|who by"
        rf"|what(?: is|'s) the (?:(?:author|writer|reporter|journalist)'s name"
        rf"|name of the (?:author|writer|reporter|journalist)(?: of (?:{_SELF['en']}))?)"
        rf"|(?:{_SELF['en']}) (?:is|was) (?:written|published) by who"
        rf")\W*$"
    ),
    "ar": regex.compile(
        rf"^\W*و?(?:"
        rf"(?:من|ما|اي)(?: هو| هي| الذي| التي)? (?:كاتب|كاتبه|كتب|كتبت|محرر|محرره|حرر|مولف|ناشر|نشر|معد|اعد|صاحب|صاحبه)"
        rf" (?:{_SELF['ar']})"
        rf"|ما(?: هو)? اسم (?:الكاتب|الكاتبه|المولف|الصحفي|الصحفيه"
        rf"|(?:كاتب|كاتبه|محرر|محرره|مولف|معد) (?:{_SELF['ar']}))"
        rf"|(?:(?:{_SELF['ar']}) )?بقلم من"
        rf"|(?:من|ما)(?: هو| هي)? (?:الكاتب|الكاتبه|المولف|الناشر|المحرر|الصحفي|الصحفيه)"
        rf"|(?:ما|ما هو|ما هي|من|اي)(?: هو| هي)? (?:مصدر|صحيفه|الصحيفه|الجريده|جريده|موقع|الموقع|وكاله|الوكاله)"
        rf"(?: (?:التي|الذي) (?:نشرت|نشر|كتبت|كتب))? (?:{_SELF['ar']})"
        rf"|(?:في|عن) اي (?:صحيفه|جريده|موقع|وكاله) (?:نشر|صدر|ورد|جاء) (?:{_SELF['ar']})"
        rf"|(?:اين|وين) (?:نشر|صدر) (?:{_SELF['ar']})"
        rf")\W*$"
    ),
}

_SPEAKS_OF_IT: Final = regex.compile(
    r"\b(?:author|writ|wrote|byline|report|publish|journalist|source|edit|translat|newspaper)"
    r"|(?<!\p{L})[وف]?(?:ال)?(?:كتب|كاتب|بقلم|صحف|صحيف|ناشر|نشر|مصدر|محرر|حرر|مولف|مترجم|ترجم|اعد|معد|تقرير)"
)
"""Over folded text."""


def asks_for_byline(question: str, language: Language) -> bool:
    """Whether `question` asks who wrote or published the article that is read, and nothing else."""
    return bool(_ASKS[language].search(fold_question(question, language)))


def without_bylines(finding: Finding, question: str, language: Language) -> Finding:
    """`finding` without bylines, unless `question` speaks of writing or publishing: they answer nothing else."""
    if _SPEAKS_OF_IT.search(fold_question(question, language)):
        return finding
    kept = [pair for pair in zip(finding.sentences, finding.evidence, strict=True) if not is_byline(pair[0].text)]
    if len(kept) in (0, len(finding.sentences)):
        return finding
    sentences, evidence = zip(*kept, strict=True)
    return replace(finding, sentences=sentences, evidence=evidence)


def with_byline_first(finding: Finding, sentences: Iterable[Passage]) -> Finding | None:
    """`finding` with the first byline among `sentences` as the one that answers; None where there is none."""
    byline = next((sentence for sentence in sentences if is_byline(sentence.text)), None)
    if byline is None or not finding.sentences:
        return None
    others = [pair for pair in zip(finding.sentences, finding.evidence, strict=True) if pair[0].start != byline.start]
    return replace(
        finding,
        sentences=(replace(byline, score=1.0), *(sentence for sentence, _ in others)),
        evidence=(finding.evidence[0], *(evidence for _, evidence in others)),
    )
