import os
import threading

import pytest

from assistant.chain import Steps
from embeddings.openmp import wait_without_spinning
from tests.assistant.quick import quick


def test_every_step_runs_in_the_caller_s_thread(monkeypatch: pytest.MonkeyPatch):
    """The matrix libraries have threads of their own for each thread that calls them, and new ones cost time."""
    seen = set()
    find = Steps.find

    def watched(self, state):
        seen.add(threading.get_ident())
        return find(self, state)

    monkeypatch.setattr(Steps, "find", watched)
    quick().ask("When did they arrive?")
    assert seen == {threading.get_ident()}


def test_threads_that_wait_sleep_unless_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch):
    """What the user has set stays."""
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    wait_without_spinning()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    wait_without_spinning()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"
