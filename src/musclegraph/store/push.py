"""
Load a snapshot into a SPARQL 1.1 server by the Graph Store Protocol.

Its graphs get names of their own (see `remote`), so nothing that the server has is touched: who
asks for an older snapshot goes on. The graph that says that this one is whole is written last,
after the triples of each graph have been counted on the server. A push that is killed leaves
graphs that nobody asks; the same command goes on, and sends those that are not whole anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from musclegraph.core.errors import StoreError
from musclegraph.core.names import BASE, PREFIXES
from musclegraph.store.client import Client
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.remote import Names, bindings, kept, query

_PIECE_BYTES = 4_000_000
_SECONDS = 600.0
_ROWS = "application/sparql-results+json"
_SNAPSHOTS = f"{BASE}snapshot/"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers queries, and where it takes graphs."""

    queries: Client
    graphs: Client


def push(store: EmbeddedStore, server: Server, tell: Tell) -> int:
    """
    Load the snapshot, if it is not there already, and return how many triples it has.

    Raises:
        StoreError: The server refuses, fails, or counts other than what was sent. Then it does
            not have the snapshot, and what it had is as it was.
    """
    names = Names(store.snapshot_id)
    graphs = sorted(store.graphs())
    counts = {graph: store.count(graph) for graph in graphs}
    missing = _wrong(server, names, counts)
    if not missing and set(kept(server.queries, names)) == set(graphs):
        tell(f"the server has the whole snapshot {store.snapshot_id} already")
        return sum(counts.values())
    server.graphs.delete(names.mark, _SECONDS)
    for graph in missing:
        tell(f"{graph.removeprefix(BASE)}: {counts[graph]:,} triples")
        _load(store, graph, server.graphs, names)
    if wrong := _wrong(server, names, counts):
        graph, found = next(iter(wrong.items()))
        raise StoreError(
            f"the server has {found:,} triples in {names.there(graph)}, and {counts[graph]:,} were "
            "sent, so the snapshot is not offered",
            hint="see its log, then push again",
        )
    server.graphs.put(names.mark, _mark(names, counts), _SECONDS)
    return sum(counts.values())


def prune(server: Server, snapshot_id: str) -> list[str]:
    """Take away what other snapshots and killed pushes have left; return the graphs' names."""
    own = Names(snapshot_id).mark
    rows = bindings(server.queries.query(query("names"), _ROWS).body)
    found = [row["graph"]["value"] for row in rows]
    old = [
        name
        for name in found
        if name.startswith(_SNAPSHOTS) and name != own and not name.startswith(f"{own}/")
    ]
    # The shortest are those that say that a snapshot is whole.
    for name in sorted(old, key=len):
        server.graphs.delete(name, _SECONDS)
    return old


def _load(store: EmbeddedStore, graph: str, target: Client, names: Names) -> None:
    send = target.put
    for piece in _pieces(store, graph):
        send(names.there(graph), names.there(piece).encode(), _SECONDS)
        send = target.add


def _pieces(store: EmbeddedStore, graph: str) -> Iterator[str]:
    """Yield N-Triples; all that have a blank node are in the first piece, for it names a node."""
    with_blank = "".join(f"{t} .\n" for t in store.each(graph) if _has_blank(t))
    piece, size = [with_blank], len(with_blank)
    for triple in store.each(graph):
        if _has_blank(triple):
            continue
        if size > _PIECE_BYTES:
            yield "".join(piece)
            piece, size = [], 0
        line = f"{triple} .\n"
        piece.append(line)
        size += len(line)
    yield "".join(piece)


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _wrong(server: Server, names: Names, counts: dict[str, int]) -> dict[str, int]:
    """Return the graphs that have another number of triples on the server, and that number."""
    found = {graph: _count(server.queries, names.there(graph)) for graph in counts}
    return {graph: number for graph, number in found.items() if number != counts[graph]}


def _count(client: Client, graph: str) -> int:
    reply = client.query(query("count"), _ROWS, [("default-graph-uri", graph)])
    return int(bindings(reply.body)[0]["count"]["value"])


def _mark(names: Names, counts: dict[str, int]) -> bytes:
    part, triples = PREFIXES["dcterms"] + "hasPart", PREFIXES["void"] + "triples"
    lines = [f"<{names.mark}> <{part}> <{names.there(graph)}> ." for graph in counts]
    lines += [
        f'<{names.there(graph)}> <{triples}> "{count}"^^<{PREFIXES["xsd"]}integer> .'
        for graph, count in counts.items()
    ]
    return "\n".join([*lines, ""]).encode()
