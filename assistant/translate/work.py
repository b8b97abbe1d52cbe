"""Asking a model for the translations of sentences, batch by batch; each is checked, and one that fails asked again."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.draft import said
from assistant.errors import ModelError
from assistant.hearing import Limits, hear
from assistant.markers import neutralise
from assistant.translate.check import why_not
from assistant.translate.proper import in_lower_case
from assistant.translate.reply import numbered, parse
from assistant.trouble import TroubleError, reason
from embeddings.text import Language
from prompts import render

MAX_SENTENCES: Final = 10
MAX_CHARACTERS: Final = 1500
"""Of a batch: what a model translates well within the time and the tokens of one reply, in Arabic too."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Work:
    """The translation of the sentences of one article into `target`.

    `known` are the translations so far, by their sentences. It is filled while `steps` is run, and may be kept and
    given again, so that nothing is asked twice. `fits` says whether the embedding model can take a text.
    """

    title: str
    target: Language
    model: BaseChatModel
    limits: Limits
    known: dict[str, str]
    fits: Callable[[str], bool] = lambda _: True
    _heard: bool = field(default=False, init=False)
    _ordinary: set[str] = field(default_factory=set, init=False)
    _refused: dict[str, str] = field(default_factory=dict, init=False)

    def steps(self, sentences: Sequence[str]) -> Iterator[int]:
        """Translate those that are not known. Yields how many of them have been tried: after each reply, and whenever
        the model is silent. Closing it ends the model's work.

        Raises:
            ModelError: the model can't be reached, is too slow, or refuses; what is known stays known.
        """
        for text in sentences if self.target == "ar" else self.known.values():
            self._ordinary |= in_lower_case(text)
        missing = [sentence for sentence in sentences if sentence not in self.known]
        tried = 0
        try:
            for batch in _batches(missing):
                for _ in self._together(batch):
                    yield tried
                tried += len(batch)
                yield tried
            # By now more words are known to be no names.
            for sentence, text in self._refused.items():
                if sentence not in self.known:
                    self._take(sentence, text)
        except TroubleError as error:
            done = len(sentences) - sum(sentence not in self.known for sentence in sentences)
            raise ModelError(
                f"{reason(error.trouble, 'en')}: {done} of {len(sentences)} sentences are translated, and kept; "
                "translate once more to go on from there."
            ) from error

    def _together(self, batch: Sequence[str]) -> Iterator[None]:
        """Ask for a batch, and for those of it that fail once more, each alone."""
        yield from self._ask(batch)
        for sentence in batch:
            if sentence not in self.known:
                yield from self._ask([sentence])

    def _ask(self, batch: Sequence[str]) -> Iterator[None]:
        system = render("translate", self.target)
        human = render("sentences", self.target, title=neutralise(self.title), sentences=numbered(batch))
        reply = ""
        try:
            with closing(hear(self.model, [SystemMessage(system), HumanMessage(human)], self.limits)) as pieces:
                for piece in pieces:
                    reply += piece
                    yield
        except TroubleError as error:
            # A model that has answered before refuses what it was given; to ask for less may help.
            if error.trouble == "endless" or (error.trouble == "refused" and self._heard):
                _log.info("No translation of %d sentences: %s", len(batch), error)
                return
            raise
        self._heard = True
        texts = parse(said(reply), len(batch))
        if self.target == "en":
            self._ordinary |= in_lower_case(reply)
        if texts is None:
            _log.info("The reply has not one line for each of %d sentences", len(batch))
            return
        for sentence, text in zip(batch, texts, strict=True):
            self._take(sentence, text)

    def _take(self, sentence: str, text: str) -> None:
        why = why_not(sentence, text, self.target, self._ordinary)
        if why is None and not self.fits(text):
            why = "it has more tokens than the embedding model takes"
        if why:
            self._refused[sentence] = text
            _log.info("No translation of %r is %r: %s", sentence, text, why)
        else:
            self.known[sentence] = text


def _batches(sentences: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for sentence in sentences:
        if batch and (len(batch) == MAX_SENTENCES or sum(map(len, batch)) + len(sentence) > MAX_CHARACTERS):
            yield batch
            batch = []
        batch.append(sentence)
    if batch:
        yield batch
