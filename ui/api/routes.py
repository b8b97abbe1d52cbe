"""Ask, stream, retrieve, articles, health."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Annotated, Any, Final

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi import Path as InPath

from assistant.errors import ArticleError
from assistant.library.store import Entry
from embeddings.article import Article
from embeddings.text import Language
from ui.api.asking import Desk, ServerSentEvents, unless_left
from ui.api.errors import body_of, documented, refusal, too_large
from ui.api.models import (
    MAX_TITLE,
    AnswerOut,
    ArticleIn,
    ArticleOut,
    ArticlesOut,
    AskIn,
    HealthOut,
    Name,
    PassageOut,
    PassagesOut,
    RetrieveIn,
    WholeArticleOut,
)
from ui.opening import MAX_CHARACTERS, MAX_MEGABYTES

_ASKING: Final = documented(400, 401, 404, 413, 422, 429, 500, 503)
_ADDING: Final[dict[int | str, dict[str, Any]]] = {
    **documented(400, 401, 413, 422, 429, 500, 503),
    200: {"model": ArticleOut, "description": "It was there already"},
}
_EVENTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Events: `passages`, then `text` piece by piece as it is written, then `answer`, which has been "
        "checked and takes the place of the text; or `error`.",
        "content": {
            "text/event-stream": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "event": {"type": "string", "enum": ["passages", "text", "answer", "error"]},
                        "data": {"type": "string", "description": "JSON: PassagesOut, {text}, AnswerOut or ErrorOut."},
                    },
                    "required": ["event", "data"],
                },
                "example": 'event: text\ndata: {"text": "The ferry "}\n\n',
            }
        },
    }
}

Sent = Annotated[UploadFile, File(description=f"Text, Markdown, HTML, Word (DOCX) or PDF, {MAX_MEGABYTES} MB at most.")]
Title = Annotated[str, Form(max_length=MAX_TITLE, description="Empty: the title in the file.")]
ArticleId = Annotated[str, InPath(pattern=r"^[0-9a-f]{32}$", description="As `GET /v1/articles` lists it.")]


def routes(desk: Desk) -> APIRouter:
    """The project's own endpoints."""
    router = APIRouter()

    @router.post("/ask", responses=_ASKING, tags=["ask"])
    async def ask(body: AskIn, request: Request) -> AnswerOut:
        """Answer a question, each claim cited."""
        answer = await unless_left(request, lambda: desk.answer(body.question, body.article, _history(body)))
        return AnswerOut.model_validate(answer)

    @router.post("/stream", responses=_ASKING | _EVENTS, response_class=Response, tags=["ask"])
    async def stream(body: AskIn) -> ServerSentEvents:
        """Answer a question as server-sent events."""
        return ServerSentEvents(_told(desk, body))

    @router.post("/retrieve", responses=_ASKING, tags=["ask"])
    async def retrieve(body: RetrieveIn, request: Request) -> PassagesOut:
        """Find the passages that are nearest to a question."""
        found = await unless_left(request, lambda: desk.retrieve(body.question, body.article, body.k))
        return PassagesOut(passages=[PassageOut.model_validate(passage) for passage in found])

    @router.get("/articles", responses=documented(401, 500, 503), tags=["articles"])
    def list_articles() -> ArticlesOut:
        """List the articles that can be asked."""
        return ArticlesOut(articles=[ArticleOut.model_validate(entry) for entry in desk.library.list()])

    @router.post("/articles", status_code=201, responses=_ADDING, tags=["articles"])
    async def add_article(body: ArticleIn, response: Response) -> ArticleOut:
        """Add an article, kept for everybody who may ask here. The same one is kept once."""
        return await _added(desk, lambda: _read(body, desk.library.settings.urls), response)

    # What a form may have beside its file is two short fields.
    @router.post(
        "/articles/file",
        status_code=201,
        responses=_ADDING,
        tags=["articles"],
        form_limits={"max_files": 1, "max_fields": 2, "max_part_size": 4 * MAX_TITLE},
    )
    async def add_file(
        file: Sent, response: Response, title: Title = "", language: Annotated[Name | None, Form()] = None
    ) -> ArticleOut:
        """Add the article in a file, sent as a form."""
        if (file.size or 0) > MAX_MEGABYTES << 20:
            raise too_large()
        # Read where it has its place: many that wait would fill the memory.
        return await _added(desk, lambda: _of_file(file.file.read(), file.filename or "", title, language), response)

    @router.get("/articles/{article_id}", responses=documented(401, 404, 422, 500, 503), tags=["articles"])
    def get_article(article_id: ArticleId) -> WholeArticleOut:
        """Show an article with its text."""
        article = desk.library.get(article_id)
        entry = next((entry for entry in desk.library.list() if entry.id == article_id), Entry.of(article))
        return WholeArticleOut(**ArticleOut.model_validate(entry).model_dump(), text=article.text)

    @router.delete(
        "/articles/{article_id}", status_code=204, responses=documented(401, 404, 422, 500, 503), tags=["articles"]
    )
    def remove_article(article_id: ArticleId) -> None:
        """Remove an article, for everybody who may ask here."""
        desk.library.remove(article_id)

    @router.get("/health", responses=documented(500, 503), tags=["health"])
    def health() -> HealthOut:
        """Say that the server runs. Takes no key."""
        return HealthOut(articles=len(desk.library.list()))

    return router


def _history(body: AskIn) -> tuple[tuple[str, str], ...]:
    return tuple((turn.question, turn.answer) for turn in body.history)


async def _added(desk: Desk, read: Callable[[], Article], response: Response) -> ArticleOut:
    known = {entry.id for entry in desk.library.list()}
    entry = await desk.add(read)
    response.status_code = 200 if entry.id in known else 201
    return ArticleOut.model_validate(entry)


def _read(body: ArticleIn, urls: bool) -> Article:
    if body.text is not None:
        return Article.from_text(body.text, (body.title or "").strip() or None, body.language)
    if not urls:
        raise ArticleError("This server reads nothing from the web; send the article's text, or set ASSISTANT_URLS=on.")
    return _named(Article.from_url(body.url or ""), body.title or "", body.language)


def _of_file(data: bytes, name: str, title: str, language: Language | None) -> Article:
    try:
        article = Article.from_bytes(data, name)
    except ArticleError as error:
        # Who has sent it knows its name, which may be long, or no text.
        why = str(error).removeprefix(f"{name}: ")
        raise ArticleError(f"The file can't be read: {why}", error.code, **error.values) from None
    return _named(article, title, language)


def _named(article: Article, title: str, language: Language | None) -> Article:
    """`article` under the title and in the language that were sent, where they were."""
    if len(article.text) > MAX_CHARACTERS:
        raise ArticleError(f"The article has {len(article.text)} characters; give one of at most {MAX_CHARACTERS}.")
    return Article.from_text(article.text, title.strip() or article.title, language or article.language)


async def _told(desk: Desk, body: AskIn) -> AsyncIterator[str]:
    try:
        async with aclosing(desk.events(body.question, body.article, _history(body))) as events:
            async for event in events:
                if event.answer:
                    yield _event("answer", AnswerOut.model_validate(event.answer).model_dump())
                elif event.kind == "text":
                    yield _event("text", {"text": event.text})
                else:
                    passages = [PassageOut.model_validate(passage) for passage in event.passages]
                    yield _event("passages", PassagesOut(passages=passages).model_dump())
    except Exception as error:  # noqa: BLE001  # the status has been sent; what went wrong is an event
        yield _event("error", body_of(refusal(error)))


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
