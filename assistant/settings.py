"""The settings, read from the environment once and passed on."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

import platformdirs

from assistant.errors import SettingsError

PREFIX: Final = "ASSISTANT_"

_SLIP: Final = 0.9
"""Alike enough to be meant: `ASSISTANT_LLN` is, `ASSISTANT_ID` isn't."""

_SECONDS: Final = ("timeout", "first_token_timeout", "connect_timeout")

_WEIGHTS: Final = ("ranker", "entailment")

_LETTERS: Final = 8
"""Of a password: a shorter one is found by trying, however slowly."""

_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?")
"""A name or an IPv4 address, or an IPv6 address with or without its brackets; no port."""


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("article-assistant", appauthor=False))


CHROMA_CLOUD: Final = "https://api.trychroma.com"

_KEY: Final = re.compile(r"[!-~]+")
_MORE: Final = frozenset("@?# \t\n")
"""What an address of a Chroma server is without."""

_NO_PLACE: Final = frozenset("# \t\n")
"""What that of a language model's is without; one with a name and password, or a query, works."""

_SECRETS: Final = ("password", "api_key")
"""Whoever sets one to blanks meant one, and without one the door is open."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How an assistant finds and answers.

    llm: "auto" (a provider that is configured, else none), "none", "bundled" (which judges, and leaves the wording to
        the article), the path of a GGUF file, or "provider:model".
    llm_base_url: an OpenAI-compatible server for an "openai:…" model, or Ollama for an "ollama:…" one; None: the usual.
    judge: the local model that is asked, where the search leaves doubt, whether what was found answers: "auto" (the
        one of `llm` where that is local; where that is "auto" and finds no provider, the bundled one, if its extra is
        installed; else none), "none", "bundled", or the path of a GGUF file.
    embeddings: "bundled", or a sentence-transformers id or folder.
    ranker: the weights of the model that reads the best of what was found: "bundled", "none", or the path of a file
        that `python -m benchmarks.ranker` wrote.
    entailment: the weights of the model that reads, where a language model writes, whether a sentence follows from
        what it cites: "bundled", "none", or the path of a file that `python -m benchmarks.entailment` wrote.
    data_dir: where the library, indexes, translations, what the page keeps and the bundled language model are.
    chroma_url: the Chroma server that keeps the indexes in place of `data_dir`, as in "http://127.0.0.1:8000", or None.
    chroma_tenant, chroma_database: where on the server; None is its default, or what the key is for.
    chroma_key: the key for Chroma Cloud, which is the server where `chroma_url` is None.
    wait: seconds that are waited while another process builds the same index in `data_dir`; 0 for not at all.
    threshold: how sure the evidence must be for an answer, from 0 (always answer) to 1 (never); see
        `assistant.judge`.
    timeout: seconds that a language model may take for one answer.
    first_token_timeout: seconds that it may take to its first word.
    connect_timeout: seconds in which the server of a hosted one must take the call.
    urls: whether the page and the command line read articles from the web.
    hosts: the names under which others may open the page, where it is served to others.
    password: what everybody has to know who opens the page, or None.
    api_key: what other programs have to send, or None where the API is open to whoever reaches it.
    """

    llm: str = "auto"
    llm_base_url: str | None = None
    judge: str = "auto"
    embeddings: str = "bundled"
    ranker: str = "bundled"
    entailment: str = "bundled"
    data_dir: Path = field(default_factory=_default_data_dir)
    chroma_url: str | None = None
    chroma_tenant: str | None = None
    chroma_database: str | None = None
    chroma_key: str | None = field(default=None, repr=False)
    wait: float = 600.0
    threshold: float = 0.2
    timeout: float = 60.0
    first_token_timeout: float = 30.0
    connect_timeout: float = 5.0
    urls: bool = False
    hosts: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1:
            raise SettingsError(f"threshold is {self.threshold}; expected a number from 0 to 1.")
        for name in _SECONDS:
            if not 0 < (seconds := getattr(self, name)) < math.inf:
                raise SettingsError(f"{name} is {seconds}; expected a number of seconds over 0.")
        if not 0 <= self.wait < math.inf:
            raise SettingsError(f"wait is {self.wait}; expected a number of seconds, 0 or more.")
        for name in _WEIGHTS:
            if (value := getattr(self, name)) not in ("bundled", "none") and not Path(value).is_file():
                # Otherwise it would be told with the first answer that a model words, or never.
                raise SettingsError(f"{name} is {value!r}, and there is no such file; expected it, bundled or none.")
        self._check_chroma()
        self._check_llm_base_url()
        for name in _SECRETS:
            if (secret := getattr(self, name)) is not None and not secret.strip():
                raise SettingsError(f"{name} is nothing but blanks; give another, or leave it out to have none.")
        if self.password is not None and len(self.password) < _LETTERS:
            raise SettingsError(f"password has {len(self.password)} characters; expected {_LETTERS} or more.")
        if self.api_key is not None and not self.api_key.isascii():
            raise SettingsError("api_key has letters that a header can't carry; give one of ASCII letters and digits.")
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise SettingsError(f"hosts has {host!r}; expected names and addresses, as in example.org,192.168.1.5.")

    def _check_chroma(self) -> None:
        if self.chroma_url is None:
            if self.chroma_key is not None:
                object.__setattr__(self, "chroma_url", CHROMA_CLOUD)  # frozen: this is still the making of it
            elif self.chroma_tenant or self.chroma_database:
                raise SettingsError("chroma_tenant or chroma_database is set, and no server; set chroma_url too.")
        elif not _is_address(self.chroma_url, _MORE):
            # What stands in it may be a password.
            raise SettingsError(
                "chroma_url is no address of a server; expected one as in http://127.0.0.1:8000, without name, "
                "password or query; a key goes into chroma_key."
            )
        if self.chroma_key is not None and not _KEY.fullmatch(self.chroma_key):
            raise SettingsError("chroma_key has characters that no key has; expected ASCII without blanks.")

    def _check_llm_base_url(self) -> None:
        url = self.llm_base_url
        if url is None:
            return
        if self.llm.strip().startswith("ollama:") and ":" in url and "://" not in url:
            url = f"http://{url}"  # as its client takes it: host:port
        if not _is_address(url, _NO_PLACE):
            # As above.
            raise SettingsError("llm_base_url is no address of a server; expected one as in http://127.0.0.1:8080/v1.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Settings from the variables `ASSISTANT_*` of `environ`; an empty one counts as not set, and so does one of
        blanks, but for a password or key.

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
            given = environ.get(name, "")
            value = given.strip() or (given if setting.name in _SECRETS else "")
            if not value:
                continue
            if setting.name in ("threshold", "wait", *_SECONDS):
                values[setting.name] = _number(name, value)
            elif setting.name == "data_dir":
                values[setting.name] = _folder(name, value)
            elif setting.name == "urls":
                values[setting.name] = _switch(name, value)
            elif setting.name == "hosts":
                values[setting.name] = tuple(value.replace(",", " ").split())
            else:
                values[setting.name] = value
        try:
            return cls(**values)  # type: ignore[arg-type]  # the branches above give each field its type
        except SettingsError as error:
            names = "|".join(setting.name for setting in known.values())
            # As it was set: the field that a message begins with, and those of Chroma wherever they stand in it.
            said = re.sub(rf"^(?:{names})\b|\bchroma_[a-z]+\b", lambda name: PREFIX + name[0].upper(), str(error))
            raise SettingsError(said) from None


def _is_address(url: str, without: frozenset[str]) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not without & set(url) and parts.port != 0
    except ValueError:  # the port is no number, or the brackets of an IPv6 address don't fit
        return False


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
