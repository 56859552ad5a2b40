"""`musclegraph push`: the snapshot in use, onto a SPARQL 1.1 server."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.cli import _options
from musclegraph.core.extras import library
from musclegraph.core.settings import Settings
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import open_current


@click.command("push")
@click.argument("url")
@_options.home
@click.option(
    "--store",
    "queries",
    metavar="URL",
    default=lambda: Settings.from_environment().store,
    show_default="MUSCLEGRAPH_STORE",
    help="The server's query address, to count there what has arrived.",
)
@click.option(
    "--prune", "is_pruned", is_flag=True, help="Then take all other snapshots away from the server."
)
def command(url: str, home: Path, queries: str, is_pruned: bool) -> None:
    """
    Load the snapshot in use into the server whose Graph Store Protocol is at URL.

    Its graphs get names that have its id, so that readers of another snapshot are not disturbed;
    it is offered once all its triples have been counted there. Killed, the same command goes on.
    Name and password are in MUSCLEGRAPH_STORE_USER and MUSCLEGRAPH_STORE_PASSWORD.

    \b
    musclegraph push http://localhost:7878/store --store http://localhost:7878/query
    musclegraph ask claims --store http://localhost:7878/query
    """
    if not queries:
        raise click.UsageError("name the server's query address with --store or MUSCLEGRAPH_STORE")
    library("httpx2", "remote")
    from musclegraph.store.client import Client
    from musclegraph.store.push import Server, prune, push

    settings = Settings.from_environment()
    server = Server(Client(queries, settings), Client(url, settings))
    store = open_current(home).store
    assert isinstance(store, EmbeddedStore)
    count = push(store, server, lambda line: click.echo(line, err=True))
    click.echo(f"snapshot {store.snapshot_id}: {count:,} triples at {queries}")
    if is_pruned:
        for name in prune(server, store.snapshot_id):
            click.echo(f"removed {name}", err=True)
