"""From an article to the same article with a translation: what the command line, a library and the page call."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import regex

from assistant.errors import ModelError, TranslationError
from assistant.hearing import Limits
from assistant.llm import ANTHROPIC_DEFAULT, OPENAI_DEFAULT, is_local, load_chat_model, name_of
from assistant.loading import shared_embedder
from assistant.settings import Settings
from assistant.translate.kept import KeptTranslations
from assistant.translate.spans import Span, spans
from assistant.translate.work import Work
from embeddings.article import Article
from embeddings.layout import strip_heading_mark
from embeddings.model import max_tokens, token_counter
from embeddings.text import Language, detect_language
from embeddings.translation import TranslatedSentence, Translation

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from embeddings.model import Embedder

_LETTER: Final = regex.compile(r"\p{L}")


def translated(
    article: Article,
    settings: Settings | None = None,
    *,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    model: "BaseChatModel | None" = None,
    embedder: "Embedder | None" = None,
) -> Article:
    """`article` with its translation into the other language, made by the hosted model that the settings name.

    What has been translated is kept in `settings.data_dir` batch by batch: a call that was broken off goes on from
    there, and one for what is translated already asks nothing. `progress` is told "translation", how many sentences
    are done, and how many there are. `model` and `embedder` take the place of what the settings name.

    Raises:
        ModelError: there is no model that can translate, it failed, or no sentence of its stood up to the check.
        TranslationError: the article has a translation by a person.
        StorageError: the data folder can't be written.
    """
    chosen = settings or Settings.from_env(os.environ)
    for news in translating(article, chosen, model=model, embedder=embedder):
        if isinstance(news, Article):
            return news
        progress("translation", *news)
    raise AssertionError("the article comes last")


def translating(
    article: Article,
    settings: Settings,
    *,
    model: "BaseChatModel | None" = None,
    embedder: "Embedder | None" = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[tuple[int, int] | Article]:
    """How many sentences are done of how many, again and again, and the article with its translation last.

    Closing it ends the model's work; what is done is kept.

    Raises:
        ModelError, TranslationError, StorageError: as `translated`.
    """
    if article.translation and not article.translation.machine:
        raise TranslationError("This article has a translation by a person; a machine's is no better.")
    writer = model or translator(settings)
    bare = article.without_translation()
    target: Language = "en" if bare.language == "ar" else "ar"
    name, kept = name_of(writer), KeptTranslations.of(settings.data_dir)
    fits = _fits(embedder or shared_embedder(settings.embeddings))
    pieces = spans(bare, fits)
    sources = [_source(bare.text[slice(*span)]) for span in pieces]
    known = {_source(source): text for source, text in kept.known(bare, target, name).items()}
    limits = Limits(settings.first_token_timeout, settings.timeout)
    work = Work(bare.title, target, writer, limits, known, fits)
    wanted = list(dict.fromkeys(source for source in (bare.title, *sources) if _is_foreign(source, target)))
    before = sum(source in known for source in wanted)

    def made(*, part: bool) -> Translation:
        found = _assembled(bare, pieces, sources, known, target, name, now().date().isoformat())
        kept.keep(bare, found, part=part)
        return found

    yield before, len(wanted)
    held = start = len(known)
    try:
        for tried in work.steps(wanted):
            if len(known) > held:
                made(part=True)
                held = len(known)
            yield before + tried, len(wanted)
    finally:
        if len(known) > held:
            made(part=True)
    if not any(source in known for source in sources):
        raise ModelError(f"Nothing that {name} wrote stood up to the check; use a model that translates better.")
    latest = kept.latest(bare)
    # One that is complete stays as it is, with its day.
    whole = latest if latest and latest.translator == name and held == start else made(part=False)
    yield bare.with_translation(whole)


def translator(settings: Settings) -> "BaseChatModel":
    """The hosted model that the settings name.

    Raises:
        ModelError: they name none, or one that runs in this process, or it can't be loaded.
    """
    wanted = (
        f"set ASSISTANT_LLM=provider:model, such as openai:{OPENAI_DEFAULT} or anthropic:{ANTHROPIC_DEFAULT}, and the "
        "provider's key"
    )
    if is_local(settings.llm.strip()):
        raise ModelError(
            f"A translation needs a hosted language model, and ASSISTANT_LLM is {settings.llm!r}: models of that size "
            f"invent names when they translate, so they aren't asked; {wanted}."
        )
    model = load_chat_model(settings, os.environ)
    if model is None:
        raise ModelError(f"A translation needs a hosted language model, and there is none; {wanted}.")
    return model


def _source(text: str) -> str:
    return strip_heading_mark(text)


def _is_foreign(text: str, target: Language) -> bool:
    """Whether there is something in it to translate."""
    return bool(_LETTER.search(text)) and detect_language(text, target) != target


def _assembled(
    article: Article,
    pieces: Sequence[Span],
    sources: Sequence[str],
    known: dict[str, str],
    target: Language,
    name: str,
    day: str,
) -> Translation:
    sentences = tuple(
        TranslatedSentence(known.get(source) if _is_foreign(source, target) else source, *span)
        for span, source in zip(pieces, sources, strict=True)
    )
    return Translation(target, known.get(article.title), name, machine=True, sentences=sentences, made=day)


def _fits(embedder: "Embedder") -> Callable[[str], bool]:
    """Whether a text, and the title over it, can be embedded as one."""
    count, limit = token_counter(embedder), max_tokens(embedder)
    # A title may take a quarter; see `embeddings.chunks`.
    return lambda text: count(text) <= limit - limit // 4 - 2
