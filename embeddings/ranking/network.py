"""The ranker's network, to be trained: sentences are read together with the question, and each gets a logit.

multilingual-e5-small (Wang et al. 2024, https://arxiv.org/abs/2402.05672) as a cross-encoder. Its word
embeddings and lower layers stay as they are packaged, so only the upper layers, which are trained, are shipped.
"""

from typing import Final

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from embeddings.ranking.batch import Batch
from embeddings.ranking.encoder import embedding_weights, layer_weights
from embeddings.ranking.packaged import PackagedE5
from embeddings.ranking.scorer import TRAINED, layer_prefix, pooled

_RARE: Final = -3.0
"""The logit to begin with: most sentences answer nothing."""

_RARER: Final = -5.0
"""And that of a token: hardly any begins or ends an answer."""


class Reader(nn.Module):
    """Reads a batch: logits `(n,)` float32, for every sentence of it in order, that it answers the question.

    The logit of "none of them" is 0, so that `exp(logit) / (1 + sum(exp(logits)))` is the probability that a
    sentence, out of all that were read for a question, answers it.
    """

    def __init__(self, packaged: PackagedE5) -> None:
        super().__init__()
        shape = packaged.shape
        self.encoder = BertModel(
            BertConfig(
                vocab_size=1,  # words come in as vectors
                hidden_size=shape.hidden,
                num_hidden_layers=shape.layers,
                num_attention_heads=shape.heads,
                intermediate_size=shape.inner,
                max_position_embeddings=shape.positions,
                type_vocab_size=2,
                layer_norm_eps=packaged.epsilon,
                hidden_dropout_prob=0.0,
                attention_probs_dropout_prob=0.0,
                pad_token_id=0,
            ),
            add_pooling_layer=False,
        )
        last = nn.Linear(shape.hidden, 1)
        nn.init.constant_(last.bias, _RARE)
        self.head = nn.Sequential(nn.Linear(2 * shape.hidden, shape.hidden), nn.GELU(), nn.Dropout(0.1), last)
        # Where in a sentence the answer stands: it teaches what an answer is, and tells what of it can be left out.
        self.borders = nn.Linear(shape.hidden, 2)
        nn.init.constant_(self.borders.bias, _RARER)
        self.encoder.load_state_dict(_pretrained(packaged) | _without_words(self.encoder))

    def trained(self) -> dict[str, Tensor]:
        """The weights that are not multilingual-e5-small's own, and are needed to read."""
        layers = self.encoder.config.num_hidden_layers
        upper = (layer_prefix(layer) for layer in range(layers - TRAINED, layers))
        own = (*upper, "head.", "borders.")
        return {name: weights for name, weights in self.state_dict().items() if name.startswith(own)}

    def read(self, batch: Batch) -> tuple[Tensor, list[Tensor]]:
        """The logits, and for every row the logits `(t, 2)` that the answer begins, and ends, at a token.

        The tokens are those from the row's first sentence to its last; that it begins nowhere has the logit 0.
        """
        hidden = self.encoder(inputs_embeds=batch.words, attention_mask=batch.mask).last_hidden_state.float()
        with torch.autocast("cpu", enabled=False):
            logits: Tensor = self.head(pooled(hidden, batch)).squeeze(-1)
            borders = [
                self.borders(states[sentences[0][0] : sentences[-1][1]])
                for states, sentences in zip(hidden, batch.sentences, strict=True)
            ]
        return logits, borders


def _without_words(encoder: BertModel) -> dict[str, Tensor]:
    """The one row of word embeddings that the class wants, and nobody reads."""
    return {name: weights for name, weights in encoder.state_dict().items() if "word_embeddings" in name}


def _pretrained(packaged: PackagedE5) -> dict[str, Tensor]:
    """The packaged weights under the names of `BertModel`."""
    layers = range(packaged.shape.layers)
    return embedding_weights(packaged) | {
        f"encoder.layer.{layer}.{name}": weights
        for layer in layers
        for name, weights in layer_weights(packaged, layer).items()
    }
