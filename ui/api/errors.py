"""Every error of the API: one sentence, in one form, and no more of the server's inside than that."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import (
    ArticleAssistantError,
    ArticleError,
    BusyError,
    LibraryError,
    QuestionError,
    StorageError,
    TranslationError,
)
from ui.api.models import ErrorBody, ErrorOut

_log = logging.getLogger(__name__)

Type = Literal["invalid_request_error", "authentication_error", "rate_limit_error", "server_error"]

RETRY_SECONDS: Final = 5

# Where articles are kept, and why they can't be read there, is for the server's log.
_BUSY: Final = f"Another process of the server is indexing this article; try again in {RETRY_SECONDS} seconds."
_AWAY: Final = f"What the server keeps its articles in can't be used right now; try again in {RETRY_SECONDS} seconds."
_FAILED: Final = "The server failed at this; its log says why."
_HTTP: Final[dict[int, tuple[str, str]]] = {
    400: ("bad_request", "This is no request that the server can read; send JSON in UTF-8, or a file as a form."),
    404: ("not_found", "There is nothing at this address; see /v1/openapi.json for what there is."),
    405: ("method_not_allowed", "This address takes other methods; see /v1/openapi.json."),
    413: ("too_large", "This is too large, and was not read; send a shorter text or a smaller file."),
}


_PARTS: Final = ("body", "query", "path")
_TYPES: Final = ("constrained-str", "list[Part]")
"""What pydantic adds to the place of a message's content, which may be of two types."""

_LONGEST: Final = 40
"""Characters of what was given, where it is repeated."""

_KINDS: Final[dict[type, str]] = {
    str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list", dict: "an object",
    type(None): "null",
}  # fmt: skip
_EXPECTED: Final = {
    "string_type": "text",
    "int_type": "a whole number", "int_parsing": "a whole number", "int_from_float": "a whole number",
    "finite_number": "a whole number",
    "bool_type": "true or false", "bool_parsing": "true or false",
    "list_type": "a list",
    "dict_type": "an object", "model_type": "an object", "model_attributes_type": "an object with named fields",
}  # fmt: skip


# What was given is repeated where it is a number: it may be long, or no text.
_SENTENCES: Final = {
    "missing": "{place} is missing; send it.",
    "extra_forbidden": "{place} is no field of this; see /v1/openapi.json for those that are.",
    "string_too_short": "{place} has {length} characters; expected {min_length} or more.",
    "string_too_long": "{place} has {length} characters; expected at most {max_length}.",
    "too_short": "{place} has {actual_length} entries; expected {min_length} or more.",
    "too_long": "{place} has {actual_length} entries; expected at most {max_length}.",
    "greater_than_equal": "{place} is {given}; expected {ge} or more.",
    "less_than_equal": "{place} is {given}; expected at most {le}.",
    "string_pattern_mismatch": "{place} is no id; expected 32 of 0 to 9 and a to f, as /v1/articles lists them.",
    "string_unicode": "{place} holds lone surrogates, so it was decoded wrongly; decode it as UTF-8.",
    "literal_error": "{place} is none of what it can be; expected {expected}.",
}


class RefusedError(Exception):
    """What the API says no to: `code` names it for programs, `param` the field that it is about."""

    def __init__(self, status: int, code: str, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.param = status, code, param


def busy() -> RefusedError:
    """Too many are asking."""
    return RefusedError(429, "busy", f"Too many are asking right now; try again in {RETRY_SECONDS} seconds.")


def too_large() -> RefusedError:
    """More was sent than is read."""
    return RefusedError(413, *_HTTP[413])


def refusal(error: Exception) -> RefusedError:
    """What is said of any error; what is no fault of the request's is logged, and not told."""
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, QuestionError):
        return RefusedError(422, "bad_question", str(error), "question")
    if isinstance(error, LibraryError):
        return RefusedError(404, "unknown_article", str(error), "article")
    if isinstance(error, ArticleError | TranslationError):
        return RefusedError(422, "bad_article", str(error))
    if isinstance(error, StorageError):
        _log.warning("A request found no storage: %s", error)
        return RefusedError(503, *(("busy_article", _BUSY) if isinstance(error, BusyError) else ("unavailable", _AWAY)))
    _log.error("A request failed", exc_info=error)
    return RefusedError(500, "failed", _FAILED)


