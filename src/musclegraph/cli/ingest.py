"""`musclegraph ingest`: records from PubMed and from libraries to parts of quads."""

from __future__ import annotations

import contextlib
import fcntl
import re
import sys
from collections.abc import Iterator
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any, NamedTuple

import click

from musclegraph.cli import _options
from musclegraph.cli._first import snapshot_folder
from musclegraph.core.errors import RequestError, SnapshotError
from musclegraph.core.settings import Settings
from musclegraph.ingest.eutils import EUtils
from musclegraph.ingest.fetched import curated_pmids, fetch
from musclegraph.ingest.mesh_tree import below
from musclegraph.ingest.part import Part, part_name
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.spread import on_cluster, on_processes
from musclegraph.ingest.topic import Topic
from musclegraph.ingest.vocabulary import Vocabulary, load_vocabulary
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import STORE


class Power(NamedTuple):
    """What reads files: this process, several, or a cluster."""

    processes: int = 1
    cluster: str = ""


_DESCRIPTOR = re.compile(r"[DC]\d{6,}")


@click.group("ingest")
def command() -> None:
    """Read records of publications: PubMed's own, or those of a reader's library."""


@command.command("pubmed")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--pmid", multiple=True, metavar="N", help="Ask PubMed for this one. Repeatable.")
@click.option("--curated", is_flag=True, help="Ask PubMed for all that curators describe.")
@_options.records
@_options.topic
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Read the files on this Dask cluster, such as tcp://host:8786.",
)
@_options.home
def pubmed(files: tuple[Path, ...], records: Path, home: Path, **asked: Any) -> None:
    """
    Read FILES of PubMed XML, plain or gzipped, or ask PubMed, into a folder of parts.

    What is done is not done again: after a kill, the same command goes on where it was. Files are
    taken in the order of their names, as PubMed numbers them; of two versions the newest counts.
    The NCBI wants your address in MUSCLEGRAPH_EUTILS_EMAIL before it is asked.

    \b
    musclegraph ingest pubmed pubmed26n0001.xml.gz pubmed26n0002.xml.gz
    musclegraph ingest pubmed updates/*.xml.gz --term cramp --mesh D009120
    musclegraph ingest pubmed pubmed26n*.xml.gz --cluster tcp://head:8786 --records /shared/records
    musclegraph ingest pubmed --pmid 21148567 --curated
    musclegraph build --records records
    """
    pmids, curated = asked.pop("pmid"), asked.pop("curated")
    power = Power(asked.pop("processes"), asked.pop("cluster"))
    if not files and not pmids and not curated:
        raise click.UsageError("name FILES, --pmid or --curated")
    store = EmbeddedStore.open(snapshot_folder(home) / STORE, "vocabulary")
    words = load_vocabulary(store)
    parts: list[Part] = []
    with _alone(records):
        if files:
            parts += _read_all(files, records, words, _topic(**asked), power)
        if pmids or curated:
            wanted = [*pmids, *(curated_pmids(store) if curated else ())]
            parts += fetch(_client(), wanted, records, words)
    _end(parts)


@command.command("library")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options.records
@_options.home
def library(files: tuple[Path, ...], records: Path, home: Path) -> None:
    """
    Read FILES of a reference manager or a publisher into a folder of parts.

    RIS, NBIB, CSL-JSON (.json), BibTeX (.bib) and the front matter of JATS (.nxml). A record of
    PubMed counts before one of a library, and only PubMed's own moves a verdict.

    \b
    musclegraph ingest library cramps.ris thesis.bib
    """
    words = load_vocabulary(EmbeddedStore.open(snapshot_folder(home) / STORE, "vocabulary"))
    with _alone(records):
        parts = _read_all(files, records, words, Topic(), Power())
    _end(parts)


def _topic(
    term: tuple[str, ...], mesh: tuple[str, ...], descriptors: Path | None, since: int, until: int
) -> Topic:
    wanted = {name for name in mesh if _DESCRIPTOR.fullmatch(name)}
    branches = set(mesh) - wanted
    if branches and descriptors is None:
        raise click.UsageError(
            f"--mesh {min(branches)} is no descriptor; to look up a tree number, add --descriptors"
        )
    if branches and descriptors:
        wanted |= below(descriptors, branches)
    return Topic(terms=term, descriptors=frozenset(wanted), first_year=since, last_year=until)


def _client() -> EUtils:
    settings = Settings.from_environment()
    return EUtils(settings.eutils_email, settings.eutils_url, settings.eutils_api_key)


def _read_all(
    files: tuple[Path, ...], records: Path, words: Vocabulary, topic: Topic, power: Power
) -> list[Part]:
    """Make a part of each file, one after the other, on several processes, or on a cluster."""
    in_order = sorted(files, key=part_name)
    for one, other in pairwise(in_order):
        if part_name(one) == part_name(other):
            raise RequestError(
                f"{one} and {other} would make one part",
                hint="rename one of them; a part is called after its file",
            )
    # A cluster has our folders at the same places, but not our working directory.
    places = [path.resolve() for path in in_order]
    work = (places, repeat(records.resolve()), repeat(words), repeat(topic))
    if power.cluster:
        return on_cluster(map_file, power.cluster, *work)
    if power.processes > 1:
        return on_processes(map_file, power.processes, *work)
    return list(map(map_file, *work))


def _end(parts: list[Part]) -> None:
    """Tell what became of the files, and leave: 1 if anything was skipped or refused."""
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
    sys.exit(1 if any(part.skipped or part.refused for part in parts) else 0)


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
