"""The tests of w3c/rdf-tests, read from their manifests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.settings import Settings
from musclegraph.store import guard

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_EVALUATED = {"QueryEvaluationTest", "CSVResultFormatTest"}
_SYNTAX = {
    "PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11",
}  # fmt: skip
# Entailment needs a reasoner and the others call servers, which neither server here does.
_OTHERS = {"entailment", "service", "syntax-fed"}

Node = ox.NamedNode | ox.BlankNode


@dataclass(frozen=True, slots=True)
class Test:
    """
    One test: a query, the files it is asked over, and the file with its answer.

    `data` are loaded into the default graph, `graphs` each into the graph of that name. A test
    of syntax has no `result`; then `is_good` says whether its query parses.
    """

    name: str
    query: Path
    is_good: bool = True
    result: Path | None = None
    data: tuple[Path, ...] = ()
    graphs: dict[str, Path] = field(default_factory=dict)

    @property
    def dataset(self) -> tuple[object, ...]:
        """What tells its data from that of another test."""
        return self.data, tuple(sorted(self.graphs.items()))

    @property
    def text(self) -> str:
        """The query as it is sent: relative IRIs are relative to its file."""
        return f"BASE <{self.query.as_uri()}>\n{self.query.read_text(encoding='utf-8')}"


def read_tests(folder: Path) -> list[Test]:
    """Return the query tests under `folder`, a checkout's `sparql/`: evaluation and syntax."""
    found = []
    for suite in ("sparql10", "sparql11"):
        for path in sorted((folder / suite).glob("*/manifest.ttl")):
            if path.parent.name not in _OTHERS:
                found += _Manifest(path.resolve()).tests()
    return found


class _Manifest:
    def __init__(self, path: Path) -> None:
        self._path, self._store = path, ox.Store()
        self._store.load(path=str(path), base_iri=path.as_uri())

    def _all(self, node: Node | None, name: str) -> list[Node]:
        quads = self._store.quads_for_pattern(node, ox.NamedNode(name), None)
        return [quad.object for quad in quads]

    def _one(self, node: Node, name: str) -> Node | None:
        return next(iter(self._all(node, name)), None)

    def _entries(self) -> Iterator[Node]:
        for entry in self._all(None, f"{_MF}entries"):
            rest: Node | None = entry
            while rest and rest != ox.NamedNode(f"{_RDF}nil"):
                yield from self._all(rest, f"{_RDF}first")
                rest = self._one(rest, f"{_RDF}rest")

    def tests(self) -> Iterator[Test]:
        """Yield its tests of queries."""
        for node in self._entries():
            kind = self._one(node, f"{_RDF}type")
            action = self._one(node, f"{_MF}action")
            name = kind.value.rpartition("#")[2] if kind else ""
            if name in _SYNTAX and action:
                query = _file(action)
                is_good = name.startswith("Positive")
                yield Test(self._name(node), query, is_good, graphs=_named(query))
            elif name in _EVALUATED and action:
                yield self._evaluated(node, action)

    def _name(self, node: Node) -> str:
        own = node.value.rpartition("#")[2]
        return f"{self._path.parent.parent.name}/{self._path.parent.name}/{own}"

    def _evaluated(self, node: Node, action: Node) -> Test:
        query, result = self._one(action, f"{_QT}query"), self._one(node, f"{_MF}result")
        assert query
        assert result
        graphs = {}
        for graph in self._all(action, f"{_QT}graphData"):
            file = self._one(graph, f"{_QT}graph") or graph
            label = self._one(graph, _LABEL)
            graphs[label.value if label else file.value] = _file(file)
        data = tuple(_file(file) for file in self._all(action, f"{_QT}data"))
        return Test(
            self._name(node), _file(query), True, _file(result), data, graphs | _named(_file(query))
        )


def _named(query: Path) -> dict[str, Path]:
    """
    Return the graphs that the query names in FROM, each with its file.

    Where the suite has no such file, as in tests of syntax, any content will do.
    """
    try:
        text = query.read_text(encoding="utf-8")
        graphs = guard.check(text, Settings(), query.as_uri()).graphs
    except (MuscleGraphError, UnicodeDecodeError):
        return {}
    files = {name: _file(ox.NamedNode(name)) for name in graphs}
    other = query.with_name("manifest.ttl")
    return {name: path if path.is_file() else other for name, path in files.items()}


def _file(node: Node) -> Path:
    return Path(unquote(urlparse(node.value).path))
