"""What a reader may set for one session, and an assistant under it."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self, TypeGuard

from ui.conversational import Conversational

Mode = Literal["model", "quote"]
Strictness = Literal["lenient", "balanced", "strict"]

STRICTNESS: Final[dict[Strictness, float]] = {"lenient": 0.1, "balanced": 0.2, "strict": 0.4}
"""How likely it must be that the article answers, from 0 (always answer) to 1 (never), as `Settings.threshold`.

"balanced" is the default of the settings; where they say otherwise, theirs counts.
"""


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
        """How likely it must be that the article answers; `usual` is what the settings say."""
        if self.strictness == "balanced":
            return usual
        between = min if self.strictness == "lenient" else max
        return between(STRICTNESS[self.strictness], usual)

    def on(self, assistant: Conversational) -> Conversational:
        """`assistant` as these options want it."""
        if self == Options():
            return assistant
        settings = replace(assistant.settings, threshold=self.threshold(assistant.settings.threshold))
        # Where no model words the answers, there is none to leave out, but perhaps one that judges quotations.
        if self.mode == "quote" and not (assistant.ready and assistant.model_name is None):
            settings = replace(settings, llm="none")
        return assistant.with_settings(settings)


def _is_strictness(value: str) -> TypeGuard[Strictness]:
    return value in STRICTNESS
