"""What the tests of the assistant share."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the indexes of this run are kept."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def real(data_dir: Path) -> Assistant:
    """An assistant on the default article with the bundled embedding model and no language model."""
    return Assistant(settings=Settings(llm="none", data_dir=data_dir))


@pytest.fixture
def environ(data_dir: Path) -> Mapping[str, str]:
    """The environment of a process that runs the assistant."""
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "ASSISTANT_LLM": "none",
        "ASSISTANT_DATA_DIR": str(data_dir),
    }
