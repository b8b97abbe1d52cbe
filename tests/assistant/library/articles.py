"""Small articles for a library, and a library over a model that costs microseconds."""

from pathlib import Path
from typing import Any

from assistant.library.library import Library
from assistant.settings import Settings
from embeddings.article import Article
from tests.embeddings.fakes import word_overlap

FERRY = Article.from_text(
    "The ferry\n\nThe ferry Aurora crosses the strait twice a day. It carries ninety cars and leaves from Tarn.\n\n"
    "Captain Ilse Brandt has steered it since 1998.",
    "The ferry Aurora",
)
GARLIC = Article.from_text(
    "Growing garlic\n\nGarlic is planted in October and harvested in July. Each clove becomes a bulb.\n\n"
    "Water it weekly, and stop watering when the leaves turn yellow.",
    "Growing garlic",
)
CORAL = Article.from_text(
    "الشعاب المرجانية\n\nتعيش الشعاب المرجانية في المياه الدافئة الضحلة. وتبني المرجانيات هياكل من الكلس.\n\n"
    "تقول الباحثة ليلى منصور إن الشعاب فقدت نصف مساحتها منذ عام 1950.",
    "الشعاب المرجانية",
)
ALL = (FERRY, GARLIC, CORAL)


def settings(folder: Path, threshold: float = 0.0) -> Settings:
    """Of a library that takes every article to answer every question, unless `threshold` says otherwise."""
    return Settings(llm="none", embeddings="fake", ranker="none", data_dir=folder, threshold=threshold)


def small_library(folder: Path, *articles: Article, threshold: float = 0.0, **given: Any) -> Library:
    """A library of these articles over a word-overlap embedder."""
    library = Library(settings(folder, threshold), embedder=word_overlap(400), **given)
    for article in articles:
        library.add(article)
    return library
