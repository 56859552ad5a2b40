"""schemathesis over the whole API: no operation answers otherwise than the document says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def run(address, *options):
    """Run schemathesis against a server; return what it says where it finds a failure."""
    program = Path(sys.executable).with_name("schemathesis")
    config = ["--config-file", str(Path(__file__).with_name("schemathesis.toml"))]
    done = subprocess.run(
        [program, *config, "run", f"{address}/openapi.json", "--no-color", *options],
        cwd=ROOT,
        # Where the hooks are; a library may have put a package `tests` into the environment.
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout[-6000:] + done.stderr


def test_operations_keep_their_word(served):
    """
    Status, media type and schema are as documented, whatever is sent.

    Every operation's examples, then 3 requests each made up: some 900 requests in 15 s of CPU.
    """
    sent = ["--phases", "examples,fuzzing", "--max-examples", "3"]
    assert run(served, *sent, "--warnings", "off") == ""


@pytest.mark.soak
def test_operations_keep_their_word_for_long(served):
    """The same with every edge of every schema, and 50 requests each; minutes."""
    sent = ["--phases", "examples,coverage,fuzzing", "--max-examples", "50"]
    assert run(served, *sent, "--warnings", "off") == ""
