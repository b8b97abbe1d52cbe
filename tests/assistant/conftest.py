"""What the tests of the assistant share."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from tests.conftest import ROOT

if TYPE_CHECKING:
    from assistant.local import LocalModel


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the indexes of this run are kept."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def real(data_dir: Path) -> Assistant:
    """An assistant on the default article with the bundled embedding model and no language model."""
    return Assistant(settings=Settings(llm="none", data_dir=data_dir))


@pytest.fixture(scope="session")
def bundled_file(data_dir: Path) -> Iterator[Path]:
    """The bundled language model's file, put together once for all; of 1.1 GB, it doesn't stay."""
    from assistant.gguf import BUNDLED

    yield BUNDLED.assemble(data_dir / "models")
    shutil.rmtree(data_dir / "models")


@pytest.fixture(scope="session")
def bundled(bundled_file: Path, data_dir: Path) -> "LocalModel":
    """The bundled language model, loaded once for all."""
    from assistant.llm import load_judge_model

    # A machine that is busy is not a bug.
    model = load_judge_model(Settings(judge="bundled", data_dir=data_dir, timeout=500))
    assert model
    assert model.path == bundled_file
    return model


@pytest.fixture
def environ(data_dir: Path) -> Mapping[str, str]:
    """The environment of a process that runs the assistant."""
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "ASSISTANT_LLM": "none",
        "ASSISTANT_DATA_DIR": str(data_dir),
    }
