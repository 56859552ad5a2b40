"""How the engine writes rows and triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import IO, Any

import pyoxigraph as ox

from musclegraph.core.names import PREFIXES
from musclegraph.store.sparql import TRIPLE_TYPES

ROW_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLE_FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}

# Up to the last slash, hash or, as in HP_0003394, underscore before digits.
_NAMESPACE = re.compile(r".*(?:[/#]|_(?=\d+$))")


def write(
    triples: Iterable[ox.Triple] | Iterable[ox.Quad],
    media_type: str,
    sink: IO[bytes] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """
    Return `triples` as `media_type`, one of `sparql.TRIPLE_TYPES`, with the prefixes they use.

    With a `sink` they are written there instead.
    """
    kept: Any = list(triples)
    form = TRIPLE_FORMATS[TRIPLE_TYPES[media_type]]
    return ox.serialize(kept, sink, form, prefixes=_used(prefixes, kept)) or b""


def _used(prefixes: Mapping[str, str], triples: Iterable[Iterable[object]]) -> dict[str, str]:
    nodes = {node for triple in triples for node in triple if isinstance(node, ox.NamedNode)}
    starts = {_NAMESPACE.match(node.value) for node in nodes}
    spaces = {found[0] for found in starts if found}
    return {name: space for name, space in prefixes.items() if space in spaces}
