"""`musclegraph restore`: a snapshot from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.build.backup import restore
from musclegraph.cli import _options


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_options.home
def command(file: Path, home: Path) -> None:
    """
    Unpack the backup in FILE, compare every checksum, and make it the snapshot in use.

    If anything differs, nothing is changed.

    \b
    musclegraph restore snapshot.tar.gz
    """
    manifest = restore(file, home)
    click.echo(f"snapshot {manifest.id} is in use: {len(manifest.files)} files as published")
