"""What false drafts about other articles come to; see `false_drafts` for how it is measured."""

import pytest

from assistant.loading import shared_follows
from tests.assistant.false_drafts import checked


@pytest.mark.slow
def test_few_false_drafts_stand_and_no_fewer_true_ones():
    """19 of 154 and 51 of 120 here; 36 and 48 before the rules that they led to. Other processors round differently."""
    stood = [
        (draft.true, follows)
        for draft, row, _, follows in checked(shared_follows("bundled"))
        if row != "other, translated"
    ]
    false, true = ([stands for is_true, stands in stood if is_true is which] for which in (False, True))
    assert (len(false), len(true)) == (154, 120)
    assert sum(false) <= 21
    assert sum(true) >= 49
