"""The official SPARQL tests over HTTP: nothing fails here that passes on Oxigraph's own server."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, "-m", "benchmarks.conformance"]
MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix : <#> .
<> a mf:Manifest ; mf:entries ( :right :wrong :bad ) .
:right a mf:QueryEvaluationTest ; mf:result <right.srj> ;
  mf:action [ qt:query <all.rq> ; qt:data <data.ttl> ] .
:wrong a mf:QueryEvaluationTest ; mf:result <wrong.srj> ;
  mf:action [ qt:query <all.rq> ; qt:data <data.ttl> ] .
:bad a mf:NegativeSyntaxTest11 ; mf:action <bad.rq> .
"""


@pytest.fixture
def suite(tmp_path):
    """A suite of our own in the form of the official one: of its three tests one cannot pass."""
    folder = tmp_path / "sparql" / "sparql11" / "own"
    folder.mkdir(parents=True)
    (tmp_path / "sparql" / "sparql11" / "manifest-all.ttl").touch()
    (folder / "manifest.ttl").write_text(MANIFEST)
    (folder / "data.ttl").write_text("<urn:a> <urn:p> <urn:b> .")
    (folder / "all.rq").write_text("SELECT ?s { ?s ?p ?o }")
    (folder / "bad.rq").write_text("SELECT ?s {")
    for name, found in (("right", "urn:a"), ("wrong", "urn:b")):
        rows = [{"s": {"type": "uri", "value": found}}]
        result = {"head": {"vars": ["s"]}, "results": {"bindings": rows}}
        (folder / f"{name}.srj").write_text(json.dumps(result))
    return {**os.environ, "MUSCLEGRAPH_W3C": str(tmp_path / "sparql")}


def test_runner_counts_what_passes(suite, tmp_path):
    """Both servers are asked, the judge tells right from wrong, and the page has the counts."""
    page = tmp_path / "page.md"
    command = [*COMMAND, "--only", "sparql11/", "--page", page]
    done = subprocess.run(command, cwd=ROOT, env=suite, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "| sparql11/own | 3 | 2 | 2 |" in page.read_text()
    assert "Passed by neither: 1.\n\n* `sparql11/own/wrong`\n" in page.read_text()


def test_runner_ends_its_servers_when_it_is_ended(suite):
    """SIGTERM, as a supervisor sends it, leaves no server behind."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(COMMAND, cwd=ROOT, env=suite, stdout=quiet, stderr=quiet) as runner:
        deadline = time.monotonic() + 30
        while not (servers := _children(runner.pid)):
            assert time.monotonic() < deadline, "no server was started"
            time.sleep(0.02)
        runner.terminate()
        assert runner.wait(timeout=20) == 128 + 15
    assert [one for one in servers if one.is_running()] == []


def _children(pid):
    return [
        one
        for one in psutil.Process(pid).children(recursive=True)
        if {"serve", "serve-read-only"} & set(one.cmdline())
    ]


@pytest.mark.soak
@pytest.mark.skipif(
    "MUSCLEGRAPH_W3C" not in os.environ,
    reason="MUSCLEGRAPH_W3C names no folder sparql/ of w3c/rdf-tests",
)
def test_behind_the_engines_own_server_on_none():
    """`make conformance` exits 0. Takes about six minutes."""
    done = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
