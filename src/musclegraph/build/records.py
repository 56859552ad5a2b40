"""Records beside what curators wrote: read in, and followed where they tell of something graver."""

from __future__ import annotations

from collections.abc import Iterator

from musclegraph.core.files import QUERIES
from musclegraph.core.names import BASE, PREFIXES
from musclegraph.ingest.current import Records
from musclegraph.store import quads
from musclegraph.store.abstracts import Abstract
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad, Triple, literal, quad
from musclegraph.store.sparql import Term

_GRAPH, _MG = f"{BASE}graph/pubmed", PREFIXES["mg"]


def read(records: Records) -> list[Quad]:
    """
    Return the quads of the records that count.

    Raises:
        DataError: A file is not as it was written.
    """
    records.verify()
    return quads.parse_nquads(b"".join(records.quads()))


def abstracts(records: Records) -> Iterator[Abstract]:
    """Yield what is searched of the records that count."""
    return (Abstract(one.title, one.abstract, one.iri, one.year) for one in records.texts())


def follow(data: list[Quad]) -> list[Quad]:
    """
    Return `data` with the status of each publication that PubMed knows something graver of.

    The status of PubMed takes the place of the curated one, in the graph of PubMed, and beside it
    stand what curators wrote and the reason. A record that knows less changes nothing.
    """
    text = (QUERIES / "build" / "graver-records.rq").read_text(encoding="utf-8")
    rows = EmbeddedStore.from_quads(data).select(text).records()
    if not rows:
        return data
    curated = {_status(row["publication"].value, row["curated"].value) for row in rows}
    kept = [found for found in data if found.triple not in curated]
    told = dict.fromkeys(line for row in rows for line in _told(row))
    return [*kept, *told]


def _status(publication: str, status: str) -> Triple:
    return quad(publication, f"{_MG}status", status, _GRAPH).triple


def _told(row: dict[str, Term]) -> Iterator[Quad]:
    publication = row["publication"].value
    yield quad(publication, f"{_MG}status", row["recorded"].value, _GRAPH)
    yield quad(publication, f"{_MG}curatedStatus", row["curated"].value, _GRAPH)
    if "reason" in row:
        yield quad(publication, f"{_MG}statusReason", literal(row["reason"].value), _GRAPH)
