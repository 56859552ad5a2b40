"""
Nanopublications in TriG, one an evidence line: assertion, provenance, publication info.

http://nanopub.net/guidelines/working_draft/. They have temporary IRIs until they are signed, for
the lasting IRI of a nanopublication is made from a hash of all that it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from musclegraph.core.names import PREFIXES, slug
from musclegraph.export.selection import Selection, query
from musclegraph.store import forms, quads

MEDIA_TYPE = "application/trig"
SUFFIX = ".trig"
KINDS = ("claim", "study", "evidence-line")

_TEMPORARY = "http://purl.org/nanopub/temp/"
_GRAPHS = {
    "head": "Head",
    "assertion": "assertion",
    "provenance": "provenance",
    "publication-info": "pubinfo",
}
_PREFIXES = {
    **PREFIXES,
    "np": "http://www.nanopub.org/nschema#",
    "npx": "http://purl.org/nanopub/x/",
}


def render(selection: Selection) -> bytes:
    """Return the nanopublications of all evidence lines, unsigned, one after the other."""
    return b"\n".join(each(selection))


def each(selection: Selection) -> Iterator[bytes]:
    """Yield the nanopublication of each line, by its IRI; readings that were replaced left out."""
    if selection.kind == "evidence-line":
        yield _nanopub(selection, selection.root)
        return
    root = {"root": [selection.root]} if selection.root else {}
    for row in selection.rows("lines", **root):
        yield _nanopub(selection, row["line"])


def _nanopub(selection: Selection, line: str) -> bytes:
    space = f"{_TEMPORARY}{slug(line)}#"
    graphs = {name: f"{space}{part}" for name, part in _GRAPHS.items()}
    anchors = {
        "nanopub": [space],
        "assertion": [graphs["assertion"]],
        "provenance": [graphs["provenance"]],
        "info": [graphs["publication-info"]],
        "line": [line],
    }
    found = (
        quads.in_graph(triple, graph)
        for name, graph in graphs.items()
        # Sorted, so that the same evidence gives the same bytes.
        for triple in sorted(
            selection.store.construct(query(f"nanopub/{name}", **anchors)), key=str
        )
    )
    return forms.write(found, MEDIA_TYPE, prefixes={**_PREFIXES, "sub": space})
