"""Shapes, then checks: a report of what was performed and what is wrong, each with its place."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shifty

from musclegraph.build.places import Places
from musclegraph.core.errors import BadQuery, DataError, QueryFileError, ShapeViolation
from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad
from musclegraph.store.sparql import Table, Term

_COLUMNS = ("entity", "problem", "value")
_TWO_BLOCKS = "This node has two blocks in one file. Merge them, or rename the second."


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


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What was checked, how often, and each problem found."""

    shapes: int
    constraints_performed: int
    checks: int
    entities_checked: int
    problems: tuple[Problem, ...]

    @property
    def performed(self) -> int:
        """All single checks: constraints on nodes, and nodes looked at by check queries."""
        return self.constraints_performed + self.checks * self.entities_checked

    def raise_if_any(self) -> None:
        """
        Raise what was found as one error.

        Raises:
            ShapeViolation: There is a problem; the message lists every one.
        """
        if self.problems:
            count = len(self.problems)
            lines = "\n  ".join(str(problem) for problem in self.problems)
            raise ShapeViolation(
                f"{count} problem{'s' * (count > 1)} in {self.performed:,} checks performed:"
                f"\n  {lines}",
                hint="each line says file, line, node and what is wanted there",
            )


def validate(data: list[Quad], places: Places, shapes: Path, checks: Path) -> ValidationReport:
    """
    Hold `data` against every shape file in `shapes` and every query in `checks`.

    Raises:
        DataError: A shape file is not valid Turtle, or is not SHACL.
        QueryFileError: A check does not parse, or does not select entity, problem and value.
    """
    shape_quads = [quad for path in sorted(shapes.glob("*.ttl")) for quad in quads.read(path, None)]
    problems = {*_repeated(places), *_against_shapes(data, shape_quads, places)}
    store = EmbeddedStore.from_quads(data)
    queries = sorted(checks.glob("*.rq"))
    for path in queries:
        problems.update(_against_check(store, path, places))
    counts = _performed(data, shape_quads)
    return ValidationReport(
        shapes=counts["shapes"],
        constraints_performed=counts["performed"],
        checks=len(queries),
        entities_checked=counts["entities"],
        problems=tuple(sorted(problems, key=str)),
    )


def _against_shapes(data: list[Quad], shapes: list[Quad], places: Places) -> Iterator[Problem]:
    if not shapes:
        return
    try:
        with warnings.catch_warnings():
            # A shape that the engine would only warn of and pass over is an error.
            warnings.simplefilter("error", shifty.ShaclDiagnosticWarning)
            conforms, report, _ = shifty.validate(
                quads.to_ntriples(data),
                quads.to_ntriples(shapes),
                infer=False,
                graph_mode="data",
                on_unsupported="error",
            )
    except (ValueError, shifty.ShaclDiagnosticWarning) as error:
        raise DataError(f"a shape is not SHACL: {error}", hint="see ontology/shapes") from error
    if not conforms:
        store = EmbeddedStore.from_quads(quads.parse(report.serialize(format="turtle")))
        yield from _problems(store.select(_query("shacl-results")), places)


def _against_check(store: EmbeddedStore, path: Path, places: Places) -> list[Problem]:
    try:
        table = store.select(path.read_text(encoding="utf-8"))
    except BadQuery as error:
        raise QueryFileError(error.problem, where=(path, 1)) from error
    if table.columns != _COLUMNS:
        raise QueryFileError(
            f"a check selects {' '.join(table.columns)}",
            hint=f"write SELECT DISTINCT ?{' ?'.join(_COLUMNS)}",
            where=(path, 1),
        )
    return list(_problems(table, places))


def _problems(table: Table, places: Places) -> Iterator[Problem]:
    for row in table.records():
        node, value = row["entity"].value, _short(row.get("value"))
        if value and (path := row.get("path")):
            value = f"{compact(path.value)} {value}"
        yield Problem(places.of(node), compact(node), row["problem"].value, value)


def _repeated(places: Places) -> Iterator[Problem]:
    for node, place, first in places.repeated():
        yield Problem(place, compact(node), _TWO_BLOCKS, f"the first is on line {first}")


def _performed(data: list[Quad], shapes: list[Quad]) -> dict[str, int]:
    store = EmbeddedStore.from_quads([*data, *shapes])
    row = store.select(_query("checks-performed")).records()[0]
    return {name: int(term.value) for name, term in row.items()}


def _query(name: str) -> str:
    return (QUERIES / "build" / f"{name}.rq").read_text(encoding="utf-8")


def _short(term: Term | None) -> str:
    text = "" if term is None else compact(term.value) if term.kind == "iri" else term.value
    return text if len(text) <= 80 else f"{text[:77]}..."
