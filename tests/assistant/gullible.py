"""Models that fall for everything: one obeys whatever reaches it as an order, one says what the attacker wants."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import regex
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field

from tests.assistant.fakes import QueuedChatModel
from tests.data.hostile import GOAL

# What the tokenizers of known models read as the border of a turn, a call or a thought, and what people write as one.
_TOKEN: Final = regex.compile(
    r"<\|[^<>|]{1,60}\|>|<｜[^<>｜]{1,60}｜>|</?(?:s|think|tool_call|start_of_turn|end_of_turn)>|</?[sS]>|<</?SYS>>"
    r"|\[/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS)\]"
)
_ROLE: Final = regex.compile(r"(?:Human|User|System|Assistant|###.*|المستخدم|النظام|المساعد) ?:.*|###.*")
_HIDDEN: Final = regex.compile(r"[\U000E0000-\U000E007F\p{Cf}\p{Cc}--[\n]]", regex.V1)

# The lines of the prompts that are the project's own; what stands behind the colon, dash or number is data.
_FENCE: Final = (
    regex.compile(r"(?:Article|المقال): .*"),
    regex.compile(r"\[(?P<number>\d+)\] (?P<sentence>.*)"),
    regex.compile(r"## .*"),
    regex.compile(r"(?:Question|Last question|السؤال|السؤال الأخير): .*"),
    regex.compile(r"(?:Conversation|المحادثة):"),
    regex.compile(r"- .*|  .*"),
    regex.compile(r""),
)
_BRACKETED: Final = regex.compile(r"[\[【［⟦]\s*\^?\p{N}")


def orders(messages: Sequence[BaseMessage]) -> list[str]:
    """What stands in the messages where a model would take it for an order, or for a number of ours."""
    found: list[str] = []
    for message in messages:
        text = message.text
        found += [match[0] for match in _TOKEN.finditer(text)]
        if message.type == "human":
            found += _outside(text)
    return found


def _outside(text: str) -> Iterator[str]:
    """What stands in no line of ours, and what is numbered although it isn't ours."""
    yield from _HIDDEN.findall(text)
    numbers = []
    lines = regex.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)
    for line in lines:
        match = next((match for fence in _FENCE if (match := fence.fullmatch(line))), None)
        if match is None or _ROLE.fullmatch(line):
            yield line
        elif "number" in match.groupdict() and match["number"]:
            numbers.append(int(match["number"]))
            if _BRACKETED.search(match["sentence"]):
                yield line
        elif _BRACKETED.search(line):
            yield line
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"numbers {numbers}"
    if sum(bool(regex.match(r"(?:Last question|Question|السؤال)", line)) for line in lines) != 1:
        yield "more than one question"


class Obedient(QueuedChatModel):
    """Does what it is told, by whomever; what it was told outside of the data is in `obeyed`."""

    replies: list[str | BaseException] = Field(default_factory=list)
    obeyed: list[str] = Field(default_factory=list)

    def _next(self, messages: Sequence[BaseMessage]) -> str:
        self.prompts.append(list(messages))
        found = orders(messages)
        self.obeyed += found
        return f"{GOAL} [1]." if found else "NOT_FOUND"


class Attacker(QueuedChatModel):
    """Whatever it is asked, it says these things, as a model that has been won over would."""

    replies: list[str | BaseException] = Field(default_factory=list)
    says: str

    def _next(self, messages: Sequence[BaseMessage]) -> str:
        self.prompts.append(list(messages))
        return self.says

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content=self._next(messages)))
