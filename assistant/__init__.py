"""Ask an article, in Arabic or English, and get answers whose every claim is cited.

>>> from assistant import ask
>>> print(ask("When did Witkoff and Kushner arrive in Moscow?"))  # doctest: +SKIP
"""

from assistant.answer import Answer, AnswerEvent, Citation
from assistant.chat import Assistant, ask
from assistant.library.library import Library
from assistant.settings import Settings
from embeddings.article import Article, Paragraph
from embeddings.passages import Passage

__all__ = [
    "Answer",
    "AnswerEvent",
    "Article",
    "Assistant",
    "Citation",
    "Library",
    "Paragraph",
    "Passage",
    "Settings",
    "ask",
]
