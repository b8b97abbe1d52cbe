from pathlib import Path

import pytest
import torch
from gguf import GGUFReader
from torch import nn

from assistant.llm import JUDGE_ADAPTER
from benchmarks.judge.adapter import read_adapter, unseen_of, write_adapter
from benchmarks.judge.network import Adapted
from benchmarks.ranker.cases import held_out
from embeddings.ranking.ranker import PACKAGED, unseen_by


def test_an_adapter_is_written_as_llama_cpp_reads_it(tmp_path: Path) -> None:
    """Which model it is for, how much it weighs, both matrices of each weight, and what it has not seen."""
    adapted = Adapted(nn.Linear(6, 4, bias=False))
    nn.init.ones_(adapted.b)
    path = tmp_path / "new" / "adapter.gguf"
    write_adapter(path, {"blk.3.attn_q.weight": adapted}, {"b", "a"})
    reader = GGUFReader(path)
    about = {name: reader.fields[name].contents() for name in reader.fields}
    assert about["general.architecture"] == "qwen2"
    assert about["general.type"] == "adapter"
    assert about["adapter.type"] == "lora"
    assert about["adapter.lora.alpha"] == 16
    a, b = reader.tensors
    assert (a.name, b.name) == ("blk.3.attn_q.weight.lora_a", "blk.3.attn_q.weight.lora_b")
    assert torch.allclose(torch.tensor(a.data).float(), adapted.a.detach(), atol=1e-3)
    assert b.data.shape == (4, 8)
    assert unseen_of(path) == {"a", "b"}
    other = Adapted(nn.Linear(6, 4, bias=False))
    read_adapter(path, {"blk.3.attn_q.weight": other})
    assert torch.allclose(other.a, adapted.a, atol=1e-3)
    assert torch.equal(other.b, adapted.b)
    with pytest.raises(ValueError, match="holds an adapter of 2 matrices, expected 2 of other names"):
        read_adapter(path, {"blk.4.attn_q.weight": other})
    write_adapter(path, {"blk.3.attn_q.weight": adapted}, ())
    assert unseen_of(path) == set()


def test_an_adapter_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What fails half way leaves the one that was there."""
    adapted = Adapted(nn.Linear(6, 4, bias=False))
    path = tmp_path / "adapter.gguf"
    write_adapter(path, {"blk.3.attn_q.weight": adapted}, ())
    before = path.read_bytes()
    with pytest.raises(AttributeError):
        write_adapter(path, {"blk.3.attn_q.weight": adapted, "blk.4.attn_q.weight": None}, ())  # type: ignore[dict-item]
    assert path.read_bytes() == before


def test_the_one_that_is_shipped_has_not_seen_what_it_is_measured_on() -> None:
    """The same articles as the ranker: `python -m assistant.evaluate --unseen` asks about these."""
    assert unseen_of(JUDGE_ADAPTER) == held_out() == unseen_by(PACKAGED)
