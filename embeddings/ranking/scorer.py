"""The trained ranker, to be run: the same logits as `network.Reader`, in a third of the time."""

from collections.abc import Iterable, Iterator
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from embeddings.ranking.batch import Batch
from embeddings.ranking.encoder import Encoder, Layer, Weights

TRAINED: Final = 9
"""Upper layers that are trained; the others are multilingual-e5-small's own."""


class Scorer:
    """Batch to logits `(n,)` float32, one a sentence; see `network.Reader`, which is what is trained."""

    def __init__(self, trained: Weights, layers: int) -> None:
        self._encoder = Encoder([Layer.of(_of_layer(trained, n)) for n in range(layers - TRAINED, layers)])
        self._head = {name: values.float() for name, values in trained.items() if name.startswith("head.")}
        self._trained = trained

    def trained(self) -> Weights:
        """The weights that are not multilingual-e5-small's own, as they were given."""
        return self._trained

    @torch.inference_mode()
    def __call__(self, batch: Batch) -> Tensor:
        """Logits `(n,)`."""
        lengths: list[int] = batch.mask.sum(1).tolist()
        hidden = torch.split(self._encoder(batch.words[batch.mask], lengths), lengths)
        said = pooled(hidden, batch)
        said = functional.gelu(functional.linear(said, self._head["head.0.weight"], self._head["head.0.bias"]))
        return functional.linear(said, self._head["head.3.weight"], self._head["head.3.bias"]).squeeze(-1)


def trained_names(layers: int) -> Iterator[str]:
    """The names of a ranker's own weights, where the network has so many layers."""
    own = (
        *(f"attention.{part}" for part in ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")),
        *("intermediate.dense", "output.dense", "output.LayerNorm"),
    )
    for kind in ("weight", "bias"):
        for layer in range(layers - TRAINED, layers):
            yield from (f"{_prefix(layer)}{name}.{kind}" for name in own)
        yield from (f"head.{place}.{kind}" for place in (0, 3))


def _prefix(layer: int) -> str:
    return f"encoder.encoder.layer.{layer}."


def _of_layer(trained: Weights, layer: int) -> Weights:
    prefix = _prefix(layer)
    return {name.removeprefix(prefix): values for name, values in trained.items() if name.startswith(prefix)}


def pooled(hidden: Iterable[Tensor], batch: Batch) -> Tensor:
    """Mean and maximum of the states of each sentence's tokens, `(n, 2 * hidden)`; zeros where it has none.

    `hidden` are the states of the rows of `batch`, `(t, hidden)` each.
    """
    return torch.stack(
        [
            torch.cat([states[start:end].mean(0), states[start:end].amax(0)])
            if start < end
            else torch.zeros(2 * states.shape[1])
            for states, sentences in zip(hidden, batch.sentences, strict=True)
            for start, end in sentences
        ]
    )
