"""The models that settings name, loaded once in a process."""

import logging
import os
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.errors import ModelError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.citations import Follows
    from assistant.judge import Judge
    from embeddings.model import Embedder
    from embeddings.ranking import Ranker
    from embeddings.ranking.entailment import Entailment

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is.

What is being done: "weights", "model", "index", or "waiting" for another process that is building the index.
"""

_log = logging.getLogger(__name__)

_loading: Final = threading.Lock()


def shared_embedder(spec: str) -> "Embedder":
    """The embedding model that `spec` names, loaded once in a process.

    Raises:
        EmbeddingError: there is no such model, or it can't be loaded.
    """
    with _loading:
        return _embedder(spec)


@lru_cache(maxsize=2)
def _embedder(spec: str) -> "Embedder":
    from embeddings.model import load_light

    return load_light(spec)


def shared_ranker(spec: str) -> "Ranker | None":
    """The ranker that `spec` names, loaded once in a process; None for "none".

    Raises:
        EmbeddingError: its weights can't be read.
    """
    with _loading:
        return _ranker(spec)


@lru_cache(maxsize=2)
def _ranker(spec: str) -> "Ranker | None":
    from embeddings.ranking import Ranker
    from embeddings.ranking.ranker import PACKAGED

    if spec == "none":
        return None
    return Ranker.load(PACKAGED if spec == "bundled" else Path(spec))


def shared_follows(spec: str) -> "Follows | None":
    """What tells whether a claim follows from what it cites, as `spec` names it, loaded once in a process; None for
    "none".

    Raises:
        EmbeddingError: its weights can't be read.
    """
    with _loading:
        return None if spec == "none" else _entailment(spec).log_odds


@lru_cache(maxsize=2)
def _entailment(spec: str) -> "Entailment":
    from embeddings.ranking.entailment import PACKAGED, Entailment

    return Entailment.load(PACKAGED if spec == "bundled" else Path(spec))


def load_language_models(
    settings: Settings, progress: Progress, model: "BaseChatModel | None" = None, judge: "Judge | None" = None
) -> "tuple[BaseChatModel | None, Judge]":
    """The model that words the answers, or None where they are quotations, and the judge; `model` and `judge` are those
    that are there already.

    A judge that nobody has asked for and that can't be loaded, as on a full disk, is done without.

    Raises:
        ModelError: one that `settings` name can't be loaded.
    """
    from assistant.judge import TRAINED, UNTRAINED, Judge, Remembering
    from assistant.llm import is_local, load_chat_model, load_judge_model

    def weights(done: int, total: int) -> None:
        progress("weights", done, total)

    # What the bundled model writes is wrong two times of three; it judges, and the article's own words answer.
    writes = settings.llm.strip() != "bundled"
    writer = model or (load_chat_model(settings, os.environ, weights) if writes else None)
    if judge:
        return writer, judge
    try:
        judging = load_judge_model(settings, weights, alone=writer is None)
    except ModelError as error:
        if settings.judge.strip() != "auto" or is_local(settings.llm.strip()):
            raise
        _log.warning("Answers are judged by the search alone: %s", error)
        judging = None
    if not judging:
        return writer, Judge()
    return writer, Judge(Remembering(judging), TRAINED if judging.adapter else UNTRAINED)
