"""Shapes, then checks: a report of what was performed and what is wrong, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shifty

from musclegraph.build.places import Places
from musclegraph.core.errors import ShapeViolation
from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad
from musclegraph.store.sparql import Term


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
            lines = "\n  ".join(str(problem) for problem in self.problems)
            raise ShapeViolation(
                f"{len(self.problems)} problems in {self.performed:,} checks performed:\n  {lines}",
                hint="each line says file, line, node and what is wanted there",
            )


def validate(data: list[Quad], places: Places, shapes: Path, checks: Path) -> ValidationReport:
    """
    Hold `data` against every shape file in `shapes` and every query in `checks`.

    Raises:
        DataError: A shape file is not valid Turtle.
    """
    shape_quads = [quad for path in sorted(shapes.glob("*.ttl")) for quad in quads.read(path, None)]
    problems = set(_against_shapes(data, shape_quads, places))
    store = EmbeddedStore.from_quads(data)
    texts = [path.read_text(encoding="utf-8") for path in sorted(checks.glob("*.rq"))]
    for text in texts:
        problems.update(_problems(store, text, places))
    counts = _performed(data, shape_quads)
    return ValidationReport(
        shapes=counts["shapes"],
        constraints_performed=counts["performed"],
        checks=len(texts),
        entities_checked=counts["entities"],
        problems=tuple(sorted(problems, key=str)),
    )


def _against_shapes(data: list[Quad], shapes: list[Quad], places: Places) -> Iterator[Problem]:
    if not shapes:
        return
    conforms, report, _ = shifty.validate(
        quads.to_ntriples(data), quads.to_ntriples(shapes), infer=False
    )
    if not conforms:
        store = EmbeddedStore.from_quads(quads.parse(report.serialize(format="turtle")))
        yield from _problems(store, _query("shacl-results"), places)


def _problems(store: EmbeddedStore, query: str, places: Places) -> Iterator[Problem]:
    for row in store.select(query).records():
        node, value = row["entity"].value, row.get("value")
        yield Problem(places.of(node), compact(node), row["problem"].value, _short(value))


def _performed(data: list[Quad], shapes: list[Quad]) -> dict[str, int]:
    store = EmbeddedStore.from_quads([*data, *shapes])
    row = store.select(_query("checks-performed")).records()[0]
    return {name: int(term.value) for name, term in row.items()}


def _query(name: str) -> str:
    return (QUERIES / "build" / f"{name}.rq").read_text(encoding="utf-8")


def _short(term: Term | None) -> str:
    text = "" if term is None else compact(term.value) if term.kind == "iri" else term.value
    return text if len(text) <= 80 else f"{text[:77]}..."
