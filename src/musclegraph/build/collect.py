"""List the input files, hash them, and read them into one set of quads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from musclegraph.build import mappings
from musclegraph.build.places import Places
from musclegraph.core.errors import DataError, DuplicateNode
from musclegraph.core.names import BASE, PREFIXES, compact
from musclegraph.review.history import GRAPH as REVIEWED
from musclegraph.review.history import newest, settle
from musclegraph.store import quads
from musclegraph.store.quads import Quad, literal, quad, value

_GRAPH = f"{BASE}graph/"
_AS_OF = f"{PREFIXES['mg']}asOf"
_REQUIRED = (
    *(f"ontology/{name}" for name in ("claims", "concepts", "evidence", "shapes", "sources")),
    *(f"queries/{name}" for name in ("checks", "competency", "derive/facts", "derive/judgement")),
    "queries/export",
)


@dataclass(frozen=True, slots=True)
class InputFile:
    """One curated file and the graph its content belongs to; no graph if it is not data."""

    path: Path
    name: str
    graph: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Collected:
    """All curated quads, where each node is described, and the files they came from."""

    files: tuple[InputFile, ...]
    quads: list[Quad]
    places: Places


def input_files(ontology: Path, queries: Path) -> tuple[InputFile, ...]:
    """
    List every input of a build, in order of name.

    Raises:
        DataError: A folder is missing or holds no file, or a file is in an unknown folder.
    """
    files = []
    for label, top in (("ontology", ontology), ("queries", queries)):
        paths = sorted(path for path in top.rglob("*") if path.is_file() and path.name[0] != ".")
        if not paths:
            raise DataError(f"no files in {top}", hint=f"point to the folder with --{label}")
        for path in paths:
            relative = path.relative_to(top)
            name = f"{label}/{relative.as_posix()}"
            digest = hashlib.sha256(_bytes(path)).hexdigest()
            files.append(InputFile(path, name, _graph_of(relative, top, path), digest))
    return tuple(files)


def refuse_missing(files: tuple[InputFile, ...]) -> None:
    """
    Refuse a folder without which a build would pass and say too little.

    Raises:
        DataError: A required folder is missing or empty.
    """
    for folder in _REQUIRED:
        if not any(file.name.startswith(f"{folder}/") for file in files):
            raise DataError(f"no files in {folder}", hint="restore it, or point to a whole folder")


def _bytes(path: Path) -> bytes:
    """Read one file; every input is text."""
    try:
        raw = path.read_bytes()
        raw.decode("utf-8")
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"not UTF-8: byte 0x{raw[error.start]:02x}",
            hint="save the file as UTF-8",
            where=(path, raw.count(b"\n", 0, error.start) + 1),
        ) from error
    return raw


def collect(files: tuple[InputFile, ...]) -> Collected:
    """
    Read every data file; of revised reviews only what stands.

    Raises:
        DataError: A file is not UTF-8 or not RDF, or has triples in a graph not its own.
        DuplicateNode: A node is described in two files.
    """
    read = {file: _read(file) for file in files if file.graph is not None}
    reviews = settle({file.path: found for file, found in read.items() if file.graph == REVIEWED})
    found: list[Quad] = []
    places = Places()
    typed: dict[str, InputFile] = {}
    for file, whole in read.items():
        here = reviews.get(file.path, whole)
        places.add(file.path, set(quads.described(whole)) - set(quads.described(here)))
        _refuse_duplicates(here, file, typed, places)
        found += here
    signed = newest(chain.from_iterable(reviews.values()))
    return Collected(files, _as_of(found, signed) if signed else found, places)


def _as_of(found: list[Quad], reviewed: str) -> list[Quad]:
    """Let the curation stand at the day of the newest review, if that is later."""
    old = [q for q in found if value(q.predicate) == _AS_OF and value(q.object) < reviewed]
    day = literal(reviewed, datatype=f"{PREFIXES['xsd']}date")
    kept = [q for q in found if q not in old] if old else found
    return kept + [quad(value(q.subject), _AS_OF, day, value(q.graph_name)) for q in old]


def _read(file: InputFile) -> list[Quad]:
    if file.path.suffix == ".tsv":
        return list(mappings.read(file.path, file.graph or ""))
    return quads.read(file.path, file.graph)


def _graph_of(relative: Path, top: Path, path: Path) -> str | None:
    folder = relative.parts[0] if len(relative.parts) > 1 else ""
    match (folder, path.suffix):
        case ("shapes" | "vocabularies", _) | (_, ".rq" | ".md" | ".jsonld"):
            return None
        case ("", ".ttl"):
            return _GRAPH + ("agents" if relative.stem == "agents" else "ontology")
        case ("concepts" | "claims", ".ttl") | ("mappings", ".tsv") | ("care", ".trig"):
            return _GRAPH + folder
        case ("sources" | "evidence", ".trig") if len(relative.parts) > 2:
            kind = {"sources": "source", "evidence": "evidence"}[folder]
            return f"{_GRAPH}{kind}/{relative.parts[1]}"
        case ("reviews", ".ttl") if len(relative.parts) == 2:
            return REVIEWED
    raise DataError(
        f"{top.name}/{relative.as_posix()} is not a kind of file that belongs there",
        hint="see the layout in CONTRIBUTING.md; move it or give it the right suffix",
        where=(path, 1),
    )


def _refuse_duplicates(
    here: list[Quad], file: InputFile, typed: dict[str, InputFile], places: Places
) -> None:
    for node in quads.described(here):
        first = typed.setdefault(node, file)
        if first is not file:
            raise DuplicateNode(
                f"{compact(node)} is described here and in {places.text(node, not_in=file.path)}",
                hint="keep one of the two blocks, or give the second node a slug of its own",
                where=places.of(node, inside=file.path),
            )
