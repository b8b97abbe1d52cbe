"""Hearing a language model out: how long it is waited for, one try more, and leaving it.

A client's own time limit is for each read, so a server that sends a blank now and then holds it for ever; and a thread
that waits for a server can't be told to stop. So models are asked in an event loop, where whatever they are doing
can be cancelled, which closes the connection.
"""

import asyncio
import logging
import random
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Generator, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.trouble import TroubleError, may_pass, trouble_of

T = TypeVar("T")

MAX_HEARD: Final = 40_000
"""Characters of one reply, thoughts included; as many as its tokens can't be, unless the server pays no heed."""

BEAT: Final = 0.5
"""Seconds of silence after which whoever listens gets the word again, and may leave."""

_PAUSE: Final = (0.4, 1.2)  # seconds before the second try, drawn, so that many who failed don't come back as one

_log = logging.getLogger(__name__)

_starting: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a model may take to its first word, and to its last."""

    first: float = 30.0
    total: float = 60.0


def hear(model: BaseChatModel, messages: Sequence[BaseMessage], limits: Limits) -> Generator[str]:
    """What `model` replies, piece by piece, and "" whenever it is silent for `BEAT`. Closing it ends the work.

    What may pass is tried once more, as long as no word has come.

    Raises:
        TroubleError: the reply isn't whole.
    """
    end = time.monotonic() + limits.total
    first = min(end, time.monotonic() + limits.first)
    heard, again = 0, True
    while True:
        try:
            with closing(_pieces(model, messages, first, end)) as pieces:
                for piece in pieces:
                    heard += len(piece)
                    if heard > MAX_HEARD:
                        raise TroubleError("endless", f"more than {MAX_HEARD:,} characters")
                    yield piece
            return
        except TroubleError:
            raise
        except Exception as error:  # each provider's client has errors of its own
            pause = random.uniform(*_PAUSE)
            if heard or not again or not may_pass(error) or time.monotonic() + pause > first:
                trouble = "broken" if heard else trouble_of(error)
                raise TroubleError(trouble, f"{type(error).__name__}: {error}") from error
            _log.warning("The language model is asked again: %s: %s", type(error).__name__, error)
        again = False
        yield ""
        time.sleep(pause)


def _pieces(model: BaseChatModel, messages: Sequence[BaseMessage], first: float, end: float) -> Generator[str]:
    """One try; `first` and `end` are readings of `time.monotonic`."""
    reply = model.astream(list(messages))
    step = _start(_next(reply))
    limit = first
    try:
        while True:
            while not step.done():
                left = limit - time.monotonic()
                if left <= 0:
                    raise TroubleError("slow", "no word yet" if limit == first else "not done yet")
                wait([step], min(left, BEAT))
                if not step.done():
                    yield ""
            piece = step.result()
            if piece is None:
                return
            if piece:
                limit = end
                yield piece
            step = _start(_next(reply))
    finally:
        # Cancelled in the middle of a step, a reply ends by itself.
        if not step.cancel():
            _start(_close(reply))


async def _next(reply: AsyncIterator[Any]) -> str | None:
    """The text of the next piece; None after the last."""
    async for piece in reply:
        text: str = piece.text
        return text
    return None


async def _close(reply: AsyncIterator[Any]) -> None:
    await reply.aclose()  # type: ignore[attr-defined]  # LangChain's are generators


def _start(work: Coroutine[Any, Any, T]) -> Future[T]:
    with _starting:  # `lru_cache` would let callers at the same time each make one of their own
        loop = _loop()
    return asyncio.run_coroutine_threadsafe(work, loop)


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """One for the whole process: clients keep their connections in the loop that they were opened in."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop
