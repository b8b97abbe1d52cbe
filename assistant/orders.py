"""Sentences of an article that speak to an assistant, or to whoever sums the article up, to tell them what to say."""

from typing import Final

import regex

from embeddings.text import fold

_ADDRESSEE: Final = (
    r"(?:(?:all |any |the )?(?:ais?|llms?|(?:large )?language models?|chat ?bots?|assistants?"
    r"|(?:ai|virtual|digital) (?:tools?|assistants?|systems?|models?|agents?)))"
)
_ADDRESSEE_AR: Final = (
    r"(?:(?:ال)?(?:نماذج|نموذج) (?:ال)?لغ\p{L}+|(?:ال)?روبوت\p{L}* (?:ال)?(?:محادثه|دردشه)"
    r"|(?:ادوات|انظمه|برامج|تطبيقات|نماذج) (?:ال)?ذكا (?:ال)?اصطناعي"
    r"|(?:ال)?مساعد\p{L}* (?:ال)?(?:ذكي|رقمي|افتراضي)\p{L}*)"
)
_NOTE: Final = "(?:note|notice|message|attention|instructions?)"
_NOTE_AR: Final = "(?:ملاحظه|تنبيه|رساله|تعليمات)"
_SUMS_UP: Final = (
    r"(?:summari[sz]\p{L}+|sum(?:s|ming)? (?:\p{L}+ )?up|answer(?:s|ing)\b"
    r"|(?:read|process|quot|translat)\p{L}* (?:this|it)\b)"
)
_SUMS_UP_AR: Final = r"[يت](?:لخص|ختصر|جيب|قرا هذ|عالج هذ|ترجم هذ)\p{L}*"
_SHOULD: Final = r"(?:should|must|shall|ha(?:s|ve) to|(?:is|are) to|needs? to|ought to|please)"
_SHOULD_AR: Final = "(?:علي|يجب|ينبغي|يتعين)"
_SAY: Final = "(?:say|state|write|tell|mention|answer|reply|respond|report|treat|include|conclude|claim|note)"
_SAY_AR: Final = r"ان [يت](?:ذكر|قول|خبر|كتب|جيب|شير|عتبر|وضح|صف|ورد|بين|وكد|ضيف|علن)\p{L}*"

# By the addressee or the request, so it doesn't know every wording. A sentence about assistants ("chatbots answer
# questions") is evidence like any other, and so is one about who should speak ("officials must say").
_ORDER: Final = regex.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|prior)"
    r"|(?:^|[.!?:;] )\W*(?:please )?(?:ignore|disregard|forget)\b.{0,30}\b(?:before|earlier|so far)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model)\b"
    r"|\b(?:system prompt|as an ai|dear (?:ai|assistant))\b"
    r"|\b(?:ai|assistant|chatbot|language model)\b.{0,15}\b(?:reply|respond|answer|output|print)\b"
    r"|\b(?:reply|respond|answer|output|print|say)\b.{0,15}\b(?:only|exactly|with the words?)\b"
    rf"|^\W*(?:(?:to|dear|hey) )?{_ADDRESSEE} ?:"
    rf"|\b{_NOTE} (?:to|for) {_ADDRESSEE}\b"
    rf"|\b(?:whoever|any(?:one|body)|every(?:one|body)|those|all|{_ADDRESSEE}) (?:(?:who|that|which) )?{_SUMS_UP}"
    rf".{{0,60}}\b{_SHOULD}\b.{{0,20}}\b{_SAY}\b"
    r"|\b(?:if|when) (?:you(?:'re| are) )?asked\b.{0,80}"
    r"\bthe (?:right|correct|proper|only|true) (?:answer|reply|response)\b"
    rf"|\b(?:if|when) you(?:'re| are) asked\b.{{0,80}}, {_SAY}\b"
    r"|\bfrom now on\b.{0,15}\b(?:the answer|answer|reply|respond|you (?:must|will|are))\b"
    r"|\b(?:تجاهل|اهمل)\p{L}{0,2}\b.{0,40}(?:تعليمات|اوامر|قواعد)"
    r"|(?:^|[.!?:;] )\W*(?:تجاهل|اهمل|انس)\p{L}{0,2} .{0,20}\bما (?:سبق|قيل|ورد)\b"
    r"|\b(?:ايها|عزيزي) (?:ال)?(?:مساعد|نموذج|ذكا)|\b(?:اجب|اكتب|قل)\b.{0,15}\b(?:فقط|ان)\b"
    rf"|^\W*(?:الي |يا |عزيزي |ايها |ل)?(?:كل |جميع |اي )?{_ADDRESSEE_AR} ?:"
    rf"|\b{_NOTE_AR} (?:الي |ل)(?:كل |جميع |اي )?{_ADDRESSEE_AR}"
    rf"|\b(?:[وفل]?من|اي (?:شخص|احد|{_ADDRESSEE_AR})) {_SUMS_UP_AR}.{{0,60}}\b{_SAY_AR}"
    rf"|\b[وف]?{_SHOULD_AR}\b.{{0,10}}\bاي {_ADDRESSEE_AR}.{{0,30}}\b{_SAY_AR}"
    r"|\b[وف]?اذا (?:ما )?(?:سيلت|سالك|سالوك|سالتك)\b.{0,80}"
    r"\b(?:فالجواب|فالاجابه|الجواب الصحيح|الاجابه الصحيحه|ف?اجب|ف?قل)\b",
    regex.IGNORECASE,
)


def is_order(text: str) -> bool:
    """Whether `text` speaks to an assistant, to tell it what to do."""
    return bool(_ORDER.search(fold(text)))
