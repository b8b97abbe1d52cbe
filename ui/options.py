"""What a reader may set for one session, and an assistant under it."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self, TypeGuard

from ui.conversational import Conversational

Mode = Literal["model", "quote"]
Strictness = Literal["ready", "balanced", "strict"]
STRICTNESS: Final[tuple[Strictness, ...]] = ("ready", "balanced", "strict")


@dataclass(frozen=True, slots=True)
class Options:
    """`mode` "model" words answers with the language model that the settings name, if they name one."""

    mode: Mode = "model"
    strictness: Strictness = "balanced"

    def changed(self, name: str, value: str) -> Self:
        """These options with one of them set; as they are where there is no such option or value."""
        if name == "mode" and value in ("model", "quote"):
            return replace(self, mode="quote" if value == "quote" else "model")
        if name == "strictness" and _is_strictness(value):
            return replace(self, strictness=value)
        return self

    def threshold(self, usual: float) -> float:
        """How sure the evidence must be, from 0 to 1; `usual` is what the settings say."""
        return {"ready": usual / 4, "balanced": usual, "strict": usual + (1 - usual) / 3}[self.strictness]

    def on(self, assistant: Conversational) -> Conversational:
        """`assistant` as these options want it."""
        if self == Options():
            return assistant
        settings = replace(assistant.settings, threshold=self.threshold(assistant.settings.threshold))
        return assistant.with_settings(replace(settings, llm="none") if self.mode == "quote" else settings)


def _is_strictness(value: str) -> TypeGuard[Strictness]:
    return value in STRICTNESS
