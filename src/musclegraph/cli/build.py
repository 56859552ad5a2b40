"""`musclegraph build`: curated files to a snapshot."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from musclegraph.build import pipeline
from musclegraph.cli import _options
from musclegraph.core.files import ONTOLOGY, QUERIES


@click.command("build")
@_options.home
@_options.ontology
@click.option(
    "--sources",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the source texts, to verify every passage.",
)
@click.option(
    "--records",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder that `musclegraph ingest` filled: its records come in and are followed.",
)
def command(
    home: Path,
    ontology: Path | None,
    queries: Path | None,
    sources: Path | None,
    records: Path | None,
) -> None:
    """
    Validate the curated files, derive the verdicts, and publish a snapshot.

    Nothing is written unless every file is right. A running server keeps the snapshot it opened.

    \b
    musclegraph build
    musclegraph build --sources path/to/texts
    musclegraph build --records records
    """
    started = time.monotonic()

    def tell(line: str) -> None:
        # On a terminal each stage replaces the one before; in a log each has its line.
        end = "\x1b[K\r" if sys.stderr.isatty() else "\n"
        click.echo(f"[{time.monotonic() - started:5.1f} s] {line}{end}", err=True, nl=False)

    built = pipeline.build(ontology or ONTOLOGY, queries or QUERIES, home, sources, tell, records)
    counts = built.manifest.counts
    click.echo(
        f"snapshot {built.manifest.id} {'built' if built.fresh else 'was already built'}: "
        f"{counts['quads']:,} quads from {counts['files']} files, "
        f"{counts['checks_performed']:,} checks performed, "
        f"{built.passages_verified} passages verified"
    )
