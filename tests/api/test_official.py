"""The official SPARQL tests over HTTP: nothing fails here that passes on Oxigraph's own server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.soak
@pytest.mark.skipif(
    "MUSCLEGRAPH_W3C" not in os.environ,
    reason="MUSCLEGRAPH_W3C names no folder sparql/ of w3c/rdf-tests",
)
def test_behind_the_engines_own_server_on_none():
    """`make conformance` exits 0. Takes about seven minutes."""
    if not shutil.which("oxigraph", path=Path(sys.executable).parent):
        pytest.skip("no Oxigraph server: pip install 'musclegraph[bench]'")
    command = [sys.executable, "-m", "benchmarks.conformance"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
