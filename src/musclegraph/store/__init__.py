"""What answers SPARQL. The only package that imports pyoxigraph."""

from __future__ import annotations

from typing import Protocol

from musclegraph.store.sparql import Table, Term


class Store(Protocol):
    """
    One snapshot, read-only, asked in SPARQL 1.1 over the union of its named graphs.

    Every method blocks the calling thread and cannot be interrupted.
    """

    snapshot_id: str

    def select(self, text: str, most: int | None = None) -> Table:
        """Return the rows of a SELECT, the first `most`. BadQuery if it is none, or not SPARQL."""

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK. BadQuery if it is not one or does not parse."""

    def triples(self, text: str) -> list[tuple[Term, Term, Term]]:
        """Return the triples of a CONSTRUCT or DESCRIBE. BadQuery as for `select`."""

    def serialize(self, text: str, media_type: str) -> bytes:
        """Return any query's answer in `media_type`, one of `sparql.MEDIA_TYPES`."""
