"""
All shapes, read and planned once, then held against as much or as little as has changed.

Every shape is about one node and what it points to, and looks further only for the class of a
member of a closed set. So one changed study with its publication, findings and lines, together
with those classes, is told the same alone as in the whole graph; a test holds both and pyshacl
against each other.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import shifty

from musclegraph.build.conforming import Conforming, conforms
from musclegraph.build.places import Places
from musclegraph.build.problems import Problem, problems_of
from musclegraph.core.errors import DataError
from musclegraph.core.files import QUERIES
from musclegraph.core.names import PREFIXES
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import RDF_TYPE, Quad, value

_CLASS = f"{PREFIXES['sh']}class"


class Shapes:
    """The shapes of a folder, ready to be held against data."""

    def __init__(self, shapes: list[Quad]) -> None:
        """
        Read and plan the shapes, once for any number of graphs.

        Raises:
            DataError: They are not SHACL.
        """
        self._prepared, self._conforming = None, Conforming(shapes)
        # The classes that the value of a property must be of.
        self.asked = {value(found.object) for found in shapes if found.predicate.value == _CLASS}
        if shapes:
            with _as_errors():
                self._prepared = shifty.PreparedValidator(quads.to_ntriples(shapes))
                # The quick way of asking passes over in silence what this one warns of.
                self._prepared.validate(b"", infer=False, graph_mode="data")

    @classmethod
    def of(cls, folder: Path) -> Shapes:
        """Read every shape file of `folder`; DataError if one is not Turtle or not SHACL."""
        paths = sorted(folder.glob("*.ttl"))
        return cls([found for path in paths for found in quads.read(path, None)])

    def conforms(self, data: Iterable[Quad]) -> bool:
        """Tell whether nothing is wrong: ten times as fast as asking what is."""
        return self._prepared is None or self._conforms(list(data))

    def problems(self, data: Iterable[Quad], places: Places) -> Iterator[Problem]:
        """Yield what is wrong with the nodes of `data`; nothing if it conforms."""
        data = list(data)
        if self._prepared is None or self._conforms(data):
            return
        with _as_errors():
            _, report, _ = self._prepared.validate(
                quads.to_ntriples(data), infer=False, graph_mode="data"
            )
        text = (QUERIES / "build" / "shacl-results.rq").read_text(encoding="utf-8")
        store = EmbeddedStore.from_quads(quads.parse(report.serialize(format="turtle")))
        yield from problems_of(store.select(text), places)

    def _conforms(self, data: list[Quad]) -> bool:
        assert self._prepared is not None
        if (told := self._conforming.holds(data)) is not None:
            return told
        return conforms(self._prepared, data)


class Members:
    """The members of the closed sets of an ontology: all that shapes look up beyond a node."""

    def __init__(self, ontology: Path, shapes: Shapes) -> None:
        """
        Read the Turtle files at the top of the folder for the classes that `shapes` ask for.

        Raises:
            DataError: One is not Turtle.
        """
        self._classes: dict[str, list[Quad]] = {}
        for path in sorted(ontology.glob("*.ttl")):
            for found in quads.read(path, None):
                if found.predicate == RDF_TYPE and value(found.object) in shapes.asked:
                    self._classes.setdefault(value(found.subject), []).append(found)

    def beside(self, changed: Iterable[Quad]) -> list[Quad]:
        """Return `changed` with the classes of the members that it names."""
        own = list(changed)
        named = {value(found.object) for found in own} & self._classes.keys()
        return [*own, *(found for name in named for found in self._classes[name])]


def around(study: str, data: Iterable[Quad]) -> list[Quad]:
    """Return the blocks of a study, of the publications it is reported in, and of what is of it."""
    blocks: dict[str, list[Quad]] = {}
    near = {study}
    for found in data:
        node, other = value(found.subject), value(found.object)
        blocks.setdefault(node, []).append(found)
        if node == study and value(found.predicate) == f"{PREFIXES['mg']}reportedIn":
            near.add(other)
        elif other == study and value(found.predicate) == f"{PREFIXES['mg']}study":
            near.add(node)
    return [found for node in sorted(near) for found in blocks.get(node, ())]


@contextlib.contextmanager
def _as_errors() -> Iterator[None]:
    """Make an error of ours of a shape that the engine would only warn of and pass over."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", shifty.ShaclDiagnosticWarning)
            yield
    except (ValueError, shifty.ShaclDiagnosticWarning) as error:
        raise DataError(f"a shape is not SHACL: {error}", hint="see ontology/shapes") from error
