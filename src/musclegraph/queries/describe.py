"""The catalog as RDF, so that queries can be queried: sh:SPARQLExecutable, as SIB publishes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from musclegraph.core.names import BASE, PREFIXES
from musclegraph.queries.catalog import NamedQuery, Param
from musclegraph.store.quads import Quad, literal, quad, typed

_GRAPH = f"{BASE}graph/queries"
_SH, _MG = PREFIXES["sh"], PREFIXES["mg"]
_RDFS, _SCHEMA = PREFIXES["rdfs"], "https://schema.org/"


def as_quads(catalog: Mapping[str, NamedQuery]) -> Iterator[Quad]:
    """Describe every question: name, summary, route, keywords, parameters, columns, SPARQL text."""
    for query in catalog.values():
        node = f"{BASE}query/{query.name}"
        yield typed(node, f"{_SH}SPARQLSelectExecutable", _GRAPH)
        yield typed(node, f"{_SH}SPARQLExecutable", _GRAPH)
        yield quad(node, f"{_RDFS}label", literal(query.name, language="en"), _GRAPH)
        yield quad(node, f"{_RDFS}comment", literal(query.summary, language="en"), _GRAPH)
        yield quad(node, f"{_SH}select", literal(query.text), _GRAPH)
        yield quad(node, f"{_MG}route", literal(f"/v1{query.path}"), _GRAPH)
        for tag in query.tags:
            yield quad(node, f"{_SCHEMA}keywords", literal(tag, language="en"), _GRAPH)
        for place, (name, text) in enumerate(query.columns.items()):
            column = f"{node}/column/{name}"
            yield quad(node, f"{_MG}column", column, _GRAPH)
            yield quad(column, f"{_MG}order", literal(place), _GRAPH)
            yield quad(column, f"{_RDFS}label", literal(name), _GRAPH)
            yield quad(column, f"{_RDFS}comment", literal(text, language="en"), _GRAPH)
        for param in query.params.values():
            yield from _parameter(node, param)


def _parameter(node: str, param: Param) -> Iterator[Quad]:
    parameter = f"{node}/parameter/{param.name}"
    yield quad(node, f"{_SH}parameter", parameter, _GRAPH)
    yield typed(parameter, f"{_SH}Parameter", _GRAPH)
    yield quad(parameter, f"{_SH}name", literal(param.name), _GRAPH)
    yield quad(parameter, f"{_SH}description", literal(param.help, language="en"), _GRAPH)
    yield quad(parameter, f"{_SH}optional", literal(param.optional), _GRAPH)
    yield quad(parameter, f"{_MG}exampleValue", literal(param.example), _GRAPH)
