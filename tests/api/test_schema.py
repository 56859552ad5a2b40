"""The OpenAPI document describes every operation and every problem."""


def test_every_operation_is_described(curated):
    """Each operation has a name of its own, and each names the schema of a problem."""
    document = curated.get("/openapi.json").json()
    operations = [op for path in document["paths"].values() for op in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) > 100
    assert {"sparql-get", "sparql-post"} <= set(names)
    assert all("default" in operation["responses"] for operation in operations)
    assert "422" not in str([list(operation["responses"]) for operation in operations])
