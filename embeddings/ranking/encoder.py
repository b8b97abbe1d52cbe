"""multilingual-e5-small's transformer, to be run and not to be trained.

Texts lie end to end and not in a batch that is filled up, so no time goes into padding; weights are in bfloat16 where
the processor multiplies that by itself. Each processor reads texts of its own: to share every multiplication among
them takes twice as long, as these are small. Without transformers, whose import takes longer than all the rest.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import torch
from threadpoolctl import threadpool_limits
from torch import Tensor
from torch.nn import functional

from embeddings.ranking.packaged import PackagedE5, Tokens

Weights = Mapping[str, Tensor]
"""By the names that `BertModel` gives them."""

_ROUND: Final = 16
"""Tokens are filled up to a multiple: the matrix library prepares itself anew for every count that it meets."""

_SCORES: Final = 200_000
"""Pairs of tokens, over heads, whose scores are held at once. With twice as many each layer has its memory anew from
the system, and takes nearly three times as long."""


@cache
def _readers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(torch.get_num_threads(), "reader", initializer=_alone)


def _alone() -> None:
    """Have this thread do its arithmetic by itself; other threads stay as they are."""
    torch.get_num_threads()  # when a thread first asks, torch sets what has been usual, so this has to come before
    threadpool_limits(1, user_api="openmp")


@cache
def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 by itself, several times as fast as float32."""
    found = torch.cpu.get_capabilities()
    return bool(found.get("avx512_bf16") or found.get("amx_bf16"))


@cache
def packaged() -> PackagedE5:
    """The packaged file, opened once."""
    return PackagedE5()


@cache
def packaged_tokens(every_script: bool = False) -> Tokens:
    """Its tokenizer, built once; see `PackagedE5.tokens`."""
    return packaged().tokens(every_script=every_script)


@cache
def packaged_layer(number: int) -> "Layer":
    """Its layer `number`, unpacked once."""
    return Layer.of(layer_weights(packaged(), number))


