"""Getting the page's own assistant ready while the page can be read."""

import logging
import threading
from collections.abc import Iterator
from typing import Final, Self

from assistant.errors import ArticleAssistantError
from ui.conversational import Conversational, Progress
from ui.opening import Refusal, Step, step_of

_log = logging.getLogger(__name__)

_POLL: Final = 0.2


class Preparation:
    """An assistant that is made ready in a thread of its own, while any number of readers wait for it."""

    def __init__(self, assistant: Conversational) -> None:
        self.assistant = assistant
        self.error: Exception | None = None
        self._tell: Progress | None = None
        self._latest = Step("loading")
        self._done = threading.Event()

    def start(self, tell: Progress | None = None) -> Self:
        """Begin; `tell` hears the same progress as the readers do."""
        self._tell = tell
        threading.Thread(target=self._work, daemon=True).start()
        return self

    def wait(self) -> None:
        """Until it is ready.

        Raises:
            ArticleAssistantError: as `Assistant.prepare`.
        """
        self._done.wait()
        if self.error:
            raise self.error

    def steps(self, poll: float = _POLL) -> Iterator[Step | Refusal]:
        """The steps from now on, until it is ready; a refusal last where it can't be."""
        shown: Step | None = None
        while not self._done.wait(poll if shown else 0):
            if self._latest != shown:
                shown = self._latest
                yield shown
        if self.error:
            ours = isinstance(self.error, ArticleAssistantError)
            yield Refusal("failed_start", str(self.error) if ours else "")

    def _work(self) -> None:
        try:
            self.assistant.prepare(self._progress)
        except BaseException as error:  # noqa: BLE001  # whatever it was, a library's panic too, it is told to who waits
            if not isinstance(error, ArticleAssistantError):
                _log.exception("The assistant could not get ready")
            self.error = error if isinstance(error, Exception) else RuntimeError(str(error))
        finally:
            self._done.set()

    def _progress(self, what: str, done: int, total: int) -> None:
        self._latest = step_of(what, done, total)
        if self._tell:
            self._tell(what, done, total)
