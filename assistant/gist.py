"""Questions about the article as a whole: "What is this about?", "لخص المقال". Its lead answers, and no search can."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import regex

from assistant.byline import SELF
from embeddings.dialect import fold_question
from embeddings.layout import is_byline, is_list_item
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, words

_SENTENCES: Final = 12
"""How many a language model gets to tell it from: the lead, and how as many paragraphs as possible begin."""

_LEAST_WORDS: Final = 6
"""Words of a sentence that can say what an article is about."""

_SAYS: Final = regex.compile(r"[.!…۔][\"'”’»)\]\s]*$")
"""Ends like a sentence: no title, no credits, no question."""

_ENGLISH: Final = rf"(?:{SELF['en']}|it|this)"
_ARABIC: Final = rf"(?:{SELF['ar']})"
_OF: Final = r"لل(?:مقال|مقاله|خبر|تقرير|نص|قصه|موضوع)"
_TELLS: Final = r"[يت](?:تحدث|تكلم|حكي|دور|تناول|قول|ناقش|عالج|خبر|بحث|ذكر)"
# Over folded text, all of the question: "What is the law about?" is about something in the article.
_ASKS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(
        rf"^\W*(?:(?:and|so|ok|please|can you|could you|hi|hello|hey)\W+)*(?:"
        rf"what(?: is|'s|s) {_ENGLISH} (?:all )?about|what(?: is|'s)? about {_ENGLISH}"
        rf"|what does {_ENGLISH} (?:say|tell us|talk about|discuss|cover|report)"
        rf"|what(?: is|'s|s| are) the (?:(?:main|key|central|most important) (?:idea|points?|topic|subject|message"
        rf"|news|takeaways?)|gist|summary)(?: (?:of|in|from) {_ENGLISH})?"
        rf"|what(?: is|'s|s| are) the (?:idea|points?|topic|subject|message|news) (?:of|in|from) {_ENGLISH}"
        rf"|(?:summari[sz]e|sum up|recap)(?: {_ENGLISH}| for me)*|sum (?:it|this) up"
        rf"|(?:give|tell) (?:me|us) the (?:main|key) (?:points?|ideas?|facts?)(?: (?:of|in|from) {_ENGLISH})?"
        rf"|(?:give (?:me|us) )?(?:a |the )?(?:short |brief |quick )?(?:summary|gist|overview|recap)(?: of {_ENGLISH})?"
        rf"|tell (?:me|us)(?: more)? about (?:{SELF['en']})|tl;? ?dr"
        rf")(?:\W+(?:please|in short|in brief|in a sentence))?\W*$"
    ),
    "ar": regex.compile(
        rf"^\W*(?:(?:و|من فضلك|لو سمحت|ممكن|مرحبا|اهلا|السلام عليكم)\W*)*(?:"
        rf"(?:(?:عن|علي|في) )?(?:ماذا|ما|م|اي شي|اي موضوع)(?: الذي)? {_TELLS}(?: عنه)?(?: في)? {_ARABIC}"
        rf"|عن (?:ماذا|ما) {_ARABIC}|عم(?:ا|اذا)? {_TELLS} {_ARABIC}|{_ARABIC} (?:{_TELLS} )?(?:(?:عن|علي) ماذا|عماذا)"
        rf"|(?:ماذا|ما)(?: هو| هي)? (?:موضوع|فكره|ملخص|خلاصه|مضمون|محتوي|فحوي|مفاد|اهم (?:نقاط|ما (?:جا|ورد) في))"
        rf" {_ARABIC}"
        rf"|(?:ماذا|ما)(?: هو| هي)? (?:الموضوع|الملخص|الخلاصه|(?:اهم )?(?:النقاط|الافكار|الفكره)(?: الرييسيه| العامه)?)"
        rf"(?: (?:في |من )?(?:{_ARABIC}|{_OF}))?"
        rf"|(?:لخص|لخصي|لخصلي|اختصر|اوجز)(?: لي| لنا)?(?: {_ARABIC})?(?: ب(?:جمله|اختصار|ايجاز|سطر)(?: واحده?)?)?"
        rf"|(?:(?:اعطني|اعطيني|اريد|عايز|بدي|ابغي|هات) )?(?:ملخص|خلاصه|موجز|تلخيص)(?: ل?{_ARABIC}| {_OF})?"
        rf")\W*$"
    ),
}
_GREETS: Final = regex.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|evening|day|afternoon)|thanks|thank you|thx|ok|okay|bye|great|cool|nice"
    r"|so much|very much|a lot|there"
    r"|مرحبا|اهلا|وسهلا|سلام|السلام|عليكم|ورحمه الله|وبركاته|هلا|صباح|مسا|الخير|النور|شكرا|جزيلا|لك|تسلم|مشكور"
    r"|الله يعطيك العافيه|يعطيك العافيه|ممتاز|حسنا|تمام|طيب|مع السلامه)\b\W*)+$"
)


def asks_for_gist(question: str, language: Language) -> bool:
    """Whether `question` asks what the article that is read is about, or for a summary, and nothing else."""
    return bool(_ASKS[language].search(fold_question(question, language)))


def only_greets(question: str, language: Language) -> bool:
    """Whether `question` asks nothing: "Hello!", "شكرا جزيلا"."""
    return bool(_GREETS.search(fold_question(question, language)))


def with_lead_first(finding: Finding, sentences: Iterable[Passage]) -> Finding:
    """`finding` of the article's lead, and of the sentences with which its paragraphs begin.

    As it is where no sentence is a lead, and where several articles were searched.
    """
    heads: dict[int, Passage] = {}
    for sentence in sentences:
        if sentence.article is not None:
            return finding
        if _may_lead(sentence.text):
            heads.setdefault(sentence.paragraph, sentence)
    if not heads or not finding.evidence:
        return finding
    lead, *others = heads.values()
    step = -(-len(others) // (_SENTENCES - 1)) or 1
    kept = (replace(lead, score=1.0), *others[::step])
    return replace(finding, sentences=kept, evidence=finding.evidence[:1] * len(kept))


def _may_lead(text: str) -> bool:
    """Whether `text` is a sentence of the article's prose."""
    says = len(words(text)) >= _LEAST_WORDS and bool(_SAYS.search(text)) and "|" not in text
    return says and not is_byline(text) and not is_list_item(text)
