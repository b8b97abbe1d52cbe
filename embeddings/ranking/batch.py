"""Questions beside sentences, as the ranker reads them."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions, each beside a sentence, as the network reads them; `t` tokens at most.

    `words` `(n, t, hidden)` float32; `parts` `(n, t)`: 0 in the question, 1 in the sentence; `mask` `(n, t)`: False
    beyond the end; `inside` `(n, t)`: True for the sentence's own tokens.
    """

    words: Tensor
    parts: Tensor
    mask: Tensor
    inside: Tensor
