"""`musclegraph backup`: the snapshot in use, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.build.backup import backup
from musclegraph.cli import _options
from musclegraph.store.opened import open_current


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_options.home
def command(file: Path, home: Path) -> None:
    """
    Write the snapshot in use into FILE, a gzipped tar, with every checksum compared.

    \b
    musclegraph backup snapshot.tar.gz
    """
    manifest = backup(open_current(home).folder or home, file)
    size = file.stat().st_size
    click.echo(f"snapshot {manifest.id}: {len(manifest.files)} files in {file}, {size:,} bytes")
