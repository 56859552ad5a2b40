"""What the kernel keeps from a worker, so that no hole in the guard opens anything."""

import subprocess
import sys

import pytest

LOCK = "import os, socket; from musclegraph.store import sandbox; print(sandbox.lock()); "


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("socket.socket(socket.AF_INET)", "PermissionError"),
        ("socket.socket(socket.AF_INET6)", "PermissionError"),
        ("socket.socket(socket.AF_UNIX)", "PermissionError"),
        ("os.execv('/bin/true', ['true'])", "PermissionError"),
        ("open('written', 'w').write('x' * 100_000)", "File too large"),
        ("sandbox.limit_memory(50); b'x' * 100_000_000", "MemoryError"),
    ],
)
def test_worker_may_not(tmp_path, code, error):
    """No socket, no program, no file, no more memory than its share."""
    command = [sys.executable, "-c", LOCK + code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    if done.stdout.strip() == "False":
        pytest.skip("no seccomp on this machine")
    assert error in done.stderr
