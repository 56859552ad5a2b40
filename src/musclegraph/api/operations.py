"""OpenAPI of the routes that are no FastAPI routes: SPARQL, IRIs, descriptions, health, metrics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from musclegraph.api import problems
from musclegraph.core.names import KINDS
from musclegraph.store.sparql import MEDIA_TYPES, TRIPLE_TYPES

_TEXT = {"type": "string"}
_JSON = "application/json"
_FORMAT = "the form of the answer, instead of Accept"
_KEPT = {"304": {"description": "You have it already"}}


class Operations:
    """
    The operations of one app.

    Args:
        example: A query that any store answers.
        graphs: The named graphs that a query may ask for.
    """

    def __init__(self, example: str, graphs: Iterable[str]) -> None:
        self._example = example
        name = {**_TEXT, "enum": sorted(graphs)} if graphs else _TEXT
        self._graphs = {"type": "array", "items": name}

    def paths(self) -> dict[str, Any]:
        """Return the paths."""
        return {
            "/sparql": {"get": self._get(), "post": self._post()},
            "/{kind}/{slug}": {"get": _thing()},
            "/ns": {"get": _described("ontology", "The ontology, as RDF")},
            "/.well-known/void": {"get": _described("void", "What the data is: VoID and DCAT")},
            "/health/live": {"get": _health("live", "Whether the process runs")},
            "/health/ready": {"get": _health("ready", "Whether it can answer")},
            "/metrics": {"get": _metrics()},
            "/problem/{slug}": {"get": _problem()},
        }

    def _parameters(self) -> dict[str, tuple[str, dict[str, Any]]]:
        query = {**_TEXT, "format": "sparql-query", "minLength": 1, "examples": [self._example]}
        form = {**_TEXT, "enum": list(MEDIA_TYPES.values())}
        return {
            "query": ("one SPARQL 1.1 query; a GET without it describes the service", query),
            "default-graph-uri": ("graphs of the default graph", self._graphs),
            "named-graph-uri": ("graphs that GRAPH may name", self._graphs),
            "format": (_FORMAT, form),
        }

    def _get(self) -> dict[str, Any]:
        parameters = [
            {"name": name, "in": "query", "description": text, "schema": schema}
            for name, (text, schema) in self._parameters().items()
        ]
        return {**_sparql("sparql-get"), "parameters": parameters}

    def _post(self) -> dict[str, Any]:
        properties = {name: schema for name, (_, schema) in self._parameters().items()}
        form = {"type": "object", "required": ["query"], "properties": properties}
        content = {
            "application/x-www-form-urlencoded": {
                "schema": form,
                "example": {"query": self._example},
            },
            "application/sparql-query": {
                "schema": properties["query"],
                "example": self._example,
            },
        }
        return {**_sparql("sparql-post"), "requestBody": {"required": True, "content": content}}


def _sparql(name: str) -> dict[str, Any]:
    content: dict[str, Any] = {form: {} for form in MEDIA_TYPES}
    rows = [{"n": {"type": "literal", "value": "1"}}]
    example = {"head": {"vars": ["n"]}, "results": {"bindings": rows}}
    content["application/sparql-results+json"] = {"example": example}
    return {
        "operationId": name,
        "summary": "Ask in SPARQL 1.1",
        "tags": ["sparql"],
        "responses": {"200": {"description": "The answer", "content": content}, **_KEPT},
    }


def _metrics() -> dict[str, Any]:
    return {
        "operationId": "metrics",
        "summary": "Numbers for Prometheus",
        "tags": ["service"],
        "responses": {"200": {"description": "The numbers", "content": {"text/plain": {}}}},
    }


def _thing() -> dict[str, Any]:
    found = _described("iri", "What an IRI of the graph names, as RDF")
    kind = {**_TEXT, "enum": list(KINDS), "examples": ["claim"]}
    slug = {**_TEXT, "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$"}
    found["parameters"] += [
        {"name": "kind", "in": "path", "required": True, "schema": kind},
        {
            "name": "slug",
            "in": "path",
            "required": True,
            "schema": {**slug, "examples": ["dehydration-causes-cramp"]},
        },
    ]
    gone = "It was merged or withdrawn; Link says where it went"
    found["responses"]["410"] = {"description": gone, "content": {problems.MEDIA_TYPE: {}}}
    return found


def _described(name: str, summary: str) -> dict[str, Any]:
    written: dict[str, Any] = {media_type: {} for media_type in TRIPLE_TYPES}
    suffixes = {**_TEXT, "enum": list(TRIPLE_TYPES.values())}
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["iris"],
        "parameters": [
            {
                "name": "format",
                "in": "query",
                "description": _FORMAT,
                "schema": suffixes,
            }
        ],
        "responses": {"200": {"description": "Triples", "content": written}, **_KEPT},
    }


def _health(name: str, summary: str) -> dict[str, Any]:
    schema = {"type": "object", "required": [name], "properties": {name: {"type": "boolean"}}}
    content = {_JSON: {"schema": schema, "example": {name: True}}}
    found = {
        "operationId": f"health-{name}",
        "summary": summary,
        "tags": ["service"],
        "responses": {"200": {"description": "Yes", "content": content}},
    }
    if name == "ready":
        found["responses"]["503"] = {"description": "No", "content": content}  # type: ignore[index]
    return found


def _problem() -> dict[str, Any]:
    properties = {"type": {**_TEXT, "format": "uri"}, "meaning": _TEXT}
    schema = {"type": "object", "required": [*properties], "properties": properties}
    known = problems.kinds()
    return {
        "operationId": "problem",
        "summary": "What a type of problem means",
        "tags": ["service"],
        "parameters": [
            {
                "name": "slug",
                "in": "path",
                "required": True,
                "schema": {**_TEXT, "enum": list(known), "examples": ["query-timeout"]},
            }
        ],
        "responses": {
            "200": {
                "description": "Its type and its meaning",
                "content": {
                    _JSON: {
                        "schema": schema,
                        "example": {
                            "type": f"{problems.TYPES}query-timeout",
                            "meaning": known["query-timeout"],
                        },
                    }
                },
            }
        },
    }
