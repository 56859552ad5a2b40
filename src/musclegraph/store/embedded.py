"""An Oxigraph store in this process: the default on one machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from musclegraph.core.errors import BadQuery, DataError, StoreError
from musclegraph.store.base import BaseStore, Found, reading
from musclegraph.store.forms import TRIPLE_FORMATS
from musclegraph.store.sparql import TRIPLE_TYPES

_DUMP = ox.RdfFormat.N_QUADS
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


class EmbeddedStore(BaseStore):
    """A read-only view of one snapshot. There is no write method: new data is a new snapshot."""

    def __init__(self, engine: ox.Store, snapshot_id: str, in_memory: bool = True) -> None:
        self.engine = engine
        self.snapshot_id = snapshot_id
        self.in_memory = in_memory

    def __len__(self) -> int:
        return len(self.engine)

    def graphs(self) -> frozenset[str]:
        """Return the IRIs of the named graphs."""
        with reading():
            names = list(self.engine.named_graphs())
        return frozenset(name.value for name in names if isinstance(name, ox.NamedNode))

    def describe(self, node: str) -> list[ox.Triple]:
        """Return the triples about `node` in all graphs, and the labels of what it points to."""
        own = self._about(ox.NamedNode(node))
        near = {triple.object for triple in own if isinstance(triple.object, ox.NamedNode)}
        labels = (self._about(other, _LABEL) for other in near)
        return sorted({*own, *chain.from_iterable(labels)}, key=str)

    def graph(self, name: str, most: int) -> list[ox.Triple]:
        """Return at most `most` triples of one named graph."""
        return list(islice(self.each(name), most))

    def each(self, name: str) -> Iterator[ox.Triple]:
        """Yield all triples of one named graph."""
        with reading():
            for quad in self.engine.quads_for_pattern(None, None, None, ox.NamedNode(name)):
                yield quad.triple

    def count(self, name: str) -> int:
        """Return how many triples one named graph has."""
        return sum(1 for _ in self.each(name))

    def _about(self, node: ox.NamedNode, predicate: ox.NamedNode | None = None) -> list[ox.Triple]:
        with reading():
            quads = self.engine.quads_for_pattern(node, predicate, None, None)
            return [quad.triple for quad in quads]

    def hold(self) -> None:
        """
        Go on from a copy in memory, which answers two to thirteen times as fast as the disk.

        It takes seconds for a million quads; who asks meanwhile is answered from disk.
        """
        if self.in_memory:
            return
        copy = ox.Store()
        copy.bulk_load(self.engine.dump(format=_DUMP), format=_DUMP)
        self.engine, self.in_memory = copy, True

    def is_there(self) -> bool:
        """Tell whether it can still be asked: what is open stays open."""
        return True

    def write_all(self, out: IO[bytes]) -> None:
        """Write all quads for `read_all`."""
        self.engine.dump(out, format=_DUMP)

    @classmethod
    def read_all(cls, quads: IO[bytes], snapshot_id: str) -> EmbeddedStore:
        """Hold in memory what `write_all` wrote."""
        engine = ox.Store()
        engine.bulk_load(quads, format=_DUMP)
        return cls(engine, snapshot_id)

    @classmethod
    def open(cls, folder: Path, snapshot_id: str) -> EmbeddedStore:
        """
        Open the store folder of a snapshot.

        Raises:
            StoreError: The folder is missing or is not a store.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), snapshot_id, in_memory=False)
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"cannot open the store {folder}: {error}", hint="make one with: musclegraph build"
            ) from error

    @classmethod
    def load(cls, folder: Path, snapshot_id: str, paths: Iterable[Path]) -> EmbeddedStore:
        """
        Load RDF files into a new store in `folder` and open it.

        Raises:
            DataError: A file is missing, of an unknown suffix, or not valid RDF.
        """
        engine = ox.Store(str(folder))
        for path in paths:
            _load(engine, path)
        engine.flush()
        del engine  # closes it, before it is opened again
        return cls.open(folder, snapshot_id)

    @classmethod
    def from_files(cls, *paths: Path) -> EmbeddedStore:
        """
        Load RDF files into memory, the format told by the suffix.

        Raises:
            DataError: A file is missing, of an unknown suffix, or not valid RDF.
        """
        engine = ox.Store()
        for path in paths:
            _load(engine, path)
        return cls(engine, "memory")

    @classmethod
    def from_quads(cls, quads: Iterable[ox.Quad], snapshot_id: str = "memory") -> EmbeddedStore:
        """Hold `quads` in memory."""
        engine = ox.Store()
        engine.bulk_extend(quads)
        return cls(engine, snapshot_id)

    def dump(self, path: Path, media_type: str) -> None:
        """Write every quad to a file, in a form of TRIPLE_TYPES that has named graphs."""
        unfinished = path.with_suffix(f"{path.suffix}.{os.getpid()}-{threading.get_ident()}")
        self.engine.dump(str(unfinished), format=TRIPLE_FORMATS[TRIPLE_TYPES[media_type]])
        unfinished.replace(path)

    def found(self, text: str) -> Found:
        """Return what the engine finds; BadQuery if the text does not parse."""
        try:
            with reading():
                return self.engine.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise BadQuery(f"SPARQL does not parse: {error.msg}") from error


def _load(engine: ox.Store, path: Path) -> None:
    try:
        # Relative IRIs mean something from where the file is (RFC 3986, section 5.1.3).
        engine.bulk_load(path=path, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        raise DataError(f"not valid RDF: {error.msg}", where=(path, error.lineno or 1)) from error
    except (OSError, ValueError) as error:
        raise DataError(
            f"cannot load {path}: {error}",
            hint="give a .ttl, .nt, .nq, .trig, .rdf or .jsonld file that exists",
        ) from error
