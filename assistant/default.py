"""The article that the project ships, and questions to begin with."""

from functools import lru_cache
from importlib.resources import files
from typing import Final

from embeddings.article import Article
from embeddings.text import Language
from embeddings.translation import Translation

SUGGESTIONS: Final[dict[Language, tuple[str, ...]]] = {
    "ar": (
        "متى وصل ويتكوف وكوشنر إلى موسكو؟",
        "من اقترح مجلس السلام؟",
        "ما النقاط التي لا تزال محل خلاف؟",
        "هل أُعلن عن اتفاق نهائي؟",
    ),
    "en": (
        "When did Witkoff and Kushner arrive in Moscow?",
        "Who proposed the Board of Peace?",
        "Which points remain in dispute?",
        "Has a final agreement been announced?",
    ),
}


# The report came without a headline: this one is the project's, as is its translation.
_TITLE: Final = "ويتكوف وكوشنر في موسكو لبحث سبل إنهاء الحرب في أوكرانيا"


@lru_cache(maxsize=1)
def default_article() -> Article:
    """The Arabic news report that the project ships, with its English translation."""
    folder = files("assistant") / "articles"
    article = Article.from_text((folder / "default.ar.txt").read_bytes().decode("utf-8"), _TITLE)
    document = (folder / "default.en.json").read_text("utf-8")
    return article.with_translation(Translation.from_json(document, article.text))
