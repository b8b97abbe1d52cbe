"""How many are served at once, how many wait, and that the rest are told to come back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ui.api.errors import busy


class Slots:
    """`at_once` are served, `waiting` more wait for `patience` seconds at most. Of one event loop."""

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._room = waiting
        self._patience = patience

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Hold a slot, which is given back however the block ends.

        Raises:
            RefusedError: there is none, and none will be soon.
        """
        if self._free.locked():
            if not self._room:
                raise busy()
            self._room -= 1
            try:
                async with asyncio.timeout(self._patience):
                    await self._free.acquire()
            except TimeoutError:
                raise busy() from None
            finally:
                self._room += 1
        else:
            await self._free.acquire()
        try:
            yield
        finally:
            self._free.release()
