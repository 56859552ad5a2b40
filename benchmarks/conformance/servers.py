"""The two servers, started over the same data by their own commands, and asked over HTTP."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2 as httpx
import pyoxigraph as ox
from benchmarks.processes import free_port, tied

PATHS = {"musclegraph": "/sparql", "oxigraph": "/query"}
_START_SECONDS = 60
_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "nt": ox.RdfFormat.N_TRIPLES}
_QUIET = subprocess.DEVNULL


def programs() -> dict[str, str]:
    """
    Return where each server's program is.

    Raises:
        SystemExit: One is not installed.
    """
    found = {name: shutil.which(name, path=_path()) for name in PATHS}
    if missing := [name for name, path in found.items() if path is None]:
        sys.exit(f"not installed: {', '.join(missing)} (pip install 'musclegraph[bench]')")
    return {name: str(path) for name, path in found.items()}


class Server:
    """One server's SPARQL endpoint."""

    def __init__(self, address: str, client: httpx.Client) -> None:
        self.address, self._client = address, client

    def ask(self, method: str, query: str = "", **options: Any) -> httpx.Response:
        """Send a request with that query string; `options` are the headers and the content."""
        return self._client.request(method, f"{self.address}{query and '?'}{query}", **options)


@contextlib.contextmanager
def running(data: tuple[Path, ...], graphs: Mapping[str, Path]) -> Iterator[dict[str, Server]]:
    """Serve the files with both, and give both."""
    with TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        named = _named(folder / "named.nq", graphs)
        files = (*data, *named)
        client = stack.enter_context(httpx.Client(timeout=30))
        servers = {}
        for server, program in programs().items():
            port = free_port()
            start = _ours if server == "musclegraph" else _peer
            process = start(program, port, files, folder)
            stack.callback(_end, process)
            address = f"http://127.0.0.1:{port}{PATHS[server]}"
            servers[server] = Server(address, client)
        for one in servers.values():
            _await(one)
        yield servers


def _ours(
    program: str, port: int, files: tuple[Path, ...], folder: Path
) -> subprocess.Popen[bytes]:
    if not files:
        empty = folder / "empty.nq"
        empty.touch()
        files = (empty,)
    options = [part for file in files for part in ("--data", str(file))]
    command = [program, "serve", "--port", str(port), *options]
    environment = {**os.environ, "MUSCLEGRAPH_WORKERS": "1", "MUSCLEGRAPH_QUICK_WORKERS": "1"}
    return subprocess.Popen(tied(command), env=environment, stdout=_QUIET, stderr=_QUIET)


def _peer(
    program: str, port: int, files: tuple[Path, ...], folder: Path
) -> subprocess.Popen[bytes]:
    store = folder / "oxigraph"
    load = [program, "load", "--location", str(store)]
    for file in files:
        base = ["--base", file.as_uri()]
        subprocess.run([*load, *base, "--file", str(file)], check=True, stderr=_QUIET)
    if not files:
        command = [*load, "--format", "nq"]
        subprocess.run(command, input=b"", check=True, stderr=_QUIET)
    serve = [program, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    return subprocess.Popen(tied(serve), stdout=_QUIET, stderr=_QUIET)


def _named(path: Path, graphs: Mapping[str, Path]) -> tuple[Path, ...]:
    """Write each file of `graphs` as the graph of its name; nothing if there is none."""
    if not graphs:
        return ()
    with path.open("wb") as sink:
        for name, file in graphs.items():
            found = ox.parse(
                path=str(file),
                format=_FORMATS[file.suffix[1:]],
                base_iri=file.as_uri(),
                rename_blank_nodes=True,
            )
            quads = [ox.Quad(*quad.triple, ox.NamedNode(name)) for quad in found]
            ox.serialize(quads, sink, ox.RdfFormat.N_QUADS)
    return (path,)


def _path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def _await(server: Server) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.ask("GET", "query=ASK%20%7B%7D")
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
