"""Expected and given answers in one form, and whether they say the same."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMALS = {f"{_XSD}{name}" for name in ("integer", "decimal", "int", "long", "short", "byte")}
_FLOATS = {f"{_XSD}{name}" for name in ("double", "float")}
_ROWS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
}
# What is asked for by the suffix of the expected answer.
ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
    ".ttl": "application/sparql-results+xml, text/turtle",
    ".rdf": "application/sparql-results+xml, application/rdf+xml",
    ".nt": "application/n-triples",
}
_SENT = {
    "application/sparql-results+xml": ".srx",
    "application/sparql-results+json": ".srj",
    "text/tab-separated-values": ".tsv",
    "text/csv": ".csv",
    "text/turtle": ".ttl",
    "application/rdf+xml": ".rdf",
    "application/n-triples": ".nt",
}

Row = dict[str, Any]


def expected(path: Path) -> Any:
    """Return what a file of the suite says: a boolean, rows, numbered rows, or triples."""
    content = path.read_bytes()
    if path.suffix in _TRIPLES:
        triples = list(ox.parse(content, format=_TRIPLES[path.suffix], base_iri=path.as_uri()))
        found = _result_set([quad.triple for quad in triples])
        return [quad.triple for quad in triples] if found is None else found
    return _read(content, path.suffix)


def given(content: bytes, media_type: str) -> Any:
    """
    Return what a server sent, in the same form.

    Raises:
        ValueError, SyntaxError: It is of another type, or not well formed.
    """
    suffix = _SENT.get(media_type.partition(";")[0].strip())
    if suffix is None:
        raise ValueError(f"answered with {media_type}")
    if suffix in _TRIPLES:
        return [quad.triple for quad in ox.parse(content, format=_TRIPLES[suffix])]
    return _read(content, suffix)


def same(wanted: Any, found: Any) -> bool:
    """Tell whether two answers say the same; blank nodes may be called otherwise."""
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if wanted and isinstance(wanted[0], tuple):  # numbered: the order counts
        return _as_graph(_rows_as_triples(wanted)) == _as_graph(
            _rows_as_triples(list(enumerate(found, wanted[0][0])))
        )
    if any(isinstance(one, ox.Triple) for one in [*wanted, *found]):
        return _as_graph(wanted) == _as_graph(found)
    if not any(_has_blank(row) for row in [*wanted, *found]):
        return Counter(map(_key, wanted)) == Counter(map(_key, found))
    return _as_graph(_unnumbered(wanted)) == _as_graph(_unnumbered(found))


def _read(content: bytes, suffix: str) -> Any:
    if suffix == ".csv":
        return _csv_rows(content)
    found = ox.parse_query_results(content, format=_ROWS[suffix])
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [_plain({name: row[name] for name in names if row[name] is not None}) for row in found]


def _csv_rows(content: bytes) -> list[Row]:
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    blank = {"_:": ox.BlankNode}
    return [
        {
            name: blank["_:"](text[2:]) if text.startswith("_:") else ox.Literal(text)
            for name, text in row.items()
        }
        for row in rows
    ]


def _result_set(triples: list[ox.Triple]) -> Any:
    """Return the rows that triples of the DAWG result set vocabulary say; None if they are none."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)

    def values(node: Any, name: str) -> list[Any]:
        quads = store.quads_for_pattern(node, ox.NamedNode(f"{_RS}{name}"), None)
        return [quad.object for quad in quads]

    kind = next(store.quads_for_pattern(None, None, ox.NamedNode(f"{_RS}ResultSet")), None)
    if kind is None:
        return None
    if truth := values(kind.subject, "boolean"):
        return truth[0].value in ("true", "1")
    rows = []
    for solution in values(kind.subject, "solution"):
        bindings = values(solution, "binding")
        row = {values(b, "variable")[0].value: values(b, "value")[0] for b in bindings}
        index = values(solution, "index")
        rows.append((int(index[0].value) if index else None, _plain(row)))
    if rows and all(index is not None for index, _ in rows):
        return sorted(rows, key=lambda pair: pair[0])
    return [row for _, row in rows]


def _plain(row: Row) -> Row:
    return {name: _value(term) for name, term in row.items()}


def _value(term: Any) -> Any:
    """Return a term in the spelling of its value: 2.0 and 2.00 are the same decimal."""
    if not isinstance(term, ox.Literal):
        return term
    kind, text = term.datatype.value, term.value.strip()
    try:
        if kind in _DECIMALS:
            text = format(Decimal(text).normalize(), "f")
        elif kind in _FLOATS:
            text = repr(float(text))
    except (InvalidOperation, ValueError):
        return term
    if term.language:
        return ox.Literal(term.value, language=term.language.lower())
    return ox.Literal(text, datatype=term.datatype) if text != term.value else term


def _has_blank(row: Row) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in row.values())


def _key(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(term)) for name, term in row.items()))


def _rows_as_triples(rows: list[tuple[int, Row]]) -> list[ox.Triple]:
    triples = []
    for number, row in rows:
        node = ox.BlankNode()
        triples.append(ox.Triple(node, ox.NamedNode("urn:row"), ox.Literal(number)))
        for name, term in row.items():
            triples.append(ox.Triple(node, ox.NamedNode(f"urn:var:{name}"), term))
    return triples


def _unnumbered(rows: list[Row]) -> list[ox.Triple]:
    return _rows_as_triples([(0, row) for row in rows])


def _as_graph(triples: list[ox.Triple]) -> ox.Dataset:
    plain = (ox.Quad(t.subject, t.predicate, _value(t.object)) for t in triples)
    dataset = ox.Dataset(plain)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset
