"""An answer for a request that may be broken off: who leaves frees the place, and the model stops."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing
from typing import Protocol, TypeVar

import anyio
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Send

from assistant.answer import Answer, AnswerEvent
from assistant.library.store import Entry
from assistant.settings import Settings
from assistant.turn import History
from embeddings.article import Article
from embeddings.passages import Passage
from ui.api.errors import RefusedError
from ui.api.slots import Slots

T = TypeVar("T")


class Shelved(Protocol):
    """A library, as `assistant.Library` is."""

    @property
    def settings(self) -> Settings: ...

    def __contains__(self, article_id: object) -> bool: ...

    def list(self) -> tuple[Entry, ...]: ...

    def get(self, article_id: str) -> Article: ...

    def add(self, article: Article) -> Entry: ...

    def remove(self, article_id: str) -> None: ...

    def stream(self, question: str, article: str | None = None, history: History = ()) -> Iterator[AnswerEvent]: ...

    def retrieve(self, question: str, article: str | None = None, k: int = 5) -> tuple[Passage, ...]: ...


class Desk:
    """A library and the places at it: who asks, and who adds."""

    def __init__(self, library: Shelved, asking: Slots, adding: Slots) -> None:
        self.library = library
        self._asking = asking
        self._adding = adding

    async def events(self, question: str, article: str | None, history: History) -> AsyncGenerator[AnswerEvent, None]:
        """The steps to an answer. Close it where it is left: the model stops at its next word."""
        async with self._asking.slot():
            steps = self.library.stream(question, article, history)
            try:
                # A thread that has begun a step ends it before the place is free: nothing goes on unseen.
                while (event := await run_in_threadpool(next, steps, None)) is not None:
                    yield event
            finally:
                close = getattr(steps, "close", None)
                if close:
                    close()

    async def answer(self, question: str, article: str | None, history: History) -> Answer:
        """The checked answer alone."""
        async with aclosing(self.events(question, article, history)) as events:
            async for event in events:
                if event.answer:
                    return event.answer
        raise AssertionError("a stream ends with an answer")

    async def retrieve(self, question: str, article: str | None, k: int) -> tuple[Passage, ...]:
        """The nearest passages."""
        async with self._asking.slot():
            return await run_in_threadpool(self.library.retrieve, question, article, k)

    async def add(self, read: Callable[[], Article]) -> Entry:
        """Add what `read` reads."""
        async with self._adding.slot():
            return await run_in_threadpool(lambda: self.library.add(read()))


async def unless_left(request: Request, work: Callable[[], Awaitable[T]]) -> T:
    """What `work` comes to; it is broken off where who asked has left.

    Raises:
        RefusedError: they have.
    """
    done: list[T] = []
    failed: list[Exception] = []

    async def _work() -> None:
        try:
            done.append(await work())
        except Exception as error:  # noqa: BLE001  # raised again below, out of the group
            failed.append(error)

    async with anyio.create_task_group() as group:

        async def _watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            group.cancel_scope.cancel()

        group.start_soon(_watch)
        await _work()
        group.cancel_scope.cancel()
    if failed:
        raise failed[0]
    if not done:
        raise RefusedError(499, "left", "Who asked has left.")
    return done[0]


class ServerSentEvents(StreamingResponse):
    """A response in pieces, whose iterator is closed as soon as the reader has left."""

    media_type = "text/event-stream"

    def __init__(self, content: AsyncIterator[str], status_code: int = 200) -> None:
        # Proxies keep what they pass on until they have enough of it, unless they are told.
        super().__init__(content, status_code, headers={"cache-control": "no-store", "x-accel-buffering": "no"})

    async def stream_response(self, send: Send) -> None:
        async with aclosing(self.body_iterator):  # type: ignore[type-var]
            await super().stream_response(send)
