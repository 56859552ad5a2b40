"""What is asked quickly of little data is what the engine says with all shapes."""

from pathlib import Path

import pytest
import shifty

from musclegraph.build.conforming import Conforming, conforms
from musclegraph.build.shapes import Members, Shapes
from musclegraph.core.files import ONTOLOGY
from musclegraph.core.names import PREFIXES
from musclegraph.store import quads

SH, MG = PREFIXES["sh"], PREFIXES["mg"]
FILES = sorted((Path(__file__).resolve().parent.parent / "shapes").rglob("*.ttl"))
MEMBERS = Members(ONTOLOGY, Shapes.of(ONTOLOGY / "shapes"))
SHAPES = [q for path in (ONTOLOGY / "shapes").glob("*.ttl") for q in quads.read(path, None)]
HELD = {found.object for found in SHAPES if found.predicate.value == f"{SH}property"}
# A node here has no IRI that a shape would take.
OF_PROPERTIES = [q for q in SHAPES if q.predicate.value != f"{SH}pattern" or q.subject in HELD]
VALUES = [
    *map(quads.literal, ("?", "", " 1", "1", "A\n", "1\n", "10", "2001-02", "a.b", "10.1234/x y")),
    "https://w3id.org/musclegraph/study/a", "https://w3id.org/musclegraph/agent/", "http://a.b",
]  # fmt: skip


@pytest.fixture(scope="module")
def shapes():
    """The shapes, the quick way and the engine with all of them."""
    return Conforming(SHAPES), Shapes(SHAPES)._prepared


def test_examples_are_told_what_the_engine_tells(shapes):
    """Good files and bad ones, each alone."""
    quick, engine = shapes
    for path in FILES:
        data = MEMBERS.beside(quads.read(path, None))
        assert quick.holds(data) is conforms(engine, data) is not path.stem.startswith("bad-"), path


def test_every_pattern_is_matched_as_the_engine_matches_it():
    """For each property that has a pattern, a node with one value of each kind."""
    quick = Conforming(OF_PROPERTIES)
    places = [(kind, path) for kind, of in quick._patterns.items() for path in of if path]
    assert len(places) > 200
    made = [(*place, value) for place in places for value in VALUES]
    data = {f"urn:{n}": _node(f"urn:{n}", *one) for n, one in enumerate(made)}
    ours = {node for node, found in data.items() if not quick._match(found)}
    assert ours == _refused([quad for found in data.values() for quad in found])
    assert len(ours) < len(data)


def _node(node, kind, path, value):
    return [quads.quad(node, path, value, f"{MG}g"), quads.typed(node, kind, f"{MG}g")]


def _refused(data):
    """Return the nodes that break a pattern of a property, by the engine and shapes of no more."""
    names = ("targetClass", "property", "path", "alternativePath", "inversePath", "pattern")
    kept = {f"{SH}{name}" for name in names} | {f"{PREFIXES['rdf']}{n}" for n in ("first", "rest")}
    plain = [found for found in OF_PROPERTIES if found.predicate.value in kept]
    engine = shifty.PreparedValidator(quads.to_ntriples(plain))
    return {
        found.focus_node.strip("<>")
        for found in engine.validate_algebra(
            quads.to_ntriples(data), infer=False, graph_mode="data"
        ).violations
    }
