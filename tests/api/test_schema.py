"""The OpenAPI document describes every operation and every problem."""

import re

import pytest


def test_every_operation_is_described(curated):
    """Each operation has a name of its own, and each names the schema of a problem."""
    document = curated.get("/openapi.json").json()
    operations = [op for path in document["paths"].values() for op in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) > 100
    assert {"sparql-get", "sparql-post"} <= set(names)
    assert all("default" in operation["responses"] for operation in operations)
    assert "422" not in str([list(operation["responses"]) for operation in operations])


def operations(client):
    """Return each path, method and operation of the document."""
    document = client.get("/openapi.json").json()
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_has_an_example(curated):
    """Each JSON answer, each required parameter and each body has an example."""
    for path, _, operation in operations(curated):
        content = operation["responses"]["200"].get("content", {})
        assert "example" in content.get("application/json", {"example": ""}), path
        for parameter in operation.get("parameters", []):
            assert not parameter.get("required") or _examples(parameter), path
        bodies = operation.get("requestBody", {"content": {}})["content"]
        assert all("example" in body or "examples" in body for body in bodies.values()), path


def _examples(parameter):
    return parameter.get("examples") or parameter["schema"].get("examples")


def test_routes_beside_fastapi_are_described(curated):
    """What programs ask is in the document, whoever answers; pages are for readers."""
    described = {path for path, _, _ in operations(curated)}
    named = {"/sparql", "/{kind}/{slug}", "/ns", "/.well-known/void", "/problem/{slug}"}
    assert named | {"/health/live", "/health/ready", "/metrics"} <= described


def test_document_may_be_kept(curated):
    """It follows from the snapshot, so it has an ETag."""
    tag = {"If-None-Match": curated.get("/openapi.json").headers["etag"]}
    assert curated.get("/openapi.json", headers=tag).status_code == 304


def test_examples_are_of_this_snapshot(curated):
    """They are answers, not made up."""
    document = curated.get("/openapi.json").json()
    answer = document["paths"]["/v1/myths"]["get"]["responses"]["200"]
    shown = answer["content"]["application/json"]["example"]
    every = curated.get("/v1/myths").json()
    assert shown["rows"][0] == every["rows"][0]
    assert shown["snapshot"] == every["snapshot"]


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_document_is_served(files, path):
    """Also over files, where there are no questions."""
    assert files.get(path).status_code == 200


def test_list_of_operations_loads_nothing_from_elsewhere(curated):
    """It has every operation, and no address of another host but links that a reader may follow."""
    page = curated.get("/docs").text
    document = curated.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert f"<code>{operation['operationId']}</code>" in page, path
    tags = re.findall(r"<(?:script|link|img)[^>]*", page)
    loading = [tag for tag in tags if 'rel="alternate"' not in tag]  # a feed is only pointed to
    loaded = re.findall(r"""(?:src|href)=["']([^"']*)""", " ".join(loading))
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
