"""Questions about the article as a whole: "What is this about?", "لخص المقال". Its lead answers, and no search can."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import regex

from assistant.byline import SELF
from assistant.listed import ASKS
from assistant.smalltalk import TALK
from assistant.title import SAYS, title_of
from embeddings.article import Article
from embeddings.dialect import fold_question
from embeddings.items import is_list_item
from embeddings.layout import is_byline
from embeddings.lexical import stems
from embeddings.passages import Passage
from embeddings.retriever import Finding
from embeddings.text import Language, words

_SENTENCES: Final = 12
"""How many a language model gets to tell it from: the lead, and how as many paragraphs as possible begin."""

_LEAST_WORDS: Final = 6
"""Words of a sentence that can say what an article is about."""

_CANDIDATES: Final = 6
"""How many paragraphs the lead is sought in, where the first is none by its words."""

_ENOUGH_SHARED: Final = 2
"""Words that a later one must share with the title."""

# Over folded text, as all patterns below.
_COUNT: Final[dict[Language, str]] = {"en": r"(?:one|two|three|a few|[1-5])", "ar": r"(?:ثلاث|ثلاثه|اربع|كم|بضع)"}
_BRIEFLY: Final[dict[Language, str]] = {
    "en": (
        r"in (?:short|brief|a nutshell|a (?:single )?(?:sentence|line|paragraph)"
        rf"|(?:just |only )?{_COUNT['en']} (?:short )?(?:sentence|line|paragraph|word)s?)|briefly|quickly"
    ),
    "ar": (
        r"ب?(?:اختصار|ايجاز)|(?:ب|في )(?:(?:جمله|سطر|كلمه|فقره)(?: (?:واحده?|وحده|قصيره?|مفيده))?"
        rf"|(?:جملتين|سطرين|كلمتين)|{_COUNT['ar']} (?:جمل|اسطر|سطور|كلمات)|كلمات قليله|جمل قليله)"
    ),
}
_ENGLISH: Final = rf"(?:{SELF['en']}|it|this)"
_ARABIC: Final = rf"(?:{SELF['ar']})"
_OF: Final = r"لل(?:مقال|مقاله|خبر|تقرير|نص|قصه|موضوع)"
_TELLS: Final = r"[يت](?:تحدث|تكلم|حكي|دور|تناول|قول|ناقش|عالج|خبر|بحث|ذكر)"
# Over folded text, all of the question: "What is the law about?" is about something in the article.
_ASKS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(
        rf"^\W*(?:(?:and|so|ok|please|can you|could you|will you|hi|hello|hey|now|{_BRIEFLY['en']})\W+)*+(?:"
        rf"what(?: is|'s|s) {_ENGLISH} (?:all )?about|what(?: is|'s)? about {_ENGLISH}"
        rf"|what does {_ENGLISH} (?:say|tell us|talk about|discuss|cover|report)"
        rf"|what(?: is|'s|s| are) the (?:(?:main|key|central|most important) (?:idea|points?|topic|subject|message"
        rf"|news|takeaways?)|gist|summary)(?: (?:of|in|from) {_ENGLISH})?"
        rf"|what(?: is|'s|s| are) the (?:idea|points?|topic|subject|message|news) (?:of|in|from) {_ENGLISH}"
        rf"|(?:summari[sz]e|sum up|recap)(?: {_ENGLISH}| for me)*|sum (?:it|this) up"
        rf"|(?:give|tell) (?:me|us) the (?:main|key) (?:points?|ideas?|facts?)(?: (?:of|in|from) {_ENGLISH})?"
        rf"|(?:give (?:me|us) )?(?:a |the )?(?:(?:very )?(?:short|brief|quick|{_COUNT['en']}[- ](?:sentence|line)) )?"
        rf"(?:summary|gist|overview|recap)(?: of {_ENGLISH})?"
        rf"|tell (?:me|us)(?: more)? about (?:{SELF['en']})|tl;? ?dr"
        rf")(?:\W+(?:please|{_BRIEFLY['en']})){{0,2}}\W*$"
    ),
    "ar": regex.compile(
        rf"^\W*(?:(?:و|من فضلك|لو سمحت|ممكن|مرحبا|اهلا|السلام عليكم|{_BRIEFLY['ar']})\W*)*(?:"
        rf"(?:(?:عن|علي|في) )?(?:ماذا|ما|م|اي شي|اي موضوع)(?: الذي)? {_TELLS}(?: عنه)?(?: في)? {_ARABIC}"
        rf"|عن (?:ماذا|ما) {_ARABIC}|عم(?:ا|اذا)? {_TELLS} {_ARABIC}|{_ARABIC} (?:{_TELLS} )?(?:(?:عن|علي) ماذا|عماذا)"
        rf"|(?:ماذا|ما)(?: هو| هي)? (?:موضوع|فكره|ملخص|خلاصه|مضمون|محتوي|فحوي|مفاد|اهم (?:نقاط|ما (?:جا|ورد) في))"
        rf" {_ARABIC}"
        rf"|(?:ماذا|ما)(?: هو| هي)? (?:الموضوع|الملخص|الخلاصه|(?:اهم )?(?:النقاط|الافكار|الفكره)(?: الرييسيه| العامه)?)"
        rf"(?: (?:في |من )?(?:{_ARABIC}|{_OF}))?"
        rf"|(?:ا?لخص|لخصي|اختصر|اختصري|اوجز)(?:ه|ها)?(?:لي)?(?: لي| لنا)?(?: {_ARABIC})?"
        r"|(?:(?:اعطني|اعطيني|عطيني|اديني|اريد|عايز|بدي|ابغي|هات) )?(?:ملخصا?|خلاصه|موجزا?|تلخيصا?)"
        rf"(?: (?:قصير|سريع)ا?)?(?: ل?{_ARABIC}| {_OF})?"
        rf")(?:\W+(?:من فضلك|لو سمحت|{_BRIEFLY['ar']})){{0,2}}\W*$"
    ),
}
_IS_SAID: Final = regex.compile(r"[\p{L}\p{N}?؟]")
# "Summarise it" is said of the article, whatever was asked before.
_SUMS_UP: Final = regex.compile(
    r"\b(?:summar|sum (?:it|this) up|recap|tl;? ?dr)|(?<!\p{L})(?:[ات]?لخص|اختصر|اوجز|ملخص|تلخيص)"
)


def asks_for_gist(question: str, language: Language) -> bool:
    """Whether `question` asks what the article that is read is about, or for a summary, and nothing else."""
    return bool(_ASKS[language].search(fold_question(question, language)))


def sums_up(question: str, language: Language) -> bool:
    """Whether `question` asks for a summary in so many words, which no question before it makes one of something
    else.
    """
    return bool(_SUMS_UP.search(fold_question(question, language)))


def only_greets(question: str, language: Language) -> bool:
    """Whether `question` asks nothing about the article: "Hello!", "شكرا جزيلا", "كيفك؟", "Who are you?", "👍"."""
    return not _IS_SAID.search(question) or bool(TALK.search(fold_question(question, language)))


def with_lead_first(finding: Finding, sentences: Iterable[Passage], article: Article) -> Finding:
    """`finding` of the lead of `article`, and of the sentences with which its paragraphs begin.

    As it is where no sentence is a lead, and where several articles were searched.
    """
    read = tuple(sentences)
    if not finding.evidence or any(sentence.article is not None for sentence in read):
        return finding
    heads: dict[int, Passage] = {}
    for sentence in read:
        if _may_lead(sentence.text):
            heads.setdefault(sentence.paragraph, sentence)
    if not heads:
        return finding
    lead = _lead(tuple(heads.values()), read, article)
    others = [head for head in heads.values() if head.start != lead.start]
    step = -(-len(others) // (_SENTENCES - 1)) or 1
    kept = (replace(lead, score=1.0), *others[::step])
    return replace(finding, sentences=kept, evidence=finding.evidence[:1] * len(kept))


def _lead(heads: Sequence[Passage], sentences: Iterable[Passage], article: Article) -> Passage:
    """The first of `heads`, unless it has no word of the title: what closes a live blog or opens a manual may stand
    there. Then one of the next that shares more with it or, if the text speaks of what it says, the title.
    """
    said = _content(article.title, article)
    shared = [len(said & _content(head.text, article)) for head in heads[:_CANDIDATES]]
    if shared[0]:
        return heads[0]
    near = next((head for head, count in zip(heads, shared, strict=False) if count >= _ENOUGH_SHARED), None)
    title = title_of(article)
    if near or not title or ASKS.search(title.text):
        return near or heads[0]
    known = any(SAYS.search(each.text) and said & _content(each.text, article) for each in sentences)
    return title if known else heads[0]


def _content(text: str, article: Article) -> set[str]:
    return set(stems(text, article.language)) if words(text) else set()


def _may_lead(text: str) -> bool:
    """Whether `text` is a sentence of the article's prose."""
    says = len(words(text)) >= _LEAST_WORDS and bool(SAYS.search(text)) and "|" not in text
    return says and not is_byline(text) and not is_list_item(text)
