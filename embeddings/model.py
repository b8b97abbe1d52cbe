"""Load an embedding model, and learn of it what the rest needs: how it counts tokens, and its scale."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED: Final = "bundled"

_DEFAULT_MAX_TOKENS: Final = 512


def load_embedder(spec: str = BUNDLED) -> "SentenceTransformer":
    """The embedding model that `spec` names: "bundled", or a sentence-transformers id or local folder.

    A model of one's own is used with the prompts of its own configuration, for queries and for documents.

    Raises:
        EmbeddingError: there is no such model, or it can't be loaded.
    """
    if spec == BUNDLED:
        from embeddings import bundled  # noqa: PLC0415  # torch is loaded when a model is, not on import

        return bundled.load()
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    try:
        return SentenceTransformer(str(Path(spec).expanduser()) if Path(spec).expanduser().exists() else spec)
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbeddingError(
            f"The embedding model {spec!r} can't be loaded ({error}); give 'bundled', or the id or folder of a "
            "sentence-transformers model that is on this machine or can be downloaded."
        ) from error


def max_tokens(model: "SentenceTransformer") -> int:
    """The most tokens of one text that `model` reads, prompt and special tokens included."""
    return int(model.max_seq_length or _DEFAULT_MAX_TOKENS)


def token_counter(model: "SentenceTransformer") -> Callable[[str], int]:
    """A function that counts the tokens `model` reads for a passage, prompt and special tokens included."""
    own = getattr(model[0], "count_tokens", None)
    if own is not None:
        return own  # type: ignore[no-any-return]  # torch's Module answers getattr with Any
    tokenizer = model.tokenizer
    prompt = model.prompts.get("document") or model.prompts.get("passage") or ""

    def count(text: str) -> int:
        encoded = tokenizer.encode(prompt + text)
        return len(getattr(encoded, "ids", encoded))

    return count


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


def rescaler(model: "SentenceTransformer") -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    """A function that carries cosines of `model` to where the bundled model has them.

    What was fitted on the bundled model's cosines, such as when to abstain, then holds for any model: the
    mean cosine of questions with their answers, and with other answers, fall on the bundled model's.
    """
    if hasattr(model[0], "count_tokens"):
        return lambda cosines: cosines
    related, unrelated = _scale(model)
    if related - unrelated < _MIN_CONTRAST:
        raise EmbeddingError(
            f"The embedding model gives questions and their answers a cosine of {related:.2f}, and {unrelated:.2f} to "
            "answers of other questions; such a model can't search in Arabic and English."
        )
    slope = (_BUNDLED_RELATED - _BUNDLED_UNRELATED) / (related - unrelated)
    return lambda cosines: _BUNDLED_UNRELATED + slope * (cosines - unrelated)


def _scale(model: "SentenceTransformer") -> tuple[float, float]:
    questions = model.encode_query([question for question, _ in _PAIRS], normalize_embeddings=True)
    answers = model.encode_document([answer for _, answer in _PAIRS], normalize_embeddings=True)
    cosines = questions @ answers.T
    own = np.eye(len(_PAIRS), dtype=bool)
    return float(cosines[own].mean()), float(cosines[~own].mean())
