"""Everything that this project raises on purpose, in one tree.

    ArticleAssistantError
    ├── ArticleError        the article can't be read: not there, empty, binary, wrong encoding
    ├── TranslationError    a parallel translation doesn't fit its article
    ├── EmbeddingError      the embedding model can't be loaded, or a text doesn't fit it
    ├── StorageError        the index can't be built, opened or written
    │   └── BusyError       another process is building it, for longer than was to be waited
    ├── SettingsError       a setting has a value that it can't have
    ├── QuestionError       the question is empty, too long or no text
    ├── LibraryError        a library has no such article, or none at all
    ├── ModelError          the language model can't be loaded, or failed
    └── EvaluationError     a data set or a file of records can't be used

"Not in the article" and a rejected citation are answers, not errors.
"""

from embeddings.errors import (
    ArticleAssistantError,
    ArticleError,
    BusyError,
    EmbeddingError,
    StorageError,
    TranslationError,
)

__all__ = [
    "ArticleAssistantError",
    "ArticleError",
    "BusyError",
    "EmbeddingError",
    "EvaluationError",
    "LibraryError",
    "ModelError",
    "QuestionError",
    "SettingsError",
    "StorageError",
    "TranslationError",
]


class SettingsError(ArticleAssistantError):
    """A setting has a value that it can't have."""


class QuestionError(ArticleAssistantError):
    """The question is empty, too long or no text."""


class LibraryError(ArticleAssistantError):
    """A library has no such article, or none at all."""


class ModelError(ArticleAssistantError):
    """The language model can't be loaded, or failed."""


class EvaluationError(ArticleAssistantError):
    """A data set or a file of records can't be used."""
