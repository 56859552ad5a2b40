"""`musclegraph snapshot`: what is in use, and whether it is as it was published."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.build import snapshot
from musclegraph.cli import _options
from musclegraph.store.opened import open_current


@click.group("snapshot")
def command() -> None:
    """Look at the snapshot in use."""


@command.command("show")
@_options.home
def show(home: Path) -> None:
    """Print id, date, version and counts."""
    manifest = open_current(home).manifest
    click.echo(f"snapshot {manifest['id']}, version {manifest['version']}")
    click.echo(f"as of {manifest['notes']['as_of']}, built {manifest['created']}")
    for name, count in manifest["counts"].items():
        click.echo(f"{count:>10,} {name.replace('_', ' ')}")


@command.command("verify")
@_options.home
def verify(home: Path) -> None:
    """Compare every file with its hash in the manifest."""
    manifest = snapshot.verify(open_current(home).folder or home)
    click.echo(f"snapshot {manifest.id}: {len(manifest.files)} files as published")
