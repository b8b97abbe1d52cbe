"""The settings, read from the environment once and passed on."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Self

import platformdirs

from assistant.errors import SettingsError

PREFIX: Final = "ASSISTANT_"

_SLIP: Final = 0.9
"""Alike enough to be meant: `ASSISTANT_LLN` is, `ASSISTANT_ID` isn't."""

_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?")
"""A name or an IPv4 address, or an IPv6 address with or without its brackets; no port."""


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("article-assistant", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """How an assistant finds and answers.

    llm: "auto" (a provider that is configured, else none), "none", "bundled" (which judges, and leaves the wording to
        the article), the path of a GGUF file, or "provider:model".
    llm_base_url: an OpenAI-compatible server for an "openai:…" model, or None.
    judge: the local model that is asked, where the search leaves doubt, whether what was found answers: "auto" (the
        one of `llm` where that is local, else none), "none", "bundled", or the path of a GGUF file.
    embeddings: "bundled", or a sentence-transformers id or folder.
    ranker: the weights of the model that reads the best of what was found: "bundled", "none", or the path of a file
        that `python -m benchmarks.ranker` wrote.
    data_dir: where indexes and the bundled language model are kept.
    threshold: how sure the evidence must be for an answer, from 0 (always answer) to 1 (never); see
        `assistant.judge`.
    timeout: seconds that a language model may take for one answer.
    urls: whether the page and the command line read articles from the web.
    hosts: the names under which others may open the page, where it is served to others.
    api_key: what other programs have to send, or None where the API is open to whoever reaches it.
    """

    llm: str = "auto"
    llm_base_url: str | None = None
    judge: str = "auto"
    embeddings: str = "bundled"
    ranker: str = "bundled"
    data_dir: Path = field(default_factory=_default_data_dir)
    threshold: float = 0.18
    timeout: float = 60.0
    urls: bool = False
    hosts: tuple[str, ...] = ()
    api_key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1:
            raise SettingsError(f"threshold is {self.threshold}; expected a number from 0 to 1.")
        if not 0 < self.timeout < math.inf:
            raise SettingsError(f"timeout is {self.timeout}; expected a number of seconds over 0.")
        if self.api_key is not None and not self.api_key.isascii():
            raise SettingsError("api_key has letters that a header can't carry; give one of ASCII letters and digits.")
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise SettingsError(f"hosts has {host!r}; expected names and addresses, as in example.org,192.168.1.5.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Settings from the variables `ASSISTANT_*` of `environ`; an empty one counts as not set.

        Raises:
            SettingsError: a value doesn't fit, or a variable is named that is all but one of these.
        """
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        for name in sorted(environ.keys() - known.keys()):
            # Other programs have variables of this prefix too, so only a likely slip is refused.
            if name.startswith(PREFIX) and (meant := get_close_matches(name, known, 1, _SLIP)):
                raise SettingsError(f"{name} is no setting; {meant[0]} is.")
        values: dict[str, str | float | Path | bool | tuple[str, ...]] = {}
        for name, setting in known.items():
            value = environ.get(name, "").strip()
            if not value:
                continue
            if setting.name in ("threshold", "timeout"):
                values[setting.name] = _number(name, value)
            elif setting.name == "data_dir":
                values[setting.name] = _folder(name, value)
            elif setting.name == "urls":
                values[setting.name] = _switch(name, value)
            elif setting.name == "hosts":
                values[setting.name] = tuple(value.replace(",", " ").split())
            else:
                values[setting.name] = value
        return cls(**values)  # type: ignore[arg-type]  # the branches above give each field its type


def _number(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise SettingsError(f"{name} is {value!r}; expected a number.") from None


def _switch(name: str, value: str) -> bool:
    if value.lower() not in ("on", "off"):
        raise SettingsError(f"{name} is {value!r}; expected on or off.")
    return value.lower() == "on"


def _folder(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError:
        raise SettingsError(f"{name} is {value!r}, and no such user is known; give a folder.") from None
