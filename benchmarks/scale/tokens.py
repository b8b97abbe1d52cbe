"""What a hosted model is sent and says for a question, in tokens: the prompts of this project, for its own questions.

Counted by the tokenizer of multilingual-e5-small (XLM-RoBERTa's), which every installation has. Each provider has
another: `usage` in its replies is what it charges for.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from assistant.chat import Assistant
from assistant.evaluation.own import HALVES, own_cases, own_path
from assistant.loading import shared_embedder
from assistant.settings import Settings
from embeddings.model import token_counter
from embeddings.text import Language


@dataclass(frozen=True, slots=True)
class Sent:
    """Of `questions` questions in `language`: how many reached the model, and mean tokens of those that did.

    `cited` are those of the quotation that answers without a model; a model's answer is about as long.
    """

    language: Language
    questions: int
    calls: int
    system: float
    human: float
    cited: float


class _Recording(BaseChatModel):
    """Says that the sentences don't answer, and keeps what it was asked."""

    prompts: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "recording"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  # as LangChain calls it
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **_: Any,
    ) -> ChatResult:
        self.prompts.append(messages)
        return ChatResult(generations=[ChatGeneration(message=AIMessage("NOT_FOUND"))])


def sent(language: Language, settings: Settings, limit: int | None = None) -> Sent:
    """Ask the project's own questions in `language`, or `limit` of them, of the default article."""
    cases = [case for case in own_cases(own_path(), HALVES[:1]) if not case.history]
    asked = [case.question for case in cases if case.question.isascii() == (language == "en")][:limit]
    model = _Recording()
    writing, quoting = Assistant(settings=settings, model=model), Assistant(settings=settings)
    said = [quoting.ask(question) for question in asked]
    for question in asked:
        writing.ask(question)
    count = token_counter(shared_embedder("bundled"))

    def mean(texts: Sequence[str]) -> float:
        return statistics.fmean(map(count, texts))

    return Sent(
        language=language,
        questions=len(asked),
        calls=len(model.prompts),
        system=mean([str(messages[0].content) for messages in model.prompts]),
        human=mean([str(messages[1].content) for messages in model.prompts]),
        cited=mean([answer.text for answer in said if answer.found]),
    )
