"""The OpenAPI document holds: what it allows is answered, and as it says."""

import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings


def test_every_operation_is_described(curated):
    """Each operation has a name of its own, and each names the schema of a problem."""
    document = curated.get("/openapi.json").json()
    operations = [op for path in document["paths"].values() for op in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) > 100
    assert {"sparql-get", "sparql-post"} <= set(names)
    assert all("default" in operation["responses"] for operation in operations)
    assert "422" not in str([list(operation["responses"]) for operation in operations])


def test_sample_of_generated_requests(snapshot):
    """What schemathesis makes up from the document gets the answers that it documents."""
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, given, settings

    app = create_app(snapshot, Settings(workers=1))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    # A text for SPARQL that fits the schema is seldom SPARQL.
    wanted = schema.include(path_regex="^/v1/(myths|claims/.*|search|agents/.*)$")

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=__import__("hypothesis").strategies.data())
    def each(data):
        for result in wanted.get_all_operations():
            operation = result.ok()
            data.draw(operation.as_strategy()).call_and_validate()

    with TestClient(app):
        each()
