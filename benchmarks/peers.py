"""The servers that are compared, each a process of its own on a port of its own."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import processes
from processes import HOST, free_port, running

BIN = Path(sys.executable).parent
JSON = "application/sparql-results+json"


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
    size = processes.Size(threads=40, buffers=170_000, most_rows=1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with processes.virtuoso(Path(folder), size, quads.parent) as server:
            facts = {"seconds_to_live": time.perf_counter() - started}
            started = time.perf_counter()
            server.sql(f"ld_dir('{quads.parent}', '{quads.name}', 'urn:x'); rdf_loader_run();")
            server.sql("checkpoint;")
            facts["seconds_to_load"] = time.perf_counter() - started
            yield Peer("virtuoso", server.port, "/sparql", facts)


@contextlib.contextmanager
def _running(
    command: list[str], port: int, environment: Mapping[str, str] | None, path: str
) -> Iterator[float]:
    """Run `command` while the block lasts; give the seconds until `port` answered."""
    started = time.perf_counter()
    with running(command, f"http://{HOST}:{port}{path}", environment):
        yield time.perf_counter() - started
