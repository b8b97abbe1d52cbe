"""What an article is read from: a file, or the address of a page where the settings let addresses be asked."""

from pathlib import Path
from typing import Final

import regex

from assistant.errors import ArticleError
from assistant.settings import Settings
from assistant.translate.kept import with_kept_translation
from embeddings.article import Article
from embeddings.languages import is_foreign

ARTICLE_HELP: Final = (
    "a text, Markdown, HTML, DOCX or PDF file, or with ASSISTANT_URLS=on the address of one "
    "(default: the article that is shipped)"
)
"""What the command lines say about `--article`."""

_FOREIGN: Final = (
    "This article seems to be in neither Arabic nor English. The assistant is made for these two, and may miss what "
    "others say."
)

_GIVE: Final = "give the path of a text, Markdown, HTML, DOCX or PDF file"

_ADDRESS: Final = regex.compile(r"(?i)\s*[a-z][a-z0-9+.-]*://")


def read_source(source: str, settings: Settings) -> Article:
    """The article in the file at a path, or at the address of a page, with the translation of it that was made last.

    Raises:
        ArticleError: it can't be read, it is a folder or empty, or it is an address and `settings.urls` is off.
    """
    if not source.strip():
        raise ArticleError(f"The name of the article's file is empty; {_GIVE}.", "unreadable")
    if _is_folder(source):
        raise ArticleError(f"{source} is a folder; {_GIVE}.", "unreadable")
    if not _ADDRESS.match(source):
        return with_kept_translation(Article.from_file(source), settings.data_dir)
    if not settings.urls:
        raise ArticleError(
            "The article is named by an address, and reading from the web is off; set ASSISTANT_URLS=on, or save the "
            "page and name its file.",
            "urls_off",
        )
    return with_kept_translation(Article.from_url(source), settings.data_dir)


def _is_folder(source: str) -> bool:
    try:
        return Path(source).is_dir()
    except OSError:  # a name too long for one, as an address may be
        return False


def reservation(article: Article) -> str:
    """What to tell who asks `article` before its answers; empty where there is nothing to tell."""
    return _FOREIGN if is_foreign(article.text) else ""
