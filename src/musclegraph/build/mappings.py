"""SSSOM tables to quads: the plain SKOS link, and a node with how it was made."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from musclegraph.core.errors import DataError
from musclegraph.core.names import BASE, PREFIXES, expand
from musclegraph.store.quads import Quad, literal, quad, typed

_COLUMNS = ("subject_id", "predicate_id", "object_id", "object_label", "mapping_justification")
# The names that SSSOM gives its columns in RDF.
_ENDS = ("annotatedSource", "annotatedProperty", "annotatedTarget")
_TEXTS = {
    "subject_label": "sssom:subject_label",
    "object_label": "sssom:object_label",
    "object_source_version": "sssom:object_source_version",
    "mapping_justification": "sssom:mapping_justification",
    "comment": "rdfs:comment",
}


def read(path: Path, graph: str) -> Iterator[Quad]:
    """
    Read one SSSOM table (https://mapping-commons.github.io/sssom/): tab-separated, comments first.

    Raises:
        DataError: A column is missing or a cell is not `prefix:name`; with file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    start = sum(1 for line in lines if line.startswith("#"))
    rows = csv.DictReader(lines[start:], delimiter="\t")
    if missing := [name for name in _COLUMNS if name not in (rows.fieldnames or ())]:
        raise DataError(
            f"the table lacks the column {missing[0]}",
            hint=f"an SSSOM table here has {', '.join(_COLUMNS)}",
            where=(path, start + 1),
        )
    for number, row in enumerate(rows, start=start + 2):
        try:
            yield from _mapping(row, graph)
        except ValueError as error:
            raise DataError(
                str(error), hint="use a prefix of ours, as in HP:0003394", where=(path, number)
            ) from error


def _mapping(row: dict[str, str], graph: str) -> Iterator[Quad]:
    ends = tuple(expand(row[name]) for name in ("subject_id", "predicate_id", "object_id"))
    digest = hashlib.sha256(" ".join(ends).encode()).hexdigest()[:12]
    subject, predicate, code = ends
    node = f"{BASE}mapping/{digest}"
    yield quad(subject, predicate, code, graph)
    yield typed(node, f"{PREFIXES['sssom']}Mapping", graph)
    for name, value in zip(_ENDS, ends, strict=True):
        yield quad(node, PREFIXES["owl"] + name, value, graph)
    for column, name in _TEXTS.items():
        if row.get(column):
            yield quad(node, expand(name), literal(row[column]), graph)
