"""The page of a named graph: what it holds, where that comes from, and how to take it away."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from musclegraph.core.errors import NotFound
from musclegraph.core.names import BASE, PREFIXES, compact
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk
from musclegraph.store.quads import Triple, value

_TYPE = f"{PREFIXES['rdf']}type"
_CREATOR, _DERIVED = f"{PREFIXES['dcterms']}creator", f"{PREFIXES['prov']}wasDerivedFrom"
_NAMES = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['dcterms']}title")
_MOST_TRIPLES, _MOST_NODES = 200_000, 40


class Kind(NamedTuple):
    """The nodes of one kind that a graph describes: how many, and the names of the first by IRI."""

    iri: str
    nodes: int
    first: dict[str, str]


def graph_page(desk: Desk, slug: str, asked: Asked) -> View:
    """
    Return the page of a named graph.

    Raises:
        NotFound: The snapshot has no such graph and says nothing of one.
    """
    graph = f"{BASE}graph/{slug}"
    about = next((row for row in desk.ask("graphs") if row["graph"] == graph), None)
    triples = desk.snapshot.store.graph(graph, _MOST_TRIPLES)
    if about is None and not triples:
        raise NotFound(f"this snapshot has no graph {slug[:200]}", hint="see the data page")
    said = desk.ask("node", node=graph)
    shown = {
        "iri": graph,
        "graph": about or {},
        "source": f"{BASE}{slug}" if slug.startswith("source/") else "",
        "makers": [row for row in said if row["property"] == _CREATOR],
        "derived_from": [row for row in said if row["property"] == _DERIVED],
        "size": len(triples),
        "is_cut": len(triples) == _MOST_TRIPLES,
        "kinds": _kinds(triples),
        "properties": Counter(value(triple.predicate) for triple in triples).most_common(),
        "manifest": desk.snapshot.manifest,
    }
    return View(template="graph.html", shown=shown | {"term": desk.term})


def _kinds(triples: list[Triple]) -> list[Kind]:
    names = {
        value(one.subject): value(one.object) for one in triples if value(one.predicate) in _NAMES
    }
    nodes: dict[str, set[str]] = {}
    for one in triples:
        if value(one.predicate) == _TYPE:
            nodes.setdefault(value(one.object), set()).add(value(one.subject))
    kinds = [
        Kind(kind, len(all_of), {node: names.get(node, compact(node)) for node in _first(all_of)})
        for kind, all_of in nodes.items()
    ]
    return sorted(kinds, key=lambda kind: (-kind.nodes, kind.iri))


def _first(nodes: set[str]) -> list[str]:
    return sorted(nodes)[:_MOST_NODES]
