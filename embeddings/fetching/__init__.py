"""From the address of a page to its bytes, asked for in a way that nobody can turn against this machine's network.

An address may come from anywhere, and this machine reaches what its author doesn't: itself, the network around it,
the service that hands a cloud machine its keys. So a name is looked up here and once, every address that it has must
be one of the public Internet, and the connection goes to the address that was checked. Each redirect is judged as if
it had been given.
"""

from embeddings.fetching.addresses import is_private, is_public
from embeddings.fetching.fetcher import Fetcher, Limits
from embeddings.fetching.page import Page
from embeddings.fetching.targets import shown

__all__ = ["Fetcher", "Limits", "Page", "is_private", "is_public", "shown"]
