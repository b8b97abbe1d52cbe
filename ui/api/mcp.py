"""The articles as tools of the Model Context Protocol: `article-assistant-mcp` over stdio, `/mcp` over HTTP.

The only file that imports mcp, which is an extra.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field, ValidationError

from assistant.turn import MAX_QUESTION
from ui.api.asking import Desk
from ui.api.chat import readable
from ui.api.errors import first_of, refusal
from ui.api.models import MAX_PASSAGES, AnswerOut, PassageOut, PassagesOut

Question = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, description="A question in Arabic or English.")]
Which = Annotated[str | None, Field(description="The id of one article, as list_articles gives it. None: all of them.")]
Count = Annotated[int, Field(ge=1, le=MAX_PASSAGES, description="How many passages to find.")]

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


class _Server(MCPServer):
    """Tells who called a tool what went wrong in one sentence, as the API does."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            why = error.__cause__
            if isinstance(why, ValidationError):
                raise ToolError(str(first_of(why.errors()))) from why
            if isinstance(why, ToolError):  # without the name of the tool, which the caller knows
                raise why from None
            raise


def build_mcp(desk: Desk) -> MCPServer:
    """The server, over no transport yet."""
    with _log_as_it_is():
        server = _Server(
            "article-assistant",
            title="Article Assistant",
            instructions="Answers questions from a collection of articles in Arabic and English. Every claim is a "
            "verbatim quote, checked by code; where the articles don't say something, the answer says so.",
            subscriptions=False,
        )

    @server.tool(title="Ask the articles", annotations=_READS)
    async def ask_article(question: Question, article: Which = None) -> Annotated[CallToolResult, AnswerOut]:
        """Answer a question from one article or all. Each claim carries a verbatim quote and its place."""
        with _told():
            answer = await desk.answer(question, article, ())
        return _result(readable(answer), AnswerOut.model_validate(answer))

    @server.tool(title="Search the articles", annotations=_READS)
    async def search_article(
        question: Question, article: Which = None, k: Count = 5
    ) -> Annotated[CallToolResult, PassagesOut]:
        """Find the passages of one article or all that are nearest to a question, best first."""
        with _told():
            found = await desk.retrieve(question, article, k)
        passages = PassagesOut(passages=[PassageOut.model_validate(passage) for passage in found])
        return _result("\n\n".join(passage.text for passage in found), passages)

    @server.tool(title="List the articles", annotations=_READS)
    def list_articles() -> str:
        """List the articles that can be asked: id, language and title, one a line."""
        return "\n".join(f"{entry.id} {entry.language} {entry.title}" for entry in desk.library.list())

    return server


def over_http(server: MCPServer) -> StreamableHTTPSessionManager:
    """The server over HTTP, a request at a time. Hosts and origins are looked at before it, with all that is served."""
    unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server.streamable_http_app(stateless_http=True, json_response=True, transport_security=unguarded)
    return server.session_manager


@contextmanager
def _log_as_it_is() -> Iterator[None]:
    """Making a server sets up the root of all logs, which is the program's own affair."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@contextmanager
def _told() -> Iterator[None]:
    """Tell who called the tool what went wrong, in the words of the API."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # each gets its sentence
        raise ToolError(str(refusal(error))) from None


def _result(text: str, structured: AnswerOut | PassagesOut) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=structured.model_dump())
