"""
A snapshot on a SPARQL 1.1 server, asked as if it were in this process.

The server keeps each graph of a snapshot under a name that has the snapshot's id, so that several
snapshots lie beside each other and none ever changes: `graph/claims` of 3f9a01c2d4e5 is
`snapshot/3f9a01c2d4e5/graph/claims`. In what is sent and in what comes back the one is put for the
other. `snapshot/<id>` is a graph too, written last, that lists them: without it the snapshot is
not whole.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from musclegraph.core.errors import MuscleGraphError, SnapshotError, StoreError
from musclegraph.core.files import QUERIES
from musclegraph.core.names import BASE
from musclegraph.store.base import BaseStore, Found
from musclegraph.store.client import Client, Limits
from musclegraph.store.forms import TRIPLE_FORMATS
from musclegraph.store.guard import form_of
from musclegraph.store.iris import named, prologue
from musclegraph.store.lexer import tokens
from musclegraph.store.quads import in_graph
from musclegraph.store.sparql import TRIPLE_TYPES, XSD

_HERE = f"{BASE}graph/"
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_BOOLEAN = f"{XSD}boolean"
_VIRTUOSO_ASK = "__ASK_RETVAL"  # the column in which Virtuoso answers ASK
_TRUTHS = {"1": "true", "0": "false"}


class Names:
    """The names of a snapshot's graphs, here and on the server."""

    def __init__(self, snapshot_id: str) -> None:
        self.mark = f"{BASE}snapshot/{snapshot_id}"
        self._there = f"{self.mark}/graph/"

    def there(self, text: str) -> str:
        """Return an IRI, or triples, as the server has them."""
        return text.replace(_HERE, self._there)

    def asked(self, text: str, base: str = "") -> str:
        """
        Return a query as the server is to read it, with the names that graphs have there.

        A name is known however it is written: by BASE, by PREFIX, with escapes. What a query
        makes up of pieces while it runs is not.

        Raises:
            BadQuery: A prefix is not declared.
        """
        found = list(tokens(text))
        head = prologue(found, base)
        iris = {token.start: iri for token, iri in named(found, head)}
        pieces = [head.written()]
        end = found[head.end - 1].end if head.end else 0
        for token in found[head.end :]:
            iri = iris.get(token.start, "")
            new = f"<{self.there(iri)}>" if iri.startswith(_HERE) else token.text
            new = self.there(new) if token.kind == "string" else new
            pieces += [text[end : token.start], new]
            end = token.end
        return "".join([*pieces, text[end:]])

    def here(self, text: str) -> str:
        """Return `text` of the server's as it is here."""
        return text.replace(self._there, _HERE)


