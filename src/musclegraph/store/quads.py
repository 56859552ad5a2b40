"""Read and write RDF files, and write a store's directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from musclegraph.core.errors import BadParameter, DataError

_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG}

Quad = ox.Quad
Triple = ox.Triple
Value = str | ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.DefaultGraph | ox.Triple
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def literal(value: str | int | bool, *, language: str = "", datatype: str = "") -> ox.Literal:
    """Return a literal: text plain, tagged or typed; whole numbers and booleans by themselves."""
    if language:
        return ox.Literal(str(value), language=language)
    if datatype:
        return ox.Literal(str(value), datatype=ox.NamedNode(datatype))
    return ox.Literal(value)


def quad(subject: str, predicate: str, value: Value, graph: str) -> ox.Quad:
    """
    Return one quad from IRIs; a `value` given as text is an IRI too.

    Raises:
        BadParameter: `value` is none.
    """
    try:
        node = ox.NamedNode(value) if isinstance(value, str) else value
    except ValueError as error:
        raise BadParameter(
            f"{str(value)[:200]!r} is no address: {error}", hint="https://..."
        ) from error
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), node, ox.NamedNode(graph))


def typed(subject: str, kind: str, graph: str) -> ox.Quad:
    """Return the quad that makes `subject` a member of the class `kind`."""
    return ox.Quad(ox.NamedNode(subject), RDF_TYPE, ox.NamedNode(kind), ox.NamedNode(graph))


def value(term: Node) -> str:
    """Return the IRI or the text of a term; empty for what has neither."""
    return "" if isinstance(term, ox.DefaultGraph | ox.Triple) else term.value


def is_blank(term: Node) -> bool:
    """Tell whether a term is a node without a name."""
    return isinstance(term, ox.BlankNode)


def in_graph(triple: ox.Triple, graph: str) -> ox.Quad:
    """Return `triple` as a quad of `graph`."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))


def described(found: Iterable[ox.Quad]) -> Iterator[str]:
    """Yield the IRI of every node that `found` gives a type."""
    for quad in found:
        if quad.predicate == RDF_TYPE and isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def read(path: Path, graph: str | None) -> list[ox.Quad]:
    """
    Read one Turtle or TriG file.

    Args:
        path: The file; UTF-8.
        graph: The graph its triples belong to. A TriG file must put every triple into a
            named graph itself; None says that any is right.

    Raises:
        DataError: Not UTF-8, not RDF, or a triple in another graph; with file and line.
    """
    text = _text(path)
    try:
        quads = list(ox.parse(text.encode(), format=_FORMATS[path.suffix]))
    except SyntaxError as error:
        raise DataError(
            f"not valid RDF: {error.msg}", hint=_hint(error.msg), where=(path, error.lineno or 1)
        ) from error
    if path.suffix == ".ttl" and graph is not None:
        return [in_graph(quad.triple, graph) for quad in quads]
    for found in quads:
        if graph is not None and found.graph_name != ox.NamedNode(graph):
            raise DataError(
                f"{found.subject} is in the graph {found.graph_name}, this folder's is <{graph}>",
                hint=f"put every block inside GRAPH <{graph}> {{ ... }}",
                where=(path, 1),
            )
    return quads


def save(quads: Iterable[ox.Quad], folder: Path) -> None:
    """Write `quads` as a new store directory, ready to be opened read-only."""
    engine = ox.Store(str(folder))
    engine.bulk_extend(quads)
    engine.flush()
    engine.optimize()
    del engine


def dump(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write `quads` to one N-Quads file, sorted, so that equal graphs give equal bytes."""
    lines: Iterator[str] = (f"{quad} .\n" for quad in quads)
    path.write_text("".join(sorted(lines)), encoding="utf-8")


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        raise DataError(
            "the file starts with a byte order mark",
            hint="save it as UTF-8 without one",
            where=(path, 1),
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"not UTF-8: byte 0x{raw[error.start]:02x}",
            hint="save the file as UTF-8",
            where=(path, line),
        ) from error


def _hint(message: str) -> str:
    if "prefix" in message.lower():
        return "declare it at the top of the file: @prefix name: <https://...> ."
    return "look at this line and the end of the block before it for a missing ; . or quote"


def to_ntriples(found: Iterable[ox.Quad]) -> bytes:
    """Return the triples of `found` as N-Triples, graphs left out."""
    return ox.serialize((quad.triple for quad in found), format=ox.RdfFormat.N_TRIPLES) or b""


def to_turtle(found: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the triples of `found` as Turtle, a block a node, with the prefixes it uses."""
    blocks: dict[str, list[ox.Triple]] = {}
    for one in found:
        blocks.setdefault(str(one.subject), []).append(one.triple)
    triples = [triple for block in blocks.values() for triple in block]
    text = "".join(map(str, triples))
    used = {name: iri for name, iri in prefixes.items() if f"<{iri}" in text}
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b""
    lines = turtle.decode().splitlines()
    head = sorted(line for line in lines if line.startswith("@prefix "))
    body = (line.replace("\t", "    ", 1) for line in lines if not line.startswith("@prefix "))
    spaced = (line if line[0] == " " else f"\n{line}" for line in body)
    return "\n".join([*head, *spaced, ""]).encode()


def parse_nquads(lines: bytes) -> list[ox.Quad]:
    """Read N-Quads that we made ourselves."""
    return list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def parse(turtle: str) -> list[ox.Quad]:
    """Read Turtle that we made ourselves into the default graph."""
    return list(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))
