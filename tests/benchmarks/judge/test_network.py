from typing import Any

import pytest
import torch
from transformers import Qwen2Config, Qwen2ForCausalLM

from benchmarks.judge.examples import Example, Read
from benchmarks.judge.network import Network
from benchmarks.judge.training import Plan, train


class Letters:
    """Every letter is a token."""

    def __call__(self, text: str) -> Any:
        return type("Encoded", (), {"input_ids": [ord(letter) % 128 for letter in text]})

    def apply_chat_template(self, messages: list[dict[str, str]], **_: Any) -> str:
        return "".join(f"<{message['role']}>{message['content']}" for message in messages) + "<assistant>"


@pytest.fixture
def network() -> Network:
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=128, hidden_size=32, intermediate_size=64, num_hidden_layers=3, num_attention_heads=4,
        num_key_value_heads=2, tie_word_embeddings=False,
    )  # fmt: skip
    return Network(Qwen2ForCausalLM(config), Letters())


@torch.no_grad()
def test_sentences_behind_one_question_do_not_see_each_other(network: Network) -> None:
    """What is read together comes out as if it had been read alone, beside longer ones too."""
    texts = ("It fell in 1987.", "Ships came.", "The bridge was of stone, and of wood.")
    together, other = network.log_odds([network.pack("When?", texts), network.pack("Who came to it at last?", texts)])
    alone = [network.log_odds([network.pack("When?", [text])])[0] for text in texts]
    assert together.tolist() == pytest.approx(torch.cat(alone).tolist(), abs=1e-5)
    assert together.tolist() != pytest.approx(other.tolist(), abs=1e-5)


def test_a_question_is_asked_as_the_judge_asks(network: Network) -> None:
    """The instruction, the question, the text, and the reply's beginning; the question once."""
    packed = network.pack("When?", ["One.", "Two."])
    text = "".join(map(chr, packed.ids.tolist()))
    assert text.count("When?") == 1
    assert text.index("Question: When?") < text.index("Text: One.<assistant>") < text.index(" Two.<assistant>")
    assert [text[reply] for reply in packed.replies] == [">", ">"]
    assert packed.places[packed.parts == 1][0] == packed.places[packed.parts == 2][0]


def test_an_adapter_begins_with_nothing_and_learns(network: Network) -> None:
    """Untrained it changes nothing; trained it tells what it was shown, and the model itself is as it was."""
    shown = Example("When?", (Read("It fell in 1987.", True, True), Read("Ships came.", False, True)), True)
    before = network.log_odds([network.pack("When?", [read.text for read in shown.sentences])])[0]
    assert not any(adapted.b.any() for adapted in network.adapted.values())
    weights = {name: one.base.weight.clone() for name, one in network.adapted.items()}
    told: list[str] = []
    kept: list[int] = []
    train(network, [shown] * 4, Plan(epochs=60, batch=4, rate=0.03), told.append, lambda: kept.append(len(told)))
    right, wrong = network.log_odds([network.pack("When?", [read.text for read in shown.sentences])])[0]
    assert abs(before[0] - before[1]) < 0.2
    assert right > 0.5
    assert wrong < -0.5
    assert told[-1].startswith("step 60 of 60: loss 0.")
    assert kept == [1, 2, 3], "a run that is broken off has lost little"
    assert all(torch.equal(one.base.weight, weights[name]) for name, one in network.adapted.items())
