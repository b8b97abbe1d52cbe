"""Where the indexes of articles are kept, as the settings say."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from assistant.settings import Settings

if TYPE_CHECKING:
    from embeddings.index import ChromaServer, ServerStore, Store

_connecting: Final = threading.Lock()


def store_of(settings: Settings, busy: Callable[[], None] = lambda: None) -> "Store":
    """The store for `settings`; `busy` is called when another process is building what is wanted."""
    # Brings Chroma, which takes half a second.
    from embeddings.index import ChromaServer, LocalStore

    url = settings.chroma_url
    if url is None:
        return LocalStore(settings.data_dir, settings.wait, busy)
    server = ChromaServer(url, settings.chroma_tenant, settings.chroma_database, settings.chroma_key)
    with _connecting:  # `lru_cache` would let callers at the same time each make one of their own
        return _shared(server)


@lru_cache(maxsize=2)
def _shared(server: "ChromaServer") -> "ServerStore":
    """One connection in a process, whatever the number of assistants."""
    from embeddings.index import ServerStore

    return ServerStore(server)


def forget(article_id: str, settings: Settings) -> None:
    """Remove every index of an article from where the settings keep them.

    An assistant that has it open goes on; one that is opened later makes it again.

    Raises:
        BusyError: it is being built right now.
        StorageError: the place can't be used.
    """
    store_of(replace(settings, wait=0)).remove(article_id)