def body_of(refused: RefusedError) -> dict[str, Any]:
    """The JSON of a refusal."""
    kinds: dict[int, Type] = {401: "authentication_error", 429: "rate_limit_error"}
    kind = kinds.get(refused.status, "server_error" if refused.status >= 500 else "invalid_request_error")
    error = ErrorBody(message=str(refused), type=kind, code=refused.code, param=refused.param)
    return ErrorOut(error=error).model_dump()


def response_to(refused: RefusedError) -> JSONResponse:
    """The response that a refusal is."""
    later = {"Retry-After": str(RETRY_SECONDS)}
    headers = {401: {"WWW-Authenticate": "Bearer"}, 429: later, 503: later}
    return JSONResponse(body_of(refused), refused.status, headers.get(refused.status))


def add_handlers(app: FastAPI) -> None:
    """Give every error of `app` its form."""

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return response_to(first_of(error.errors()))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        code, message = _HTTP.get(error.status_code, ("failed", _FAILED))
        response = response_to(RefusedError(error.status_code, code, message))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RefusedError)
    @app.exception_handler(ArticleAssistantError)
    async def _ours(_: Request, error: Exception) -> JSONResponse:
        return response_to(refusal(error))

    @app.exception_handler(Exception)
    async def _any(_: Request, __: Exception) -> JSONResponse:  # the server logs it, and ends the connection
        return response_to(RefusedError(500, "failed", _FAILED))


def first_of(problems: Sequence[Mapping[str, Any]]) -> RefusedError:
    """The first thing that is wrong with a request, of what pydantic found. Where a field may be of two types, what is
    wrong with it as the one that fits further.
    """
    first = problems[0]
    if first["type"] == "json_invalid":
        return RefusedError(400, *_HTTP[400])
    whole = next((number for number, part in enumerate(first["loc"]) if part in _TYPES), None)
    if whole is not None:
        same = [problem for problem in problems if problem["loc"][:whole] == first["loc"][:whole]]
        first = max(same, key=lambda problem: len(problem["loc"]))
    where, *path = first["loc"]
    path = path if where in _PARTS else [where, *path]
    place = _short(".".join(str(part) for part in path if part not in _TYPES))
    return RefusedError(422, "invalid", _sentence(first, place), place or None)


def _sentence(error: Mapping[str, Any], place: str) -> str:
    """What pydantic found wrong at `place`, said as everything else is: what was given, and what was expected."""
    kind, given, limits = error["type"], error.get("input"), error.get("ctx", {})
    if not place:
        return _of_the_body(kind, limits)
    if place == "file" and kind in ("missing", "value_error"):
        return f"file is {'missing' if given is None else 'no file'}; send one as a form (multipart/form-data)."
    if kind in _EXPECTED:
        return f"{place} is {_KINDS.get(type(given), 'something else')}; expected {_EXPECTED[kind]}."
    if kind in _SENTENCES:
        length = len(given) if isinstance(given, str) else 0
        return _SENTENCES[kind].format(place=place, given=_short(str(given)), length=length, **limits)
    return f"{place} can't be read; see /v1/openapi.json for what it may be."


def _of_the_body(kind: str, limits: Mapping[str, Any]) -> str:
    if kind == "value_error":  # by a model of ours, in words of ours
        return str(limits["error"])
    if kind == "string_unicode":
        return _SENTENCES[kind].format(place="The body")
    return "The body is no JSON object; send one, with the header Content-Type: application/json."


def _short(said: str) -> str:
    """What comes from outside, in a line: it may be long, or no text."""
    said = " ".join(said.encode(errors="backslashreplace").decode().split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of responses that are errors."""
    said = {
        400: "Not JSON, and no form with a file",
        401: "The key is missing or wrong",
        404: "There is no such article",
        413: "Too large",
        422: "A field is missing or out of its bounds, or the question or the article can't be read",
        500: "The server failed",
        429: "Too many are asking; Retry-After says when to come back",
        503: "What the articles are kept in is away or busy; Retry-After says when to come back",
    }
    return {status: {"model": ErrorOut, "description": said[status]} for status in statuses}
