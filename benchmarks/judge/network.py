"""The bundled language model in torch, with an adapter that can be trained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from assistant.judge import SYSTEM, TRAINED

RANK: Final = 8
SCALE: Final = 2.0
LAYERS: Final = 14
"""The upper ones, which are trained: below them nothing has to be kept for the way back."""

_MODULES: Final = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
"""What a layer is made of here, and what it is called in a GGUF file."""


class Adapted(nn.Module):
    """A linear layer beside which another of low rank is trained (Hu et al. 2021, https://arxiv.org/abs/2106.09685)."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.empty(RANK, base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, RANK))
        nn.init.kaiming_uniform_(self.a, a=5**0.5)

    def forward(self, states: Tensor) -> Tensor:
        """`(…, in)` → `(…, out)`."""
        added = states @ self.a.to(states.dtype).T @ self.b.to(states.dtype).T
        found: Tensor = self.base(states) + SCALE * added
        return found


_GAP: Final = "\x00"
"""Stands where a text will."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A question, and after it sentences that don't see each other, each with the beginning of a reply.

    `ids`: tokens `(n,)`; `places`: their positions; `parts`: 0 for the question, else the sentence's number;
    `replies`: where each reply begins.
    """

    ids: Tensor
    places: Tensor
    parts: Tensor
    replies: tuple[int, ...]


class Network:
    """A language model of Qwen's kind, with adapters that are trained while the rest stays as it is."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._model = model
        model.requires_grad_(False)
        model.eval()
        yes, no = (self._ids(word)[0] for word in ("Yes", "No"))
        head = model.lm_head.weight
        self._direction = head[yes].float() - head[no].float()
        self.adapted = dict(self._adapt())
        template = tokenizer.apply_chat_template(
            [{"role": "system", "content": SYSTEM}, {"role": "user", "content": _GAP}],
            tokenize=False,
            add_generation_prompt=True,
        )
        self._before, self._after = template.split(_GAP)

    @classmethod
    def load(cls, path: Path) -> "Network":
        """The one in a GGUF file, in bfloat16."""
        folder = str(path.parent)
        tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=path.name)
        model = AutoModelForCausalLM.from_pretrained(
            folder,
            gguf_file=path.name,
            dtype=torch.bfloat16,
            attn_implementation="eager",  # torch's fused attention takes longer to train on a processor
            quantization_config=GgufConfig(dequantize=True),
        )
        return cls(model, tokenizer)

    def _adapt(self) -> Iterator[tuple[str, Adapted]]:
        """Put adapters into the upper layers; each under the name that its weights have in a GGUF file."""
        layers = self._model.model.layers
        for number in range(max(0, len(layers) - LAYERS), len(layers)):
            for module, name in _MODULES.items():
                parent, _, attribute = module.partition(".")
                holder = getattr(layers[number], parent)
                adapted = Adapted(getattr(holder, attribute))
                setattr(holder, attribute, adapted)
                yield f"blk.{number}.{name}.weight", adapted

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text).input_ids
        return ids

    def pack(self, question: str, sentences: Sequence[str]) -> Packed:
        """As the judge asks, the question once."""
        first, last = TRAINED.user.format(question=question, text=_GAP).split(f" {_GAP}")
        ids = self._ids(self._before + first)
        places, parts, replies = list(range(len(ids))), [0] * len(ids), []
        common = len(ids)
        for number, sentence in enumerate(sentences, 1):
            branch = self._ids(f" {sentence}{last}{self._after}")
            ids += branch
            places += range(common, common + len(branch))
            parts += [number] * len(branch)
            replies.append(len(ids) - 1)
        return Packed(torch.tensor(ids), torch.tensor(places), torch.tensor(parts), tuple(replies))

    def log_odds(self, packed: Sequence[Packed]) -> list[Tensor]:
        """For each of `packed` the log-odds of its replies, `(sentences,)`."""
        ids = pad_sequence([one.ids for one in packed], batch_first=True)
        places = pad_sequence([one.places for one in packed], batch_first=True)
        parts = pad_sequence([one.parts for one in packed], batch_first=True, padding_value=-1)
        kind = self._model.dtype
        mask = torch.full((len(packed), 1, *ids.shape[1:] * 2), torch.finfo(kind).min, dtype=kind)
        mask[_seen(parts)[:, None]] = 0
        states = self._model.model(input_ids=ids, position_ids=places, attention_mask=mask, use_cache=False)
        return [
            states.last_hidden_state[row, list(one.replies)].float() @ self._direction for row, one in enumerate(packed)
        ]


def _seen(parts: Tensor) -> Tensor:
    """`(rows, n)` → `(rows, n, n)`: whether the first token sees the second: earlier, of its part or the question."""
    length = parts.shape[1]
    earlier = torch.ones(length, length, dtype=torch.bool).tril()
    return earlier & ((parts[:, :, None] == parts[:, None, :]) | (parts[:, None, :] == 0))
