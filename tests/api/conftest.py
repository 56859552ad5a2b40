"""What the tests of the service share: a client over the curated graph, and one over files."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import pytest
from benchmarks.processes import free_port, tied
from fastapi.testclient import TestClient
from hostile import Target

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings
from musclegraph.store.loaded import from_files

DATA = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix claim: <https://w3id.org/musclegraph/claim/> .
<urn:a> <urn:p> "x" , "<script>alert(1)</script>" .
<urn:g> { <urn:b> <urn:p> <urn:a> . }
<urn:h> { <urn:c> <urn:p> 1 , 2 , 3 , 4 , 5 , 6 . }
@prefix mg: <https://w3id.org/musclegraph/ns#> .
claim:old a mg:Claim ; owl:deprecated true ; dcterms:isReplacedBy claim:new .
claim:lost a mg:Claim ; owl:deprecated true .
claim:new <urn:q> claim:old .
"""


@pytest.fixture(scope="session")
def curated(snapshot):
    """A client of the app over the curated graph, with its workers."""
    with TestClient(create_app(snapshot, Settings(workers=1, query_seconds=5))) as client:
        yield client


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """A client of the app over a small TriG file, as `--data` serves it."""
    path = tmp_path_factory.mktemp("data") / "data.trig"
    path.write_text(DATA)
    settings = Settings(workers=2, query_seconds=1, max_rows=5, max_answer_bytes=20_000)
    with TestClient(create_app(from_files((path,)), settings)) as client:
        yield client


@pytest.fixture(scope="session")
def serving():
    """Run `musclegraph serve` over a folder of snapshots with settings."""
    return _serving


@contextlib.contextmanager
def _serving(home, **settings):
    with running("--home", home, **settings) as (address, _):
        yield address


@pytest.fixture(scope="session")
def run_server():
    """What runs `musclegraph serve` as a process; gives its address and the process."""
    return running


@contextlib.contextmanager
def running(*options, **settings):
    """Run `musclegraph serve` as a process of its own; give its address and the process."""
    port = free_port()
    program = Path(sys.executable).with_name("musclegraph")
    command = [program, "serve", "--port", str(port), *options]
    changes = {f"MUSCLEGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    quiet = subprocess.DEVNULL
    environment = {**os.environ, **changes}
    with subprocess.Popen(tied(command), env=environment, stdout=quiet, stderr=quiet) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _await(f"{address}/health/ready")
            yield address, process
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def served(home, serving):
    """The address of `musclegraph serve` over the curated graph, a process of its own."""
    with serving(home, workers=2, workers_per_client=2) as address:
        yield address


def _await(url):
    deadline = time.monotonic() + 90
    while True:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def target(tmp_path_factory):
    """A server of its own process over the small TriG file, with small limits."""
    path = tmp_path_factory.mktemp("data") / "data.trig"
    path.write_text(DATA)
    limits = {
        "query_seconds": 1,
        "query_memory_mb": 300,
        "waiting_seconds": 2,
        "body_seconds": 1,
        "send_seconds": 1,
        "max_rows": 5,
        "max_answer_bytes": 4_000_000,
        "held_answer_bytes": 20_000_000,
        "connections_per_client": 50,
        "trusted_proxies": "none",
    }
    with running("--data", path, **limits) as (address, process):
        yield Target(address, process)


@pytest.fixture
def stranger(target):
    """The same server, which must be unharmed after the test."""
    yield target
    assert target.is_well()
