"""Files of trained weights."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from embeddings.errors import EmbeddingError


def read_weights(path: Path, names: Iterable[str], of: str, by: str) -> dict[str, Tensor]:
    """The weights `names` `of` a network, as the module `by` has written them to `path`.

    Raises:
        EmbeddingError: the file can't be read, or holds others.
    """
    give = f"give bundled, none or the path of a file that `make {by.rpartition('.')[2]}` wrote"
    try:
        weights: dict[str, Tensor] = load_file(path)
    except Exception as error:  # safetensors has an error of its own
        raise EmbeddingError(f"The weights of {of} can't be read from {path} ({error}); {give}.") from error
    expected = set(names)
    if set(weights) != expected:
        raise EmbeddingError(
            f"{path} holds other weights than those of {of}: {len(weights)} instead of {len(expected)}, or of other "
            f"names; {give}."
        )
    return weights


def write_weights(path: Path, weights: Mapping[str, Tensor], unseen: Iterable[str]) -> None:
    """Write `weights` as float16, and beside them the keys of the articles that they were kept from."""
    about = {"unseen": json.dumps(sorted(unseen), ensure_ascii=False)}
    save_file({name: values.half() for name, values in weights.items()}, path, about)


def unseen_of(path: Path) -> frozenset[str]:
    """The keys of the articles that the weights in `path` were kept from.

    Raises:
        EmbeddingError: the file can't be read, or doesn't say.
    """
    try:
        with safe_open(path, "pt") as file:
            return frozenset(json.loads(file.metadata()["unseen"]))
    except Exception as error:  # safetensors has an error of its own
        raise EmbeddingError(f"{path} doesn't say which articles its network has not seen: {error}") from error
