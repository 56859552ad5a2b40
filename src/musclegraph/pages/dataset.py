"""About the data: what is in it, how it was checked, what changed, and the ontology in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from musclegraph.core.names import PREFIXES, slug
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row

DUMPS = {
    "trig": "application/trig",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
}
"""The forms in which the whole graph can be taken away."""

_KINDS = {
    "Class": "Classes",
    "ObjectProperty": "Relations",
    "DatatypeProperty": "Values",
    "AnnotationProperty": "Notes",
}


class TermEntry(NamedTuple):
    """One term of the ontology with what is said of it, by local name of the property."""

    iri: str
    said: dict[str, list[Row]]

    @property
    def label(self) -> str:
        """Its name."""
        return next((row["value"] for row in self.said.get("label", ())), slug(self.iri))


def data_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return what the snapshot is and how it came about."""
    changes = desk.ask("changes-since", since=f"{desk.as_of[:4]}-01-01")
    days = Counter((row["changed_on"], row["kind"]) for row in changes)
    graphs = desk.snapshot.store.graphs()
    manifest = desk.snapshot.manifest
    shown = {
        "manifest": manifest,
        "checks": _names(manifest, "queries/checks/"),
        "shapes": _names(manifest, "ontology/shapes/"),
        "counts": desk.ask("counts"),
        "graphs": [row for row in desk.ask("graphs") if row["graph"] in graphs],
        "searches": len(desk.ask("searches")),
        "days": sorted(days.items(), reverse=True),
        "vocabularies": desk.ask("vocabularies"),
        "dumps": DUMPS,
    }
    return View(template="data.html", shown=shown)


def _names(manifest: Mapping[str, Any], folder: str) -> list[str]:
    """Return the names of the files of a folder that a snapshot was built from."""
    return [PurePosixPath(name).stem for name in manifest["inputs"] if name.startswith(folder)]


def ontology_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return every term of the ontology, by kind, each closed set with its members."""
    terms: dict[str, TermEntry] = {}
    for row in desk.ask("ontology-terms"):
        entry = terms.setdefault(row["term"], TermEntry(row["term"], {}))
        entry.said.setdefault(slug(row["property"]), []).append(row)
    groups: dict[str, list[TermEntry]] = {title: [] for title in _KINDS.values()}
    for entry in sorted(terms.values(), key=lambda one: one.label.casefold()):
        kinds = [slug(row["value"]) for row in entry.said.get("type", ())]
        known = next((_KINDS[kind] for kind in kinds if kind in _KINDS), "")
        if known:
            groups[known].append(entry)
        elif entry.iri.startswith(PREFIXES["mg"]) and kinds:
            title = desk.term(next(kind for kind in kinds)) or kinds[0]
            groups.setdefault(f"Closed set: {title}", []).append(entry)
    return View(template="ontology.html", shown={"groups": groups})
