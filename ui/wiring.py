"""Which event of the page does what."""

from collections.abc import Iterator
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

    def connect(self) -> None:
        asked = self._connect_asking()
        self._connect_ending(asked)
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

    def _kept(self, updates: Iterator[Update], shelf: Shelf | None, key: str) -> Iterator[Update]:
        notebook = Notebook.of(self.assistant.settings.data_dir, key)
        return starting.kept(self.parts, updates, notebook, lambda: self._shelf(shelf))

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

    def _connect_asking(self) -> Any:
        parts = self.parts

        def ask(typed: str, command: str, turns: tuple[Turn, ...], shelf: Shelf | None, key: str) -> Iterator[Update]:
            updates = asking.ask(parts, typed, Command.parse(command), turns, self._shelf(shelf))
            yield from self._kept(updates, shelf, key)

        asked = gr.on(
            self._asking,
            ask,
            [parts.question, parts.command, parts.turns, parts.shelf, parts.key],
            parts.conversation,
            js="async (typed, _, ...rest) => [typed, await readingRoom.next(readingRoom.asking()), ...rest]",
            trigger_mode="once",
            **_QUIET,
        )
        self._late.append(
            asked.then(
                lambda turns, shelf: asking.go_on(parts, turns, self._shelf(shelf)),
                [parts.turns, parts.shelf],
                parts.next,
                **_QUIET,
            )
        )
        return asked

    def _connect_ending(self, asked: Any) -> None:
        parts = self.parts

        def stop(turns: tuple[Turn, ...], shelf: Shelf | None, key: str) -> Update:
            return self._one(asking.stop(parts, turns, self._shelf(shelf)), shelf, key)

        def clear(turns: tuple[Turn, ...], shelf: Shelf | None, key: str) -> Update:
            return self._one(asking.clear(parts, turns, self._shelf(shelf)), shelf, key)

        for button, end in ((parts.stop, stop), (parts.clear, clear)):
            ended = button.click(
                end,
                [parts.turns, parts.shelf, parts.key],
                [*parts.conversation, parts.shelf, parts.progress],
                cancels=[asked],
                queue=False,
                **_QUIET,
            )
            self._begin_after(ended)

    def _one(self, update: Update, shelf: Shelf | None, key: str) -> Update:
        return next(self._kept(iter((update,)), shelf, key))

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
