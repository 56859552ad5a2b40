"""A server that a test starts ends with the test, however that ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.processes import tied

ROOT = Path(__file__).resolve().parents[2]
STARTER = (
    "import subprocess, sys; from benchmarks.processes import tied;"
    "print(subprocess.Popen(tied([sys.executable, '-c', 'input()'])).pid, flush=True); input()"
)


def _is_there(process):
    """Tell whether it runs: a process that ended and was not asked for is a zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_killed_starter_takes_it_along():
    """Killed without a chance to clean up, the one that started it leaves nothing running."""
    words = [sys.executable, "-c", STARTER]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, cwd=ROOT) as starter:
        started = int(starter.stdout.readline())
        assert _is_there(started)
        os.kill(starter.pid, signal.SIGKILL)
        end = time.monotonic() + 10
        while _is_there(started) and time.monotonic() < end:
            time.sleep(0.01)
        assert not _is_there(started)


def test_the_command_is_the_same():
    """What it says, what it is told and how it ends are those of the command."""
    done = subprocess.run(
        tied(["sh", "-c", "echo $0 $A; exit 3", "a b"]), env={"A": "c"}, stdout=-1
    )
    assert (done.returncode, done.stdout) == (3, b"a b c\n")
