"""One server for the tests that leave it as it was."""

from collections.abc import Iterator

import httpx
import pytest

from tests.ui.api.serving import TestLibrary, client, serve


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> TestLibrary:
    return TestLibrary(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def address(library: TestLibrary) -> Iterator[str]:
    with serve(library) as found:
        yield found


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with client(address) as found:
        yield found
