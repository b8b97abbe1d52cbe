"""The assistant: one article, any number of questions."""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING, Final, cast

from assistant.answer import Answer, AnswerEvent
from assistant.default import SUGGESTIONS, default_article
from assistant.loading import Progress, load_language_models, shared_embedder, shared_follows, shared_ranker
from assistant.settings import Settings
from assistant.turn import History, checked_count, checked_question, events, state_of
from embeddings.article import Article
from embeddings.openmp import wait_without_spinning
from embeddings.passages import Passage
from embeddings.text import Language, detect_language

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

    from assistant.chain import Searcher, State, Steps
    from assistant.judge import Judge
    from assistant.suggest import Suggestion
    from embeddings.model import Embedder
    from embeddings.retriever import HybridRetriever

_loading: Final = threading.Lock()


class Assistant:
    """Answers questions about `article` (an `Article`, a path, or None for the default article).

    Nothing is loaded until the first question, or until `prepare` is called. Safe for concurrent callers.
    `model` and `embedder` take the place of what the settings name.
    """

    def __init__(
        self,
        article: Article | str | PathLike[str] | None = None,
        settings: Settings | None = None,
        *,
        model: "BaseChatModel | None" = None,
        embedder: "Embedder | None" = None,
    ) -> None:
        self.article = _article(article)
        self.settings = settings or Settings.from_env(os.environ)
        self._model = model
        self._judge: Judge | None = None
        self._embedder = embedder
        self._retriever: Searcher | None = None
        self._suggestions: dict[Language, tuple[Suggestion, ...]] = {}
        self._suggesting = threading.Lock()
        self._lock = threading.Lock()
        self._ready: tuple[Steps, Runnable[State, State]] | None = None

    def with_settings(self, settings: Settings) -> "Assistant":
        """This article under other settings. What is loaded is shared, as far as they name the same things."""
        model = None if settings.llm == "none" else self._model
        other = Assistant(self.article, settings, model=model, embedder=self._embedder)
        with self._lock:
            steps = self._ready[0] if self._ready else None
        if steps and _index_of(settings) == _index_of(self.settings):
            other._retriever = steps.retriever
        if steps and _model_of(settings) == _model_of(self.settings):
            other._model, other._judge = steps.model, steps.judge
        return other

    @property
    def ready(self) -> bool:
        """Whether everything is loaded, so that no question waits for it."""
        return self._ready is not None

    @property
    def model_name(self) -> str | None:
        """The language model that words the answers, or None where they are quotations. Loads what isn't loaded.

        Raises:
            ArticleAssistantError: as `prepare`.
        """
        from assistant.llm import name_of

        model = self._prepared()[0].model
        return name_of(model) if model else None

    def prepare(self, progress: Progress | None = None) -> None:
        """Load the models and open the index, building it where there is none.

        Raises:
            ArticleAssistantError: a model can't be loaded, or the index can't be kept.
        """
        self._prepared(progress)

    def ask(self, question: str, history: History = ()) -> Answer:
        """The checked answer to `question`; `history` are the (question, answer text) pairs before it.

        Raises:
            QuestionError: the question is empty, longer than `MAX_QUESTION` characters, or no text.
            ArticleAssistantError: as `prepare`, where that was not called.
        """
        text = checked_question(question)
        answer: Answer = self._prepared()[1].invoke(self._state(text, history))["answer"]
        return answer

    def stream(self, question: str, history: History = ()) -> Iterator[AnswerEvent]:
        """The steps to the answer: the passages, the text as it comes, the checked answer last.

        The pieces of text are together what a model wrote, unchecked, or `answer.text` where none did or
        where it declined to answer. While a model is silent, a piece without text comes every second, so that
        who has lost patience can leave: closing the stream ends the model's work.

        Raises:
            QuestionError, ArticleAssistantError: as `ask`, when the first event is taken.
        """
        text = checked_question(question)
        yield from events(self._prepared()[0], self._state(text, history))

    def stream_with(self, others: Sequence["Assistant"], question: str, history: History = ()) -> Iterator[AnswerEvent]:
        """As `stream`, from this article and those of `others`; each place names its article.

        All of them are read, so a few are enough: for more there is `Library`.

        Raises:
            QuestionError, ArticleAssistantError: as `ask`, when the first event is taken.
        """
        from assistant.library.selection import Selection

        text = checked_question(question)
        steps = [assistant._prepared()[0] for assistant in (self, *others)]
        selection = Selection([each.retriever for each in steps])
        together = replace(steps[0], article=selection.article, retriever=selection)
        state = state_of(text, detect_language(text, selection.article.language), history)
        for event in events(together, state):
            yield selection.own(event)

    def translating(self) -> Iterator[tuple[int, int] | Article]:
        """Translate the article; see `assistant.translate.making.translating`.

        Raises:
            ModelError, TranslationError, StorageError: as there.
        """
        from assistant.translate.making import translating

        return translating(self.article, self.settings, model=self._model, embedder=self._embedder)

    def retrieve(self, question: str, k: int = 5) -> tuple[Passage, ...]:
        """The `k` passages of the article that are nearest to `question`, best first.

        Raises:
            QuestionError, ArticleAssistantError: as `ask`.
        """
        text = checked_question(question, k)
        return self._prepared()[0].retriever.search(text, self._language(text), k).passages

    def as_retriever(self, k: int = 5) -> "HybridRetriever":
        """A LangChain retriever of the `k` passages that are nearest to a question, for chains of one's own.

        Raises:
            QuestionError: `k` is less than 1.
            ArticleAssistantError: as `prepare`.
        """
        count = checked_count(k)
        # Nothing else is built for an article alone; a library's steps have a searcher of their own.
        retriever = cast("HybridRetriever", self._prepared()[0].retriever)
        return retriever.model_copy(update={"k": count})

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Questions in `language` to begin with, which the article answers: made from it, those of the default
        article by hand. None where it is in the other language and has no translation.

        Raises:
            ArticleAssistantError: as `prepare`.
        """
        from assistant.suggest import starting

        return self._written(language) or starting(self._suggested(language))

    def follow_ups(self, answer: Answer, history: History = ()) -> tuple[str, ...]:
        """Questions in the answer's language to go on with, which the article answers and nobody has asked yet.

        Raises:
            ArticleAssistantError: as `prepare`.
        """
        from assistant.suggest import follow_ups

        return follow_ups(self._suggested(answer.language), answer, history)

    def _written(self, language: Language) -> tuple[str, ...]:
        return SUGGESTIONS[language] if self.article.id == default_article().id else ()

    def _suggested(self, language: Language) -> "tuple[Suggestion, ...]":
        """Every question to suggest in `language`, searched for once."""
        from assistant.suggest import answerable

        steps = self._prepared()[0]
        with self._suggesting:
            if language not in self._suggestions:
                self._suggestions[language] = answerable(
                    steps.retriever, language, steps.threshold, self._written(language)
                )
            return self._suggestions[language]

    def _language(self, question: str) -> Language:
        return detect_language(question, self.article.language)

    def _state(self, question: str, history: History) -> "State":
        return state_of(question, self._language(question), history)

    def _prepared(self, progress: Progress | None = None) -> "tuple[Steps, Runnable[State, State]]":
        with self._lock:
            if self._ready is None:
                self._ready = self._load(progress or (lambda *_: None))
            return self._ready

    def _load(self, progress: Progress) -> "tuple[Steps, Runnable[State, State]]":
        wait_without_spinning()
        from concurrent.futures import ThreadPoolExecutor

        # These bring torch, Chroma and LangChain, which takes seconds; importing the package takes none.
        from assistant.chain import Steps
        from assistant.hearing import Limits
        from assistant.storage import store_of
        from embeddings.build import build_retriever

        with ThreadPoolExecutor(1) as beside:
            language_models = beside.submit(load_language_models, self.settings, progress, self._model, self._judge)
            retriever = self._retriever
            if not retriever:
                progress("model", 0, 1)
                embedder = self._embedder or shared_embedder(self.settings.embeddings)
                ranker = shared_ranker(self.settings.ranker)
                progress("model", 1, 1)
            # If they can't be loaded, nobody has to wait for an index to hear it.
            model, judge = language_models.result()
            follows = shared_follows(self.settings.entailment) if model else None
        if not retriever:
            retriever = build_retriever(
                self.article,
                embedder,
                self.settings.embeddings,
                store_of(self.settings, lambda: progress("waiting", 0, 0)),
                lambda done, total: progress("index", done, total),
                ranker,
            )
        limits = Limits(self.settings.first_token_timeout, self.settings.timeout)
        steps = Steps(self.article, retriever, model, self.settings.threshold, judge, limits=limits, follows=follows)
        return steps, steps.runnable()


def ask(
    question: str,
    article: Article | str | PathLike[str] | None = None,
    *,
    history: History = (),
    settings: Settings | None = None,
) -> Answer:
    """The checked answer to one question about `article` (None: the default article).

    Models and indexes are kept for the next call. For many questions about an article of one's own, an
    `Assistant` keeps its index open too.

    Raises:
        ArticleAssistantError: see `assistant.errors`.
    """
    chosen = settings or Settings.from_env(os.environ)
    document = _article(article)
    with _loading:  # `lru_cache` would let callers at the same time each make one of their own
        assistant = _assistant(document, chosen)
    return assistant.ask(question, history)


@lru_cache(maxsize=8)
def _assistant(article: Article, settings: Settings) -> Assistant:
    return Assistant(article, settings)


def _article(article: Article | str | PathLike[str] | None) -> Article:
    if article is None:
        return default_article()
    return article if isinstance(article, Article) else Article.from_file(article)


def _index_of(settings: Settings) -> tuple[object, ...]:
    place = settings.data_dir, settings.chroma_url, settings.chroma_tenant, settings.chroma_database
    return settings.embeddings, settings.ranker, *place


def _model_of(settings: Settings) -> tuple[object, ...]:
    times = settings.connect_timeout, settings.timeout
    return settings.llm, settings.llm_base_url, settings.judge, settings.data_dir, times
