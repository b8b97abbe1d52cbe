"""Questions about the article itself: who wrote it, where it was published, and when. Its byline answers them, and its
title who asks for that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

import regex

from embeddings.days import before_date, is_date
from embeddings.dialect import fold_question
from embeddings.items import is_list_item
from embeddings.layout import (
    is_byline,
    names_agency,
    names_author,
    names_contact,
    tells_date,
    tells_publication,
    tells_update,
)
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, detect_language, fold, words

Asked = Literal["author", "source", "date", "update", "title"]

_RUN_IN: Final = regex.compile(r"\s*(?:\s[-–—]|[:：])\s")
_DATELINE: Final = 90
"""Characters of a sentence within which a dateline that it begins with ends."""

_SHORT: Final = 3
"""Letters of a word that may be any: "is", "من"."""

_HEAD: Final = 5
_TAIL: Final = 3
"""Paragraphs at the beginning and the end of an article, where its date stands."""

# "The report" and "الحوار" may be ones that the article tells of; this one is itself.
_KINDS_AR: Final = "تقرير|بروفايل|بورتريه|عمود|افتتاحيه|حوار|مقابله|لقا|تحقيق|مراجعه|تدوينه|منشور|نعي"
SELF: Final[dict[Language, str]] = {
    "en": (
        r"(?:this(?: news| opinion)?(?: (?:article|report|story|piece|text|item|page|obituary|profile|review|interview"
        r"|column|editorial|essay|feature|(?:blog )?post|blog|op-ed|commentary|analysis))?"
        r"|the (?:(?:news |opinion )?(?:article|story|piece)|news))"
    ),
    "ar": (
        r"(?:(?:هذا |هذه |ها )?ال(?:مقال|مقاله|خبر|نص|قصه|كلام|موضوع)(?: (?:هذا|هذه|ده|دا|دي|هاد|هذي))?"
        rf"|(?:هذا |هذه |ها )ال(?:{_KINDS_AR})|ال(?:{_KINDS_AR}) (?:هذا|هذه|ده|دا|دي|هاد|هذي)|هذا|ده)"
    ),
}
"""What the article that is read is called. Over folded text, as all patterns here."""

# "Who wrote the report that the committee saw?" is about another one: nothing may follow.
_OUTLET: Final = r"(?:newspaper|paper|outlet|agency|publication|website|site|source)"
_TITLED: Final = rf"(?:{SELF['en']}|(?:the|this) (?:text|document|page))"
_WRITER: Final = r"(?:author|writer|reporter|journalist)"
_ASKS: Final[dict[Language, dict[Asked, str]]] = {
    "en": {
        "author": (
            rf"who (?:wrote|writes|authored|reported|is reporting)(?: {SELF['en']})?|who conducted {SELF['en']}"
            rf"|who (?:is|was) the (?:{_WRITER}|editor) (?:of|behind)(?: {SELF['en']})?"
            rf"|who (?:is|was) behind(?: {SELF['en']})?|who(?: is| was|'s) the {_WRITER}|who by"
            rf"|what(?: is|'s) the (?:{_WRITER}'s name|name of the {_WRITER}(?: of {SELF['en']})?)"
            rf"|{SELF['en']} (?:is|was) (?:written|published) by who"
        ),
        "source": (
            rf"who published(?: {SELF['en']})?|who (?:is|was) the publisher (?:of|behind)(?: {SELF['en']})?"
            rf"|(?:what|which) {_OUTLET} (?:published|printed|ran|wrote|carried)(?: {SELF['en']})?"
            r"|where (?:was|is|has|did) (?:this|the) (?:article|report|story|piece|text)(?: been)? "
            rf"(?:published|printed|appear)(?: {SELF['en']})?"
            rf"|(?:what|who)(?: is| was|'s) the source of(?: {SELF['en']})?|what(?: is| was|'s) the source"
            rf"|(?:what|which) {_OUTLET} (?:is|was|does|did) "
            rf"{SELF['en']} (?:from|in|come from|published (?:in|by)|appear in)"
        ),
        "date": (
            rf"when (?:was|is|were) {SELF['en']} (?:first )?(?:published|written|posted|printed|released|issued|dated)"
            rf"|when did {SELF['en']} (?:come out|appear|run)"
            rf"|(?:on |in )?(?:what|which) (?:date|day|month|year) (?:was|is) {SELF['en']} "
            r"(?:first )?(?:published|written|posted|printed|released|from)"
            rf"|what(?: is| was|'s) (?:the )?(?:(?:publication |publishing )?date (?:of|on) {SELF['en']}"
            rf"|publication date|{SELF['en']}'s (?:publication )?date)"
        ),
        "update": (
            rf"when (?:was|is) {SELF['en']} (?:last )?(?:updated|modified|changed|edited|revised)"
            rf"|what(?: is| was|'s) the (?:date of the )?(?:last|latest) update(?: (?:of|to) {SELF['en']})?"
        ),
        "title": (
            rf"(?:what(?: is| was|'s|s) |(?:tell|give|show) me )the (?:title|headline|heading|name) of {_TITLED}"
            rf"|what(?: is| was|'s|s) {_TITLED}(?:'s (?:title|headline|name)| (?:called|titled|entitled|headed))"
            rf"|how is {_TITLED} (?:titled|entitled|headed)|(?:what(?: is| was|'s|s) )?(?:the )?headline"
            rf"|what (?:title|headline) does {_TITLED} (?:have|carry|bear)"
        ),
    },
    "ar": {
        "author": (
            r"(?:من|ما|اي)(?: هو| هي| الذي| التي)? (?:كاتب|كاتبه|كتب|كتبت|محرر|محرره|حرر|مولف|معد|اعد|صاحب|صاحبه|اجري"
            rf"|اجرت) {SELF['ar']}"
            r"|ما(?: هو)? اسم (?:الكاتب|الكاتبه|المولف|الصحفي|الصحفيه"
            rf"|(?:كاتب|كاتبه|محرر|محرره|مولف|معد) {SELF['ar']})"
            rf"|(?:{SELF['ar']} )?بقلم من"
            r"|(?:من|ما)(?: هو| هي)? (?:الكاتب|الكاتبه|المولف|المحرر|الصحفي|الصحفيه)"
        ),
        "source": (
            rf"(?:من|ما|اي)(?: هو| هي| الذي| التي)? (?:ناشر|نشر) {SELF['ar']}"
            r"|(?:من|ما)(?: هو| هي)? الناشر|ما(?: هو)? المصدر"
            r"|(?:ما|ما هو|ما هي|من|اي)(?: هو| هي)? (?:مصدر|صحيفه|الصحيفه|الجريده|جريده|موقع|الموقع|وكاله|الوكاله)"
            rf"(?: (?:التي|الذي) (?:نشرت|نشر|كتبت|كتب))? {SELF['ar']}"
            rf"|(?:في|عن) اي (?:صحيفه|جريده|موقع|وكاله) (?:نشر|صدر|ورد|جا) {SELF['ar']}"
            rf"|(?:اين|وين) (?:نشر|صدر)ت? {SELF['ar']}"
        ),
        "date": (
            rf"متي (?:كان |تم )?(?:(?:ا?ت|ان)?نشرت?|صدرت?|(?:ا?ت|ان)?كتبت?|طبعت?|ظهرت?|نزلت?) {SELF['ar']}"
            rf"|(?:في|ب)? ?اي (?:يوم|تاريخ|شهر|سنه|عام) (?:نشرت?|صدرت?|كتبت?) {SELF['ar']}"
            rf"|(?:ما|اي)(?: هو)? تاريخ (?:(?:نشر|صدور|كتابه) )?{SELF['ar']}|ما(?: هو)? تاريخ النشر"
        ),
        "update": (
            rf"متي (?:كان |تم )?(?:حدثت?|تحديث|عدلت?|تعديل|اخر تحديث(?: ل)?) ?(?:{SELF['ar']}|لل(?:مقال|خبر|نص))"
            r"|متي (?:كان )?اخر تحديث|ما(?: هو)? (?:تاريخ )?(?:ال)?(?:اخر )?تحديث"
        ),
        # "ما العنوان؟" asks for an address as well.
        "title": (
            rf"(?:ما|ماذا|اعطني|اعطيني|قل لي|اذكر)(?: هو)? (?:عنوان|اسم|مانشيت) {SELF['ar']}"
            rf"|(?:عنوان|اسم) {SELF['ar']}(?: (?:ما|ماذا)(?: هو)?)?"
            rf"|(?:ما|ماذا)(?: هو)? العنوان الرييسي(?: (?:في |ل)?{SELF['ar']})?"
            rf"|(?:ب|تحت |ما )?اي عنوان (?:نشرت?|صدرت?|كتبت?) {SELF['ar']}"
        ),
    },
}
# What "it" is, nothing tells but what was asked before.
_ASKS_OF_IT: Final[dict[Language, dict[Asked, str]]] = {
    "en": {
        "author": r"who (?:wrote|authored) it|who (?:is|was) it (?:written )?by|who is its author",
        "source": r"who published it|where was it published|what is its source",
        "date": r"when was it (?:first )?(?:published|written|posted)|when did it come out",
        "update": r"when was it (?:last )?(?:updated|modified|edited|revised)",
        "title": r"(?:what(?: is|'s|s) )?(?:the|its) (?:title|headline)|what(?: is|'s|s) it (?:titled|entitled)|title",
    },
    "ar": {
        "author": r"من (?:كتب|كاتب)(?:ه|ها)",
        "source": r"(?:من نشر(?:ه|ها)|(?:اين|وين) نشرت?|ما مصدر(?:ه|ها))",
        "date": r"متي (?:(?:ا?ت|ان)?نشرت?|كتبت?)",
        "update": r"متي (?:حدثت?|تم تحديث(?:ه|ها))",
        "title": r"(?:ما|ماذا)(?: هو)? عنوان(?:ه|ها)",
    },
}


def _whole(asked: dict[Language, dict[Asked, str]]) -> dict[Language, dict[Asked, regex.Pattern[str]]]:
    opening = {"en": r"^\W*(?:and )?", "ar": r"^\W*و?"}
    return {
        language: {kind: regex.compile(rf"{opening[language]}(?:{asks})\W*$") for kind, asks in kinds.items()}
        for language, kinds in asked.items()
    }


_ASKED: Final = _whole(_ASKS)
_ASKED_OF_IT: Final = _whole(_ASKS_OF_IT)
_MEANS_THIS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"\bthis\b|\bthe (?:(?:news |opinion )?(?:article|story|piece)|news)\b"),
    "ar": regex.compile(r"(?<!\p{L})(?:هذا|هذه|ها|ال(?:مقال|مقاله|خبر))(?!\p{L})"),
}
_WRITES: Final = regex.compile(
    r"\b(?:author|writer|writes|wrote|written|columnist|journalist|reporter|correspondent|editor)s?\b"
    r"|(?<!\p{L})[وف]?(?:ال)?(?:كتب|كاتب|صحفي|صحافي|مراسل|محرر|بقلم)"
)
"""Over folded text."""

_NAME_ALONE: Final = regex.compile(
    r"\W{0,3}(?:(?:\p{Lu}[\p{L}\p{M}.'’-]*+|\p{Arabic}[\p{Arabic}\p{M}]*+|of|de|van|von|bin|al|el|and|[|–—-])[:,،]?\s*){1,6}\W{0,2}"
)

_UPDATES: Final = regex.compile(r"\b(?:updated|modified)\b|(?<!\p{L})(?:حدثت?|(?:ال)?تحديث)(?!\p{L})")
# What a line for journalists tells is what anybody may ask who wants to reach them.
_SPEAKS_OF_CONTACT: Final = regex.compile(
    r"\b(?:press|media|journalis|contact|reach|(?:in|into) touch|phone|call|e-?mail|write to|enquir|inquir)"
    r"|(?<!\p{L})[وفبل]?(?:ال)?(?:صحف|صحاف|اعلام|اتصل|اتصال|تواصل|هاتف|تلفون|بريد|ايميل|استفسار)"
)
_SPEAKS_OF_IT: Final = regex.compile(
    r"\b(?:author|writ|wrote|byline|report|publish|journalist|source|edit|translat|newspaper|updat|interview)"
    r"|(?<!\p{L})[وف]?(?:ال)?(?:كتب|كاتب|بقلم|صحف|صحيف|ناشر|نشر|مصدر|محرر|حرر|مولف|مترجم|ترجم|اعد|معد|تقرير|تحديث|حوار)"
)
"""Over folded text."""


def asked_of_article(question: str, language: Language, history: Sequence[tuple[str, str]] = ()) -> Asked | None:
    """What `question` asks about the article that is read, and about nothing else; "Who wrote it?" does where nothing
    else was spoken of before.
    """
    folded = fold_question(question, language)
    last = history[-1][0] if history else ""
    patterns = [_ASKED]
    if not history or asked_of_article(last, detect_language(last, language)):
        patterns.append(_ASKED_OF_IT)
    kinds = (kind for asked in patterns for kind, pattern in asked[language].items() if pattern.search(folded))
    return next(kinds, None)


def answers(asked: Asked, line: str) -> bool:
    """Whether `line` says what is asked about the article, its title aside."""
    return _rank(asked, line) is not None


def is_missing(question: str, language: Language, best: str, sentences: Iterable[Passage]) -> bool:
    """Whether `question`, which asks for the author, means this article by its words, and none of its `sentences` is
    like a byline, nor does `best`, which was found, speak of writing.
    """
    folded = fold_question(question, language)
    means_this = _MEANS_THIS[language].search(folded) or _ASKED_OF_IT[language]["author"].search(folded)
    if not means_this or _WRITES.search(fold(best)):
        return False
    return not any(_may_name(sentence.text) for sentence in _outer(tuple(sentences)))


def without_bylines(finding: Finding, question: str, language: Language) -> Finding:
    """`finding` without bylines, unless `question` speaks of writing or publishing: they answer nothing else. Whom
    journalists may ask is left to who wants to reach somebody, or knows the name.
    """
    folded = fold_question(question, language)
    if _SPEAKS_OF_IT.search(folded):
        return finding
    if _SPEAKS_OF_CONTACT.search(folded):
        return without(finding, lambda line: is_byline(line.text) and not names_contact(line.text))
    asked = {word for word in words(folded) if len(word) > _SHORT}

    def is_left(line: Passage) -> bool:
        named = names_contact(line.text) and asked.intersection(words(fold(line.text)))
        return is_byline(line.text) and not named

    return without(finding, is_left)


def without_any_byline(finding: Finding) -> Finding:
    """`finding` without bylines, if anything else was found."""
    return without(finding, lambda sentence: is_byline(sentence.text))


def without(finding: Finding, is_left: Callable[[Passage], bool]) -> Finding:
    """`finding` without the sentences that are to be left out, if anything else was found."""
    kept = [pair for pair in zip(finding.sentences, finding.evidence, strict=True) if not is_left(pair[0])]
    if len(kept) in (0, len(finding.sentences)):
        return finding
    sentences, evidence = zip(*kept, strict=True)
    return replace(finding, sentences=sentences, evidence=evidence)


def with_byline_first(finding: Finding, sentences: Iterable[Passage], asked: Asked = "author") -> Finding | None:
    """`finding` with the line among `sentences` that says what is asked as the one that answers; None where there is
    none.
    """
    byline = _line(tuple(sentences), asked)
    if byline is None or not finding.sentences:
        return None
    others = [pair for pair in zip(finding.sentences, finding.evidence, strict=True) if pair[0].start != byline.start]
    return replace(
        finding,
        sentences=(replace(byline, score=1.0), *(sentence for sentence, _ in others)),
        evidence=(finding.evidence[0], *(evidence for _, evidence in others)),
    )


def _line(sentences: Sequence[Passage], asked: Asked) -> Passage | None:
    """The first of those that say best what is asked."""
    outer = frozenset(sentence.start for sentence in _outer(sentences))
    ranked = (
        (rank, sentence.start, sentence)
        for sentence in sentences
        if (rank := _rank(asked, sentence.text)) is not None
        and (sentence.start in outer or names_author(sentence.text))
    )
    return min(ranked, key=lambda found: found[:2], default=(0, 0, None))[2]


def _outer(sentences: Sequence[Passage]) -> Iterator[Passage]:
    """Those at the beginning and the end of the article."""
    last = max((sentence.paragraph for sentence in sentences), default=0)
    return (sentence for sentence in sentences if not _HEAD < sentence.paragraph <= last - _TAIL)


def _may_name(line: str) -> bool:
    """Whether `line` may be a byline of a kind that isn't known: "Opinion | Ada Lind", "ليلى منصور – باحثة"."""
    return bool(_NAME_ALONE.fullmatch(line)) and not is_list_item(line) and not tells_date(line)


def _rank(asked: Asked, line: str) -> int | None:
    """How well `line` says what is asked, from 0 down; None where it doesn't."""
    if asked == "title":
        return None
    if asked == "update":
        dated = tells_date(line) or tells_publication(line)
        return 0 if dated and _UPDATES.search(fold(line)) else None
    if asked != "date":
        if names_author(line):
            return 0
        return None if asked == "author" else 1 if names_agency(line) else 2 if _opens(line, names_agency) else None
    if tells_date(line) or tells_publication(line):
        return 2 if tells_update(line) else 0
    return 1 if names_author(line) and before_date(line) != line else 3 if _opens(line, tells_date) else None


def _opens(sentence: str, is_dateline: Callable[[str], bool]) -> bool:
    """Whether `sentence` begins with a dateline: "CAIRO, 12 May 2025 (Reuters) - The minister …"."""
    openings = (sentence[: mark.start()] for mark in _RUN_IN.finditer(sentence[:_DATELINE]))
    return any(is_dateline(opening) and not is_date(opening) for opening in openings)