def embedding_weights(e5: PackagedE5) -> dict[str, Tensor]:
    """What is added to the words."""
    hidden = e5.shape.hidden
    weights = {
        # Question and sentence are both of the one type of token that the model knows.
        "embeddings.token_type_embeddings.weight": e5.vector("emb.type", e5.shape.types, hidden)[[0, 0]],
        "embeddings.position_embeddings.weight": e5.vector("emb.pos", e5.shape.positions, hidden),
        "embeddings.LayerNorm.weight": e5.vector("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": e5.vector("emb.ln.b", hidden),
    }
    return {name: torch.from_numpy(values) for name, values in weights.items()}


def layer_weights(e5: PackagedE5, number: int) -> dict[str, Tensor]:
    """Layer `number`, unpacked to float32."""
    hidden, inner = e5.shape.hidden, e5.shape.inner
    weights = {}
    for name, short, rows, columns in (
        ("attention.self.query", "q", hidden, hidden),
        ("attention.self.key", "k", hidden, hidden),
        ("attention.self.value", "v", hidden, hidden),
        ("attention.output.dense", "ao", hidden, hidden),
        ("intermediate.dense", "fi", inner, hidden),
        ("output.dense", "fo", hidden, inner),
    ):
        weights[f"{name}.weight"] = e5.matrix(f"l{number}.{short}.w", rows, columns)
        weights[f"{name}.bias"] = e5.vector(f"l{number}.{short}.b", rows)
    for name, short in (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln")):
        weights[f"{name}.weight"] = e5.vector(f"l{number}.{short}.w", hidden)
        weights[f"{name}.bias"] = e5.vector(f"l{number}.{short}.b", hidden)
    return {name: torch.from_numpy(values) for name, values in weights.items()}


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Tensor
    bias: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Tensor
    bias: Tensor

    def __call__(self, x: Tensor, epsilon: float) -> Tensor:
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, epsilon)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; query, key and value are one matrix."""

    asked: _Linear
    told: _Linear
    after_attention: _Norm
    up: _Linear
    down: _Linear
    after: _Norm

    @classmethod
    def of(cls, weights: Weights) -> Self:
        """The layer of these weights, in the arithmetic of this processor."""
        kind = torch.bfloat16 if has_bfloat16() else torch.float32

        def joined(*names: str) -> tuple[Tensor, Tensor]:
            return (
                torch.cat([weights[f"{name}.weight"] for name in names]).to(kind),
                torch.cat([weights[f"{name}.bias"] for name in names]).to(kind),
            )

        return cls(
            asked=_Linear(*joined(*(f"attention.self.{name}" for name in ("query", "key", "value")))),
            told=_Linear(*joined("attention.output.dense")),
            after_attention=_Norm(*joined("attention.output.LayerNorm")),
            up=_Linear(*joined("intermediate.dense")),
            down=_Linear(*joined("output.dense")),
            after=_Norm(*joined("output.LayerNorm")),
        )


class Encoder:
    """The layers of multilingual-e5-small; `upper` stand in the place of as many of its own."""

    def __init__(self, upper: Sequence[Layer] = ()) -> None:
        e5 = packaged()
        weights = embedding_weights(e5)
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _Norm(weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        self._epsilon = e5.epsilon
        self._heads = e5.shape.heads
        self._layers = [*map(packaged_layer, range(e5.shape.layers - len(upper))), *upper]

    def __call__(self, words: Tensor, lengths: Sequence[int]) -> Tensor:
        """What the last layer gives, `(t, hidden)` float32, of texts that lie end to end.

        `words` `(t, hidden)` float32 are their word embeddings; `lengths` are in tokens, and `t` in all.
        """
        shares = _shared(lengths, torch.get_num_threads())
        some = torch.split(words, [sum(share) for share in shares])
        return torch.cat(list(_readers().map(self._read, some, shares)))

    @torch.inference_mode()
    def _read(self, words: Tensor, lengths: Sequence[int]) -> Tensor:
        places = torch.cat([self._places[:length] for length in lengths])
        hidden = self._norm(words + places, self._epsilon)
        rest = -len(hidden) % _ROUND
        hidden = functional.pad(hidden, (0, 0, 0, rest)).to(self._layers[0].up.weight.dtype)
        for layer in self._layers:
            hidden = self._through(layer, hidden, [*lengths, rest])
        return hidden[: len(words)].float()

    def _through(self, layer: Layer, x: Tensor, lengths: Sequence[int]) -> Tensor:
        width = x.shape[1]
        # (3, heads, t, width of a head)
        parts = layer.asked(x).view(len(x), 3, self._heads, -1).permute(1, 2, 0, 3)
        # Each text sees itself alone; what fills up is seen by nobody, and sees whatever it likes.
        seen = [_seen(part) for part in torch.split(parts, [length for length in lengths if length], dim=2)]
        attended = torch.cat(seen, 1).transpose(0, 1).reshape(len(x), width)
        x = layer.after_attention(x + layer.told(attended), self._epsilon)
        return layer.after(x + layer.down(functional.gelu(layer.up(x))), self._epsilon)


def _seen(part: Tensor) -> Tensor:
    """What the tokens of one text see of each other: `part` `(3, heads, t, width)`, the result `(heads, t, width)`.

    In bfloat16 torch's fused attention takes half as long again as plain multiplication of some heads at a time, from
    128 tokens on; in float32 it is the quicker one.
    """
    if part.dtype != torch.bfloat16:
        return functional.scaled_dot_product_attention(*part[:, None]).squeeze(0)
    _, _, t, width = part.shape
    found = []
    for asked, told, held in zip(*(torch.split(each, max(1, _SCORES // t**2)) for each in part), strict=True):
        # In place: memory that is had anew each time costs more than the arithmetic.
        scores = torch.bmm(asked, told.transpose(1, 2)).float().mul_(width**-0.5)
        found.append(torch.bmm(scores.softmax(-1).to(held.dtype), held))
    return torch.cat(found)


def _shared(lengths: Sequence[int], count: int) -> list[list[int]]:
    """`lengths`, in order, in as many parts as there are lengths, `count` at most, of about the same sum."""
    shares: list[list[int]] = []
    whole, done, last = sum(lengths), 0, -1
    for length in lengths:
        # By its middle, so that a long text at a border goes where more of it belongs.
        place = min(int((done + length / 2) * count / whole), count - 1)
        if place > last:
            shares.append([])
            last = place
        shares[-1].append(length)
        done += length
    return shares
