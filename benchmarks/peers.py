"""The servers that are compared, each a process of its own on a port of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

BIN = Path(sys.executable).parent
JSON = "application/sparql-results+json"
HOST = "127.0.0.1"
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql_port}
ServerThreads = 40
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = {data}, {folder}
VADInstallDir = {folder}
[HTTPServer]
ServerPort = {host}:{port}
ServerThreads = 40
MaxClientConnections = 40
KeepAliveTimeout = 30
MaxKeepAlives = 40
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """One running server. `path` is that of its SPARQL endpoint."""

    name: str
    port: int
    path: str
    facts: dict[str, Any] = field(default_factory=dict)

    def request(self, query: str) -> dict[str, Any]:
        """Return the request that asks `query`, as benchmarks/load.py takes it."""
        return {
            "path": f"{self.path}?{urlencode({'query': query})}",
            "headers": {"Accept": JSON},
        }

    def fetch(self, request: Mapping[str, Any]) -> bytes:
        """Send one request and return the body of its answer."""
        url = f"http://{HOST}:{self.port}{request['path']}"
        headers = dict(request.get("headers", {}))
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return bytes(answer.read())


def free_port() -> int:
    """Return a port that nobody has now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def musclegraph(name: str, home: Path, **settings: object) -> Iterator[Peer]:
    """Serve the snapshot in `home`; wait until its copy in memory is there."""
    port = free_port()
    own = {f"MUSCLEGRAPH_{key.upper()}": str(value) for key, value in settings.items()}
    command = [str(BIN / "musclegraph"), "serve", "--home", str(home), "--port", str(port)]
    with _running(command, port, {**os.environ, **own}, "/health/live") as seconds:
        peer = Peer(name, port, "/sparql", {"seconds_to_live": seconds})
        while b'"in_memory":false' in peer.fetch({"path": "/health/ready"}):
            time.sleep(0.1)
        yield peer


@contextlib.contextmanager
def oxigraph(store: Path) -> Iterator[Peer]:
    """Serve the same store with Oxigraph's own server."""
    port = free_port()
    options = ["-l", str(store), "-b", f"{HOST}:{port}", "--union-default-graph"]
    command = [str(BIN / "oxigraph"), "serve-read-only", *options]
    with _running(command, port, None, "/") as seconds:
        yield Peer("oxigraph", port, "/query", {"seconds_to_live": seconds})


@contextlib.contextmanager
def virtuoso(quads: Path) -> Iterator[Peer]:
    """Load `quads` into a new Virtuoso and serve it."""
    port, sql_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        values = {"folder": folder, "data": quads.parent, "host": HOST}
        ini = Path(folder) / "virtuoso.ini"
        ini.write_text(_INI.format(port=port, sql_port=sql_port, **values), encoding="utf-8")
        command = ["virtuoso-t", "+foreground", "+wait", "+configfile", str(ini)]
        with _running(command, port, None, "/sparql") as seconds:
            started = time.perf_counter()
            load = f"ld_dir('{quads.parent}', '{quads.name}', 'urn:x'); rdf_loader_run(); "
            isql = ["isql-vt", str(sql_port), "dba", "dba", f"exec={load} checkpoint;"]
            subprocess.run(isql, check=True, capture_output=True)
            loaded = {"seconds_to_load": time.perf_counter() - started}
            yield Peer("virtuoso", port, "/sparql", {"seconds_to_live": seconds, **loaded})


def has_virtuoso() -> bool:
    """Tell whether tools/bench-peers could install it."""
    return shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None


@contextlib.contextmanager
def _running(
    command: list[str], port: int, environment: Mapping[str, str] | None, path: str
) -> Iterator[float]:
    """Run `command` while the block lasts; give the seconds until `port` answered."""
    started = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environment, **quiet)
    try:
        while not _answers(port, path):
            if process.poll() is not None or time.perf_counter() - started > 300:
                raise RuntimeError(f"{command[0]} does not answer")
            time.sleep(0.02)
        yield time.perf_counter() - started
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int, path: str) -> bool:
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
