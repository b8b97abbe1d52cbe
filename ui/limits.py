"""How many are served at once: the page and the API have as many places each."""

from typing import Final

AT_ONCE: Final = 4
"""Questions that are answered at the same time."""

WAITING: Final = 32
"""Questions that wait for that."""

OPENING_AT_ONCE: Final = 1
"""Articles that are indexed at the same time: two would take twice as long each."""
