"""Errors of reading and finding. The whole tree is drawn in `assistant.errors`."""


class ArticleAssistantError(Exception):
    """Base of the project's errors: catch it to catch them all."""


class ArticleError(ArticleAssistantError):
    """The article can't be read."""


class TranslationError(ArticleAssistantError):
    """A parallel translation doesn't fit its article."""


class EmbeddingError(ArticleAssistantError):
    """The embedding model can't be loaded, or a text doesn't fit it."""


class StorageError(ArticleAssistantError):
    """The index can't be built, opened or written."""
