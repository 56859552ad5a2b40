"""The page of a named graph: what it holds, where that comes from, and how to take it away."""

from __future__ import annotations

from typing import NamedTuple

from musclegraph.core.errors import NotFound
from musclegraph.core.names import BASE, PREFIXES
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row

_CREATOR, _DERIVED = f"{PREFIXES['dcterms']}creator", f"{PREFIXES['prov']}wasDerivedFrom"
_MOST_NODES = 40


class Kind(NamedTuple):
    """The nodes of one kind that a graph describes: how many, and the first of them."""

    row: Row
    first: list[Row]


def graph_page(desk: Desk, slug: str, asked: Asked) -> View:
    """
    Return the page of a named graph of the snapshot.

    Raises:
        NotFound: The snapshot has no such graph.
    """
    graph = f"{BASE}graph/{slug}"
    about = next((row for row in desk.ask("graphs") if row["graph"] == graph), None)
    if about is None:
        raise NotFound(f"this snapshot has no graph {slug[:200]}", hint="see the data page")
    kinds = [Kind(row, _first(desk, graph, row)) for row in desk.ask("graph-kinds", graph=graph)]
    properties = desk.ask("graph-properties", graph=graph)
    said = desk.ask("node", node=graph)
    shown = {
        "about_graph": about,
        "makers": [row for row in said if row["property"] == _CREATOR],
        "derived_from": [row for row in said if row["property"] == _DERIVED],
        "source": f"{BASE}{slug}" if slug.startswith("source/") else "",
        "kinds": kinds,
        "properties": properties,
        "size": sum(int(row["triples"]) for row in properties),
        "manifest": desk.snapshot.manifest,
    }
    return View(template="graph.html", shown=shown)


def _first(desk: Desk, graph: str, row: Row) -> list[Row]:
    return desk.ask("graph-nodes", graph=graph, kind=row["kind"])[:_MOST_NODES]
