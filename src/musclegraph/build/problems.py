"""One thing wrong with one node, and how rows of a report become such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from musclegraph.build.places import Places
from musclegraph.core.names import compact
from musclegraph.store.sparql import Table, Term


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with one node: where it is, what is wrong and what to do."""

    place: tuple[Path, int] | None
    node: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        where = f"{self.place[0]}:{self.place[1]}: " if self.place else ""
        value = f" (here: {self.value})" if self.value else ""
        return f"{where}{self.node}: {self.message}{value}"


def problems_of(table: Table, places: Places) -> Iterator[Problem]:
    """Yield the problem of each row: entity, problem, value and, from a shape, the path."""
    for row in table.records():
        node, value = row["entity"].value, _short(row.get("value"))
        if value and (path := row.get("path")):
            value = f"{compact(path.value)} {value}"
        yield Problem(places.of(node), compact(node), row["problem"].value, value)


def _short(term: Term | None) -> str:
    text = "" if term is None else compact(term.value) if term.kind == "iri" else term.value
    return text if len(text) <= 80 else f"{text[:77]}..."
