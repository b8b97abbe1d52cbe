"""All that the documentation allows, and much that it doesn't, is sent to the API: it answers as documented."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.ui.api.fakes import FakeLibrary
from ui.api.doors import build_api, desk_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

schema = schemathesis.openapi.from_asgi("/openapi.json", build_api(desk_of(FakeLibrary())))


@schema.parametrize()
@settings(
    max_examples=25,
    derandomize=True,  # the same each time: a test must not fail by chance
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_does_as_it_says(case: Any) -> None:
    """No server error, no undocumented status, no other type or form."""
    case.call_and_validate(checks=CHECKS)
