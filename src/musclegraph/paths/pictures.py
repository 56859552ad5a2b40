"""Draws what is around a name: the one thing the command and the pages call."""

from __future__ import annotations

from musclegraph.core.errors import NotFound
from musclegraph.core.model import View
from musclegraph.core.names import compact
from musclegraph.paths.chains import depends_on
from musclegraph.paths.claim_picture import claim_drawing
from musclegraph.paths.concept_picture import concept_drawing
from musclegraph.paths.lookup import find
from musclegraph.paths.neighbourhood import claim_view, concept_view
from musclegraph.paths.reading import Reader
from musclegraph.paths.sheet import Notes
from musclegraph.paths.study_picture import study_drawing
from musclegraph.paths.svg import Drawing, document
from musclegraph.store.opened import Snapshot


def picture(snapshot: Snapshot, name: str, layer: View = "all") -> str:
    """
    Return an SVG file that shows a claim, a concept or a study with what is around it.

    Args:
        snapshot: Where to look.
        name: See `lookup.find`.
        layer: Whose evidence: all of it, or only what the articles cite.

    Raises:
        NotFound: Nothing is called so, or several things are; the hint lists what is near.

    The same snapshot, name and layer give the same bytes.
    """
    reader = Reader(snapshot.store, layer)
    kind, node = find(name, reader, snapshot.text)
    notes = _notes(snapshot, layer)
    return document(_drawn(reader, kind, node, notes))


def _drawn(reader: Reader, kind: str, node: str, notes: Notes) -> Drawing:
    if kind == "claim":
        return claim_drawing(claim_view(reader, node), notes)
    if kind not in ("study", "publication"):
        return concept_drawing(concept_view(reader, node), notes)
    studies = depends_on(reader, node)
    if len(studies) > 1:
        listed = ", ".join(compact(study.iri) for study in studies)
        raise NotFound(f"{compact(node)} reports several studies", hint=f"name one: {listed}")
    return study_drawing(studies[0], notes)


def _notes(snapshot: Snapshot, layer: View) -> Notes:
    said = snapshot.manifest.get("notes", {})
    return Notes(
        as_of=said.get("as_of", ""),
        layer=layer,
        selection=said.get("selection", ""),
        advice=said.get("advice", ""),
    )
