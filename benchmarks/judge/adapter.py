"""The adapter as a GGUF file that llama.cpp can read, with the keys of the articles that it has not seen."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import torch
from gguf import GGUFReader, GGUFWriter
from numpy.typing import NDArray

from benchmarks.judge.network import RANK, SCALE, Adapted

_UNSEEN: Final = "article_assistant.unseen"


def write_adapter(path: Path, adapted: Mapping[str, Adapted], unseen: Iterable[str]) -> None:
    """Write the trained weights, float16; `unseen`: the keys of the articles that they were kept from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all.
    unfinished = path.with_suffix(".part")
    writer = GGUFWriter(unfinished, "qwen2")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", RANK * SCALE)
    keys = sorted(unseen)
    if keys:
        writer.add_array(_UNSEEN, keys)
    for name, weights in adapted.items():
        for letter, tensor in (("a", weights.a), ("b", weights.b)):
            values: NDArray[np.float16] = tensor.detach().numpy().astype(np.float16)
            writer.add_tensor(f"{name}.lora_{letter}", values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    unfinished.replace(path)


def read_adapter(path: Path, adapted: Mapping[str, Adapted]) -> None:
    """Put the weights of the file at `path` into `adapted`.

    Raises:
        ValueError: it holds others.
    """
    found = {tensor.name: torch.tensor(np.asarray(tensor.data, np.float32)) for tensor in GGUFReader(path).tensors}
    names = {f"{name}.lora_{letter}" for name in adapted for letter in "ab"}
    if set(found) != names:
        raise ValueError(f"{path} holds an adapter of {len(found)} matrices, expected {len(names)} of other names.")
    for name, weights in adapted.items():
        weights.a.data, weights.b.data = (found[f"{name}.lora_{letter}"] for letter in "ab")


def unseen_of(path: Path) -> frozenset[str]:
    """The keys of the articles that the adapter at `path` was kept from; none where it has seen all."""
    field = GGUFReader(path).get_field(_UNSEEN)
    return frozenset(field.contents()) if field else frozenset()
