"""Errors of reading and finding. The whole tree is drawn in `assistant.errors`."""


class ArticleAssistantError(Exception):
    """Base of the project's errors: catch it to catch them all."""


class ArticleError(ArticleAssistantError):
    """The article can't be read.

    `code` names the reason for who tells it in other words or another language, and `values` are what stands in
    it; the code is empty where the message alone tells.
    """

    def __init__(self, message: str, code: str = "", **values: str | int) -> None:
        super().__init__(message)
        self.code = code
        self.values = values


class TranslationError(ArticleAssistantError):
    """A parallel translation doesn't fit its article."""


class EmbeddingError(ArticleAssistantError):
    """The embedding model can't be loaded, or a text doesn't fit it."""


class StorageError(ArticleAssistantError):
    """The index can't be built, opened or written."""


class BusyError(StorageError):
    """Another process is building the index, for longer than was to be waited."""
