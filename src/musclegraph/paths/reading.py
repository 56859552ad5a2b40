"""Asks the questions in `queries/paths` and hands on their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from musclegraph.core.files import QUERIES
from musclegraph.core.model import View
from musclegraph.core.names import PREFIXES, slug
from musclegraph.core.terms import Certainty, Direction, Directness, Layer, ReadFrom, Result, Status
from musclegraph.paths.views import LineView, Standing
from musclegraph.queries import catalog
from musclegraph.store import Store
from musclegraph.store.sparql import Term

Row = dict[str, Term]


class Reader:
    """A store, the layer of evidence looked at, and the questions, each read when first asked."""

    def __init__(self, store: Store, layer: View = "all") -> None:
        self._store = store
        self._questions: dict[str, catalog.NamedQuery] = {}
        self.layer = layer

    def rows(self, question: str, **values: str) -> list[Row]:
        """Return the answer to one question; the layer is filled in where it is asked for."""
        if question not in self._questions:
            self._questions[question] = catalog.load(QUERIES / "paths" / f"{question}.rq")
        query = self._questions[question]
        if "layer" in query.params:
            values["layer"] = PREFIXES["mg"] + self.layer
        return self._store.select(query.bind(values)).records()

    def sees(self, layer: str) -> bool:
        """Tell whether a line or source of this layer is looked at."""
        return self.layer == "all" or layer == Layer.ARTICLES


def text(row: Row, name: str) -> str:
    """Return a column's value, empty if it is not bound."""
    return row[name].value if name in row else ""


def local(row: Row, name: str) -> str:
    """Return the local name of a column's IRI, empty if it is not bound."""
    return slug(text(row, name))


def grouped(rows: Iterable[Row], column: str) -> Iterator[list[Row]]:
    """Yield the rows that agree in `column`, in order of its values."""
    ordered = sorted(rows, key=lambda row: text(row, column))
    for _, group in groupby(ordered, key=lambda row: text(row, column)):
        yield list(group)


def distinct(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    """Return the different values of `column`, in order of first mention."""
    return tuple(dict.fromkeys(text(row, column) for row in rows if column in row))


def standing(rows: list[Row]) -> Standing:
    """Read how a claim stands from rows with result, certainty, leaning, stands and source."""
    first = rows[0]
    stands = {text(row, "source"): local(row, "stands") for row in rows if "stands" in row}
    said = list(stands.values())
    return Standing(
        result=Result(local(first, "result")) if "result" in first else None,
        certainty=Certainty(local(first, "certainty")) if "certainty" in first else None,
        leaning=Result(local(first, "leaning")) if "leaning" in first else None,
        asserting=said.count("assertedBy"),
        denying=said.count("deniedBy"),
        hedging=said.count("hedgedBy"),
    )


def lines(reader: Reader, **of: str) -> tuple[LineView, ...]:
    """Return the evidence lines of a claim or a study in the layer, without replaced ones."""
    groups = grouped(reader.rows("evidence", **of), "line")
    seen = (rows for rows in groups if reader.sees(local(rows[0], "layer")))
    return tuple(_line(rows) for rows in seen if reader.layer != "all" or not _replaced(rows))


def left_out(rows: Iterable[Row]) -> str:
    """Return why a study with these reports counts for nothing; empty if it counts."""
    reasons = [_reason(row) for row in rows if "status" in row]
    if Status.RETRACTED.words in reasons:
        return Status.RETRACTED.words
    return reasons[0] if reasons and all(reasons) else ""


def count(row: Row, name: str) -> int | None:
    """Return a column as a whole number, None if it is not bound."""
    return int(row[name].value) if name in row else None


def _replaced(rows: list[Row]) -> bool:
    return "replaced_by" in rows[0]


def _reason(row: Row) -> str:
    status = Status(local(row, "status"))
    if status in (Status.RETRACTED, Status.WITHDRAWN):
        return status.words
    newer = local(row, "newer_status")
    return "superseded" if newer and newer not in (Status.RETRACTED, Status.WITHDRAWN) else ""


def _line(rows: list[Row]) -> LineView:
    first: Any = rows[0]
    return LineView(
        iri=text(first, "line"),
        claim=text(first, "claim"),
        claim_label=text(first, "claim_label"),
        study=text(first, "study"),
        study_label=text(first, "study_label"),
        design=text(first, "design_label"),
        sample_size=count(first, "sample_size"),
        trial_count=count(first, "trial_count"),
        direction=Direction(local(first, "direction")),
        directness=Directness(local(first, "directness")),
        read_from=ReadFrom(local(first, "read_from")),
        reason=text(first, "reason"),
        is_remark=local(first, "role") == "backgroundRemark",
        weighs="level" in first,
        left_out=left_out(rows),
        interest=" and ".join(distinct(rows, "interest_kind") and _kinds(rows)),
    )


def _kinds(rows: list[Row]) -> tuple[str, ...]:
    words = {"sellsTreatment": "sells it", "employment": "employment", "funding": "funding"}
    return tuple(words[slug(kind)] for kind in distinct(rows, "interest_kind"))
