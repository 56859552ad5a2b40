"""
A file of records to a part: quads, texts, an index, and last of all the manifest.

Each file is written beside its place under another name, synced and renamed; a part without its
manifest is not there. So a kill at any moment loses no part that was done, and the next run makes
the others: the same bytes, since nothing in a part depends on when or where it was made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from io import BufferedRandom
from pathlib import Path

from musclegraph.core.errors import DataError, MuscleGraphError
from musclegraph.ingest.nquads import to_nquads
from musclegraph.ingest.opening import digest
from musclegraph.ingest.part import INDEX, MANIFEST, QUADS, TEXTS, Part, part_name, read_part
from musclegraph.ingest.reading import read_records
from musclegraph.ingest.record import Deleted, Record, Skipped
from musclegraph.ingest.topic import Topic
from musclegraph.ingest.vocabulary import Vocabulary

_JSON = json.JSONEncoder(ensure_ascii=False)  # of texts; setting one up for each takes longer


def map_file(path: Path, folder: Path, words: Vocabulary, topic: Topic) -> Part:
    """
    Make the part of one file in `folder`, or return the one that is there.

    Args:
        path: PubMed XML or a library file, plain or gzipped.
        folder: Where parts are; it is made if need be.
        words: How PubMed's words read in ours.
        topic: Which records to keep.

    A file that cannot be read at all is no exception: the part says why in `refused`.
    """
    name = part_name(path)
    part = Part(name, path.name, "", is_fresh=True)
    try:
        part.key = _key(path, words, topic)
        if done := read_part(folder / f"{name}{MANIFEST}", part.key):
            return done
        with _writing(folder, part) as streams:
            _write(path, streams, words, topic, part)
    except MuscleGraphError as error:
        part.refused = error.problem
    return part


def _write(
    path: Path, streams: Mapping[str, BufferedRandom], words: Vocabulary, topic: Topic, part: Part
) -> None:
    counts = dict.fromkeys(("records", "quads", "left_out", "deleted", "skipped"), 0)
    for found in read_records(path):
        match found:
            case Skipped(record, reason):
                counts["skipped"] += 1
                part.skipped.append((record, reason))
            case Deleted(pmid):
                counts["deleted"] += 1
                streams[INDEX].write(f"{pmid}\n".encode())
            case Record() if topic.takes(found):
                quads = to_nquads(found, words)
                counts["records"] += 1
                counts["quads"] += quads.count("\n")
                streams[QUADS].write(quads.encode())
                streams[TEXTS].write(_text(found))
                streams[INDEX].write(f"{found.iri}\t{found.version}\t{found.revised}\n".encode())
            case _:
                counts["left_out"] += 1
    part.counts = counts


def _text(record: Record) -> bytes:
    iri, title, year, abstract = map(
        _JSON.encode, (record.iri, record.title, record.year, record.abstract)
    )
    line = f'{{"iri": {iri}, "title": {title}, "year": {year}, "abstract": {abstract}}}\n'
    return line.encode()


def _key(path: Path, words: Vocabulary, topic: Topic) -> str:
    parts = (digest(path), words.digest, repr(topic), _program())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _program() -> str:
    """Hash the program itself: another mapper makes other parts."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


@contextlib.contextmanager
def _writing(folder: Path, part: Part) -> Iterator[dict[str, BufferedRandom]]:
    """Give a stream for each file of a part; put all in place if the block ends without error."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = {s: folder / f".{part.name}.{os.getpid()}{s}" for s in (QUADS, TEXTS, INDEX)}
    manifest = folder / f"{part.name}{MANIFEST}"
    try:
        with contextlib.ExitStack() as stack:
            streams = {s: stack.enter_context(p.open("w+b")) for s, p in temporary.items()}
            yield dict(streams)
            for suffix, stream in streams.items():
                part.files[suffix] = _seal(stream)
        temporary[MANIFEST] = folder / f".{part.name}.{os.getpid()}{MANIFEST}"
        with temporary[MANIFEST].open("w+b") as stream:
            values = {**asdict(part), "is_fresh": False}
            stream.write(f"{json.dumps(values, indent=1, ensure_ascii=False)}\n".encode())
            _seal(stream)
        # All is on the disk, so no lack of room ends this between an old part and a new one.
        manifest.unlink(missing_ok=True)
        for suffix, path in temporary.items():
            path.rename(folder / f"{part.name}{suffix}")
        _sync(folder)
    except OSError as error:
        raise DataError(
            f"cannot write into {folder}: {error.strerror or error}", hint="make room there"
        ) from error
    finally:
        for path in temporary.values():
            with contextlib.suppress(OSError):  # a read-only filesystem says no even to nothing
                path.unlink(missing_ok=True)


def _seal(stream: BufferedRandom) -> str:
    """Bring a file to the disk; return its SHA-256 and its size."""
    stream.flush()
    os.fsync(stream.fileno())
    size = stream.tell()
    stream.seek(0)
    return f"{hashlib.file_digest(stream, 'sha256').hexdigest()} {size}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
