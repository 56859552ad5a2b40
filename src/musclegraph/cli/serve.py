"""`musclegraph serve`: the snapshot over HTTP."""

from __future__ import annotations

import dataclasses
import logging
import sys
from collections import Counter
from pathlib import Path

import click
import uvicorn

from musclegraph.api.app import create_app, open_app
from musclegraph.api.flow import Flow
from musclegraph.api.heads import BoundedHeads
from musclegraph.api.switch import Switch
from musclegraph.cli import _options
from musclegraph.core.files import CURRENT
from musclegraph.core.settings import Settings
from musclegraph.store.loaded import from_files
from musclegraph.store.opened import Where


@click.command("serve")
@_options.where
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Serve these RDF files instead of the snapshot; SPARQL only. May be repeated.",
)
@click.option(
    "--default-graph",
    type=click.Choice(["union", "own"]),
    help="What SPARQL sees outside GRAPH: all graphs (as for a snapshot), or the default graph "
    "of the files (as for --data).",
)
@click.option("--host", help="Address to listen on.", show_default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, 65535), help="Port.", show_default="8471")
def command(
    where: Where,
    data: tuple[Path, ...],
    default_graph: str | None,
    host: str | None,
    port: int | None,
) -> None:
    """
    Serve the snapshot over HTTP: pages, /v1, /sparql.

    A snapshot built meanwhile is taken up without a restart.

    \b
    musclegraph serve --port 8080
    musclegraph serve --data vocabulary.ttl --data facts.trig
    """
    given = {"host": host, "port": port, "default_graph": default_graph, "home": where.home}
    changes = {name: value for name, value in given.items() if value is not None}
    settings = dataclasses.replace(Settings.from_environment(), **changes)  # type: ignore[arg-type]
    snapshot = from_files(data) if data else where.open()
    address = f"http://{settings.host}:{settings.port}"
    click.echo(f"snapshot {snapshot.store.snapshot_id} at {address} (stop with Ctrl-C)")
    if data:
        _run(create_app(snapshot, settings), settings)
        return
    _run(
        Switch(
            lambda: (where.home / CURRENT).resolve().name,
            lambda: open_app(where, settings),
            settings,
        ),
        settings,
    )


def _run(app: object, settings: Settings) -> None:
    _log_to_stderr()
    # A thread that computes lets others on after 5 ms unless told; a point query asks often.
    sys.setswitchinterval(0.0005)
    uvicorn.run(
        app,  # type: ignore[arg-type]  # any ASGI app
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,  # ours has no query's text, uvicorn's has the address of each request
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        ws="none",
        lifespan="on",  # what fails at the start ends the process, whatever it is
        http=type("Connection", (Flow, BoundedHeads), {"limits": settings, "counts": Counter()}),
        timeout_graceful_shutdown=settings.drain_seconds,
    )


def _log_to_stderr() -> None:
    log = logging.getLogger("musclegraph")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler(sys.stderr))
