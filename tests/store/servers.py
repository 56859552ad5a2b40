"""SPARQL servers that others wrote, each a process on a port of its own with an empty store."""

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks import processes
from benchmarks.processes import HOST, free_port, has_virtuoso, running

__all__ = ["HOST", "address_of", "free_port", "has_virtuoso", "oxigraph", "running", "virtuoso"]


class Address(NamedTuple):
    """Where a server answers queries, where it takes graphs, and what it wants to know."""

    queries: str
    graphs: str
    settings: dict[str, str]
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def oxigraph(port=0, folder=None):
    """Oxigraph's own server; in memory unless a folder is given."""
    port = port or free_port()
    place = ["-l", str(folder)] if folder else []
    command = [Path(sys.executable).parent / "oxigraph", "serve", "-b", f"{HOST}:{port}"]
    with running([*command, *place], f"http://{HOST}:{port}/") as process:
        address = f"http://{HOST}:{port}"
        yield Address(f"{address}/query", f"{address}/store", {}, process)


@contextlib.contextmanager
def virtuoso(folder, most_rows=100_000):
    """Virtuoso with its own files in `folder`; it wants Digest for writing."""
    with processes.virtuoso(folder, processes.Size(most_rows=most_rows)) as server:
        yield address_of(server)


def address_of(server):
    """Return where a Virtuoso that runs is asked and loaded."""
    own = {"store_user": "dba", "store_password": "dba", "store_auth": "digest"}
    address = f"http://{HOST}:{server.port}/sparql"
    return Address(address, f"{address}-graph-crud-auth", own, server.process)
