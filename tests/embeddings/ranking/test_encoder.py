from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from embeddings.ranking.encoder import Encoder, _readers, _shared, packaged


@pytest.mark.parametrize(
    ("lengths", "count", "expected"),
    [
        ([5, 5, 5, 5], 2, [[5, 5], [5, 5]]),
        ([90, 5, 5], 2, [[90], [5, 5]]),
        ([5, 5, 90], 2, [[5, 5], [90]]),
        ([7], 4, [[7]]),
        ([3, 3], 8, [[3], [3]]),
        ([4, 4, 4], 1, [[4, 4, 4]]),
        ([], 2, []),
    ],
)
def test_texts_are_shared_out_by_their_tokens(lengths: list[int], count: int, expected: list[list[int]]):
    """In their order, nobody without a text, and what each has to read about the same."""
    assert _shared(lengths, count) == expected


@pytest.mark.slow
def test_what_is_read_by_several_is_what_one_reads():
    """The states of each text, in their order, but for the last digits of bfloat16."""
    torch.manual_seed(0)
    lengths = [9, 33, 4, 21, 60]
    words = torch.randn(sum(lengths), packaged().shape.hidden)
    encoder = Encoder()
    together = torch.split(encoder(words, lengths), lengths)
    for alone, states in zip(torch.split(words, lengths), together, strict=True):
        assert torch.cosine_similarity(encoder(alone, [len(alone)]), states).min() > 0.999


@pytest.mark.slow
def test_readers_share_the_processors_and_leave_other_threads_theirs():
    """Each takes one; a thread of somebody else has as many as before, old or new."""
    before = torch.get_num_threads()
    assert _readers().submit(torch.get_num_threads).result() == 1
    assert torch.get_num_threads() == before
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(torch.get_num_threads).result() == before
