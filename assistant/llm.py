"""The language models: one that words the answers, any that LangChain can name, and a local one that judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import ModelError
from assistant.gguf import BUNDLED, INSTALL, Progress
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.local import LocalModel

MAX_TOKENS: Final = 2048
"""Bounds one reply. An answer of three sentences takes under 300 tokens in Arabic; the rest is room for the
models that think before they write, whose thoughts count."""

# What "auto" takes from each provider: the small, quick model of its current generation (November 2026).
# Words are all that is asked of it; what is true is checked by code.
OPENAI_DEFAULT: Final = "gpt-5.4-mini"
ANTHROPIC_DEFAULT: Final = "claude-haiku-5-5"
GOOGLE_DEFAULT: Final = "gemini-3.8-flash"


@dataclass(frozen=True, slots=True)
class _Provider:
    """`extra` is the project's extra that installs `package`; `key` the variable of its key, or None.

    `once` is what its `max_retries` has to be for a single request: trying again is for `assistant.hearing`.
    """

    name: str
    extra: str
    package: str
    key: str | None
    default: str | None
    once: int = 0


_PROVIDERS: Final = (
    _Provider("openai", "openai", "langchain_openai", "OPENAI_API_KEY", OPENAI_DEFAULT),
    _Provider("anthropic", "anthropic", "langchain_anthropic", "ANTHROPIC_API_KEY", ANTHROPIC_DEFAULT),
    _Provider("google_genai", "google", "langchain_google_genai", "GOOGLE_API_KEY", GOOGLE_DEFAULT, once=1),
    _Provider("ollama", "ollama", "langchain_ollama", None, None),
)
_ALIASES: Final = {"google": "google_genai", "gemini": "google_genai", "claude": "anthropic"}
_NO_KEY: Final = "no-key-needed"
_GGUF: Final = "gguf:"

JUDGE_ADAPTER: Final = Path(__file__).with_name("adapter") / "judge.gguf"
"""What the bundled model has learned of judging; its card stands beside it. What writes goes without: llama.cpp keeps
those waiting who want another adapter than the one that is being written with."""


def load_chat_model(
    settings: Settings, environ: Mapping[str, str], progress: Progress | None = None
) -> "BaseChatModel | None":
    """The chat model that `settings.llm` names, or None where answers are to be quotations.

    `progress` is told how far the bundled model is put together, the first time. "auto" takes the first of OpenAI,
    Anthropic and Google whose key is in `environ` and whose package is installed. Nothing is sent: a wrong key shows
    only when the model is asked.

    Raises:
        ModelError: the name is none of these, the provider is unknown, its package or key is missing, or a local
            model can't be loaded.
    """
    spec = settings.llm.strip()
    if spec == "none":
        return None
    if is_local(spec):
        return _load_local(spec, settings, progress)
    if spec == "auto":
        if settings.llm_base_url:
            raise ModelError("ASSISTANT_LLM_BASE_URL needs the model's name too: ASSISTANT_LLM=openai:the-model.")
        spec = _configured(environ)
        if not spec:
            return None
    name, colon, model = (part.strip() for part in spec.partition(":"))
    if not (name and colon and model):
        raise ModelError(
            f"ASSISTANT_LLM is {settings.llm!r}; expected auto, none, bundled, the path of a .gguf file or "
            f"provider:model (openai:{OPENAI_DEFAULT})."
        )
    name = _ALIASES.get(name, name)
    if settings.llm_base_url and name not in ("openai", "ollama"):
        raise ModelError(f"ASSISTANT_LLM_BASE_URL goes with an openai:… or ollama:… model, not with {name}:{model}.")
    return _build(name, model, settings, environ)


def load_judge_model(
    settings: Settings, progress: Progress | None = None, *, alone: bool = False
) -> "LocalModel | None":
    """The local model that `judge_of` names, or None where nobody is to read what was found.

    `progress` as in `load_chat_model`; the same model is loaded once.

    Raises:
        ModelError: the name is no local model's, or the model can't be loaded.
    """
    spec = judge_of(settings, alone=alone)
    if spec == "none":
        return None
    if not is_local(spec):
        raise ModelError(
            f"ASSISTANT_JUDGE is {settings.judge!r}; expected auto, none, bundled or the path of a .gguf file."
        )
    return _load_local(spec, settings, progress, JUDGE_ADAPTER)


def judge_of(settings: Settings, *, alone: bool) -> str:
    """The judge that `settings` name; `alone`: no other model reads what was found.

    "auto" stands for the model of `settings.llm` where that is local; where that is "auto" too and the judge would be
    alone, for the bundled one, if its extra is installed; else for "none".
    """
    judge, model = settings.judge.strip(), settings.llm.strip()
    if judge != "auto":
        return judge
    if is_local(model):
        return model
    installed = find_spec("xllamacpp") and BUNDLED.is_there(_models(settings))
    return "bundled" if alone and model == "auto" and installed else "none"


def is_local(spec: str) -> bool:
    """Whether `spec` names a model that runs in this process."""
    # A server's model may be called provider:model.gguf.
    return spec == "bundled" or spec.startswith(_GGUF) or (spec.lower().endswith(".gguf") and ":" not in spec)


def _models(settings: Settings) -> Path:
    return settings.data_dir / "models"


def _load_local(spec: str, settings: Settings, progress: Progress | None, adapter: Path | None = None) -> "LocalModel":
    """`adapter` is for the bundled model; it fits no other."""
    if not find_spec("xllamacpp"):
        raise ModelError(f"{spec} needs a package: {INSTALL}")
    from assistant.local import LocalModel

    if spec == "bundled":
        path = BUNDLED.assemble(_models(settings), progress)
        return LocalModel(path=path, adapter=adapter, timeout=settings.timeout).load()
    try:
        path = Path(spec.removeprefix(_GGUF)).expanduser()
    except RuntimeError:
        raise ModelError(f"The model is {spec!r}, and no such user is known; give the path of a GGUF file.") from None
    return LocalModel(path=path, timeout=settings.timeout).load()


def name_of(model: "BaseChatModel") -> str:
    """What `model` is called at its provider, or its class where it has no name."""
    names = (getattr(model, field, None) for field in ("model_name", "model"))
    return next((name for name in names if isinstance(name, str) and name), type(model).__name__)


def _configured(environ: Mapping[str, str]) -> str:
    """`provider:model` of the first provider that has a key and a package; "" where there is none."""
    for provider in _PROVIDERS:
        if provider.key and environ.get(provider.key, "").strip() and find_spec(provider.package):
            return f"{provider.name}:{provider.default}"
    return ""


def _build(name: str, model: str, settings: Settings, environ: Mapping[str, str]) -> "BaseChatModel":
    provider = next((p for p in _PROVIDERS if p.name == name), None)
    if provider and not find_spec(provider.package):
        raise ModelError(f"{name}:{model} needs a package: pip install 'article-assistant[{provider.extra}]'")
    options = _options(provider, model, settings, environ)
    plain = _init(name, model, options)
    # LangChain ships what each known model takes; models that think refuse a temperature. One that it
    # doesn't know is a local or compatible one, and takes it.
    if not (getattr(plain, "profile", None) or {}).get("temperature", True):
        return plain
    return _init(name, model, options | {"temperature": 0})


def _options(provider: _Provider | None, model: str, settings: Settings, environ: Mapping[str, str]) -> dict[str, Any]:
    if provider and provider.name == "ollama":
        # Its class drops `timeout` and `max_tokens` in silence: it has names of its own for them.
        times = (settings.connect_timeout, *[settings.timeout] * 3)  # to connect, read, write, and for its turn
        # Without an address its client takes OLLAMA_HOST, or this machine's port 11434.
        return {
            "client_kwargs": {"timeout": times},
            "num_predict": MAX_TOKENS,
            "base_url": settings.llm_base_url,
        }
    options: dict[str, Any] = {
        "timeout": settings.timeout,
        "max_tokens": MAX_TOKENS,
        "max_retries": provider.once if provider else 0,
    }
    if provider and provider.name == "openai":
        from openai import Timeout

        options["timeout"] = Timeout(settings.timeout, connect=settings.connect_timeout)
    if provider and provider.key:
        key = environ.get(provider.key, "").strip()
        if settings.llm_base_url:
            # Compatible servers run with and without a key, but the client refuses to start without one.
            options |= {"base_url": settings.llm_base_url, "api_key": key or _NO_KEY}
        elif key:
            options["api_key"] = key
        else:
            raise ModelError(f"{provider.name}:{model} needs a key: set {provider.key}.")
    return options


def _init(name: str, model: str, options: dict[str, Any]) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    try:
        loaded: BaseChatModel = init_chat_model(model, model_provider=name, **options)
    except ImportError as error:
        raise ModelError(f"{name}:{model} needs a package that is not installed. {error}") from error
    except ValueError as error:
        reason = str(error).splitlines()[0]
        raise ModelError(
            f"{name}:{model} can't be loaded: {reason} Give provider:model, as openai:{OPENAI_DEFAULT}."
        ) from error
    except Exception as error:  # each provider's client has errors of its own for what it refuses
        raise ModelError(f"{name}:{model} can't be loaded: {type(error).__name__}: {error}") from error
    return loaded
