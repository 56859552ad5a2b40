"""`musclegraph ingest`: records from PubMed and from libraries to parts of quads."""

from __future__ import annotations

import contextlib
import fcntl
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

import click

from musclegraph.cli import _options
from musclegraph.cli._first import snapshot_folder
from musclegraph.core.errors import RequestError, SnapshotError
from musclegraph.ingest.part import Part, part_name
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.topic import Topic
from musclegraph.ingest.vocabulary import load_vocabulary
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import STORE


@click.group("ingest")
def command() -> None:
    """Read records of publications: PubMed's own, or those of a reader's library."""


@command.command("pubmed")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options.records
@click.option("--term", multiple=True, help="Keep records with this word. Repeatable.")
@click.option(
    "--mesh", multiple=True, metavar="D009120", help="Keep records so indexed. Repeatable."
)
@click.option(
    "--since", type=int, default=0, metavar="YEAR", help="Keep records from this year on."
)
@click.option("--until", type=int, default=9999, metavar="YEAR", help="... up to this year.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True)
@_options.home
def pubmed(
    files: tuple[Path, ...], records: Path, processes: int, home: Path, **asked: Any
) -> None:
    """
    Read FILES of PubMed XML, plain or gzipped, into a folder of parts.

    What is done is not done again: after a kill, the same command goes on where it was. Files are
    taken in the order of their names, as PubMed numbers them; of two versions the newest counts.

    \b
    musclegraph ingest pubmed pubmed26n0001.xml.gz pubmed26n0002.xml.gz
    musclegraph ingest pubmed updates/*.xml.gz --term cramp --mesh D009120
    musclegraph build --records records
    """
    topic = Topic(
        terms=asked["term"],
        descriptors=frozenset(asked["mesh"]),
        first_year=asked["since"],
        last_year=asked["until"],
    )
    parts = _read_all(files, records, topic, processes, home)
    _tell(parts)
    sys.exit(1 if any(part.skipped or part.refused for part in parts) else 0)


def _read_all(
    files: tuple[Path, ...], records: Path, topic: Topic, processes: int, home: Path
) -> list[Part]:
    """Make a part of each file, one after the other or on several processes."""
    in_order = sorted(files, key=part_name)
    for one, other in pairwise(in_order):
        if part_name(one) == part_name(other):
            raise RequestError(
                f"{one} and {other} would make one part",
                hint="rename one of them; a part is called after its file",
            )
    words = load_vocabulary(EmbeddedStore.open(snapshot_folder(home) / STORE, "vocabulary"))
    work = (in_order, repeat(records), repeat(words), repeat(topic))
    with _alone(records):
        if processes == 1:
            return list(map(map_file, *work))
        with ProcessPoolExecutor(processes) as pool:
            return list(pool.map(map_file, *work))


def _tell(parts: list[Part]) -> None:
    for part in parts:
        for record, reason in part.skipped:
            click.echo(f"{part.source}: {record}: skipped: {reason}", err=True)
        if part.refused:
            click.echo(f"{part.source}: refused: {part.refused}", err=True)
    taken = [part for part in parts if not part.refused]
    total = {
        name: sum(part.counts[name] for part in taken)
        for name in ("records", "quads", "left_out", "deleted", "skipped")
    }
    click.echo(
        f"{total['records']:,} records, {total['quads']:,} quads from {len(taken)} of "
        f"{len(parts)} files ({sum(part.is_fresh for part in taken)} read now); "
        f"{total['skipped']:,} skipped, {total['deleted']:,} deleted, "
        f"{total['left_out']:,} off topic"
    )


@contextlib.contextmanager
def _alone(records: Path) -> Iterator[None]:
    """Hold the folder for one writer; sweep what killed ones have left."""
    try:
        records.mkdir(parents=True, exist_ok=True)
        lock = (records / ".lock").open("w")
    except OSError as error:
        raise SnapshotError(
            f"cannot write into {records}: {error.strerror}", hint="choose another: --records"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in records.glob(".*.*"):
            leftover.unlink()
        yield
