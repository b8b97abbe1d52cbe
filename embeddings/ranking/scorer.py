"""A trained network, to be run: the same logits as `network.Reader`, in a third of the time."""

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
    """What `network.Reader` is once it has been trained: the same weights, quicker."""

    def __init__(self, trained: Weights, layers: int) -> None:
        self._encoder = Encoder([Layer.of(_of_layer(trained, n)) for n in range(layers - TRAINED, layers)])
        self._heads = {
            name: values.float() for name, values in trained.items() if name.startswith(("head.", "borders."))
        }
        self._trained = trained

    def trained(self) -> Weights:
        """The weights that are not multilingual-e5-small's own, as they were given."""
        return self._trained

    @torch.inference_mode()
    def read(self, batch: Batch) -> tuple[Tensor, list[Tensor]]:
        """Logits `(n,)`, and those of borders, as `Reader.read`."""
        lengths: list[int] = batch.mask.sum(1).tolist()
        hidden = torch.split(self._encoder(batch.words[batch.mask], lengths), lengths)
        said = functional.gelu(self._linear("head.0", pooled(hidden, batch)))
        borders = [
            self._linear("borders", states[sentences[0][0] : sentences[-1][1]])
            for states, sentences in zip(hidden, batch.sentences, strict=True)
        ]
        return self._linear("head.3", said).squeeze(-1), borders

    def _linear(self, name: str, states: Tensor) -> Tensor:
        return functional.linear(states, self._heads[f"{name}.weight"], self._heads[f"{name}.bias"])


def trained_names(layers: int) -> Iterator[str]:
    """The names of a ranker's own weights, where the network has so many layers."""
    own = (
        *(f"attention.{part}" for part in ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")),
        *("intermediate.dense", "output.dense", "output.LayerNorm"),
    )
    for kind in ("weight", "bias"):
        for layer in range(layers - TRAINED, layers):
            yield from (f"{layer_prefix(layer)}{name}.{kind}" for name in own)
        yield from (f"{head}.{kind}" for head in ("head.0", "head.3", "borders"))


def layer_prefix(layer: int) -> str:
    """What the names of a layer's weights begin with."""
    return f"encoder.encoder.layer.{layer}."


def _of_layer(trained: Weights, layer: int) -> Weights:
    prefix = layer_prefix(layer)
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
