"""`musclegraph sources`: the source texts and the passages that point into them."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.build import passages
from musclegraph.cli import _options
from musclegraph.store.opened import Where


@click.group("sources")
def command() -> None:
    """Compare the graph with the texts it was curated from."""


@command.command("verify")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@_options.where
def verify(folder: Path, where: Where) -> None:
    """
    Re-read the texts in FOLDER and check the hash of every passage.

    \b
    musclegraph sources verify path/to/texts
    """
    report = passages.verify(where.open().store, folder)
    click.echo(f"{report.verified} passages verified")
    if report.missing_texts:
        click.echo(f"not in {folder}: {', '.join(report.missing_texts)}", err=True)
        raise SystemExit(1)
