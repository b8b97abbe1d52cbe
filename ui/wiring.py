"""Which event of the page does what."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Final

import gradio as gr

from embeddings.text import is_language
from ui import asking, library, starting
from ui.asking import Update
from ui.command import Command
from ui.conversation import Turn
from ui.conversational import MakeAssistant
from ui.layout import Parts
from ui.limits import OPENING_AT_ONCE
from ui.notebook import Notebook
from ui.opening import Arrivals
from ui.panes import notice_html
from ui.preparation import Preparation
from ui.run import Runs, Turns
from ui.shelf import Shelf
from ui.strings import PAGE

_QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}

# What the script asks for takes the place of the hidden text box's value; the states stay on the server.
_TAKE: Final = "async (_, ...rest) => [await readingRoom.there(readingRoom.take()), ...rest]"


class Wiring:
    """Which event of the page does what. What it does to articles and conversations is kept on disk."""

    def __init__(self, page: gr.Blocks, parts: Parts, preparation: Preparation, make: MakeAssistant) -> None:
        self.page, self.parts, self.preparation, self.make = page, parts, preparation, make
        self.assistant = preparation.assistant
        self._asking = [parts.send.click, parts.question.submit, parts.ask.click]
        self._late: list[Any] = []
        self._runs = Runs()

    def connect(self) -> None:
        self._connect_asking()
        self._connect_ending()
        self._connect_opening()
        self._connect_acts()
        self._connect_start()
        # What comes late must not stand under the next answer, or beside another article.
        late = [*self._asking, self.parts.clear.click, self.parts.open.click, self.parts.act.click]
        gr.on(late, None, cancels=self._late, queue=False, **_QUIET)

    def _begin_after(self, event: Any) -> None:
        """Show questions to begin with after `event`, where nothing is asked."""
        parts = self.parts
        self._late.append(
            event.then(
                lambda turns, shelf: starting.begin(parts, self.preparation, turns, self._shelf(shelf)),
                [parts.turns, parts.shelf],
                parts.welcome,
                concurrency_limit=None,
                **_QUIET,
            )
        )

    def _shelf(self, shelf: Shelf | None) -> Shelf:
        return shelf or Shelf.of(self.assistant)

    def _keeping(self, shelf: Shelf | None, key: str) -> Callable[[Update], Update]:
        notebook = Notebook.of(self.assistant.settings.data_dir, key)
        return starting.Keeping(self.parts, notebook, lambda: self._shelf(shelf)).keep

    def _connect_start(self) -> None:
        parts = self.parts
        come = self.page.load(
            lambda key: starting.come(parts, self.assistant, self.make, key),
            parts.language,
            [*parts.library, parts.key, parts.arrivals],
            js="() => readingRoom.key()",
            queue=False,
            **_QUIET,
        )
        # What a reader does before that waits for it, so that a question goes on from the conversation that was kept.
        come.then(None, None, js="() => readingRoom.came()", **_QUIET)
        ready = come.then(
            lambda: (yield from starting.get_ready(parts, self.preparation)),
            None,
            parts.status,
            concurrency_limit=None,
            **_QUIET,
        ).then(
            lambda shelf: starting.greet(parts, self.preparation, self._shelf(shelf)),
            parts.shelf,
            parts.getting_ready,
            queue=False,
            **_QUIET,
        )
        self._begin_after(ready)
        widgets = [parts.question, parts.send, parts.stop, parts.clear, parts.upload]
        for trigger in (self.page.load, parts.speak.click):
            trigger(
                lambda name: _speak(parts, name),
                parts.language,
                widgets,
                js="() => readingRoom.language",
                queue=False,
                **_QUIET,
            )

    def _connect_asking(self) -> None:
        parts = self.parts

        async def ask(
            typed: str, command: str, turns: Turns, shelf: Shelf | None, key: str, request: gr.Request
        ) -> AsyncIterator[Update]:
            session = request.session_hash or ""
            run = self._runs.of(session)
            if run and not run.done:
                yield {parts.notice: notice_html("still_answering")}
                return
            updates = asking.ask(parts, typed, Command.parse(command), turns, self._shelf(shelf))
            keep = self._keeping(shelf, key)
            async for update in self._runs.answer(session, turns, updates, keep, lambda it: it.get(parts.turns)):
                yield update

        asked = gr.on(
            self._asking,
            ask,
            [parts.question, parts.command, parts.turns, parts.shelf, parts.key],
            self._ended,
            js="async (typed, _, ...rest) => [typed, await readingRoom.asking(typed), ...rest]",
            trigger_mode="multiple",  # the script lets one go at a time; Gradio would drop the others without a word
            **_QUIET,
        )
        for over in (asked.then, asked.failure):
            over(None, None, js="() => readingRoom.answered()", **_QUIET)
        self._late.append(
            asked.then(
                lambda turns, shelf: asking.go_on(parts, turns, self._shelf(shelf)),
                [parts.turns, parts.shelf],
                parts.next,
                **_QUIET,
            )
        )

    @property
    def _ended(self) -> list[Any]:
        """What the end of an answer changes, however it comes."""
        return [*self.parts.conversation, self.parts.shelf, self.parts.progress]

    def _connect_ending(self) -> None:
        parts = self.parts

        async def stop(turns: Turns, shelf: Shelf | None, key: str, request: gr.Request) -> Update:
            run = self._runs.of(request.session_hash or "")
            if run:
                await run.end(lambda turns: asking.stop(parts, turns, self._shelf(shelf)))
            elif turns and turns[-1].pending:  # nobody is at it any more
                return self._one(asking.stop(parts, turns, self._shelf(shelf)), shelf, key)
            return {parts.notice: gr.skip()}

        async def clear(turns: Turns, shelf: Shelf | None, key: str, request: gr.Request) -> Update:
            def cleared(turns: Turns) -> Update:
                return asking.clear(parts, turns, self._shelf(shelf))

            run = self._runs.of(request.session_hash or "")
            if run is None:
                return self._one(cleared(turns), shelf, key)
            if await run.end(cleared):
                return {parts.notice: gr.skip()}
            return self._one(cleared(run.turns), shelf, key)

        for button, end in ((parts.stop, stop), (parts.clear, clear)):
            held = [parts.turns, parts.shelf, parts.key]
            self._begin_after(button.click(end, held, self._ended, queue=False, **_QUIET))

    def _one(self, update: Update, shelf: Shelf | None, key: str) -> Update:
        return self._keeping(shelf, key)(update)

    def _connect_opening(self) -> None:
        parts = self.parts

        def open_own(command: str, arrivals: Arrivals | None, shelf: Shelf | None) -> Iterator[Update]:
            asked = Command.parse(command)
            yield from library.open_own(parts, self.make, asked, arrivals or Arrivals(), self._shelf(shelf))

        def open_file(path: str | None, arrivals: Arrivals | None, shelf: Shelf | None) -> Iterator[Update]:
            yield from library.open_file(parts, self.make, path, arrivals or Arrivals(), self._shelf(shelf))

        def enter(turns: tuple[Turn, ...], shelf: Shelf | None, arrivals: Arrivals | None, key: str) -> Update:
            update = library.enter(parts, turns, self._shelf(shelf), arrivals or Arrivals())
            return self._one(update, shelf, key)

        # While one is being opened the others wait for their turn, and nothing that is asked meanwhile is lost:
        # the conversation is looked at when the article is ready.
        busy: dict[str, Any] = {
            "concurrency_limit": OPENING_AT_ONCE,
            "concurrency_id": "opening",
            "trigger_mode": "multiple",
        }
        own = parts.open.click(
            open_own, [parts.command, parts.arrivals, parts.shelf], parts.progress, js=_TAKE, **busy, **_QUIET
        )
        file = parts.upload.upload(
            open_file, [parts.upload, parts.arrivals, parts.shelf], parts.progress, **busy, **_QUIET
        )
        parts.halt.click(
            lambda: {parts.progress: notice_html("halted")}, None, parts.progress, cancels=[own], queue=False, **_QUIET
        )
        for ready in (own, file):
            held = [parts.turns, parts.shelf, parts.arrivals, parts.key]
            self._begin_after(ready.then(enter, held, parts.library, queue=False, **_QUIET))

    def _connect_acts(self) -> None:
        parts = self.parts

        def act(command: str, turns: tuple[Turn, ...], shelf: Shelf | None, key: str) -> Update:
            update = library.act(parts, Command.parse(command), turns, self._shelf(shelf))
            return self._one(update, shelf, key)

        def take(command: str, turns: tuple[Turn, ...], shelf: Shelf | None, language: str) -> Update:
            return library.take(parts, Command.parse(command), turns, self._shelf(shelf), language)

        acted = parts.act.click(
            act,
            [parts.command, parts.turns, parts.shelf, parts.key],
            parts.library,
            js=_TAKE,
            queue=False,
            trigger_mode="multiple",  # the script lets one go at a time
            **_QUIET,
        ).then(None, None, js="() => readingRoom.acted()", **_QUIET)
        self._begin_after(acted)
        parts.take.click(
            take,
            [parts.command, parts.turns, parts.shelf, parts.language],
            [parts.file, parts.notice],
            js="(_, turns, shelf) => [readingRoom.take(), turns, shelf, readingRoom.language]",
            queue=False,
            **_QUIET,
        ).then(None, parts.file, js="(file) => readingRoom.save(file)")


def _speak(parts: Parts, name: str) -> Update:
    """The words of the widgets; what is HTML carries both languages and is switched by the style sheet."""
    words = PAGE[name if is_language(name) else "en"]
    return {
        parts.question: gr.update(placeholder=words.placeholder, label=words.question),
        parts.send: words.send,
        parts.stop: words.stop,
        parts.clear: words.clear,
        parts.upload: gr.update(label=words.upload),
    }
