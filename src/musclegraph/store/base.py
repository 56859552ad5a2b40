"""What every store does alike with what its engine answers."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from musclegraph.core.errors import BadQuery, NotAcceptable, StoreError
from musclegraph.store.forms import ROW_FORMATS, TRIPLE_FORMATS
from musclegraph.store.sparql import ROW_TYPES, TRIPLE_TYPES, Table, Term

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Turn what an engine says of a store that is damaged or gone into a StoreError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the store failed: {error}", hint="see: musclegraph snapshot verify"
        ) from error


class BaseStore(ABC):
    """Answers SPARQL over the union of the named graphs of one snapshot."""

    snapshot_id: str

    @abstractmethod
    def found(self, text: str) -> Found:
        """Return what the engine finds; BadQuery if the text does not parse."""

    def select(self, text: str, most: int | None = None) -> Table:
        """
        Return the rows of one SELECT: the first `most`, and how many more there are.

        Raises:
            BadQuery: The text does not parse, or is not a SELECT.
        """
        found = self.found(text)
        if not isinstance(found, ox.QuerySolutions):
            raise BadQuery("not a SELECT query")
        columns = tuple(variable.value for variable in found.variables)
        with reading():
            rows = [tuple(map(_term, solution)) for solution in islice(found, most)]
            return Table(columns, rows, sum(1 for _ in found))

    def ask(self, text: str) -> bool:
        """
        Return the answer of one ASK.

        Raises:
            BadQuery: The text does not parse, or is not an ASK.
        """
        found = self.found(text)
        if not isinstance(found, ox.QueryBoolean):
            raise BadQuery("not an ASK query")
        return bool(found)

    def construct(self, text: str) -> list[ox.Triple]:
        """
        Return the triples of one CONSTRUCT or DESCRIBE.

        Raises:
            BadQuery: The text does not parse, or is not one of these.
        """
        found = self.found(text)
        if not isinstance(found, ox.QueryTriples):
            raise BadQuery("not a CONSTRUCT or DESCRIBE query")
        with reading():
            return list(found)

    def triples(self, text: str) -> list[tuple[Term, Term, Term]]:
        """
        Return the triples of one CONSTRUCT or DESCRIBE as plain terms.

        Raises:
            BadQuery: The text does not parse, or is not one of these.
        """
        return plain(self.construct(text))

    def serialize(self, text: str, media_type: str) -> bytes:
        """
        Return any query's answer, written by the engine.

        Raises:
            BadQuery: The text does not parse.
            NotAcceptable: The answer has no such form: rows and booleans take ROW_TYPES,
                triples take TRIPLE_TYPES.
        """
        found = self.found(text)
        with reading():
            if isinstance(found, ox.QueryTriples) and media_type in TRIPLE_TYPES:
                return found.serialize(format=TRIPLE_FORMATS[TRIPLE_TYPES[media_type]]) or b""
            if not isinstance(found, ox.QueryTriples) and media_type in ROW_TYPES:
                return found.serialize(format=ROW_FORMATS[ROW_TYPES[media_type]]) or b""
            raise NotAcceptable(
                f"this query's answer cannot be written as {media_type}",
                hint=f"rows: {', '.join(ROW_TYPES)}; triples: {', '.join(TRIPLE_TYPES)}",
            )


def plain(triples: Iterable[ox.Triple]) -> list[tuple[Term, Term, Term]]:
    """Return triples as plain terms."""
    return [(_named(t.subject), _named(t.predicate), _named(t.object)) for t in triples]


def _term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
    return None if node is None else _named(node)


def _named(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(node, ox.NamedNode):
        return Term("iri", node.value)
    if isinstance(node, ox.Literal):
        return Term("literal", node.value, node.datatype.value, node.language or "")
    return Term("bnode", str(node))
