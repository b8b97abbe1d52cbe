"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from assistant.default import default_article as shipped
from embeddings.article import Article
from embeddings.openmp import wait_without_spinning
from tests.network import stay_inside

__all__ = ["stay_inside"]  # a fixture, for every test

# A machine that is busy is not a bug. Some tests load torch before the assistant could say this.
wait_without_spinning()
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def default_article() -> Article:
    """The article that ships with the project, with its English translation."""
    return shipped()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data sets beside the repository; a test that needs it is skipped where it is not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return folder
