"""The page of any node that has none of its own: what is recorded about it, as a list."""

from __future__ import annotations

from musclegraph.core.errors import NotFound
from musclegraph.core.names import BASE, compact
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def thing_page(desk: Desk, node: str, asked: Asked) -> View:
    """
    Return a page with every property of a node of ours, by its path below the base.

    Raises:
        NotFound: Nothing is known of it.
    """
    iri = f"{BASE}{node}"
    rows = desk.ask("node", node=iri) if "<" not in iri else []
    if not rows:
        raise NotFound(f"nothing is called {node[:200]}", hint="search for it by name")
    label = next((row["value"] for row in rows if row["property"] == _LABEL), compact(iri))
    kinds = [
        row["value_label"] or compact(row["value"]) for row in rows if row["property"] == _TYPE
    ]
    pairs: dict[str, list[Row]] = {}
    for row in rows:
        if row["property"] not in (_LABEL, _TYPE):
            name = row["property_label"] or compact(row["property"])
            pairs.setdefault(name, []).append(row)
    back = desk.ask("node-mentions", node=iri)
    shown = {"iri": iri, "label": label, "kinds": kinds, "pairs": pairs, "back": back}
    return View(template="thing.html", shown=shown)
