"""`musclegraph serve`: the snapshot over HTTP."""

from __future__ import annotations

from pathlib import Path

import click
import uvicorn

from musclegraph.api.app import create_app
from musclegraph.cli import _options
from musclegraph.core.settings import Settings
from musclegraph.store.opened import from_files, open_current


@click.command("serve")
@_options.home
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Serve these RDF files instead of the snapshot; SPARQL only. May be repeated.",
)
@click.option("--host", help="Address to listen on.", show_default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, 65535), help="Port.", show_default="8471")
def command(home: Path, data: tuple[Path, ...], host: str | None, port: int | None) -> None:
    """
    Serve the snapshot over HTTP: pages, /v1, /sparql.

    \b
    musclegraph serve --port 8080
    """
    settings = Settings.from_environment()
    snapshot = from_files(data) if data else open_current(home)
    app = create_app(snapshot, settings)
    address = f"http://{host or settings.host}:{port or settings.port}"
    click.echo(f"snapshot {snapshot.store.snapshot_id} at {address} (stop with Ctrl-C)")
    uvicorn.run(
        app,
        host=host or settings.host,
        port=port or settings.port,
        log_level="warning",
        server_header=False,
    )
