"""The words of an exported conversation, in both languages, beside those that its messages have in the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from embeddings.text import Language


@dataclass(frozen=True, slots=True)
class ExportWords:
    """The words around the conversation in a file, and those for what the page shows in other ways."""

    conversation: str
    about: str
    articles: str
    source: str
    day: str
    checked: str
    checked_how: str
    unfinished: str


EXPORT: Final[Mapping[Language, ExportWords]] = {
    "ar": ExportWords(
        conversation="محادثة مع مقال",
        about="المقال",
        articles="المقالات المستشهد بها",
        source="المصدر",
        day="حُفظت في",
        checked="كيف جرى التحقق من الاقتباسات",
        checked_how=(
            "قارن البرنامج كل اقتباس بنص المقال حرفًا بحرف، فهو وارد فيه كما هو وفي الفقرة المذكورة. "
            "وقد تأكد البرنامج من وجود الاقتباس، أما دلالته على ما قيل فالحكم فيها للقارئ."
        ),
        unfinished="لم تكتمل الإجابة عن هذا السؤال، ولم يُصدَّر ما لم يُراجَع منها.",
    ),
    "en": ExportWords(
        conversation="A conversation with an article",
        about="The article",
        articles="Articles cited",
        source="Source",
        day="Saved on",
        checked="How the quotes were checked",
        checked_how=(
            "A program compared every quote with the article, character by character: it stands there as shown, in "
            "the paragraph that is named. That the quote is there is certain; whether it bears out what is said is "
            "for the reader to judge."
        ),
        unfinished="This question got no complete answer; what was not checked was left out.",
    ),
}
