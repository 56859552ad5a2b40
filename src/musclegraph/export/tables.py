"""Tidy tables in CSV (RFC 4180, UTF-8): one row a thing, one column a property, names for IRIs."""

from __future__ import annotations

import csv
import io
import re

from musclegraph.core.names import BASE, PREFIXES, slug
from musclegraph.export.selection import Selection, query

MEDIA_TYPE = "text/csv"
SUFFIX = ".csv"
KINDS = ("claim",)

_OURS = re.compile(rf"{re.escape(BASE)}(?!$)\S+")
# What concepts are told apart by: there is a symptom and a condition of the same name.
_WITH_KIND = {"subject", "object"}


def table(selection: Selection, name: str) -> bytes:
    """
    Return the rows of `queries/export/tables/<name>.rq`, of one claim or of all.

    The last columns are snapshot, date and notice, on every row, for rows travel alone.
    """
    anchors = {"claim": [selection.root]} if selection.root else {}
    found = selection.store.select(query(f"tables/{name}", **anchors))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*found.columns, *selection.about])
    for row in found.rows:
        cells = zip(found.columns, row, strict=True)
        writer.writerow(
            [_named(term.value if term else "", column) for column, term in cells]
            + list(selection.about.values())
        )
    return out.getvalue().encode()


def _named(text: str, column: str) -> str:
    """Put names in the place of our IRIs; several are set apart by a bar."""
    parts = text.split("|")
    if not all(_OURS.fullmatch(part) for part in parts):
        return text
    return "|".join(_name(part, column in _WITH_KIND) for part in parts)


def _name(iri: str, with_kind: bool) -> str:
    if iri.startswith(PREFIXES["mg"]):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", slug(iri)).lower()
    kind = iri.removeprefix(BASE).partition("/")[0]
    return f"{kind}:{slug(iri)}" if with_kind else slug(iri)
