"""What answers SPARQL. The only package that imports pyoxigraph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from musclegraph.store.sparql import Table, Term

if TYPE_CHECKING:
    from pyoxigraph import Triple


class Store(Protocol):
    """
    One snapshot, read-only, asked in SPARQL 1.1 over the union of its named graphs.

    Every method blocks the calling thread and cannot be interrupted.
    """

    snapshot_id: str
    in_memory: bool

    def select(self, text: str, most: int | None = None) -> Table:
        """Return the rows of a SELECT, the first `most`. BadQuery if it is none, or not SPARQL."""

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK. BadQuery if it is not one or does not parse."""

    def construct(self, text: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE. BadQuery as for `select`."""

    def triples(self, text: str) -> list[tuple[Term, Term, Term]]:
        """Return the triples of a CONSTRUCT or DESCRIBE as plain terms."""

    def serialize(self, text: str, media_type: str) -> bytes:
        """Return any query's answer in `media_type`, one of `sparql.MEDIA_TYPES`."""

    def graphs(self) -> frozenset[str]:
        """Return the IRIs of the named graphs."""

    def describe(self, node: str) -> list[Triple]:
        """Return the triples about `node` in all graphs, and the labels of what it points to."""

    def graph(self, name: str, most: int) -> list[Triple]:
        """Return at most `most` triples of one named graph."""

    def dump(self, path: Path, media_type: str) -> None:
        """Write every quad to a file, in a form of TRIPLE_TYPES that has named graphs."""

    def hold(self) -> None:
        """Go on from a copy in memory, where that is faster."""

    def is_there(self) -> bool:
        """Tell whether the store can still be asked."""