class RemoteEngine:
    """Answers as `pyoxigraph.Store.query` does, over `graphs` of one snapshot on a server."""

    def __init__(
        self, client: Client, names: Names, graphs: Sequence[str], limits: Limits | None = None
    ) -> None:
        self._client, self._names = client, names
        self._limits = limits
        self.graphs = sorted(graphs)

    def within(self, limits: Limits) -> RemoteEngine:
        """Return an engine that asks the same within other limits."""
        return RemoteEngine(self._client, self._names, self.graphs, limits)

    def query(
        self,
        text: str,
        *,
        base_iri: str | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> Found:
        """Return what the server finds; errors as for `Client.query`."""
        default: Sequence[str] = self.graphs if use_default_graph_as_union else ()
        named: Sequence[str] = self.graphs
        if default_graph is not None or named_graphs is not None:
            default = [graph.value for graph in default_graph or ()]
            named = [graph.value for graph in named_graphs or ()]
        # Servers take a part of the dataset that is not named for all they have.
        nothing = [f"{self._names.mark}/nothing"]
        there = self._names.there
        dataset = [("default-graph-uri", there(graph)) for graph in default or nothing]
        dataset += [("named-graph-uri", there(graph)) for graph in named or nothing]
        asked = self._names.asked(text, base_iri or "")
        is_rows = form_of(text) in ("SELECT", "ASK")
        accept = _ROWS if is_rows else _TRIPLES
        reply = self._client.query(asked, accept, dataset, self._limits)
        try:
            body, here = reply.body.decode(), self._names.here
            return _rows(body, here) if is_rows else _triples(here(body))
        except (ValueError, SyntaxError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"the store gives no whole answer of {accept}",
                hint=f"it says that it is {reply.media_type or 'nothing'}",
            ) from error


def _rows(body: str, here: Callable[[str], str]) -> ox.QuerySolutions | ox.QueryBoolean:
    """Read rows or a truth, written as SPARQL writes them; the whole of it, not row by row."""
    answer = json.loads(body)
    if answer["head"].get("vars") == [_VIRTUOSO_ASK]:
        rows = answer["results"]["bindings"]
        answer = {"head": {}, "boolean": any(row[_VIRTUOSO_ASK]["value"] == "1" for row in rows)}
    for row in answer.get("results", {}).get("bindings", ()) if _BOOLEAN in body else ():
        for term in row.values():
            if term.get("datatype") == _BOOLEAN:
                term["value"] = _TRUTHS.get(term["value"], term["value"])
    written = here(json.dumps(answer)).encode()  # read first: a server may write a slash as \\/
    found = ox.parse_query_results(written, format=ox.QueryResultsFormat.JSON)
    assert not isinstance(found, ox.QueryTriples)
    return found


def _triples(body: str) -> ox.QueryTriples:
    for one, other in _TRUTHS.items():
        body = body.replace(f'"{one}"^^<{_BOOLEAN}>', f'"{other}"^^<{_BOOLEAN}>')
    engine = ox.Store()
    engine.load(body.encode(), format=ox.RdfFormat.N_TRIPLES)
    found = engine.query(query("all"))
    assert isinstance(found, ox.QueryTriples)
    return found


class RemoteStore(BaseStore):
    """One snapshot on a SPARQL 1.1 server."""

    in_memory = False

    def __init__(self, client: Client, snapshot_id: str, graphs: Sequence[str]) -> None:
        self.snapshot_id = snapshot_id
        self._names = Names(snapshot_id)
        self._client = client
        self.engine = RemoteEngine(client, self._names, graphs)

    @classmethod
    def open(cls, client: Client, snapshot_id: str) -> RemoteStore:
        """
        Open the snapshot of that id on a server.

        Raises:
            SnapshotError: The server does not have it, or not the whole of it.
            StoreError: The server cannot be asked.
        """
        graphs = kept(client, Names(snapshot_id))
        if not graphs:
            raise SnapshotError(
                f"the store does not have the snapshot {snapshot_id}, or not the whole of it",
                hint="load it with: musclegraph push",
            )
        return cls(client, snapshot_id, graphs)

    def found(self, text: str) -> Found:
        """Return what the server finds; errors as for `Client.query`."""
        return self.engine.query(text, use_default_graph_as_union=True)

    def is_there(self) -> bool:
        """Tell whether the server still has the snapshot."""
        try:
            return bool(kept(self._client, self._names))
        except MuscleGraphError:
            return False

    def graphs(self) -> frozenset[str]:
        """Return the IRIs of the named graphs."""
        return frozenset(self.engine.graphs)

    def describe(self, node: str) -> list[ox.Triple]:
        """Return the triples about `node` in all graphs, and the labels of what it points to."""
        values = query("about").replace("{ UNDEF }", f"{{ <{node}> }}")
        return sorted(self.construct(values), key=str)

    def graph(self, name: str, most: int) -> list[ox.Triple]:
        """Return at most `most` triples of one named graph."""
        found = self.engine.query(
            f"{query('all')} LIMIT {most}", default_graph=[ox.NamedNode(name)]
        )
        assert isinstance(found, ox.QueryTriples)
        return list(islice(found, most))

    def hold(self) -> None:
        """Do nothing: the server has its own memory."""

    def dump(self, path: Path, media_type: str) -> None:
        """Write every quad to a file, in a form of TRIPLE_TYPES that has named graphs."""
        unfinished = path.with_suffix(f"{path.suffix}.{os.getpid()}-{threading.get_ident()}")
        quads = (
            in_graph(triple, name) for name in self.engine.graphs for triple in self._whole(name)
        )
        ox.serialize(quads, str(unfinished), format=TRIPLE_FORMATS[TRIPLE_TYPES[media_type]])
        unfinished.replace(path)

    def _whole(self, name: str) -> ox.QueryTriples:
        found = self.engine.query(query("all"), default_graph=[ox.NamedNode(name)])
        assert isinstance(found, ox.QueryTriples)
        return found


def kept(client: Client, names: Names) -> tuple[str, ...]:
    """Return the graphs, as they are called here, of a snapshot that is whole; else nothing."""
    dataset = [("default-graph-uri", names.mark)]
    rows = bindings(client.query(query("kept"), _ROWS, dataset).body)
    return tuple(names.here(row["graph"]["value"]) for row in rows)


def bindings(body: bytes) -> Sequence[Mapping[str, Any]]:
    """
    Return the rows of a server's answer as JSON has them.

    Raises:
        StoreError: It is no such answer.
    """
    try:
        found = json.loads(body)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("the store's answer is no table", hint="name its query address") from error
    assert isinstance(found, list)
    return found


def query(name: str) -> str:
    """Return the text of `queries/store/<name>.rq`."""
    return (QUERIES / "store" / f"{name}.rq").read_text(encoding="utf-8")
