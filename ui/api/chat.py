"""OpenAI's chat completions, so that programs which know those can ask.

The last message of the user is the question, those before it are the conversation. What is sent is what has been
checked, never a model's draft: a chat can't take back what it has shown.
"""

import json
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer, Citation
from embeddings.text import Language
from ui.api.asking import Desk, ServerSentEvents, unless_left
from ui.api.errors import RefusedError, body_of, documented, refusal
from ui.api.models import MAX_TURNS, CitationOut
from ui.opening import MAX_CHARACTERS

ALL: Final = "article-assistant"
"""The model that asks all articles; an article's id is the model that asks this one."""

_CHUNK: Final = {
    "type": "object",
    "properties": {"data": {"type": "string", "description": "A chat.completion.chunk as JSON; [DONE] at the end."}},
}

_PARAGRAPH: Final[dict[Language, str]] = {"ar": "الفقرة", "en": "paragraph"}
_MACHINE: Final[dict[Language, str]] = {"ar": "ترجمة آلية", "en": "machine translation"}

Content = Annotated[str, Field(max_length=MAX_CHARACTERS)]


class Part(BaseModel):
    """A piece of a message; only text is read."""

    type: str
    text: Content = ""


class Message(BaseModel):
    """A message of the conversation. Those of the system are not read: the assistant has its own orders."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Content | list[Part] | None = None

    @property
    def said(self) -> str:
        """Its text."""
        parts = self.content if isinstance(self.content, list) else [Part(type="text", text=self.content or "")]
        return "\n".join(part.text for part in parts if part.type == "text").strip()


class ChatIn(BaseModel):
    """A conversation. Fields of OpenAI's that have no meaning here, such as `temperature`, are passed over."""

    model_config = ConfigDict(extra="ignore")

    model: Annotated[str, Field(max_length=100, examples=[ALL], description=f"`{ALL}`, or the id of an article.")] = ALL
    messages: Annotated[
        list[Message],
        Field(min_length=1, max_length=2 * MAX_TURNS, examples=[[{"role": "user", "content": "من كتب المقال؟"}]]),
    ]
    stream: bool | None = False


class MessageOut(BaseModel):
    """The answer: its text with markers [n], and the quotes that these stand for."""

    role: Literal["assistant"] = "assistant"
    content: str


class ChoiceOut(BaseModel):
    """The one answer."""

    index: int = 0
    message: MessageOut
    finish_reason: Literal["stop"] = "stop"


class ChatOut(BaseModel):
    """OpenAI's chat completion, and `citations`, each with its place in its article."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChoiceOut]
    citations: list[CitationOut]


class ModelOut(BaseModel):
    """A model to choose: all articles, or one."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = ALL
    title: str


class ModelsOut(BaseModel):
    """What can be asked."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


def chat_routes(desk: Desk) -> APIRouter:
    """OpenAI's endpoints."""
    router = APIRouter(tags=["openai"])

    @router.get("/models", responses=documented(401, 500, 503))
    def models() -> ModelsOut:
        """List all articles as one model, and each as one."""
        own = [ModelOut(id=entry.id, title=entry.title) for entry in desk.library.list()]
        return ModelsOut(data=[ModelOut(id=ALL, title="All articles"), *own])

    @router.post(
        "/chat/completions",
        responses=documented(400, 401, 404, 413, 422, 429, 500, 503)
        | {200: {"content": {"text/event-stream": {"schema": _CHUNK}}}},
        response_model=ChatOut,
    )
    async def complete(body: ChatIn, request: Request) -> Any:
        """Answer the last message of the user."""
        question, history = _asked(body.messages)
        article = None if body.model == ALL else body.model
        if article and article not in desk.library:
            raise RefusedError(
                404, "model_not_found", f"There is no such model; ask {ALL}, or one of GET /v1/models.", "model"
            )
        made: dict[str, Any] = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": body.model}
        if body.stream:
            return ServerSentEvents(_pieces(desk, question, article, history, made))
        answer = await unless_left(request, lambda: desk.answer(question, article, history))
        message = MessageOut(content=readable(answer))
        return ChatOut(**made, choices=[ChoiceOut(message=message)], citations=_citations(answer))

    return router


def readable(answer: Answer) -> str:
    """The answer as one text, with its citations at the end."""
    paragraph = _PARAGRAPH[answer.language]
    cited = [
        f"[{c.marker}] {c.title} · {paragraph} {c.paragraph}{_machine(c, answer)}: “{c.quote}”"
        for c in answer.citations
    ]
    note = [f"({answer.note})"] if answer.note else []
    caution = [answer.caution] if answer.caution else []
    return "\n\n".join([*caution, answer.text, *cited, *note])


def _machine(citation: Citation, answer: Answer) -> str:
    """That the answer says the quote in a machine's translation, where it does."""
    by_machine = citation.machine_translated and citation.is_given_in_translation(answer.text)
    return f" · {_MACHINE[answer.language]}" if by_machine else ""


def _asked(messages: Sequence[Message]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The last question of the user, and the questions and answers before it."""
    turns: list[tuple[str, str]] = []
    for message in messages:
        if message.role == "user":
            turns.append((message.said, ""))
        elif message.role == "assistant" and turns:
            turns[-1] = (turns[-1][0], message.said)
    if not turns or turns[-1][1]:
        raise RefusedError(422, "no_question", "The last message is none of the user's; ask something.", "messages")
    return turns[-1][0], tuple(turns[:-1])


async def _pieces(
    desk: Desk, question: str, article: str | None, history: tuple[tuple[str, str], ...], made: dict[str, Any]
) -> AsyncIterator[str]:
    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        document = {**made, "object": "chat.completion.chunk", "choices": [choice], **more}
        return f"data: {json.dumps(document, ensure_ascii=False)}\n\n"

    try:
        yield chunk({"role": "assistant", "content": ""})
        answer = await desk.answer(question, article, history)
        for line in readable(answer).splitlines(keepends=True):
            yield chunk({"content": line})
        yield chunk({}, "stop", citations=[citation.model_dump() for citation in _citations(answer)])
    except Exception as error:  # noqa: BLE001  # the status has been sent; what went wrong is told in its place
        yield f"data: {json.dumps(body_of(refusal(error)), ensure_ascii=False)}\n\n"
    yield "data: [DONE]\n\n"


def _citations(answer: Answer) -> list[CitationOut]:
    return [CitationOut.model_validate(citation) for citation in answer.citations]
