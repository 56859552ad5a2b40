"""`musclegraph push`: the snapshot in use, onto a SPARQL 1.1 server."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.build.snapshot import verify
from musclegraph.cli import _options
from musclegraph.core.extras import library
from musclegraph.core.settings import Settings
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import open_current

# As their own documentation has it; tests/store/test_bulk.py does both.
_HOW = (
    "Virtuoso, with the folder in DirsAllowed of virtuoso.ini:",
    "  isql exec=\"ld_dir('{folder}', '{name}', 'urn:x'); rdf_loader_run(); checkpoint;\"",
    "Oxigraph, while no server has its folder open:",
    "  oxigraph load --location FOLDER --file {path}",
    "then, to count what has arrived and to offer it: musclegraph push URL --store URL",
)


@click.command("push")
@click.argument("url", default="")
@_options.home
@_options.store("The server's query address, to count there what has arrived.")
@click.option(
    "--bulk",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Send nothing: write a file for the server's own bulk loader into this folder.",
)
@click.option(
    "--prune", "is_pruned", is_flag=True, help="Then take all other snapshots away from the server."
)
def command(url: str, home: Path, server: str, bulk: Path | None, is_pruned: bool) -> None:
    """
    Load the snapshot in use into the server whose Graph Store Protocol is at URL.

    Its graphs get names that have its id, so that readers of another snapshot are not disturbed;
    it is offered once all its triples have been counted there. Killed, the same command goes on.
    Name and password are in MUSCLEGRAPH_STORE_USER and MUSCLEGRAPH_STORE_PASSWORD.

    A large one can be loaded by the server's own bulk loader: --bulk writes a file and says how.
    Push then sends nothing again; it counts, and offers the snapshot.

    \b
    musclegraph push http://localhost:7878/store --store http://localhost:7878/query
    musclegraph ask claims --store http://localhost:7878/query
    musclegraph push --bulk FOLDER
    """
    if bulk:
        _write(home, bulk)
        return
    if not url:
        raise click.UsageError("name the address where the server takes graphs, or --bulk FOLDER")
    if not server:
        raise click.UsageError("name the server's query address with --store or MUSCLEGRAPH_STORE")
    library("httpx2", "remote")
    from musclegraph.store.client import Client
    from musclegraph.store.push import Server, prune, push

    settings = Settings.from_environment()
    there = Server(Client(server, settings), Client(url, settings))
    store = _whole(home)
    count = push(store, there, lambda line: click.echo(line, err=True))
    click.echo(f"snapshot {store.snapshot_id}: {count:,} triples at {server}")
    if is_pruned:
        for name in prune(there, store.snapshot_id):
            click.echo(f"removed {name}", err=True)


def _whole(home: Path) -> EmbeddedStore:
    """Return the store of the snapshot in use; SnapshotError if a byte of it is not as it was."""
    snapshot = open_current(home)
    assert snapshot.folder is not None
    assert isinstance(snapshot.store, EmbeddedStore)
    verify(snapshot.folder)
    return snapshot.store


def _write(home: Path, folder: Path) -> None:
    library("httpx2", "remote")
    from musclegraph.store.bulk import write_bulk

    store = _whole(home)
    path = write_bulk(store, folder).resolve()
    click.echo(path)
    for line in _HOW:
        click.echo(line.format(path=path, folder=path.parent, name=path.name), err=True)
