"""An answer that is being made, which its reader may end at once, whatever a search or a model is doing.

Gradio's own way to cancel an event waits until the step that a thread is in is over, some seconds, and until then the
browser lets no other event of the kind out; what the step brings may come after the page has said that it was stopped.
Here a run is told to end and ends by itself: what it shows last comes in line behind all that it has shown before.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from typing import Any, Final, TypeVar

from anyio import CapacityLimiter, to_thread

from ui.asking import Update
from ui.conversation import Turn
from ui.limits import AT_ONCE

T = TypeVar("T")

Turns = tuple[Turn, ...]

_leaving: Final[set[asyncio.Task[None]]] = set()


class Run:
    """One answer, from the question to the last update."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        """As they are in the page."""
        self.done = False
        """The last update is on its way, and another question may follow."""
        self._last: Callable[[Turns], Update] | None = None
        self._told = asyncio.Event()
        self._over = asyncio.Event()

    async def end(self, last: Callable[[Turns], Update]) -> bool:
        """End it now, with what `last` makes of the turns. False if it was over before that was shown."""
        self._last = last
        self._told.set()
        await self._over.wait()
        return self._last is None

    async def through(self, updates: Generator[Update], limiter: CapacityLimiter) -> AsyncIterator[Update]:
        """The updates, each made in a thread. The step that an end finds it in is left alone, and nobody waits."""
        told = asyncio.ensure_future(self._told.wait())
        step: asyncio.Future[Update | None] | None = None
        try:
            while True:
                step = asyncio.ensure_future(to_thread.run_sync(next, updates, None, limiter=limiter))
                await asyncio.wait((step, told), return_when=asyncio.FIRST_COMPLETED)
                if self._last:
                    last, self._last = self._last, None
                    yield await to_thread.run_sync(last, self.turns)
                    return
                update = await step
                if update is None:
                    return
                yield update
        finally:
            told.cancel()
            if step:
                task = asyncio.ensure_future(_leave(step, updates))
                _leaving.add(task)
                task.add_done_callback(_leaving.discard)

    def over(self) -> None:
        """Everything that it has shown is in the page."""
        self.done = True
        self._over.set()


class Runs:
    """The answers that are being made, one a session."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self._limiter: CapacityLimiter | None = None

    def of(self, session: str) -> Run | None:
        return self._runs.get(session)

    async def answer(
        self,
        session: str,
        turns: Turns,
        updates: Generator[Update],
        keep: Callable[[Update], Update],
        turns_of: Callable[[Update], Turns | None],
    ) -> AsyncIterator[Update]:
        """The updates of one more answer, each once `keep` has made it what is shown.

        `turns_of` are those that an update brings.
        """
        run = self._runs[session] = Run(turns)
        self._limiter = self._limiter or CapacityLimiter(AT_ONCE)
        try:
            async for update in run.through(updates, self._limiter):
                shown = await to_thread.run_sync(keep, update)
                after = turns_of(update)
                if after is not None:
                    run.turns = after
                    run.done = not (after and after[-1].pending)
                yield shown
        finally:
            run.over()
            if self._runs.get(session) is run:
                del self._runs[session]


async def _leave(step: asyncio.Future[Any], updates: Generator[Update]) -> None:
    """Close what is left, which ends the work on it, once the step that it is in is over."""
    await asyncio.wait((step,))
    if not step.cancelled():
        step.exception()
    await to_thread.run_sync(updates.close)
