"""Questions beside passages, as the ranker reads them."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions, each beside some sentences that stand together; `t` tokens at most.

    `words` `(n, t, hidden)` float32; `mask` `(n, t)`: False beyond the end; `sentences`: for every row the first token
    of each of its sentences and the one after its last, in order. A sentence may have no tokens.
    """

    words: Tensor
    mask: Tensor
    sentences: tuple[tuple[tuple[int, int], ...], ...]
