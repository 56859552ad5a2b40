"""The OpenAPI document: what FastAPI writes, with our problems and with /sparql."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from musclegraph.api.problems import MEDIA_TYPE
from musclegraph.store.sparql import MEDIA_TYPES

_TEXT = {"type": "string"}
_FORMAT = {"type": "string", "enum": list(MEDIA_TYPES.values())}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "see docs/api.md"},
        "status": {"type": "integer"},
        "title": {"type": "string", "description": "what is wrong"},
        "detail": {"type": "string", "description": "what to do about it"},
        "request": {"type": "string", "description": "the id to quote"},
    },
    "example": {
        "type": "https://w3id.org/musclegraph/problem/query-timeout",
        "status": 504,
        "title": "the query ran longer than 10 s",
        "detail": "anchor it by a constant, add a LIMIT, or take a question under /v1",
        "request": "0b6f0d3c5a0f4f1c9a53a5d1d3b6a7e2",
    },
}
_PARAMETERS = {
    "query": ("one SPARQL 1.1 query; without it, the answer is the service description", _TEXT),
    "default-graph-uri": ("graphs of the default graph", {"type": "array", "items": _TEXT}),
    "named-graph-uri": ("graphs that GRAPH may name", {"type": "array", "items": _TEXT}),
    "format": ("the form of the answer, instead of Accept", _FORMAT),
}


def install(app: FastAPI) -> None:
    """Let `app` describe itself so."""

    def describe() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]  # the way FastAPI documents


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        license_info=app.license_info,
        routes=app.routes,
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    document["paths"]["/sparql"] = {"get": _sparql_get(), "post": _sparql_post()}
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)  # ours is 400
            operation["responses"]["default"] = {
                "description": "A problem",
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
    return document


def _sparql_get() -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "query", "description": text, "schema": schema}
        for name, (text, schema) in _PARAMETERS.items()
    ]
    return {**_operation("sparql-get"), "parameters": parameters}


def _sparql_post() -> dict[str, Any]:
    properties = {name: schema for name, (_, schema) in _PARAMETERS.items()}
    form = {"type": "object", "required": ["query"], "properties": properties}
    content = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": _TEXT},
    }
    return {**_operation("sparql-post"), "requestBody": {"required": True, "content": content}}


def _operation(name: str) -> dict[str, Any]:
    answer = {"description": "The answer", "content": {form: {} for form in MEDIA_TYPES}}
    return {
        "operationId": name,
        "summary": "Ask in SPARQL 1.1",
        "tags": ["sparql"],
        "responses": {"200": answer, "304": {"description": "You have it already"}},
    }
