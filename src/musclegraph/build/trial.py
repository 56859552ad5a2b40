"""Would a build take one more file? Asked before the file is written where it counts."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from musclegraph.build import collect, validate
from musclegraph.build.places import Places
from musclegraph.build.shapes import Members, Shapes
from musclegraph.core.names import PREFIXES
from musclegraph.review.history import GRAPH
from musclegraph.store import quads
from musclegraph.store.quads import Quad


def refuse_unfit(
    files: tuple[collect.InputFile, ...], found: list[Quad], ontology: Path, queries: Path
) -> None:
    """
    Hold a review against every shape, and with all curated data against every check.

    Raises:
        DataError: A build with it would fail; the message says why.
    """
    shapes = Shapes.of(ontology / "shapes")
    beside = Members(ontology, shapes).beside(found)
    validate.refuse(list(shapes.problems(beside, Places())))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.ttl"
        path.write_bytes(quads.to_turtle(found, PREFIXES))
        one = collect.InputFile(path, "review.ttl", GRAPH, "")
        after = collect.collect((*files, one))
        problems = validate.check(after.quads, after.places, queries / "checks")
    # The file is gone again, so that its lines would lead nowhere.
    validate.refuse([replace(one, place=None) for one in problems])
