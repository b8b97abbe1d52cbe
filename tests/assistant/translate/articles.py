"""A small article in each language, good translations of their sentences, and replies that hold them."""

from collections.abc import Sequence
from pathlib import Path

from assistant.settings import Settings
from embeddings.article import Article

CORAL = Article.from_text(
    "الشعاب المرجانية\n\nتعيش الشعاب المرجانية في المياه الدافئة الضحلة. وتبني المرجانيات هياكل من الكلس.\n\n"
    "تقول الباحثة ليلى منصور إن الشعاب فقدت نصف مساحتها منذ عام 1950. وصل جاريد كوشنر إلى موسكو في 22 يناير.",
    "الشعاب المرجانية",
)
ENGLISH = (
    "Coral reefs",
    "The coral reefs live in warm, shallow waters.",
    "Corals build skeletons of limestone.",
    "The researcher Layla Mansour says that the reefs have lost half of their area since 1950.",
    "Jared Kushner arrived in Moscow on January 22.",
)

FERRY = Article.from_text(
    "The ferry\n\nThe ferry Aurora crosses the strait twice a day. It carries ninety cars.\n\n"
    "Captain Ilse Brandt has steered it since 1998.",
    "The ferry",
)
ARABIC = (
    "العبّارة",
    "تعبر العبّارة أورورا المضيق مرتين في اليوم.",
    "وتحمل تسعين سيارة.",
    "تقودها القبطانة إلسه براندت منذ عام 1998.",
)


def reply(texts: Sequence[str]) -> str:
    """A model's reply that gives `texts`."""
    return "\n".join(f"[{number}] {text}" for number, text in enumerate(texts, 1))


def hosted(folder: Path) -> Settings:
    """Settings over a fake embedder; the model is given beside them."""
    return Settings(llm="none", embeddings="fake", ranker="none", data_dir=folder, threshold=0.0)
