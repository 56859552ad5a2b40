"""Rows and triples as CSV and as JSON-LD, beside the plain JSON of `answers`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from musclegraph.core.names import BASE, compact
from musclegraph.store.sparql import XSD, Term

# What JSON says by itself.
_NATIVE = {f"{XSD}integer", f"{XSD}boolean", f"{XSD}string", ""}


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> str:
    """Return CSV as SPARQL has it (SPARQL 1.1 Query Results CSV and TSV Formats, section 3)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([term.value if term else "" for term in row] for row in rows)
    return out.getvalue()


def record_csv(triples: Iterable[tuple[Term, Term, Term]]) -> str:
    """Return triples as three columns: what is described, the property, its value."""
    short = ([_short(term) for term in triple] for triple in triples)
    return to_csv(("subject", "property", "value"), sorted(short))


def to_json_ld(
    question: str, columns: Sequence[str], records: Iterable[dict[str, Term]]
) -> dict[str, Any]:
    """
    Return rows as JSON-LD: a node a row, whose properties are the columns of the question.

    The catalogue describes these: `query:<name>/column/<column>` has a label and a comment.
    """
    vocabulary = f"{BASE}query/{question}/column/"
    rows = [{name: _linked(term) for name, term in record.items()} for record in records]
    return {"@context": {name: f"{vocabulary}{name}" for name in columns}, "@graph": rows}


def _short(term: Term) -> Term:
    return Term("literal", compact(term.value)) if term.kind == "iri" else term


def _linked(term: Term) -> Any:
    if term.kind == "iri":
        return {"@id": term.value}
    if term.kind == "bnode":
        return {"@id": f"_:{term.value.removeprefix('_:')}"}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return term.python if term.datatype in _NATIVE else _typed(term)


def _typed(term: Term) -> dict[str, str]:
    return {"@value": term.value, "@type": term.datatype}
