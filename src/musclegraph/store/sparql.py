"""Values to SPARQL terms; terms and rows as plain Python; the media types a store can write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from musclegraph.core.names import expand

XSD = "http://www.w3.org/2001/XMLSchema#"

ROW_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLE_TYPES: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nq",
}
MEDIA_TYPES: Mapping[str, str] = {**ROW_TYPES, **TRIPLE_TYPES}


class Term(NamedTuple):
    """One RDF term. `kind` is iri, literal or bnode; the rest is empty where it does not apply."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""

    @property
    def python(self) -> str | int | float | bool:
        """The value as Python would hold it: numbers and booleans by datatype, else text."""
        convert = _FROM_DATATYPE.get(self.datatype)
        return convert(self.value) if convert else self.value


class Table(NamedTuple):
    """
    The answer to a SELECT: names of columns without the question mark, and the rows.

    `unread` is the number of rows beyond those that were asked for.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]
    unread: int = 0

    def records(self) -> list[dict[str, Term]]:
        """Return a dictionary a row, without the unbound columns."""
        return [
            {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]


_FROM_DATATYPE: Mapping[str, Callable[[str], str | int | float | bool]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": float,
    f"{XSD}double": float,
    f"{XSD}boolean": lambda text: text in ("true", "1"),
}


def rows_at_most(body: bytes, media_type: str) -> int:
    """Return how many rows a table has at most that the engine wrote; none is told exactly."""
    match ROW_TYPES[media_type]:
        case "json":
            # Rows are parted by },{ and nothing else is; text may hold it too.
            return 0 if body.endswith(b'"bindings":[]}}') else body.count(b"},{") + 1
        case "xml":
            return body.count(b"<result>")
    return body.count(b"\n") - 1


def _iri(value: str) -> str:
    return f"<{expand(value)}>"


def _integer(value: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,18}", value):
        raise ValueError("not a whole number of at most 18 digits")
    return str(int(value))


def _date(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a date of the form YYYY-MM-DD")
    return f'"{date.fromisoformat(value).isoformat()}"^^<{XSD}date>'


# Free text is missing on purpose: engines disagree on escapes inside literals.
TERMS: Mapping[str, Callable[[str], str]] = {"iri": _iri, "integer": _integer, "date": _date}
