"""Every word of the page, in both languages.

The page's own words (`PAGE`) follow the language that the reader has switched to. The words of a message
(`MESSAGE`) follow the language of the answer that they stand in, so that a message is one whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from embeddings.text import Language

Direction = Literal["rtl", "ltr"]
DIRECTIONS: Final[Mapping[Language, Direction]] = {"ar": "rtl", "en": "ltr"}


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words around the conversation."""

    name: str
    tagline: str
    other_language: str
    article: str
    in_language: Mapping[Language, str]
    translated: str
    translated_by_machine: str
    welcome: str
    welcome_hint: str
    question: str
    placeholder: str
    send: str
    stop: str
    clear: str
    empty_question: str
    still_answering: str
    skip: str


@dataclass(frozen=True, slots=True)
class MessageWords:
    """The words inside a message: labels, checks and failures."""

    paragraph: str
    searching: str
    reading: str
    passages_read: str
    not_checked: str
    sources: str
    verbatim: str
    verbatim_means: str
    supported: str
    supported_means: str
    translation: str
    machine_translation: str
    nearest: str
    quoted: str
    generated: str
    seconds: str
    stopped: str
    details: str
    failed_question: str
    failed_model: str
    failed_storage: str
    failed: str


PAGE: Final[Mapping[Language, PageWords]] = {
    "ar": PageWords(
        name="مساعد المقال",
        tagline="اسأل المقال، وسترى في كل إجابة موضعها من النص.",
        other_language="English",
        article="المقال",
        in_language={"ar": "بالعربية", "en": "بالإنجليزية"},
        translated="مع ترجمة موازية",
        translated_by_machine="مع ترجمة آلية موازية",
        welcome="ماذا تريد أن تعرف من هذا المقال؟",
        welcome_hint="اكتب سؤالك بالعربية أو بالإنجليزية، أو ابدأ بأحد هذه الأسئلة:",
        question="سؤالك",
        placeholder="اسأل عن المقال…",
        send="إرسال",
        stop="إيقاف",
        clear="محادثة جديدة",
        empty_question="اكتب سؤالًا أولًا، ثم أرسله.",
        still_answering="ما زلت أجيب عن سؤالك السابق؛ انتظر قليلًا أو أوقف الإجابة.",
        skip="انتقل إلى السؤال",
    ),
    "en": PageWords(
        name="Article Assistant",
        tagline="Ask the article, and see where in the text every answer stands.",
        other_language="العربية",
        article="The article",
        in_language={"ar": "in Arabic", "en": "in English"},
        translated="with a parallel translation",
        translated_by_machine="with a parallel machine translation",
        welcome="What would you like to know from this article?",
        welcome_hint="Ask in English or in Arabic, or start with one of these questions:",
        question="Your question",
        placeholder="Ask about the article…",
        send="Send",
        stop="Stop",
        clear="New conversation",
        empty_question="Write a question first, then send it.",
        still_answering="Your last question is still being answered; wait a moment or stop it.",
        skip="Go to the question",
    ),
}

MESSAGE: Final[Mapping[Language, MessageWords]] = {
    "ar": MessageWords(
        paragraph="الفقرة",
        searching="أبحث في المقال…",
        reading="أقرأ هذه المقاطع…",
        passages_read="المقاطع التي قُرئت",
        not_checked="مسودة لم تُراجَع على المقال بعد",
        sources="من المقال",
        verbatim="نقل حرفي",
        verbatim_means="الإجابة تكرر كلام المقال كما هو.",
        supported="يسنده النص",
        supported_means="قيل بكلمات أخرى أو بلغة أخرى، والأرقام والأسماء واردة في الاقتباس.",
        translation="ترجمة",
        machine_translation="ترجمة آلية",
        nearest="أقرب ما يقوله المقال، وليس جوابًا عن السؤال:",
        quoted="منقول من المقال",
        generated="صاغه النموذج اللغوي وروجع على المقال",
        seconds="ث",
        stopped="أوقفتَ الإجابة قبل اكتمالها، وما ظهر منها لم يُراجَع.",
        details="التفاصيل",
        failed_question="لم أستطع قراءة هذا السؤال؛ جرّب سؤالًا أقصر.",
        failed_model="تعذّر على النموذج اللغوي أن يجيب؛ أعد المحاولة بعد قليل.",
        failed_storage="تعذّر فتح فهرس المقال؛ أعد تشغيل المساعد.",
        failed="حدث خطأ ولم تكتمل الإجابة؛ سؤالك محفوظ، ويمكنك إرساله من جديد.",
    ),
    "en": MessageWords(
        paragraph="Paragraph",
        searching="Searching the article…",
        reading="Reading these passages…",
        passages_read="Passages read",
        not_checked="A draft, not yet checked against the article",
        sources="From the article",
        verbatim="Word for word",
        verbatim_means="The answer repeats the article's words as they stand.",
        supported="Supported",
        supported_means="Said in other words or another language; its numbers and names stand in the quote.",
        translation="Translation",
        machine_translation="Machine translation",
        nearest="The nearest that the article does say, not an answer to the question:",
        quoted="Quoted from the article",
        generated="Written by the language model and checked against the article",
        seconds="s",
        stopped="You stopped this answer before it was complete; what it shows was not checked.",
        details="Details",
        failed_question="This question could not be read; try a shorter one.",
        failed_model="The language model could not answer; try again in a moment.",
        failed_storage="The article's index could not be opened; start the assistant again.",
        failed="Something went wrong and the answer is not complete; your question is kept, send it again.",
    ),
}


def count_paragraphs(count: int, language: Language) -> str:
    """`count` paragraphs in words; Arabic has a form for one, for two, for 3 to 10 and for more."""
    if language == "en":
        return f"{count} paragraph" if count == 1 else f"{count} paragraphs"
    if count in (1, 2):
        return ("فقرة واحدة", "فقرتان")[count - 1]
    # Only the last two digits decide: 103 takes the form of 3, and 100 to 102 that of a hundred.
    if 3 <= count % 100 <= 10:
        return f"{count} فقرات"
    return f"{count} فقرة"
