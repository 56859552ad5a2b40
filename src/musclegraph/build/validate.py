"""Shapes, then checks: a report of what was performed and what is wrong, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from musclegraph.build.places import Places
from musclegraph.build.problems import Problem, problems_of
from musclegraph.build.shapes import Shapes
from musclegraph.core.errors import BadQuery, QueryFileError, ShapeViolation
from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad

_COLUMNS = ("entity", "problem", "value")
_TWO_BLOCKS = "This node has two blocks in one file. Merge them, or rename the second."


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
        refuse(self.problems, f" in {self.performed:,} checks performed")


def refuse(problems: Collection[Problem], among: str = "") -> None:
    """
    Raise what was found as one error; `among` says of how much it was found.

    Raises:
        ShapeViolation: There is a problem; the message lists every one.
    """
    if problems:
        count = len(problems)
        lines = "\n  ".join(sorted(map(str, problems)))
        raise ShapeViolation(
            f"{count} problem{'s' * (count > 1)}{among}:\n  {lines}",
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
    problems = {*Shapes(shape_quads).problems(data, places), *check(data, places, checks)}
    counts = _performed(data, shape_quads)
    return ValidationReport(
        shapes=counts["shapes"],
        constraints_performed=counts["performed"],
        checks=len(list(checks.glob("*.rq"))),
        entities_checked=counts["entities"],
        problems=tuple(sorted(problems, key=str)),
    )


def check(data: list[Quad], places: Places, checks: Path) -> set[Problem]:
    """Hold `data` against every query in `checks`; errors as for `validate`."""
    store = EmbeddedStore.from_quads(data)
    found = set(_repeated(places))
    for path in sorted(checks.glob("*.rq")):
        found.update(_against_check(store, path, places))
    return found


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
    return list(problems_of(table, places))


def _repeated(places: Places) -> Iterator[Problem]:
    for node, place, first in places.repeated():
        yield Problem(place, compact(node), _TWO_BLOCKS, f"the first is on line {first}")


def _performed(data: list[Quad], shapes: list[Quad]) -> dict[str, int]:
    store = EmbeddedStore.from_quads([*data, *shapes])
    row = store.select(_query("checks-performed")).records()[0]
    return {name: int(term.value) for name, term in row.items()}


def _query(name: str) -> str:
    return (QUERIES / "build" / f"{name}.rq").read_text(encoding="utf-8")
